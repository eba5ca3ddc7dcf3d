"""The private servers: they start, they keep their word, they leave nothing behind."""

import errno
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from smallwins.devstack import StackError, explain, postgres, stack, state, valkey
from smallwins.devstack.supervisor import choose_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def own_servers(monkeypatch):
    """Forget the servers of this test run, so that `stack` starts its own."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name)


@pytest.fixture
def folder():
    """A folder for server data that the server account can enter, which pytest's own folders are not."""
    path = Path(tempfile.mkdtemp(prefix="state-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


def one_value(url: str, sql: str):
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]
    finally:
        connection.close()


def test_stack_gives_servers_and_takes_them_away(own_servers):
    with stack() as env:
        assert one_value(env["DATABASE_URL"], "SHOW server_encoding") == "UTF8"
        assert one_value(env["DATABASE_URL"], "SHOW listen_addresses") == ""
        with redis.Redis.from_url(env["REDIS_URL"]) as client:
            assert client.ping() is True
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
            assert client.config_get("port") == {"port": "0"}
        room = Path(env["PGHOST"]).parent
        assert len(env["PGHOST"]) < 60
    assert not room.exists()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(env["DATABASE_URL"])


def test_stack_keeps_data_when_it_has_a_place_for_it(own_servers, folder):
    data = folder / "state"
    with stack(state_dir=data, durable=True) as env:
        assert one_value(env["DATABASE_URL"], "SHOW fsync") == "on"
        connection = psycopg2.connect(env["DATABASE_URL"])
        with connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('deur')")
        connection.close()
        with redis.Redis.from_url(env["REDIS_URL"]) as client:
            client.set("kept", "raam")
    with stack(state_dir=data, durable=True) as env:
        assert one_value(env["DATABASE_URL"], "SELECT word FROM kept") == "deur"
        with redis.Redis.from_url(env["REDIS_URL"]) as client:
            assert client.get("kept") == b"raam"


def test_stack_uses_what_is_given_and_starts_nothing(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@elsewhere/db")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    before = {child.pid for child in psutil.Process().children()}
    with stack() as env:
        assert env == {
            "DATABASE_URL": "postgresql://someone@elsewhere/db",
            "REDIS_URL": "redis://elsewhere/0",
        }
        assert {child.pid for child in psutil.Process().children()} == before


def test_stack_starts_only_the_server_that_is_missing(own_servers, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@elsewhere/db")
    with stack() as env:
        assert env["DATABASE_URL"] == "postgresql://someone@elsewhere/db"
        assert "PGHOST" not in env
        with redis.Redis.from_url(env["REDIS_URL"]) as client:
            assert client.ping() is True


@pytest.mark.parametrize(
    ("variable", "module", "advice"),
    [("PG_BIN", postgres, "DATABASE_URL"), ("REDIS_BIN", valkey, "REDIS_URL")],
)
def test_a_missing_server_is_one_clear_line(monkeypatch, variable, module, advice):
    monkeypatch.setenv(variable, "/nowhere")
    with pytest.raises(StackError) as caught:
        module.find()
    assert advice in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_that_cannot_start_says_why(own_servers, folder):
    cluster = folder / f"pg{postgres.version(postgres.find())}"
    cluster.mkdir(mode=0o700)
    (cluster / "PG_VERSION").write_text("9\n")
    told = pytest.raises(StackError, match=r"^PostgreSQL stopped while starting: .+$")
    with told, stack(state_dir=folder):
        pass


def test_a_full_disk_is_one_clear_line():
    told = str(explain(OSError(errno.ENOSPC, "No space left on device", "/data/pg18")))
    assert told == "The disk is full: /data/pg18. Free some space and start again."


def test_a_given_port_that_is_taken_is_refused_and_the_default_moves_on(monkeypatch):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        taken = busy.getsockname()[1]
        with pytest.raises(
            StackError, match=rf"^Port {taken} is taken\. Choose another: make run PORT=8010$"
        ):
            choose_port(str(taken))
        monkeypatch.setattr("smallwins.devstack.supervisor.FIRST_PORT", taken)
        assert choose_port(None) > taken


@pytest.mark.parametrize("wanted", ["abc", "0", "70000", "-1", "80 80"])
def test_a_port_that_is_no_port_is_refused(wanted):
    with pytest.raises(StackError, match=r"^PORT must be a number from 1 to 65535"):
        choose_port(wanted)


def test_the_secret_is_made_once_and_is_private(tmp_path):
    first = state.secret(tmp_path)
    assert len(first) >= 50
    assert state.secret(tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_folder_has_one_launcher_at_a_time(tmp_path):
    with state.locked(tmp_path):
        argv = [sys.executable, "-m", "smallwins.devstack", "run", "--state", str(tmp_path)]
        env = {name: value for name, value in os.environ.items() if name != "PORT"}
        done = subprocess.run(argv, capture_output=True, text=True, cwd=ROOT, env=env)
    assert done.returncode == 1
    told = f"Small Wins already runs with its data in {tmp_path} (process {os.getpid()}). Ctrl-C stops it.\n"
    assert done.stderr == told


LAUNCHER = """
import sys, time
from smallwins.devstack import stack
with stack() as env:
    print(env["PGHOST"], flush=True)
    time.sleep(60)
"""


@pytest.mark.faults
def test_servers_do_not_outlive_a_killed_launcher():
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    launcher = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER], stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT
    )
    room = Path(launcher.stdout.readline().strip()).parent
    servers = psutil.Process(launcher.pid).children(recursive=True)
    assert {"postgres", "valkey-server"} <= {server.name() for server in servers}

    launcher.kill()
    launcher.communicate()
    if sys.platform == "linux":  # elsewhere nothing tells them; the next start stops them
        assert psutil.wait_procs(servers, timeout=10)[1] == []
    state.sweep()
    assert psutil.wait_procs(servers, timeout=10)[1] == []
    assert not room.exists()


def test_sweep_leaves_a_living_stack_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(state, "ROOMS", tmp_path)
    sleeper = subprocess.Popen(["sleep", "60"])
    try:
        room = state.make_room()
        state.record(room, [sleeper.pid])
        state.sweep()
        assert room.exists()
        assert sleeper.poll() is None

        (room / "stack.json").write_text(
            (room / "stack.json").read_text().replace(str(os.getpid()), "999999999")
        )
        state.sweep()
        assert not room.exists()
        sleeper.wait(timeout=10)
        assert not psutil.pid_exists(sleeper.pid)
    finally:
        sleeper.kill()
        sleeper.wait()


def test_sweep_never_stops_a_process_that_took_over_a_number(tmp_path, monkeypatch):
    monkeypatch.setattr(state, "ROOMS", tmp_path)
    sleeper = subprocess.Popen(["sleep", "60"])
    try:
        room = state.make_room()
        born = time.time() - 3600
        (room / "stack.json").write_text(
            f'{{"owner": [999999999, 1.0], "children": {{"{sleeper.pid}": {born}}}}}'
        )
        state.sweep()
        assert not room.exists()
        assert sleeper.poll() is None
    finally:
        sleeper.kill()
        sleeper.wait()
