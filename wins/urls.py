"""Wins, teams' pages and homes."""

from django.urls import path

from wins.views import barriers, drafts, homes, lens, links, page, responses, team, trajectory, win

app_name = "wins"

urlpatterns = [
    path("facilitate/", homes.facilitate, name="facilitate"),
    path("overview/", homes.overview, name="overview"),
    path("trajectories/<uuid:trajectory_id>/", trajectory.trajectory, name="trajectory"),
    path("teams/<uuid:team_id>/", team.team, name="team"),
    path("teams/<uuid:team_id>/wins/", team.team_wins, name="team_wins"),
    path("wins/", win.win_list, name="list"),
    path("wins/new/", win.win_new, name="new"),
    path("wins/drafts/<uuid:client_uuid>/", drafts.draft, name="draft"),
    path("wins/<uuid:win_id>/", page.win_page, name="win"),
    path("wins/<uuid:win_id>/saved/", win.win_saved, name="saved"),
    path("wins/<uuid:win_id>/edit/", win.win_edit, name="edit"),
    path("wins/<uuid:win_id>/share/", win.win_share, name="share"),
    path("wins/<uuid:win_id>/narrow/", win.win_narrow, name="narrow"),
    path("wins/<uuid:win_id>/withdraw/", win.win_withdraw, name="withdraw"),
    path("wins/<uuid:win_id>/lens/", lens.lens, name="lens"),
    path("wins/<uuid:win_id>/verdict/", lens.verdict, name="verdict"),
    path("wins/<uuid:win_id>/links/", links.link_new, name="link_new"),
    path("links/<uuid:link_id>/accept/", links.link_accept, name="link_accept"),
    path("links/<uuid:link_id>/remove/", links.link_remove, name="link_remove"),
    path("wins/<uuid:win_id>/barriers/", barriers.barrier_link, name="barrier_link"),
    path("wins/<uuid:win_id>/barriers/<int:link_id>/remove/", barriers.barrier_unlink, name="barrier_unlink"),
    path("barriers/<uuid:barrier_id>/", barriers.barrier_page, name="barrier"),
    path("barriers/<uuid:barrier_id>/state/", barriers.barrier_state, name="barrier_state"),
    path("barriers/<uuid:barrier_id>/name/", barriers.barrier_name, name="barrier_name"),
    path("trajectories/<uuid:trajectory_id>/barriers/", barriers.barrier_list, name="barriers"),
    path("wins/<uuid:win_id>/recognise/", responses.recognise, name="recognise"),
    path("wins/<uuid:win_id>/comments/", responses.comment_new, name="comment_new"),
    path("comments/<uuid:comment_id>/edit/", responses.comment_edit, name="comment_edit"),
    path("comments/<uuid:comment_id>/delete/", responses.comment_delete, name="comment_delete"),
    path("wins/<uuid:win_id>/follow-up/", responses.follow_up, name="follow_up"),
    path("wins/<uuid:win_id>/alive/", responses.alive, name="alive"),
    path("wins/<uuid:win_id>/restore/", win.win_restore, name="restore"),
]
