"""What a browser posts from the page of a session."""

import uuid

from tests import factories


def session_form(*teams, agenda=(("Inchecken", "10"), ("", "")), **typed):
    """A complete form for these teams; a keyword replaces one field."""
    fields = {
        "mode": "single",
        "title": "Leersessie zeven",
        "purpose": "Elkaars stappen zien",
        "starts_at_date": factories.days(30).isoformat(),
        "starts_at_time": "14:00",
        "duration_minutes": "90",
        "time_zone": "Europe/Amsterdam",
        "video_url": "https://meet.example.org/oeverhoek",
        "place": "",
        "teams": [str(team.pk) for team in teams],
        "preparation": "",
        "preparation_minutes": "",
        "reminder_offsets": ["10080", "120"],
        "client_uuid": str(uuid.uuid4()),
        "agenda-TOTAL_FORMS": str(len(agenda)),
        "agenda-INITIAL_FORMS": "0",
        "action": "save",
    }
    for number, (title, minutes) in enumerate(agenda):
        fields |= {f"agenda-{number}-title": title, f"agenda-{number}-minutes": minutes}
    return fields | typed
