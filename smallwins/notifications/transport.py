"""One SMTP connection for many mails, and what each answer means (RFC 5321).

The server as a whole fails: no attempt is burnt. Refused before DATA or 4xx: later. 5xx: bounced.
Broken after DATA: nobody knows (RFC 1047).
"""

import contextlib
import enum
import io
import re
import smtplib
import ssl
import time
from dataclasses import dataclass
from email.generator import BytesGenerator
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import DNS_NAME, EmailMessage
from django.core.mail.message import sanitize_address

#: Answers that are about us, not about the mail: authentication (RFC 4954 §6).
_ABOUT_US = {454, 530, 534, 535, 538}
#: Characters in a line at most (RFC 5322 §2.1.1).
LINE = 998
#: Seconds for one answer, where settings have none: never wait for ever.
TIMEOUT = 10
#: Seconds for one mail, from hello to the answer to its last dot; with a run, less than a task may take.
WHOLE = 25


class Result(enum.Enum):
    """What became of one mail; the states of the ledger follow from it."""

    SENT = "sent"
    LATER = "later"
    BOUNCED = "bounced"
    LOST = "lost"
    SERVER = "server"


@dataclass(frozen=True)
class Outcome:
    """``reply`` is a phase with a code or an exception's name: never text, which may hold an address."""

    result: Result
    reply: str = ""
    connection_usable: bool = True


@dataclass(frozen=True)
class Envelope:
    """Everything SMTP needs, made before the handover: a fault in it is the mail's, not the server's."""

    sender: str
    recipient: str
    content: bytes


def envelope(message: EmailMessage) -> Envelope:
    """The envelope of a message with one recipient; raises ValueError for an impossible address."""
    encoding = message.encoding or settings.DEFAULT_CHARSET
    (recipient,) = message.recipients()
    return Envelope(
        sender=sanitize_address(message.from_email, encoding),
        recipient=sanitize_address(recipient, encoding),
        content=_bytes(message),
    )


def _bytes(message: EmailMessage) -> bytes:
    """As it goes over the wire; long headers stay whole, as programs that read List-Unsubscribe like them."""
    content = io.BytesIO()
    BytesGenerator(content, mangle_from_=False, maxheaderlen=LINE).flatten(message.message(), linesep="\r\n")
    return content.getvalue()


class _Punctual(smtplib.SMTP):
    """Each answer comes in time as a whole; a timeout of the socket alone begins anew with each byte."""

    def __init__(self, *, deadline: float) -> None:
        self.deadline = deadline
        self._allow(_patience())
        super().__init__(
            settings.EMAIL_HOST,
            settings.EMAIL_PORT,
            local_hostname=DNS_NAME.get_fqdn(),
            timeout=_patience(),
        )

    def _allow(self, seconds: float) -> None:
        self._until = min(time.monotonic() + seconds, self.deadline)

    def putcmd(self, cmd: str, args: str = "") -> None:
        self._allow(_patience())
        super().putcmd(cmd, args)

    def finish(self, content: bytes) -> tuple[int, bytes]:
        """Send the mail itself. Judging it may take long (RFC 5321 §4.5.3.2.6); impatience makes copies."""
        self._allow(WHOLE)
        self.send(content)
        return self.getreply()

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None:
            self.file = io.BufferedReader(_Answers(self))
        return super().getreply()

    def receive(self, buffer: memoryview) -> int:
        """What came, until the time is up; raises TimeoutError."""
        left = self._until - time.monotonic()
        if self.sock is None or left <= 0:
            raise TimeoutError
        self.sock.settimeout(left)
        return self.sock.recv_into(buffer)


