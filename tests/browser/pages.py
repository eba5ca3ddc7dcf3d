"""Every page that answers a GET, and who looks at it; test_pages.py holds this table to the URL map."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """``path`` is filled from ``Site.place``; ``main`` pages are looked at on a wide screen too."""

    name: str
    person: str
    path: str
    main: bool = False
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path} {self.person or 'nobody'}"


PAGES = [
    Page("home", "samira", "/", main=True),
    Page("account_login", "", "/accounts/login/", main=True),
    Page("account_logout", "samira", "/accounts/logout/"),
    Page("account_inactive", "", "/accounts/inactive/"),
    Page("help", "", "/help/"),
    Page("privacy", "", "/privacy/"),
    Page("accessibility", "", "/accessibility/"),
    Page("accounts:profile", "samira", "/settings/"),
    Page("notifications:settings", "samira", "/settings/mail/"),
    Page("notifications:unsubscribe", "", "/mail/{unsubscribe}/unsubscribe/"),
    Page("trajectories:list", "marit", "/trajectories/"),
    Page("trajectories:new", "marit", "/trajectories/new/"),
    Page("trajectories:edit", "marit", "/trajectories/{trajectory}/edit/"),
    Page("trajectories:close", "marit", "/trajectories/{trajectory}/close/"),
    Page("trajectories:team_new", "marit", "/trajectories/{trajectory}/teams/new/"),
    Page("trajectories:team_edit", "marit", "/teams/{noord}/edit/"),
    Page("trajectories:partial_solutions", "marit", "/trajectories/{trajectory}/partial-solutions/"),
    Page("trajectories:people", "marit", "/trajectories/{trajectory}/people/", main=True),
    Page("trajectories:membership_end", "marit", "/trajectories/{trajectory}/people/{membership}/end/"),
    Page("trajectories:invitation", "", "/invitations/{invitation}/"),
    Page("trajectories:organisation", "els", "/organisations/{organisation}/", main=True),
    Page("sessions:list", "samira", "/sessions/", main=True),
    Page("sessions:session", "samira", "/sessions/{session}/", main=True),
    Page("sessions:calendar", "samira", "/settings/calendar/"),
    Page("sessions:answer", "", "/rsvp/{answer}/?answer=yes", main=True),
    Page("sessions:edit", "marit", "/sessions/{session}/edit/"),
    Page("sessions:cancel", "marit", "/sessions/{session}/cancel/"),
    Page("sessions:schedule", "marit", "/trajectories/{trajectory}/schedule/", main=True),
    Page("sessions:check", "gerda", "/trajectories/{long_trajectory}/schedule/check/"),
    Page("sessions:path", "samira", "/teams/{noord}/path/", main=True),
    Page("sessions:step_edit", "samira", "/steps/{step}/edit/"),
    Page("wins:facilitate", "marit", "/facilitate/", main=True),
    Page("wins:overview", "ruben", "/overview/", main=True),
    Page("wins:trajectory", "samira", "/trajectories/{trajectory}/", main=True),
    Page("wins:team", "samira", "/teams/{noord}/", main=True),
    Page("wins:team_wins", "samira", "/teams/{noord}/wins/", main=True),
    Page("wins:list", "samira", "/wins/"),
    Page("wins:new", "samira", "/wins/new/", main=True),
    Page("wins:win", "samira", "/wins/{win}/", main=True),
    Page("wins:saved", "samira", "/wins/{own_win}/saved/"),
    Page("wins:edit", "samira", "/wins/{own_win}/edit/"),
    Page("wins:share", "wies", "/wins/{draft}/share/"),
    Page("wins:withdraw", "samira", "/wins/{own_win}/withdraw/"),
    Page("wins:lens", "samira", "/wins/{win}/lens/", main=True),
    Page("wins:link_new", "samira", "/wins/{own_win}/links/"),
    Page("wins:barrier_link", "samira", "/wins/{own_win}/barriers/"),
    Page("wins:barrier", "samira", "/barriers/{barrier}/"),
    Page("wins:barriers", "samira", "/trajectories/{trajectory}/barriers/", main=True),
    Page("wins:comment_edit", "tessa", "/comments/{comment}/edit/"),
    Page("wins:comment_delete", "tessa", "/comments/{comment}/delete/"),
    Page("wins:alive", "joost", "/wins/{win}/alive/"),
    Page("demo:demo", "", "/demo/", main=True),
    Page("demo:mail", "", "/demo/mail/{mail}/"),
]
# The same addresses with another look: roles, empty places, setbacks, refusals.
OTHER_LOOKS = [
    Page("home", "noor", "/"),
    Page("home", "karel", "/"),
    Page("wins:new", "samira", "/wins/new/?kind=setback"),
    Page("wins:win", "mehmet", "/wins/{setback}/"),
    Page("wins:win", "wies", "/wins/{draft}/"),
    Page("wins:win", "noor", "/wins/{win}/", status=404),
    Page("wins:lens", "samira", "/wins/{win}/lens/?question=1"),
    Page("wins:lens", "samira", "/wins/{win}/lens/?as=joint"),
    Page("wins:barriers", "marit", "/trajectories/{trajectory}/barriers/"),
    Page("wins:barrier", "marit", "/barriers/{barrier}/"),
    Page("wins:team", "ruben", "/teams/{plein}/"),
    Page("wins:trajectory", "marit", "/trajectories/{trajectory}/"),
    Page("sessions:session", "marit", "/sessions/{session}/"),
    Page("sessions:session", "samira", "/sessions/{held}/"),
    Page("sessions:session", "wies", "/sessions/{dropped}/"),
    Page("sessions:answer", "", "/rsvp/nonsense/", status=410),
    Page("trajectories:invitation", "", "/invitations/nonsense/", status=410),
]
# What answers a GET with something else than a page: the reason, and what comes instead.
NO_PAGES = {
    "account_request_login_code": "sign-in itself asks for the code",
    "account_confirm_login_code": "only after asking for a code; test_capture.py looks at it",
    "accounts:resume": "only with something kept; test_capture.py looks at it",
    "security_txt": "plain text",
    "healthz": "JSON",
    "readyz": "JSON",
    "demo:mail_html": "the mail itself, in a frame",
    "set_language": "POST only",
    "trajectories:reopen": "POST only",
    "trajectories:partial_solution_toggle": "POST only",
    "trajectories:invitation_resend": "POST only",
    "trajectories:invitation_retract": "POST only",
    "sessions:file": "a calendar file",
    "sessions:feed": "a calendar file",
    "sessions:rsvp": "POST only",
    "sessions:direction": "POST only",
    "sessions:step_move": "POST only",
    "sessions:step_not_yet": "POST only",
    "wins:narrow": "POST only",
    "wins:restore": "POST only",
    "wins:draft": "POST only",
    "wins:verdict": "POST only",
    "wins:link_accept": "POST only",
    "wins:link_remove": "POST only",
    "wins:barrier_unlink": "POST only",
    "wins:barrier_state": "POST only",
    "wins:barrier_name": "POST only",
    "wins:recognise": "POST only",
    "wins:comment_new": "POST only",
    "wins:follow_up": "POST only",
    "demo:look": "POST only",
    "demo:summary": "POST only",
    "demo:afresh": "POST only",
}
