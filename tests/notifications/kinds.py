"""Two kinds of mail for these tests; as an app, so that a real worker knows them too."""

from django.apps import AppConfig

SERVICE, OPTIONAL = "probe_service", "probe_optional"
#: What a test makes the kinds say: subject id -> a Refusal, an exception, or context for the mail.
REFUSALS: dict = {}
FAILURES: dict = {}
CONTEXTS: dict = {}


class ProbeConfig(AppConfig):
    name = "tests.notifications"
    label = "probe"

    def ready(self) -> None:
        register_probes()


def register_probes() -> None:
    from smallwins.notifications.registry import Mail, MailKind, register

    def still_needed(delivery, now):
        return REFUSALS.get(delivery.subject_id)

    def compose(delivery):
        if delivery.subject_id in FAILURES:
            raise FAILURES[delivery.subject_id]
        words = {"action_url": "https://example.org/open/", "action_label": "Open", "when": delivery.due_at}
        return Mail("probe/probe", words | CONTEXTS.get(delivery.subject_id, {}))

    for name, optional in ((SERVICE, False), (OPTIONAL, True)):
        register(MailKind(name, optional, still_needed, compose, label=f"label of {name}"))
