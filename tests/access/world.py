"""Everything that could leak, in one place, each thing carrying a canary text of its own."""

import uuid

from django.urls import get_resolver, reverse
from django.utils import timezone

from sessions.models import AgendaItem, Attendance, BoardNote, Material, SessionState
from sessions.services.attendance import token_for as answer_token
from sessions.services.calendar import make_feed
from smallwins.notifications import links
from tests import factories
from tests.wins import policies
from tests.wins.exporting import ready_export
from trajectories.models import Invitation
from trajectories.programmes.shipped import SIX_SESSIONS
from trajectories.roles import Role
from trajectories.services.people import token_for
from wins.guests import token_for as guest_token
from wins.models import Barrier, BarrierEffect, BarrierLink, Comment, Visibility, WinDraft, WinLink
from wins.nudges import token_for as nudge_token
from wins.services import policy as services
from wins.services import questions
from wins.services.messages import check_reply

ACTORS = ("samira", "joost", "mehmet", "marit", "ruben", "els", "pien", "tess", "otto", "anonymous")
#: Canary → who may meet it anywhere at all (docs/trust.md, Roles and visibility).
READERS = {
    "kanarie-klad": {"samira"},
    "kanarie-teamverhaal": {"samira", "joost", "marit"},
    "kanarie-trajectverhaal": {"samira", "joost", "mehmet", "marit", "ruben"},
    "kanarie-stap": {"samira", "joost", "marit", "ruben"},
    "kanarie-sessie": {"samira", "joost", "marit", "ruben"},
    "kanarie-conceptsessie": {"marit"},
    "kanarie-verslag": {"samira", "joost", "marit", "ruben"},
    "kanarie-aanwijzing": {"marit"},
    "kanarie-bestand": {"samira", "joost", "marit", "ruben"},
    "kanarie-vraag": {"samira", "joost", "mehmet", "marit", "ruben", "els", "pien"},
    "kanarie-oplossing": {"samira", "joost", "mehmet", "marit", "ruben"},
    "kanarie-uitnodiging": {"marit"},
    "kanarie-reactie": {"samira", "joost", "marit"},
    "kanarie-zuidverhaal": {"samira", "joost", "mehmet", "marit", "ruben"},
    "kanarie-zuidteam": {"mehmet", "marit"},
    "kanarie-leervraag": {"samira", "joost", "mehmet", "marit", "ruben"},
    "kanarie-meegenomen": {"samira", "marit"},
    "kanarie-uitcheckwoord": {"samira", "joost", "marit"},
    "kanarie-voornemen": {"samira", "joost", "marit"},
    "kanarie-drempel": {"samira", "joost", "mehmet", "marit", "ruben"},
    "kanarie-beleidstekst": {"samira", "joost", "mehmet", "marit", "ruben", "els", "pien"},
    "kanarie-beleidsklad": {"samira", "marit", "ruben"},
    "kanarie-keuze": {"samira", "joost", "mehmet", "marit", "ruben"},
    "kanarie-boodschap": {"samira", "joost", "mehmet", "marit", "ruben", "els", "pien"},
    "kanarie-antwoord": {"samira", "joost", "mehmet", "marit", "ruben", "els", "pien"},
    "kanarie-controle": {"samira", "joost", "mehmet", "marit", "ruben", "els", "pien"},
    "kanarie-gastvraag": set(ACTORS),
    "kanarie-briefje": {"samira", "joost", "marit", "ruben"},
    "kanarie-stilbriefje": {"samira"},
    "kanarie-burenvraag": {"tess"},
    "kanarie-burenverhaal": {"tess"},
    "kanarie-programma": {"marit", "tess"},
    "kanarie-vreemdevraag": {"otto"},
    "kanarie-vreemdverhaal": {"otto"},
}
#: Which signed or secret value an address takes. The feed is Pien's, who has no sessions.
TOKENS = {
    "notifications:unsubscribe": "mail",
    "trajectories:invitation": "invitation",
    "sessions:answer": "answer",
    "wins:nothing_yet": "nudge",
    "wins:guest": "guest",
    "sessions:feed": "feed",
}


