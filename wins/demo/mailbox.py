"""Reads the demo mailbox: the .eml files the local mail server wrote."""

import datetime as dt
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

SHOWN = 60
LONGEST_NAME = 200


@dataclass(frozen=True)
class DemoMail:
    """One mail as it would arrive."""

    name: str
    to: str
    sender: str
    subject: str
    received_at: dt.datetime
    text: str
    html: str


def _parse(path: Path) -> DemoMail:
    message: EmailMessage = BytesParser(policy=email.policy.default).parsebytes(path.read_bytes())
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return DemoMail(
        name=path.stem,
        to=str(message["To"] or ""),
        sender=str(message["From"] or ""),
        subject=str(message["Subject"] or ""),
        received_at=dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC),
        text=_content(text),
        html=_content(html),
    )


def _content(part: EmailMessage | None) -> str:
    """The words of one part; those in an unknown encoding as far as they are ASCII."""
    if part is None:
        return ""
    try:
        return part.get_content()
    except LookupError:
        return part.get_payload(decode=True).decode("ascii", errors="replace")


def latest(folder: Path | None) -> list[DemoMail]:
    """The newest mails first; empty when there is no folder yet."""
    if folder is None or not folder.is_dir():
        return []
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [_parse(path) for path in files[:SHOWN]]


def find(folder: Path | None, name: str) -> DemoMail | None:
    """One mail by the name of its file; names that are no plain file name find nothing."""
    if (
        folder is None
        or len(name) > LONGEST_NAME
        or not name.replace("-", "").replace("_", "").replace(".", "").isalnum()
    ):
        return None
    path = folder / f"{name}.eml"
    return _parse(path) if path.parent == folder and path.is_file() else None