class _PunctualSSL(_Punctual, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class _Answers(io.RawIOBase):
    """What a server says, as a file."""

    def __init__(self, smtp: _Punctual) -> None:
        self._smtp = smtp

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._smtp.receive(buffer)


def _patience() -> float:
    return settings.EMAIL_TIMEOUT or TIMEOUT


def _deadline() -> float:
    """Well before the lease ends: as long as we talk about a mail, nobody else takes it."""
    return time.monotonic() + min(WHOLE, settings.SMALLWINS_LEASE_SECONDS / 2)


class MailServer:
    """The server of ``EMAIL_HOST``; a context manager that connects with the first mail."""

    def __init__(self) -> None:
        self._smtp: _Punctual | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._smtp is not None:
            self._smtp.deadline = time.monotonic() + 1
            with contextlib.suppress(OSError):
                self._smtp.quit()
            self._smtp.close()
            self._smtp = None

    def send(self, envelope: Envelope) -> Outcome:
        """Hand one mail to the server."""
        failure = self._begin(envelope.sender, deadline=_deadline())
        if self._smtp is None or failure:
            self._abandon()
            return failure or Outcome(Result.SERVER)
        outcome = _transfer(self._smtp, envelope)
        if outcome.result is not Result.SENT and not (outcome.connection_usable and self._reset()):
            self._abandon()
        return outcome

    def _begin(self, sender: str, *, deadline: float) -> Outcome | None:
        """MAIL FROM, on a new connection when the old one has grown cold; None when it was taken."""
        if self._smtp is not None:
            self._smtp.deadline = deadline
            with contextlib.suppress(OSError):
                if _mail_from(self._smtp, sender)[0] == 250:
                    return None
            self._abandon()
        try:
            self._smtp = _connect(deadline)
            code, reply = _mail_from(self._smtp, sender)
        except OSError as error:
            return Outcome(Result.SERVER, f"connect {_describe(error)}")
        return None if code == 250 else Outcome(Result.SERVER, f"MAIL {_code(code, reply)}")

    def _reset(self) -> bool:
        with contextlib.suppress(OSError):
            return self._smtp is not None and self._smtp.rset()[0] == 250
        return False

    def _abandon(self) -> None:
        """Close without a word: the other side does not listen."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _connect(deadline: float) -> _Punctual:
    """A connection that has said hello and signed in; raises OSError, as all of smtplib's errors are."""
    smtp = (_PunctualSSL if settings.EMAIL_USE_SSL else _Punctual)(deadline=deadline)
    try:
        if settings.EMAIL_USE_TLS:
            smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except OSError:
        smtp.close()
        raise
    return smtp


def _mail_from(smtp: smtplib.SMTP, sender: str) -> tuple[int, bytes]:
    return smtp.mail(sender, ["BODY=8BITMIME"] if smtp.has_extn("8bitmime") else [])


def _transfer(smtp: _Punctual, envelope: Envelope) -> Outcome:
    """RCPT, then DATA in two halves: before the server's 354 nothing can have been taken, after it all."""
    phase = "RCPT"
    try:
        code, reply = smtp.rcpt(envelope.recipient)
        if code not in (250, 251):
            return _refused(phase, code, reply)
        phase = "DATA"
        code, reply = smtp.docmd("DATA")
        if code != 354:
            return _refused(phase, code, reply)
        phase = "end of DATA"
        code, reply = smtp.finish(_dotted(envelope.content))
    except OSError as error:
        result = Result.LOST if phase == "end of DATA" else Result.LATER
        return Outcome(result, f"{phase} {_describe(error)}", connection_usable=False)
    if code == 250:
        return Outcome(Result.SENT)
    if not 400 <= code < 600:
        return Outcome(Result.LOST, f"{phase} {code}", connection_usable=False)
    return _refused(phase, code, reply)


def _refused(phase: str, code: int, reply: bytes) -> Outcome:
    result = Result.BOUNCED if 500 <= code < 600 else Result.LATER
    if code in _ABOUT_US:
        result = Result.SERVER
    return Outcome(result, f"{phase} {_code(code, reply)}", connection_usable=code != 421)


def _dotted(content: bytes) -> bytes:
    """A line that begins with a dot gets another one; a dot alone ends it (RFC 5321 §4.5.2)."""
    body = re.sub(rb"(?m)^\.", b"..", content)
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _code(code: int, reply: bytes) -> str:
    """The code with its enhanced status (RFC 3463), if there is one."""
    status = re.match(rb"[245]\.\d{1,3}\.\d{1,3}\b", reply)
    return f"{code} {status[0].decode()}" if status else str(code)


def _describe(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _code(error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b"")
    return type(error).__name__
