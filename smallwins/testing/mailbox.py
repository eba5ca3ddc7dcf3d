"""The test's side of the SMTP server: start it, look what came in, make it misbehave."""

import subprocess
import sys
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from smallwins.devstack.process import spawn, stop
from smallwins.testing.smtp_server import Behaviour


class SmtpSink:
    """A real SMTP server on loopback; `host` and `port` stay the same when it is stopped and started."""

    host = "127.0.0.1"

    def __init__(self, folder: Path) -> None:
        """Keep mails in `folder`."""
        self.folder = folder
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What EMAIL_URL has to be."""
        return f"smtp://{self.host}:{self.port}"

    @property
    def running(self) -> bool:
        """Whether it takes connections."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, or start it again after `stop`."""
        argv = [sys.executable, "-m", "smallwins.testing.smtp_server", str(self.folder), str(self.port)]
        self._process = spawn(argv, output=subprocess.PIPE)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def stop(self) -> None:
        """Stop it: connections are refused from now on."""
        if self._process is not None:
            stop(self._process)
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None

    def behave(self, behaviour: Behaviour | str, *, only_for: str = "") -> None:
        """Change what it does from the next command on; `only_for` limits it to one recipient."""
        fresh = self.folder / "behaviour.new"
        fresh.write_text(f"{Behaviour(behaviour)} {only_for}".strip())
        fresh.replace(self.folder / "behaviour")

    def messages(self) -> list[EmailMessage]:
        """Return every mail taken so far, oldest first; `Delivered-To` holds the envelope's recipients."""
        files = sorted(self.folder.glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    def wait_for(self, number: int, *, seconds: float = 15) -> list[EmailMessage]:
        """Return the mails once there are at least `number`. Raises AssertionError when they do not come."""
        deadline = time.monotonic() + seconds
        while len(list(self.folder.glob("*.eml"))) < number:
            assert time.monotonic() < deadline, f"{len(self.messages())} of {number} mails after {seconds} s"
            time.sleep(0.05)
        return self.messages()

    def clear(self) -> None:
        """Forget all mails and behave again."""
        for path in (*self.folder.glob("*.eml"), *self.folder.glob("behaviour")):
            path.unlink()
