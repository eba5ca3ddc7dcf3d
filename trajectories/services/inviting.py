"""Inviting many people at once: first what would happen with each line, then the invitations themselves.

Nothing is stored in between: the lines are judged again when they are sent, so that sent twice they invite
once.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import TextChoices
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from smallwins.accounts.models import Language, User
from smallwins.text import TITLE, has_control_characters
from smallwins.when import date_in_words, house_day, local_date
from trajectories.models import Invitation, Membership, Team, Trajectory
from trajectories.paste import REPLACEMENT, Entry
from trajectories.roles import Role
from trajectories.services.people import AlreadyMember, invite_member

#: The roles a trajectory invites for.
ROLES = (Role.PROFESSIONAL, Role.FACILITATOR, Role.COORDINATOR)
LONGEST_ADDRESS = 254
_LANGUAGES = {
    "nl": Language.DUTCH,
    "nederlands": Language.DUTCH,
    "dutch": Language.DUTCH,
    "en": Language.ENGLISH,
    "engels": Language.ENGLISH,
    "english": Language.ENGLISH,
}


class Fate(TextChoices):
    """What happens with a line."""

    INVITED = "invited"
    #: An earlier invitation has expired: a new link goes out.
    AGAIN = "again"
    WAITING = "waiting"
    MEMBER = "member"
    WRONG = "wrong"


@dataclass(frozen=True)
class Defaults:
    """What holds for lines that do not say it themselves."""

    role: str
    team: Team | None
    language: str


@dataclass(frozen=True)
class Plan:
    """One line and what happens with it, in words."""

    entry: Entry
    fate: Fate
    words: str
    role: str = ""
    scope: Trajectory | Team | None = None
    language: str = Language.DUTCH

    @property
    def is_sent(self) -> bool:
        return self.fate in (Fate.INVITED, Fate.AGAIN)

    @property
    def shown(self) -> str:
        """The line, shortened."""
        return Truncator(self.entry.text).chars(80)


def _role_words() -> dict[str, str]:
    """What a role is called in every language, its capitals aside."""
    found = {role.value: role.value for role in ROLES}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(role.label).casefold(): role.value for role in ROLES}
    return found | {"coordinator": Role.COORDINATOR.value}


class _Judge:
    """Knows who takes part and who was invited: two statements, however many lines."""

    def __init__(self, trajectory: Trajectory, defaults: Defaults, now: dt.datetime) -> None:
        self.trajectory, self.defaults, self.now = trajectory, defaults, now
        self.teams = {team.name.casefold(): team for team in trajectory.teams.all()}
        self.roles = _role_words()
        self.seen: dict[tuple[str, str, uuid.UUID], int] = {}
        members = Membership.objects.active(house_day(now)).of_trajectory(trajectory.pk)
        self.members = {
            (email.casefold(), role, team or of_trajectory)
            for email, role, team, of_trajectory in members.values_list(
                "user__email", "role", "team_id", "trajectory_id"
            )
        }
        waiting = Invitation.objects.of_trajectory(trajectory.pk).pending()
        self.waiting = {
            (row.email.casefold(), row.role, row.team_id or row.trajectory_id): row for row in waiting
        }

    def plan(self, entry: Entry) -> Plan:
        if problem := _problem_of_text(entry):
            return Plan(entry, Fate.WRONG, problem)
        role = self.roles.get(entry.role.casefold()) if entry.role else self.defaults.role
        if role is None:
            return Plan(entry, Fate.WRONG, _("The role “%(role)s” is unknown.") % {"role": entry.role[:40]})
        language = _LANGUAGES.get(entry.language.casefold()) if entry.language else self.defaults.language
        if language is None:
            words = _("The language “%(language)s” is unknown.") % {"language": entry.language[:40]}
            return Plan(entry, Fate.WRONG, words)
        scope: Trajectory | Team | None = self.trajectory
        if role == Role.PROFESSIONAL:
            scope = self._team(entry.team) if entry.team else self.defaults.team
            if scope is None and entry.team:
                known = ", ".join(team.name for team in self.teams.values())
                words = _("The team “%(team)s” is unknown. The teams are: %(known)s.")
                return Plan(entry, Fate.WRONG, words % {"team": entry.team[:40], "known": known})
            if scope is None:
                return Plan(entry, Fate.WRONG, _("A professional needs a team."))
        return self._judged(entry, role, scope, language)

    def _team(self, words: str) -> Team | None:
        """By its name, with or without the word "Team" before it."""
        name = words.casefold()
        return self.teams.get(name) or self.teams.get(name.removeprefix("team ").strip())

    def _judged(self, entry: Entry, role: str, scope: Trajectory | Team, language: str) -> Plan:
        key = (entry.email.casefold(), role, scope.pk)
        if key in self.seen:
            words = _("This address stands in the list already, on line %(line)d.") % {"line": self.seen[key]}
            return Plan(entry, Fate.WRONG, words)
        self.seen[key] = entry.line
        if key in self.members:
            return Plan(entry, Fate.MEMBER, _("Takes part already. Nothing is sent."))
        waiting = self.waiting.get(key)
        if waiting and waiting.expires_at > self.now:
            day = date_in_words(local_date(waiting.invited_at))
            return Plan(entry, Fate.WAITING, _("Was invited on %(day)s. Nothing is sent.") % {"day": day})
        what = Role(role).label if scope == self.trajectory else f"{Role(role).label}, {scope}"
        if waiting:
            words = _("The earlier invitation has expired: invited again as %(role)s.") % {"role": what}
            return Plan(entry, Fate.AGAIN, words, role, scope, language)
        return Plan(entry, Fate.INVITED, _("Invited as %(role)s.") % {"role": what}, role, scope, language)


def _problem_of_text(entry: Entry) -> str:
    """What is wrong with the line as it stands, or nothing."""
    if entry.is_broken:
        return _("A quotation mark is not closed, or a line break stands inside the line.")
    if not entry.email:
        return _("There is no e-mail address in this line.")
    if REPLACEMENT in entry.email or has_control_characters(entry.email):
        return _("There is a character in this address that no address can have.")
    if len(entry.email) > LONGEST_ADDRESS:
        return _("This address is too long.")
    if len(entry.name) > TITLE:
        return _("Keep the name within %(limit)d characters.") % {"limit": TITLE}
    if REPLACEMENT in entry.name or has_control_characters(entry.name):
        return _("Remove the invisible characters from this name.")
    try:
        validate_email(entry.email)
    except ValidationError:
        return _("This is not an e-mail address. It looks like name@example.nl.")
    return ""


def plan_invitations(
    *, trajectory: Trajectory, entries: Iterable[Entry], defaults: Defaults, now: dt.datetime
) -> list[Plan]:
    """What would happen with each line. Changes nothing; three statements."""
    judge = _Judge(trajectory, defaults, now)
    return [judge.plan(entry) for entry in entries]


@transaction.atomic
def invite_all(
    *,
    trajectory: Trajectory,
    entries: Iterable[Entry],
    defaults: Defaults,
    invited_by: User,
    now: dt.datetime,
) -> list[Plan]:
    """Invite every good line; wrong ones are left out. Returns what happened with each.

    Two who send the same list at once wait for each other: the second finds everybody invited.
    """
    Trajectory.objects.select_for_update(no_key=True).get(pk=trajectory.pk)
    plans = plan_invitations(trajectory=trajectory, entries=entries, defaults=defaults, now=now)
    for plan in plans:
        if not plan.is_sent or plan.scope is None:
            continue
        try:
            invite_member(
                scope=plan.scope,
                role=plan.role,
                email=plan.entry.email,
                name=plan.entry.name,
                language=plan.language,
                invited_by=invited_by,
                now=now,
            )
        except AlreadyMember:  # accepted between the reading and the writing
            continue
    return plans
