"""Wins, teams' pages and homes."""

from django.urls import path

from wins.views import homes, team, trajectory, win

app_name = "wins"

urlpatterns = [
    path("facilitate/", homes.facilitate, name="facilitate"),
    path("overview/", homes.overview, name="overview"),
    path("trajectories/<uuid:trajectory_id>/", trajectory.trajectory, name="trajectory"),
    path("teams/<uuid:team_id>/", team.team, name="team"),
    path("teams/<uuid:team_id>/wins/", team.team_wins, name="team_wins"),
    path("wins/", win.win_list, name="list"),
    path("wins/new/", win.win_new, name="new"),
    path("wins/<uuid:win_id>/", win.win_page, name="win"),
    path("wins/<uuid:win_id>/saved/", win.win_saved, name="saved"),
    path("wins/<uuid:win_id>/edit/", win.win_edit, name="edit"),
    path("wins/<uuid:win_id>/share/", win.win_share, name="share"),
    path("wins/<uuid:win_id>/narrow/", win.win_narrow, name="narrow"),
    path("wins/<uuid:win_id>/withdraw/", win.win_withdraw, name="withdraw"),
    path("wins/<uuid:win_id>/restore/", win.win_restore, name="restore"),
]