def build(cast):
    """Fill the cast's trajectory, one next door in the same organisation (Tess's) and Otto's elsewhere."""
    _next_door(cast)
    cast.trajectory.wordings.update(text="kanarie-vraag")
    cast.elsewhere.wordings.update(text="kanarie-vreemdevraag")
    cast.solution = factories.partial_solution(cast.trajectory, "kanarie-oplossing")
    cast.step = factories.step(cast.noord, "kanarie-stap")
    cast.session = factories.learning_session(cast.trajectory, cast.noord, title="kanarie-sessie")
    cast.draft_session = factories.learning_session(
        cast.trajectory, cast.noord, title="kanarie-conceptsessie", state=SessionState.DRAFT
    )
    _on_the_agenda(cast)
    _on_the_board(cast)
    cast.asked = factories.learning_session(cast.trajectory, cast.noord, title="Leersessie")
    cast.feed_token = make_feed(user=cast.pien, now=timezone.now())
    kinds = {
        "draft": ("kanarie-klad", Visibility.DRAFT),
        "team": ("kanarie-teamverhaal", Visibility.TEAM),
        "shared": ("kanarie-trajectverhaal", Visibility.TRAJECTORY),
    }
    cast.wins = {
        name: factories.win(cast.noord, cast.samira, story=story, visibility=visibility)
        for name, (story, visibility) in kinds.items()
    }
    factories.win(cast.their_team, cast.otto, story="kanarie-vreemdverhaal", visibility=Visibility.TRAJECTORY)
    _around_the_wins(cast)
    _after_the_session(cast)
    _to_policy(cast)
    cast.invitation = Invitation.objects.create(
        email="kanarie-uitnodiging@example.org",
        role=Role.PROFESSIONAL,
        team=cast.noord,
        invited_by=cast.marit,
    )
    cast.membership = cast.joost.memberships.get()
    cast.export = ready_export(cast.ruben, cast.trajectory)
    cast.programme = factories.programme(cast.trajectory, "kanarie-programma", created_by=cast.marit)
    return cast


def _on_the_agenda(cast):
    """An item with its record and a link, and one on the draft."""
    cast.item, cast.draft_item = (factories.agenda_item(one) for one in (cast.session, cast.draft_session))
    AgendaItem.objects.filter(pk=cast.item.pk).update(
        notes="kanarie-verslag", instructions="kanarie-aanwijzing"
    )
    cast.material = Material.objects.create(
        trajectory=cast.trajectory,
        learning_session=cast.session,
        title="kanarie-bestand",
        url="https://example.org/",
    )


def _on_the_board(cast):
    """Samira's note under a question that was shown, and one under the ambition round, which is silent."""
    shown, silent = (
        AgendaItem.objects.create(
            learning_session=cast.session, title=title, minutes=5, prompt=title, **fields
        )
        for title, fields in (
            ("Oogsten", {"position": 2, "revealed_at": timezone.now()}),
            ("Ambitie", {"position": 3, "is_ambition_round": True}),
        )
    )
    cast.note, cast.silent_note = (
        BoardNote.objects.create(
            learning_session=cast.session, agenda_item=item, author=cast.samira, text=text
        )
        for item, text in ((shown, "kanarie-briefje"), (silent, "kanarie-stilbriefje"))
    )


def _around_the_wins(cast):
    """What grew on Samira's stories: a response, a barrier, a link to team Zuid, something half typed."""
    factories.win(cast.zuid, cast.mehmet, story="kanarie-zuidteam")
    theirs = factories.win(
        cast.zuid, cast.mehmet, story="kanarie-zuidverhaal", visibility=Visibility.TRAJECTORY
    )
    cast.comment = Comment.objects.create(win=cast.wins["team"], author=cast.joost, text="kanarie-reactie")
    cast.barrier = Barrier.objects.create(trajectory=cast.trajectory, name="kanarie-drempel", kind="rules")
    cast.barrier_link = BarrierLink.objects.create(
        win=cast.wins["team"], barrier=cast.barrier, effect=BarrierEffect.MET
    )
    cast.link = WinLink.objects.create(later=cast.wins["shared"], earlier=theirs, why="Dat gaf moed.")
    cast.typing = WinDraft.objects.create(author=cast.samira, team=cast.noord, kind="win")


def _after_the_session(cast):
    """What Samira said after a session, and what she asks."""
    said = {"takeaway": "kanarie-meegenomen", "checkout_word": "kanarie-uitcheckwoord"}
    Attendance.objects.create(learning_session=cast.session, user=cast.samira, **said)
    own = {"person": cast.samira, "learning_session": cast.session}
    factories.step(cast.noord, "kanarie-voornemen", **own)
    cast.question = questions.ask(
        trajectory=cast.trajectory,
        text="kanarie-leervraag",
        author=cast.samira,
        on=factories.days(0),
        client_uuid=uuid.uuid4(),
        session=cast.session,
    )


