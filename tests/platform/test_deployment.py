"""docker-compose.yml, .env.example and the Makefile: what they promise and what the code reads agree."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from smallwins import processes

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
APP = {"migrate", "web", "worker", "beat"}
# Django, gunicorn and the containers read these by themselves.
NOT_OURS = {"FORWARDED_ALLOW_IPS", "POSTGRES_PASSWORD", "PUBLISH"}


def example() -> dict[str, str]:
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))


def read_from_the_environment(path: Path) -> set[str]:
    """Names in `env.str("NAME")`, `os.environ["NAME"]` and `os.environ.get("NAME")`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and re.fullmatch(r"env\.\w+|os\.environ\.get", ast.unparse(node.func)):
            found |= {ast.literal_eval(name) for name in node.args[:1]}
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            found.add(ast.literal_eval(node.slice))
    return found


def test_every_variable_that_is_read_is_in_the_example_and_the_other_way_round():
    sources = [ROOT / "smallwins" / "settings.py", ROOT / "smallwins" / "processes.py"]
    read = set().union(*map(read_from_the_environment, sources))
    assert read == set(example()) - NOT_OURS


def test_example_holds_no_secret():
    filled = {name for name, value in example().items() if value}
    assert {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "POSTGRES_PASSWORD"} & filled == set()


def test_compose_file_follows_the_specification():
    argv = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*argv, ROOT / "docker-compose.yml"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_compose_starts_the_programs_make_run_starts():
    commands = {name: SERVICES[name]["command"] for name in APP}
    assert commands == {name: ["python", "-m", "smallwins.processes", name] for name in APP}
    assert set(processes.LASTING) | {"migrate"} == APP


def test_compose_has_two_web_two_worker_and_one_beat():
    assert {name: SERVICES[name].get("deploy", {}).get("replicas", 1) for name in APP} == {
        "migrate": 1,
        "web": 2,
        "worker": 2,
        "beat": 1,
    }


def test_compose_starts_nothing_before_the_database_is_migrated():
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_every_lasting_service_has_a_health_check_and_restarts():
    lasting = {name: service for name, service in SERVICES.items() if name != "migrate"}
    assert all("healthcheck" in service for service in lasting.values())
    assert {service["restart"] for service in lasting.values()} == {"unless-stopped"}


def test_postgres_18_keeps_its_data_one_folder_up():
    assert SERVICES["postgres"]["image"] == "postgres:18"
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]


def test_compose_takes_every_secret_from_outside():
    secret = re.compile(r"SECRET|PASSWORD|DATABASE_URL|EMAIL_URL")
    for name, service in SERVICES.items():
        for variable, value in service.get("environment", {}).items():
            if secret.search(variable):
                assert re.fullmatch(r"\$\{\w+:[-?][^}]*\}", value), f"{name}: {variable}"


def test_compose_hands_on_only_variables_the_example_explains():
    used = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    assert used - set(example()) == set()


@pytest.mark.parametrize("name", [*processes.LASTING, *processes.ONCE])
def test_each_program_has_a_command(name):
    assert processes.argv(name)[0] == sys.executable


def test_an_unknown_program_is_refused_in_one_line():
    argv = [sys.executable, "-m", "smallwins.processes", "wbe"]
    done = subprocess.run(argv, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 1
    assert done.stderr == "No such program: wbe. Choose from web, worker, beat, migrate, static.\n"


@pytest.mark.parametrize(
    "target", ["run", "test", "quick", "lint", "lock", "bench", "faults", "messages", "screenshots", "clean"]
)
def test_make_knows_the_command(target):
    done = subprocess.run(["make", "-n", target], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_ci_calls_the_commands_the_readme_names():
    script = (ROOT / ".ci" / "run").read_text()
    assert re.search(r"^make test$", script, re.MULTILINE)
    assert re.search(r"^make lint$", script, re.MULTILINE)


def test_the_image_takes_in_what_production_imports():
    let_in = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    needed = {"manage.py", "requirements/production.txt", "smallwins", "trajectories", "sessions", "wins"}
    needed |= {"templates", "static", "locale", "docs", "CHANGELOG.md"}
    assert let_in == needed
