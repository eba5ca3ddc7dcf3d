"""The lock files: everything pinned and hashed, and nothing in them about where it was made."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def normalised(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def pinned(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", lock.read_text(), re.MULTILINE))


def wanted(group: str | None) -> set[str]:
    names = {normalised(each) for each in PROJECT["project"]["dependencies"]}
    for each in PROJECT["dependency-groups"][group] if group else []:
        names |= wanted(each["include-group"]) if isinstance(each, dict) else {normalised(each)}
    return names


def test_there_is_a_lock_file_for_each_way_to_install():
    assert [lock.stem for lock in LOCKS] == ["browser", "lint", "production", "run", "test"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_lock_says_nothing_about_the_machine_it_was_made_on(lock):
    lines = [line for line in lock.read_text().splitlines() if not line.startswith("    --hash=sha256:")]
    strange = [
        line for line in lines if not re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==[^\s:/]+( ; [^:/@]+)? \\", line)
    ]
    assert strange == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_lock_has_a_hash_for_every_package(lock):
    entries = re.split(r"^(?=\S)", lock.read_text(), flags=re.MULTILINE)[1:]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    ("stem", "group"),
    [("production", None), ("run", "local"), ("test", "test"), ("browser", "browser"), ("lint", "lint")],
)
def test_lock_holds_every_package_the_project_names(stem, group):
    assert wanted(group) - set(pinned(ROOT / "requirements" / f"{stem}.txt")) == set()


def test_lock_names_the_extras_that_its_packages_ask_for():
    """Without them pip looks for a newer release of the package with its extra, and finds it has no hash."""
    lock = (ROOT / "requirements" / "test.txt").read_text()
    named = {
        normalised(name): set(extras.split(","))
        for name, extras in re.findall(r"^([\w.-]+)\[([\w,-]+)\]==", lock, re.MULTILINE)
    }
    asked = [
        (normalised(need.name), need.extras)
        for package in metadata.distributions()
        for need in map(Requirement, package.requires or [])
        if need.extras and (need.marker is None or need.marker.evaluate({"extra": ""}))
    ]
    locked = pinned(ROOT / "requirements" / "test.txt")
    assert ("coverage", {"toml"}) in asked
    assert [
        (name, extras) for name, extras in asked if name in locked and extras - named.get(name, set())
    ] == []


def test_locks_agree_on_every_version():
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in pinned(lock).items():
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_production_has_none_of_the_developers_servers():
    local = {normalised(each) for each in PROJECT["dependency-groups"]["local"]}
    assert local & set(pinned(ROOT / "requirements" / "production.txt")) == set()


def test_every_dependency_is_explained():
    page = (ROOT / "docs" / "dependencies.md").read_text().lower()
    groups = PROJECT["dependency-groups"]
    named = {each for group in groups.values() for each in group if isinstance(each, str)}
    names = {normalised(each) for each in [*PROJECT["project"]["dependencies"], *named]}
    assert sorted(name for name in names if f"`{name}`" not in page) == []
