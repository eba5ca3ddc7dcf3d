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
from wins.models.exports import Export, ExportChunk, ExportFormat, ExportKind, ExportState
from wins.models.follow_up import AliveAnswer, AliveCheck, FollowUp, FollowUpAnswer, WinDraft
from wins.models.learning import (
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
from wins.models.policy import (
    Confirmation,
    CopyState,
    Kept,
    PolicyMessage,
    PolicyResponse,
    PublishedWin,
    ReplyCheck,
    ResponseKind,
    Selection,
)
from wins.models.responses import Comment, Notice, NoticeKind, Phrase, Recognition
from wins.models.room import GroupStory, ShownWin
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
    "Confirmation",
    "CopyState",
    "Export",
    "ExportChunk",
    "ExportFormat",
    "ExportKind",
    "ExportState",
    "FollowUp",
    "FollowUpAnswer",
    "GroupStory",
    "Kept",
    "LearningAnswer",
    "LearningQuestion",
    "LensReading",
    "LinkKind",
    "Mechanism",
    "MechanismNote",
    "Notice",
    "NoticeKind",
    "Offer",
    "OfferKind",
    "Phrase",
    "PolicyMessage",
    "PolicyResponse",
    "PublishedWin",
    "QuestionState",
    "QuestionWording",
    "Recognition",
    "ReplyCheck",
    "ResponseKind",
    "ResultKind",
    "Selection",
    "ShownWin",
    "Verdict",
    "Visibility",
    "Win",
    "WinDraft",
    "WinKind",
    "WinLink",
]
