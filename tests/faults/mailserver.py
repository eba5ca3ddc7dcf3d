"""The campaign's side of the mail server: start it, tell it how to fail, read what it took."""

import json
import re
import subprocess
import sys
import time
from pathlib import Path

from smallwins.devstack.process import spawn, stop
from tests.faults.checker import Received

ROUND = re.compile(r"Round \d+")
KINDS = {"Invitation": "invitation", "Changed": "moved", "Cancelled": "cancelled"}


def about(subject: str) -> str:
    """What a mail is about, by its subject: "reminder Round 12", or "summary"."""
    found = ROUND.search(subject)
    if found is None:
        return "summary"
    return f"{KINDS.get(subject.partition(':')[0], 'reminder')} {found[0]}"


class MailServer:
    """The process of `sink.py` with its folder."""

    def __init__(self, folder: Path, clock: Path) -> None:
        folder.mkdir()
        (folder / "clock").symlink_to(clock)
        self.folder = folder
        self.plan()
        self.clear()
        argv = [sys.executable, "-m", "tests.faults.sink", str(folder)]
        self._process = spawn(argv, output=subprocess.PIPE)
        assert self._process.stdout is not None
        self.url = f"smtp://127.0.0.1:{int(self._process.stdout.readline())}"

    def plan(
        self, *, delay: float = 0.0, mode: str = "accept", scripts: dict[str, list[str]] | None = None
    ) -> None:
        """Change what it does; without scripts those of before go on."""
        fresh = self.folder / "plan.new"
        fresh.write_text(json.dumps({"delay": delay, "mode": mode, "scripts": scripts}))
        fresh.replace(self.folder / "plan.json")

    def clear(self) -> None:
        """Forget everything and behave."""
        for name in ("received", "failed"):
            (self.folder / name).write_text("")
        self.plan(scripts={})

    def count(self) -> int:
        """How many mails it took."""
        return (self.folder / "received").read_bytes().count(b"\n")

    def received(self) -> list[Received]:
        """Every mail it took, oldest first."""
        lines = (self.folder / "received").read_text().splitlines()
        return [Received(about=about(one["subject"]), **one) for one in map(json.loads, lines)]

    def failures(self) -> list[str]:
        """What it did wrong on purpose, oldest first."""
        return [json.loads(line)["action"] for line in (self.folder / "failed").read_text().splitlines()]

    def wait_for(self, number: int, *, seconds: float) -> bool:
        """Wait until it took at least `number` mails; False when they do not come."""
        deadline = time.monotonic() + seconds
        while self.count() < number:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True

    def stop(self) -> None:
        stop(self._process)
        if self._process.stdout:
            self._process.stdout.close()