def _to_policy(cast):
    """A chosen story, a copy Marit reads, a published one; a message with its answer, one for a guest."""
    services.choose(win=cast.wins["shared"], by=cast.mehmet, reason="kanarie-keuze", on=factories.days(0))
    told = [factories.win(cast.noord, cast.samira, visibility=Visibility.TRAJECTORY) for _ in range(2)]
    cast.copy = policies.asked(cast, win=told[0])
    cast.published = policies.published(cast, win=told[1], text="kanarie-beleidstekst")
    type(cast.copy).objects.filter(pk=cast.copy.pk).update(
        title="Klad", text="kanarie-beleidsklad", written_on=factories.days(0)
    )
    cast.message = policies.message(cast, text="kanarie-boodschap", address="beleid@example.org")
    check_reply(
        response=policies.answered(cast.message, text="kanarie-antwoord"),
        answer="yes",
        text="kanarie-controle",
        author=cast.ruben,
        on=factories.days(0),
    )
    cast.guests = policies.message(cast, text="kanarie-gastvraag", address="gast@example.org")
    cast.guests.refresh_from_db()


def _next_door(cast):
    """Tess is everything in another trajectory of the same organisation."""
    cast.tess = factories.user("Tess Groen", email="tess@example.org")
    cast.next_door = factories.trajectory(cast.organisation, name="Buren", question="kanarie-burenvraag")
    cast.next_team = factories.team(cast.next_door, "Ginder")
    factories.member(cast.tess, Role.PROFESSIONAL, cast.next_team)
    factories.member(cast.tess, Role.FACILITATOR, cast.next_door)
    factories.member(cast.tess, Role.COORDINATOR, cast.next_door)
    factories.win(cast.next_team, cast.tess, story="kanarie-burenverhaal", visibility=Visibility.TRAJECTORY)


def token_in(url):
    """The signed part of an address."""
    return url.rstrip("/").split("/")[-2 if "unsubscribe" in url else -1]


def arguments(cast):
    """What stands for each argument of an address; a word after a dot picks one of several."""
    unsubscribe = links.unsubscribe_url(user_id=cast.samira.pk, kind="session_reminder")
    return {
        "trajectory_id": cast.trajectory.pk,
        "team_id": cast.noord.pk,
        "organisation_id": cast.organisation.pk,
        "solution_id": cast.solution.pk,
        "invitation_id": cast.invitation.pk,
        "membership_id": cast.membership.pk,
        "user_id": cast.joost.pk,
        "session_id": cast.session.pk,
        "session_id.draft": cast.draft_session.pk,
        "item_id": cast.item.pk,
        "item_id.draft": cast.draft_item.pk,
        "material_id": cast.material.pk,
        "key": SIX_SESSIONS,
        "key.saved": cast.programme.pk,
        "programme_id": cast.programme.pk,
        "kind": "session_invitation",
        "step_id": cast.step.pk,
        "win_id": cast.wins["team"].pk,
        "win_id.draft": cast.wins["draft"].pk,
        "win_id.shared": cast.wins["shared"].pk,
        "barrier_id": cast.barrier.pk,
        "question_id": cast.question.pk,
        "comment_id": cast.comment.pk,
        "item_id.ambition": cast.silent_note.agenda_item_id,
        "note_id": cast.note.pk,
        "note_id.silent": cast.silent_note.pk,
        "client_uuid": cast.typing.client_uuid,
        "link_id": cast.link.pk,
        "link_id.of_barrier": cast.barrier_link.pk,
        "export_id": cast.export.pk,
        "copy_id": cast.copy.pk,
        "copy_id.published": cast.published.pk,
        "message_id": cast.message.pk,
        "token.guest": guest_token(cast.guests),
        "token.mail": token_in(unsubscribe),
        "token.invitation": token_for(cast.invitation),
        "token.answer": answer_token(learning_session=cast.asked, user=cast.samira),
        "token.nudge": nudge_token(learning_session=cast.asked, user=cast.samira),
        "token.feed": cast.feed_token,
    }


def neighbours(cast):
    """The pages of the other two trajectories; each is for its one inhabitant alone."""
    there = [(cast.next_door, cast.next_team, "tess"), (cast.elsewhere, cast.their_team, "otto")]
    return {
        reverse(name, args=[of.pk]): who
        for trajectory, team, who in there
        for name, of in (("wins:trajectory", trajectory), ("wins:team_wins", team))
    }


def urls():
    """Every address of the resolver: name → its arguments."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns, namespace):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}", tuple(pattern.pattern.converters)


def address(cast, name):
    """The address of a row of the table, for instance ``wins:win.draft``."""
    name, _dot, which = name.partition(".")
    known = arguments(cast)
    wanted = urls()[name]
    if wanted == ("token",):
        which = TOKENS[name]
    if name == "wins:barrier_unlink":
        which = "of_barrier"
    return reverse(name, kwargs={key: known.get(f"{key}.{which}", known.get(key)) for key in wanted})
