"""`python -m bench.mailserver SECONDS`: take every mail after so many seconds and keep none of them."""

import asyncio
import sys

from aiosmtpd.smtp import SMTP, Envelope, Session

from smallwins.devstack.mailsink import serve


class Forget:
    """Answer 250 after a pause."""

    def __init__(self, pause: float) -> None:
        """Pause so many seconds for each mail."""
        self.pause = pause

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take one mail."""
        await asyncio.sleep(self.pause)
        return "250 OK"


if __name__ == "__main__":
    asyncio.run(serve(Forget(float(sys.argv[1]))))
