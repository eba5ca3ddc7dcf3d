"""The preparation sheet: what happened since these teams last met (docs/product.md, F15).

What a line puts on the agenda is read by everybody in the session. Its title therefore says no more than all
of them may read: of a story, or of a step of one team, only that it is there.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from sessions.models import AgendaItem, LearningSession, Step, StepState
from sessions.selectors.people import answers_of
from smallwins.accounts.models import User
from smallwins.text import REASON
from smallwins.when import date_in_words, local_date
from trajectories.models import Team
from wins.models import (
    Barrier,
    BarrierNaming,
    LearningQuestion,
    PolicyMessage,
    PolicyResponse,
    QuestionState,
    ResponseKind,
    Win,
)
from wins.selectors import homes
from wins.selectors.policy import age_of
from wins.selectors.questions import asked_in_words, is_persistent, with_words
from wins.selectors.sheet import Line, Section, Sheet

#: Characters of what policy asked or answered; the rest is behind the link.
SHORT = 120


def item_id(session: LearningSession, key: str) -> uuid.UUID:
    """The agenda item a line becomes: always the same, so that it is there once."""
    return uuid.uuid5(session.pk, key)


def previous_of(
    session: LearningSession, teams: Iterable[Team], *, now: dt.datetime
) -> LearningSession | None:
    """The last session before this one, already begun, in which any of these teams took part. One query.

    Adds ``policy``, see ``_with_policy``.
    """
    held = LearningSession.objects.open().filter(
        trajectory=session.trajectory_id, teams__in=list(teams), starts_at__lt=session.starts_at
    )
    return held.filter(starts_at__lte=now).annotate(policy=_with_policy()).order_by("-starts_at").first()


def sheet_for(session: LearningSession, user: User, *, now: dt.datetime, today: dt.date) -> Sheet:
    """The sheet of one session for its facilitator; eight queries, whatever happened."""
    teams = list(homes.with_last_story(session.teams.all()).order_by("name"))
    previous = previous_of(session, teams, now=now)
    sections = [_questions(session, today)]
    if previous:
        stories = list(_stories(session, previous, teams, user, today))
        steps = list(_steps(previous, teams))
        sections = [
            *_story_sections(stories),
            _barriers(session, teams),
            _policy(previous, today),
            _quiet(teams, now),
            _team_steps(steps, alone=len(teams) == 1),
            _own_steps(steps),
            *sections,
        ]
    items = list(_items(session, previous))
    return Sheet(
        previous=previous,
        sections=_marked(sections, session, {item.pk for item in items}),
        answers=answers_of([session], now=now)[session.pk],
        moved=[item for item in items if item.moved_from],
    )


def _marked(sections: list[Section], session: LearningSession, on_agenda: set[uuid.UUID]) -> list[Section]:
    """The same lines, saying whether they are on the agenda already."""
    return [
        replace(
            section,
            lines=[
                replace(line, is_on_agenda=item_id(session, line.key) in on_agenda) for line in section.lines
            ],
        )
        for section in sections
    ]


def _items(session: LearningSession, previous: LearningSession | None) -> Iterable[AgendaItem]:
    items = AgendaItem.objects.filter(
        Q(learning_session=session) | Q(moved_from__learning_session=previous, moved_from__isnull=False)
    )
    return items.select_related("learning_session", "moved_from__learning_session").order_by("position")


def _stories(
    session: LearningSession, previous: LearningSession, teams: list[Team], user: User, today: dt.date
) -> Iterable[Win]:
    """Stories shared since the previous session began, and those the lens is still open on."""
    unread = homes.unread_through_lens({session.trajectory_id})
    since = Q(shared_at__gte=previous.starts_at, shared_at__lt=session.starts_at)
    return (
        Win.objects.visible_to(user, today)
        .shared()
        .filter(team__in=teams)
        .annotate(is_new=Q(since), is_unread=Exists(unread.filter(pk=OuterRef("pk"))))
        .filter(Q(is_new=True) | Q(is_unread=True))
        .select_related("team")
        .order_by("team__name", "happened_on", "created_at")
    )


def _of_team(win: Win, words: str) -> str:
    return words % {"team": win.team.name, "day": date_in_words(win.happened_on)}


def _story_lines(wins: Iterable[Win], key: str, title: str) -> list[Line]:
    return [
        Line(
            key=f"{key}:{win.pk}",
            text=win.display_title,
            title=_of_team(win, title),
            url=win.get_absolute_url(),
            meta=f"{win.team.name} · {date_in_words(win.happened_on)}",
        )
        for win in wins
    ]


def _story_sections(stories: list[Win]) -> list[Section]:
    new = [win for win in stories if win.is_new]
    wins, setbacks = ([win for win in new if win.is_setback == one] for one in (False, True))
    title = _("A story of Team %(team)s, %(day)s")
    unread = _story_lines(
        (win for win in stories if win.is_unread),
        "lens",
        _("Through the lens: a story of Team %(team)s, %(day)s"),
    )
    return [
        Section("wins", _("Stories"), _("No new story."), _story_lines(wins, "win", title)),
        Section("setbacks", _("Setbacks"), _("No new setback."), _story_lines(setbacks, "win", title)),
        Section("lens", _("Open lens questions"), _("Every story has been through the lens."), unread),
    ]


def _barriers(session: LearningSession, teams: list[Team]) -> Section:
    """Barriers that come back (docs/method.md §4): named by two teams, or in two sessions."""
    named = BarrierNaming.objects.filter(team__in=teams).values("barrier")
    label = _("candidate for policy")

    def why(barrier: Barrier) -> str:
        return _("named by several teams") if barrier.teams > 1 else _("named in several sessions")

    lines = [
        Line(
            key=f"barrier:{barrier.pk}",
            text=barrier.name,
            title=_("Barrier: %(name)s") % {"name": barrier.name},
            url=barrier.get_absolute_url(),
            meta=f"{barrier.get_kind_display()} · {why(barrier)}",
            tag=("friction", label),
        )
        for barrier in homes.recurring_barriers({session.trajectory_id}).filter(pk__in=named)
    ]
    return Section("barriers", _("Barriers that come back"), _("No recurring barriers."), lines)


def _quiet(teams: list[Team], now: dt.datetime) -> Section:
    lines = [
        Line(
            key=f"team:{team.pk}",
            text=team.name,
            title=_("What is going on at Team %(team)s?") % {"team": team.name},
            url=team.get_absolute_url(),
            meta=_("Quiet since %(day)s. Maybe call?") % {"day": date_in_words(local_date(team.last))}
            if team.last
            else _("No story yet. Maybe call?"),
        )
        for team in teams
        if homes.is_quiet(team, now=now)
    ]
    nothing = _("No team has been quiet for three weeks.")
    return Section("quiet", _("Quiet teams"), nothing, lines)


def _steps(previous: LearningSession, teams: list[Team]) -> Iterable[Step]:
    """What is being tried or comes next, and what changed since; with people's own intentions."""
    current = Q(state__in=[StepState.NEXT, StepState.TRYING])
    return (
        Step.objects.filter(current | Q(state_set_at__gte=previous.starts_at), team__in=teams)
        .select_related("team", "person")
        .order_by("team__name", "order", "state_set_at")
    )


