"""The settings of a worker that meets a mail which kills it."""

from tests.notifications.worker_settings import *  # noqa: F403
from tests.notifications.worker_settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS[:-1], "tests.notifications.poison.PoisonConfig"]
