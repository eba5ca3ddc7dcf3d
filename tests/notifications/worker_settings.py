"""The test settings with the probe kinds, for a worker in a process of its own."""

from pathlib import Path

from smallwins.settings_test import *  # noqa: F403
from smallwins.settings_test import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.notifications.kinds.ProbeConfig"]
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]