def _state(step: Step) -> tuple[str, str]:
    return step.state, step.get_state_display()


def _team_steps(steps: list[Step], *, alone: bool) -> Section:
    """``alone``: no other team reads the agenda, so it may say what the step is."""
    lines = [
        Line(
            key=f"step:{step.pk}",
            text=step.text,
            title=_("Step: %(step)s") % {"step": step.text}
            if alone
            else _("The step of Team %(team)s") % {"team": step.team.name},
            url=step.team.get_absolute_url(),
            meta=step.team.name,
            tag=_state(step),
        )
        for step in steps
        if step.person is None
    ]
    return Section("steps", _("Steps"), _("No team has a step yet."), lines, beside=True)


def _own_steps(steps: list[Step]) -> Section:
    """Of everybody the last one they set."""
    last = {step.person_id: step for step in sorted(steps, key=lambda one: one.state_set_at) if step.person}
    lines = [
        Line(
            key=f"step:{step.pk}",
            text=step.text,
            title=_("What %(name)s tried") % {"name": step.person.name.split(" ", 1)[0]},
            url=step.team.get_absolute_url(),
            meta=f"{step.person.name} · {step.team.name}",
            tag=_state(step),
        )
        for step in sorted(last.values(), key=lambda one: (one.team.name, one.person.name))
    ]
    return Section("own-steps", _("What people try"), _("Nobody wrote a step yet."), lines, beside=True)


def _questions(session: LearningSession, today: dt.date) -> Section:
    questions = LearningQuestion.objects.filter(trajectory=session.trajectory_id, state=QuestionState.OPEN)
    lines = [
        Line(
            key=f"question:{question.pk}",
            text=question.text or "",
            title=Truncator(_("Learning question: %(text)s") % {"text": question.text}).chars(REASON),
            url=question.get_absolute_url(),
            meta=asked_in_words(question, today),
            tag=("warn", _("persistent")) if is_persistent(question, today=today) else None,
        )
        for question in with_words(questions)
    ]
    return Section("questions", _("Open learning questions"), _("No open question."), lines)


def _with_policy() -> ArraySubquery:
    """Every message of a trajectory with its last answer, carried along as JSON: no query of its own."""
    last = PolicyResponse.objects.filter(message=OuterRef("pk")).order_by("-answered_on", "-pk")
    said = {name: Subquery(last.values(name)[:1]) for name in ("id", "kind", "answered_on")}
    said["answer"] = Subquery(last.values("text")[:1])
    row = JSONObject(
        message="pk", text="text", sent_on="sent_on", addressee="addressee", barrier="barrier__name", **said
    )
    messages = PolicyMessage.objects.filter(trajectory=OuterRef("trajectory"))
    return ArraySubquery(messages.order_by("sent_on", "pk").values(row=row))


def _policy(previous: LearningSession, today: dt.date) -> Section:
    """What policy answered since last time, and what it has not answered yet, with its age."""
    since = local_date(previous.starts_at).isoformat()
    lines = [
        _policy_line(row, today) for row in previous.policy if not row["kind"] or row["answered_on"] >= since
    ]
    return Section("policy", _("From policy"), _("Policy said nothing new."), lines)


def _policy_line(row: dict[str, Any], today: dt.date) -> Line:
    message = PolicyMessage(pk=row["message"], sent_on=dt.date.fromisoformat(row["sent_on"]))
    said = age_of(message, today=today)
    if row["kind"]:
        day = dt.date.fromisoformat(row["answered_on"])
        said = f"{ResponseKind(row['kind']).label}, {date_in_words(day)}"
    about = _("Policy: %(what)s") % {"what": row["barrier"] or row["addressee"]}
    return Line(
        key=f"policy:{row['message']}:{row['id'] or 0}",
        text=Truncator(row["answer"] or row["barrier"] or row["text"]).chars(SHORT),
        title=Truncator(about).chars(REASON),
        url=message.get_absolute_url(),
        meta=f"{row['addressee']} · {said}" if row["kind"] else row["addressee"],
        tag=None if row["kind"] else ("warn", said),
    )
