"""Sessions and steps."""

from django.urls import path

from sessions.views import answer, calendar, page, session, steps

app_name = "sessions"

urlpatterns = [
    path("sessions/", session.session_list, name="list"),
    path("sessions/<uuid:session_id>/", page.session, name="session"),
    path("sessions/<uuid:session_id>/edit/", session.session_edit, name="edit"),
    path("sessions/<uuid:session_id>/cancel/", session.session_cancel, name="cancel"),
    path("sessions/<uuid:session_id>/rsvp/", page.rsvp, name="rsvp"),
    path("sessions/<uuid:session_id>/session.ics", calendar.session_file, name="file"),
    path("rsvp/<str:token>/", answer.answer, name="answer"),
    path("calendar/<str:token>.ics", calendar.feed, name="feed"),
    path("settings/calendar/", calendar.calendar_settings, name="calendar"),
    path("trajectories/<uuid:trajectory_id>/schedule/", session.schedule, name="schedule"),
    path("trajectories/<uuid:trajectory_id>/schedule/check/", session.check, name="check"),
    path("teams/<uuid:team_id>/path/", steps.path, name="path"),
    path("teams/<uuid:team_id>/path/direction/", steps.direction, name="direction"),
    path("steps/<uuid:step_id>/edit/", steps.step_edit, name="step_edit"),
    path("steps/<uuid:step_id>/move/", steps.step_move, name="step_move"),
    path("steps/<uuid:step_id>/not-yet/", steps.step_not_yet, name="step_not_yet"),
]
