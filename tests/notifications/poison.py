"""A kind of mail that kills whoever writes it; as an app, so that a real worker knows it."""

import os
import signal

from django.apps import AppConfig

KILLER = "probe_killer"


class PoisonConfig(AppConfig):
    name = "tests.notifications"
    label = "probe"

    def ready(self) -> None:
        from smallwins.notifications.registry import MailKind, register
        from tests.notifications.kinds import register_probes

        register_probes()
        register(MailKind(KILLER, False, lambda delivery, now: None, kill_this_process))


def kill_this_process(delivery):
    os.kill(os.getpid(), signal.SIGKILL)
