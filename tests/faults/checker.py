"""Compares what was intended, what the ledger says and what the mail server received.

It knows the ledger's table and states, and none of its code.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

#: Who may get what: (address, what the mail is about).
Mail = tuple[str, str]
#: The ledger says of these that they arrived, or may have.
ARRIVED = {"sent", "uncertain"}


@dataclass(frozen=True)
class Row:
    """One row of the ledger."""

    message_id: str
    recipient: str
    about: str
    state: str
    ambiguous: int = 0


@dataclass(frozen=True)
class Received:
    """One mail the server took; `at` by its clock, `clock` by the product's (seconds since 1970)."""

    message_id: str
    recipient: str
    about: str
    subject: str = ""
    at: float = 0.0
    clock: float = 0.0


@dataclass
class Verdict:
    """The figures of one run; `broken` says in words which bound of the campaign did not hold."""

    intended: int = 0
    received: int = 0
    lost: int = 0
    unexpected: int = 0
    duplicated: int = 0
    explained: int = 0
    unexplained: int = 0
    broken: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.lost or self.unexpected or self.unexplained or self.broken)

    def __str__(self) -> str:
        figures = [each.name for each in fields(self) if each.name != "broken"]
        return " ".join(f"{name}={getattr(self, name)}" for name in figures)


def check(
    intended: Iterable[Mail],
    rows: Iterable[Row],
    received: Iterable[Received],
    *,
    ends: Mapping[Mail, str] | None = None,
) -> Verdict:
    """Count. `ends` are mails that were not to arrive, with the state their row must end in instead.

    A copy too many is explained by a flag on its row, one copy per flag; nothing else explains it.
    """
    wanted, ends = Counter(intended), ends or {}
    by_id = {row.message_id: row for row in rows}
    copies = Counter(mail.message_id for mail in received)
    verdict = Verdict(intended=wanted.total(), received=copies.total())
    arrived: dict[Mail, set[str]] = defaultdict(set)
    for mail in received:
        row = by_id.get(mail.message_id)
        key = mail.recipient, mail.about
        if row is None or (row.recipient, row.about) != key or key not in wanted or not _admitted(row):
            verdict.unexpected += 1
        else:
            arrived[key].add(mail.message_id)
    for message_id, number in copies.items():
        if message_id in by_id:
            verdict.duplicated += number - 1
            verdict.explained += min(number - 1, by_id[message_id].ambiguous)
    for key, number in wanted.items():
        missing = number - len(arrived[key])
        verdict.duplicated += max(-missing, 0)
        if key in ends:
            states = {row.state for row in by_id.values() if (row.recipient, row.about) == key}
            verdict.lost += states != {ends[key]}
        else:
            verdict.lost += max(missing, 0)
    verdict.lost += _said_sent(by_id.values(), copies, wanted, arrived)
    verdict.unexplained = verdict.duplicated - verdict.explained
    return verdict


def _admitted(row: Row) -> bool:
    """Whether the ledger owns up to the mail: it says so, or flagged that it cannot know."""
    return row.state in ARRIVED or row.ambiguous > 0


def _said_sent(
    rows: Iterable[Row], copies: Counter[str], wanted: Counter[Mail], arrived: Mapping[Mail, set[str]]
) -> int:
    """Rows that claim a mail nobody received, where it was not counted as missing already."""
    claims = [row for row in rows if row.state == "sent" and not copies[row.message_id]]
    keys = [(row.recipient, row.about) for row in claims]
    return sum(len(arrived.get(key, ())) >= wanted[key] for key in keys)
