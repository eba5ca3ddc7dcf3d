"""A real SMTP server in a process of its own, which fails as it is told and writes down what it took.

`python -m tests.faults.sink FOLDER` prints its port. Each mail becomes a line in FOLDER/received *before* the
answer to its last dot, each fault one in FOLDER/failed. What it does stands in FOLDER/plan.json:

    delay    seconds for one mail, half of them before it is written down
    mode     accept, refuse (nobody listens), 421 (at MAIL FROM) or drip (each answer one byte a second)
    scripts  recipient -> what happens to the next mails to them, one after the other (see ACTIONS)
"""

import asyncio
import json
import socket
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session, syntax

#: Answers at RCPT TO, answers to the last dot, and what happens around DATA.
ACTIONS = ("451", "550", "421", "451 end", "550 end", "drop during", "drop after", "drip", "drip end")
BYTE = 1.0  # seconds


class Plan:
    """What to do now, read anew whenever it was replaced."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.delay, self.mode = 0.0, "accept"
        self.scripts: dict[str, list[str]] = {}
        self._read = 0

    def refresh(self) -> None:
        changed = (self.folder / "plan.json").stat().st_mtime_ns
        if changed != self._read:
            self._read = changed
            said = json.loads((self.folder / "plan.json").read_text())
            self.delay, self.mode = said["delay"], said["mode"]
            if said["scripts"] is not None:
                self.scripts = said["scripts"]

    def next_action(self, recipient: str) -> str:
        script = self.scripts.get(recipient)
        return script.pop(0) if script else ""

    def write(self, name: str, line: dict[str, Any]) -> None:
        with (self.folder / name).open("a") as file:
            file.write(json.dumps(line) + "\n")

    def clock(self) -> float:
        """The moment by the product's clock, in seconds since 1970."""
        return time.time() + float((self.folder / "clock").read_text())


class Conversation(SMTP):
    """One connection; `action` is what happens to the mail that is under way."""

    action = ""
    dripping = False

    async def push(self, status: str | bytes) -> None:
        """Answer, one byte a second when told so."""
        if not (self.dripping or self.event_handler.plan.mode == "drip"):
            await super().push(status)
            return
        for byte in (status.encode() if isinstance(status, str) else status) + b"\r\n":
            self._writer.write(bytes([byte]))
            await self._writer.drain()
            await asyncio.sleep(BYTE)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Take a mail, or go away in the middle of it."""
        if self.action != "drop during":
            await super().smtp_DATA(arg)
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        await self._reader.readexactly(10)
        self.transport.abort()


class Handler:
    """What happens at each step."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    async def handle_MAIL(  # noqa: N802
        self, server: Conversation, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.plan.refresh()
        server.action, server.dripping = "", False
        if self.plan.mode in ("421", "refuse"):
            self.plan.write("failed", {"action": f"{self.plan.mode} at MAIL FROM", "recipient": ""})
            if self.plan.mode == "refuse":
                server.transport.abort()
            return "421 4.3.2 Service shutting down"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Conversation, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        action = server.action = self.plan.next_action(address)
        if action:
            self.plan.write("failed", {"action": action, "recipient": address})
        server.dripping = action == "drip"
        if action in ("451", "550", "421"):
            return f"{action} {action[0]}.7.1 As planned"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Conversation, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.plan.delay / 2)
        if server.action in ("451 end", "550 end"):
            return f"{server.action[:3]} {server.action[0]}.7.1 As planned"
        message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        head = {"message_id": message["Message-ID"].strip(), "subject": str(message["Subject"])}
        for recipient in envelope.rcpt_tos:
            line = {"at": time.time(), "clock": self.plan.clock(), "recipient": recipient}
            self.plan.write("received", line | head)
        await asyncio.sleep(self.plan.delay / 2)
        server.dripping = server.action == "drip end"
        if server.action == "drop after":
            server.transport.abort()
        return "250 OK"


async def serve(folder: Path) -> None:
    """Serve on loopback for ever; while told to refuse, nobody listens."""
    plan = Plan(folder)
    loop = asyncio.get_running_loop()
    # Bound but deaf: it keeps the port ours while the one that listens is closed.
    reserved = _bound(0)
    port = reserved.getsockname()[1]
    sys.stdout.write(f"{port}\n")
    server = None
    while True:
        plan.refresh()
        if plan.mode == "refuse" and server is not None:
            server.close()
            server = None
        elif plan.mode != "refuse" and server is None:
            server = await loop.create_server(
                lambda: Conversation(Handler(plan), hostname="localhost"), sock=_bound(port)
            )
            sys.stdout.flush()
        await asyncio.sleep(0.02)


def _bound(port: int) -> socket.socket:
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    one.bind(("127.0.0.1", port))
    return one


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
