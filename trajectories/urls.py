"""Trajectories, their teams and people."""

from django.urls import path

from trajectories.views import organisations, people, programmes, teams, trajectory

app_name = "trajectories"

urlpatterns = [
    path("trajectories/", trajectory.trajectory_list, name="list"),
    path("trajectories/new/", trajectory.trajectory_new, name="new"),
    path("trajectories/<uuid:trajectory_id>/edit/", trajectory.trajectory_edit, name="edit"),
    path("trajectories/<uuid:trajectory_id>/close/", trajectory.trajectory_close, name="close"),
    path("trajectories/<uuid:trajectory_id>/reopen/", trajectory.trajectory_reopen, name="reopen"),
    path("trajectories/<uuid:trajectory_id>/teams/new/", teams.team_new, name="team_new"),
    path("teams/<uuid:team_id>/edit/", teams.team_edit, name="team_edit"),
    path(
        "trajectories/<uuid:trajectory_id>/partial-solutions/",
        teams.partial_solutions,
        name="partial_solutions",
    ),
    path(
        "trajectories/<uuid:trajectory_id>/partial-solutions/<uuid:solution_id>/toggle/",
        teams.partial_solution_toggle,
        name="partial_solution_toggle",
    ),
    path(
        "trajectories/<uuid:trajectory_id>/people/<uuid:invitation_id>/resend/",
        people.invitation_resend,
        name="invitation_resend",
    ),
    path(
        "trajectories/<uuid:trajectory_id>/people/<uuid:invitation_id>/retract/",
        people.invitation_retract,
        name="invitation_retract",
    ),
    path(
        "trajectories/<uuid:trajectory_id>/people/<uuid:membership_id>/end/",
        people.membership_end,
        name="membership_end",
    ),
    path(
        "trajectories/<uuid:trajectory_id>/people/<uuid:membership_id>/role/",
        people.membership_role,
        name="membership_role",
    ),
    path("invitations/<str:token>/", people.invitation, name="invitation"),
    path("programmes/", programmes.programme_list, name="programmes"),
    path("programmes/<str:key>/", programmes.programme, name="programme"),
    path("programmes/<uuid:programme_id>/edit/", programmes.programme_edit, name="programme_edit"),
    path("programmes/<uuid:programme_id>/delete/", programmes.programme_delete, name="programme_delete"),
    path("organisations/<uuid:organisation_id>/", organisations.organisation, name="organisation"),
]
