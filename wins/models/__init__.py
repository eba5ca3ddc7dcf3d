"""The models of this app."""

from wins.models.barriers import (
    Barrier,
    BarrierEffect,
    BarrierKind,
    BarrierLink,
    BarrierNaming,
    BarrierStand,
    BarrierState,
)
from wins.models.learning import (
    AliveAnswer,
    AliveCheck,
    LearningAnswer,
    LearningQuestion,
    Mechanism,
    MechanismNote,
    Offer,
    OfferKind,
    QuestionState,
    QuestionWording,
)
from wins.models.lens import LensReading, Verdict
from wins.models.links import LinkKind, WinLink
from wins.models.policy import PolicyMessage, PolicyResponse, PublishedWin, ResponseKind, Selection
from wins.models.responses import Comment, Phrase, Recognition
from wins.models.win import ResultKind, Visibility, Win, WinKind

__all__ = [
    "AliveAnswer",
    "AliveCheck",
    "Barrier",
    "BarrierEffect",
    "BarrierKind",
    "BarrierLink",
    "BarrierNaming",
    "BarrierStand",
    "BarrierState",
    "Comment",
    "LearningAnswer",
    "LearningQuestion",
    "LensReading",
    "LinkKind",
    "Mechanism",
    "MechanismNote",
    "Offer",
    "OfferKind",
    "Phrase",
    "PolicyMessage",
    "PolicyResponse",
    "PublishedWin",
    "QuestionState",
    "QuestionWording",
    "Recognition",
    "ResponseKind",
    "ResultKind",
    "Selection",
    "Verdict",
    "Visibility",
    "Win",
    "WinKind",
    "WinLink",
]
