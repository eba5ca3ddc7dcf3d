"""A real SMTP server that keeps every mail as a file and sends nothing on.

`python -m smallwins.devstack.mailsink FOLDER` prints its port on the first line.
"""

import asyncio
import os
import sys
import time
from itertools import count
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

_serial = count()


def write_mail(folder: Path, envelope: Envelope) -> Path:
    """Write one mail to disk, as a mailbox would hold it, and return its path once it is really there."""
    recipients = "".join(f"Delivered-To: {address}\r\n" for address in envelope.rcpt_tos)
    head = f"Return-Path: <{envelope.mail_from or ''}>\r\n{recipients}".encode()
    path = folder / f"{time.time_ns():020d}-{os.getpid()}-{next(_serial):06d}.eml"
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        file.write(head + (envelope.original_content or b""))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return path


class Keep:
    """Answer 250 only after the mail is on disk: what was acknowledged can be counted afterwards."""

    def __init__(self, folder: Path) -> None:
        """Keep mails in `folder`."""
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take one mail."""
        write_mail(self.folder, envelope)
        return "250 OK"


async def serve(handler: object, *, port: int = 0) -> None:
    """Serve on loopback for ever; the first line printed is the port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, hostname="localhost"), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    """Keep mails in the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(serve(Keep(folder)))


if __name__ == "__main__":
    main()
