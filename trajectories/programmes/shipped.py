"""The programmes that come with Small Wins, one file per language."""

import functools
from pathlib import Path

import yaml
from django.conf import settings

from trajectories.programmes.plan import Plan, plan_from

FOLDER = Path(__file__).parent
#: Name of a shipped programme, as forms and addresses carry it.
SIX_SESSIONS = "six_sessions"


@functools.cache
def shipped(name: str, language: str) -> Plan:
    """A shipped programme in ``language``; in the default language where that one is missing."""
    path = FOLDER / f"{name}.{language}.yaml"
    if not path.exists():
        path = FOLDER / f"{name}.{settings.LANGUAGE_CODE}.yaml"
    return plan_from(yaml.safe_load(path.read_text(encoding="utf-8")))
