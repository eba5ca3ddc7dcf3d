"""A real SMTP server in a process of its own, which can be told to misbehave.

`python -m smallwins.testing.smtp_server FOLDER PORT` keeps mails in FOLDER; what it does is read from
FOLDER/behaviour at every step, so that a test can change it while mail is on its way.
"""

import asyncio
import sys
from enum import StrEnum
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from smallwins.devstack.mailsink import serve, write_mail


class Behaviour(StrEnum):
    """What the server does with a mail."""

    ACCEPT = "accept"
    CLOSING = "421"  # at MAIL FROM: the service as a whole is going away
    LATER = "451"  # at RCPT TO: this recipient, not now
    UNKNOWN = "550"  # at RCPT TO: this recipient, never
    DROP_DURING = "drop-during"  # the connection dies before the mail is taken
    DROP_AFTER = "drop-after"  # the mail is taken, the connection dies before the 250


class Misbehave:
    """Take mails as FOLDER/behaviour says; `451 someone@example.org` limits it to one recipient."""

    def __init__(self, folder: Path) -> None:
        """Keep mails in `folder`."""
        self.folder = folder

    def behaviour(self, *recipients: str) -> str:
        """Return what to do now with a mail to `recipients`."""
        path = self.folder / "behaviour"
        name, _, only_for = (path.read_text() if path.exists() else "accept").partition(" ")
        return Behaviour.ACCEPT if only_for and only_for not in recipients else Behaviour(name)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer MAIL FROM."""
        if self.behaviour() == Behaviour.CLOSING:
            return "421 4.3.2 Service shutting down"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer RCPT TO."""
        behaviour = self.behaviour(address)
        if behaviour == Behaviour.LATER:
            return "451 4.7.1 Try again later"
        if behaviour == Behaviour.UNKNOWN:
            return "550 5.1.1 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take one mail."""
        behaviour = self.behaviour(*envelope.rcpt_tos)
        if behaviour != Behaviour.DROP_DURING:
            write_mail(self.folder, envelope)
        if behaviour in (Behaviour.DROP_DURING, Behaviour.DROP_AFTER):
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"


def main() -> None:
    """Serve as the command line says; port 0 takes a free one."""
    asyncio.run(serve(Misbehave(Path(sys.argv[1])), port=int(sys.argv[2])))


if __name__ == "__main__":
    main()
