"""The demo's learning agenda, notes and offers, and its loop to policy."""

from wins.demo.data import (
    ALIVE,
    CONFIRMATIONS,
    MECHANISMS,
    OFFER_KINDS,
    QUESTION_STATES,
    RESPONSES,
    WIN_KINDS,
    data,
    demo_id,
)
from wins.demo.gatherings import session_days
from wins.demo.people import Cast
from wins.demo.stories import author_of, story
from wins.models import (
    AliveCheck,
    LearningAnswer,
    LearningQuestion,
    MechanismNote,
    Offer,
    PolicyMessage,
    PolicyResponse,
    PublishedWin,
    QuestionWording,
    Selection,
    WinKind,
)


def load_learning(cast: Cast) -> None:
    """What the teams want to find out, what keeps it going, what lives on, what they offer each other."""
    _questions(cast)
    _mechanism_notes(cast)
    AliveCheck.objects.bulk_create(
        AliveCheck(
            win_id=demo_id("win", row["win"]),
            answer=ALIVE[row["antwoord"]],
            text=row["tekst"],
            author=author_of(row["win"], cast),
            answered_on=cast.calendar.date(row["dag"]),
            created_at=cast.calendar.noted(row["dag"], "10:20"),
        )
        for row in data()["leeft_dit_nog"]
    )
    Offer.objects.bulk_create(
        Offer(
            trajectory=cast.trajectory,
            from_team=cast.teams[row["van_team"]],
            to_team=cast.teams[row["naar_team"]],
            kind=OFFER_KINDS[row["soort"]],
            text=row["tekst"],
            offered_on=cast.calendar.date(row["dag"]),
        )
        for row in data()["vraag_en_aanbod"]
    )


def load_policy(cast: Cast) -> None:
    """Chosen wins with reasons, their policy copies, messages and what came back."""
    Selection.objects.bulk_create(
        Selection(
            pk=demo_id("selection", row["key"]),
            win_id=demo_id("win", row["win"]),
            chosen_by=cast.users[row["door"]],
            reason=row["reden"],
            chosen_on=cast.calendar.date(row["dag"]),
        )
        for row in data()["keuzes"]
    )
    _published_wins(cast)
    _messages(cast)


def _questions(cast: Cast) -> None:
    rows = data()["leervragen"]
    sessions = {day: demo_id("session", key) for key, day in session_days().items()}
    LearningQuestion.objects.bulk_create(
        LearningQuestion(
            pk=demo_id("question", row["key"]),
            trajectory=cast.trajectory,
            state=QUESTION_STATES[row["stand"]],
            opened_on=cast.calendar.date(row["versies"][0]["dag"]),
            learning_session_id=sessions.get(row["versies"][0]["dag"]),
        )
        for row in rows
    )
    QuestionWording.objects.bulk_create(
        QuestionWording(
            question_id=demo_id("question", row["key"]),
            text=wording["tekst"],
            worded_on=cast.calendar.date(wording["dag"]),
        )
        for row in rows
        for wording in row["versies"]
    )
    LearningAnswer.objects.bulk_create(
        LearningAnswer(
            question_id=demo_id("question", row["key"]),
            text=answer["tekst"],
            answered_on=cast.calendar.date(answer["dag"]),
            win_id=demo_id("win", answer["win"]),
        )
        for row in rows
        for answer in row["antwoorden"]
    )


def _mechanism_notes(cast: Cast) -> None:
    rows = data()["mechanismenotities"]
    notes = MechanismNote.objects.bulk_create(
        MechanismNote(
            trajectory=cast.trajectory,
            mechanism=MECHANISMS[row["mechanisme"]],
            text=row["tekst"],
            author=cast.users[row["door"]],
            noted_on=cast.calendar.date(row["dag"]),
        )
        for row in rows
    )
    through = MechanismNote.wins.through
    through.objects.bulk_create(
        through(mechanismnote=note, win_id=demo_id("win", win))
        for note, row in zip(notes, rows, strict=True)
        for win in row["wins"]
    )


def _published_wins(cast: Cast) -> None:
    PublishedWin.objects.bulk_create(
        PublishedWin(
            pk=demo_id("published", row["win"]),
            trajectory=cast.trajectory,
            win_id=demo_id("win", row["win"]),
            selection_id=demo_id("selection", row["keuze"]),
            is_setback=WIN_KINDS[story(row["win"])["soort"]] == WinKind.SETBACK,
            title=row["titel"],
            text=row["tekst"],
            our_share=row["ons_aandeel"],
            unknowns=row["wat_we_niet_weten"],
            confirmed_by_role=row["bevestigd_door"]["rol"],
            confirmed_on=cast.calendar.date(row["bevestigd_door"]["dag"]),
            confirmed_answer=CONFIRMATIONS[row["bevestigd_door"]["antwoord"]],
            author=author_of(row["win"], cast),
            asked_by=cast.users[row["gevraagd_door"]],
            asked_on=cast.calendar.date(row["dag"]),
            written_on=cast.calendar.date(row["dag"]),
            second_reader=cast.users[row["tweede_lezer"]],
            read_on=cast.calendar.date(row["dag"]),
            recognisable=True,
            is_true=True,
            is_honest=True,
            approved_on=cast.calendar.date(row["dag"]),
        )
        for row in data()["beleidskopieen"]
    )


def _messages(cast: Cast) -> None:
    rows = data()["boodschappen_aan_beleid"]
    PolicyMessage.objects.bulk_create(
        PolicyMessage(
            pk=demo_id("message", row["key"]),
            trajectory=cast.trajectory,
            barrier_id=demo_id("barrier", row["barriere"]),
            addressee=row["aan"],
            text=row["tekst"],
            sent_on=cast.calendar.date(row["dag"]),
            author=cast.coordinator,
        )
        for row in rows
    )
    through = PolicyMessage.wins.through
    through.objects.bulk_create(
        through(policymessage_id=demo_id("message", row["key"]), win_id=demo_id("win", win))
        for row in rows
        for win in row["wins"]
    )
    PolicyResponse.objects.bulk_create(
        PolicyResponse(
            message_id=demo_id("message", row["key"]),
            kind=RESPONSES[row["antwoord"]["soort"]],
            text=row["antwoord"]["tekst"],
            answered_on=cast.calendar.date(row["antwoord"]["dag"]),
            created_at=cast.calendar.noted(row["antwoord"]["dag"], "11:30"),
        )
        for row in rows
        if row["antwoord"]
    )
