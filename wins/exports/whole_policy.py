"""The loop to policy as plain data: texts that were published, messages and what came back."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet

from wins.exports.order import Order
from wins.models import PolicyMessage, PolicyResponse, PublishedWin, Win

Data = dict[str, Any]
Part = tuple[QuerySet[Any], Callable[[Any], Data]]


def published_of(order: Order) -> Part:
    """Policy copies as everybody reads them: never the story, its author or the second reader."""
    copies = PublishedWin.objects.visible_to(order.reader, order.today).published()
    return copies.filter(trajectory=order.trajectory).order_by("approved_on", "pk"), _copy


def _copy(copy: PublishedWin) -> Data:
    return {
        "id": str(copy.pk),
        "is_setback": copy.is_setback,
        "reason": copy.reason,
        "title": copy.title,
        "text": copy.text,
        "our_share": copy.our_share,
        "unknowns": copy.unknowns,
        "confirmed_by_role": copy.confirmed_by_role,
        "confirmed_on": copy.confirmed_on and copy.confirmed_on.isoformat(),
        "confirmed_answer": copy.confirmed_answer,
        "approved_on": copy.approved_on.isoformat(),
    }


def messages_of(order: Order, readable: QuerySet[Win]) -> Part:
    """Requests with every answer; the address one went to is left out."""
    messages = PolicyMessage.objects.visible_to(order.reader, order.today)
    messages = messages.filter(trajectory=order.trajectory).order_by("sent_on", "pk")
    return messages.prefetch_related(Prefetch("wins", queryset=readable), "responses__checks"), _message


def _message(message: PolicyMessage) -> Data:
    return {
        "id": str(message.pk),
        "barrier": str(message.barrier_id) if message.barrier_id else None,
        "addressee": message.addressee,
        "text": message.text,
        "sent_on": message.sent_on.isoformat(),
        "wins": [str(win.pk) for win in message.wins.all()],
        "responses": [_response(one) for one in message.responses.all()],
    }


def _response(response: PolicyResponse) -> Data:
    return {
        "kind": response.kind,
        "text": response.text,
        "answered_by": response.answered_by,
        "answered_on": response.answered_on.isoformat(),
        "checks": [
            {"answer": one.answer, "text": one.text, "checked_on": one.checked_on.isoformat()}
            for one in response.checks.all()
        ],
    }
