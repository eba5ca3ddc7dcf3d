"""From the preparation sheet to the agenda."""

from django.db import transaction
from django.db.models import Max

from sessions.models import AgendaItem, LearningSession
from sessions.services.run import touch
from smallwins.notifications.links import absolute
from wins.selectors.preparation import Line, item_id

#: Minutes an item from the sheet begins with.
MINUTES = 10


@transaction.atomic
def put_on_agenda(*, learning_session: LearningSession, line: Line) -> AgendaItem:
    """Add the line at the end of the agenda; once, however often it is asked.

    The link to what it is about stands where the facilitator alone reads it.
    """
    LearningSession.objects.select_for_update().get(pk=learning_session.pk)
    known = AgendaItem.objects.filter(pk=item_id(learning_session, line.key)).first()
    if known:
        return known
    last = learning_session.agenda_items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem(
        pk=item_id(learning_session, line.key),
        learning_session=learning_session,
        position=last + 1,
        title=line.title,
        minutes=MINUTES,
        instructions=absolute(line.url),
    )
    item.full_clean(validate_unique=False, validate_constraints=False)
    item.save(force_insert=True)
    touch(learning_session.pk)
    return item
