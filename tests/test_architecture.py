"""The house keeps its shape: imports, gates, small files, no inline script, tasks that exist."""

import ast
import inspect
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver

from smallwins.celery import app as celery

ROOT = Path(__file__).resolve().parent.parent
APPS = ("smallwins", "trajectories", "sessions", "wins")
LONGEST_VIEW, LONGEST_FILE = 25, 300
#: Modules that may read rows only through ``visible_to``, a gate or a selector (docs/trust.md).
GATED = re.compile(
    r"(^|/)(views|forms|feeds|exports|mails|search|api|filters|navigation|templatetags)(\.py$|/)"
)
#: Querysets that are bound to a person, or empty.
BOUND = ("visible_to", "written_for_by", "none")
#: What may stay: the file, and why its rows are safe.
UNGATED = {
    "sessions/mails.py": "a mail is composed for one row of the ledger; still_needed judges its reader",
    "trajectories/mails.py": "the same, for the address that was invited",
}


def sources(*folders, suffix=".py"):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob(f"*{suffix}")):
            if "migrations" not in path.parts and "node_modules" not in path.parts:
                yield path


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def views():
    """Every view of the resolver, without its decorators."""

    def walk(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns)
            else:
                yield pattern.callback

    return {inspect.unwrap(view) for view in walk(get_resolver().url_patterns)}


def own_views():
    return [view for view in views() if view.__module__.startswith(APPS)]


def test_imports_go_one_way():
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stdout


def unguarded(tree):
    """Lines where a manager is used for anything but what is bound to a person."""
    safe = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in BOUND
    }
    managers = ("objects", "_default_manager", "_base_manager")
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in managers and id(node) not in safe
    ]


def test_pages_and_mails_read_through_the_gates():
    found = {
        f"{name_of(path)}:{line}"
        for path in sources(*APPS)
        if GATED.search(name_of(path)) and name_of(path) not in UNGATED
        for line in unguarded(ast.parse(path.read_text()))
    }
    assert found == set()


def test_what_may_stay_ungated_still_needs_to():
    assert [name for name in UNGATED if not unguarded(ast.parse((ROOT / name).read_text()))] == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("Win.objects.visible_to(user, today)", []),
        ("Win.objects.none()", []),
        ("Win.objects.get(pk=1)", [1]),
        ("x = 1\nrows = Win.objects\nrows.all()", [2]),
        ("Win._default_manager.all()", [1]),
    ],
)
def test_the_search_for_managers_finds_them(code, lines):
    assert unguarded(ast.parse(code)) == lines


def test_every_view_has_its_methods_and_its_gate():
    """Behind sign-in unless it says why not; which rule holds where stands in tests/access/table.py."""
    bare = []
    for view in own_views():
        source = inspect.getsource(view)
        public = re.search(r"@login_not_required(.*)", source)
        if "@require_" not in source or (public and "  #" not in public.group(1)):
            bare.append(view.__qualname__)
    assert bare == []


def lines_of(view):
    """From ``def`` to its last line."""
    tree = ast.parse(inspect.getsource(view))
    function = tree.body[0]
    return function.end_lineno - function.lineno + 1


def test_views_stay_short():
    long = {view.__qualname__: lines_of(view) for view in own_views() if lines_of(view) > LONGEST_VIEW}
    assert long == {}


def test_files_stay_short():
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in sources(*APPS, "tests")}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_test_asks_for_the_day_in_greenwich():
    """Between midnight here and midnight there it is another day: tests ask ``factories.days``."""
    asked = re.compile(r"\blocaldate\(|\bdate\.today\(|now\(\)\.date\(")
    files = sources("tests", "bench")
    assert [name_of(path) for path in files if asked.search(path.read_text())] == []


def test_beat_starts_tasks_that_exist():
    celery.loader.import_default_modules()
    assert settings.CELERY_BEAT_SCHEDULE
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        task = celery.tasks[entry["task"]]
        inspect.signature(task.run).bind(*entry.get("args", ()), **entry.get("kwargs", {}))
        assert entry["schedule"] > 0, name
        assert entry["options"]["expires"] <= entry["schedule"], name


def test_every_setting_read_from_the_environment_is_documented():
    read = set()
    for path in sources("smallwins"):
        if "devstack" in path.parts or "testing" in path.parts:
            continue
        read |= set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", path.read_text()))
    documented = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read - documented == set()
    assert {"SECRET_KEY", "EMAIL_URL"} <= read


def templates():
    return list(sources("templates", suffix=".html"))


def test_no_page_has_inline_script_or_style():
    """Mails carry their style in their tags: there is no other way in a mail."""
    inline = re.compile(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    mails = re.compile(r"/mail/|notifications/(_button|mail_base)")
    found = [
        f"{name_of(path)}: {match.group()}"
        for path in templates()
        if not mails.search(name_of(path))
        for match in inline.finditer(path.read_text())
    ]
    assert found == []


def test_translated_blocks_are_trimmed():
    loose = re.compile(r"{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)[^%]*%}")
    everything = [*templates(), *sources("templates", suffix=".txt")]
    assert [name_of(path) for path in everything if loose.search(path.read_text())] == []


def test_user_text_is_never_marked_safe():
    """Autoescape stays on in pages; only crispy's own layout marks the fields it has rendered."""
    loose = re.compile(r"\|\s*safe\b|autoescape off")
    found = {name_of(path) for path in templates() if loose.search(path.read_text())}
    assert found == {"templates/bootstrap5/layout/fieldset.html"}


def test_every_module_imports():
    for path in sources(*APPS):
        if path.name not in ("__main__.py", "wsgi.py"):
            import_module(name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "smallwins.settings_test"
