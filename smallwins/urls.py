"""The URL map (docs/architecture.md): English, language-free, stable."""

from allauth.account import views as allauth
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from smallwins import views
from smallwins.accounts import views as account_views
from smallwins.notifications import watch
from wins.views.homes import home

handler403 = "smallwins.views.permission_denied"
handler500 = "smallwins.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    # Sign-in by a mailed code: only these pages of django-allauth.
    path("accounts/login/", allauth.login, name="account_login"),
    path("accounts/login/code/", allauth.request_login_code, name="account_request_login_code"),
    path("accounts/login/code/confirm/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("accounts/logout/", allauth.logout, name="account_logout"),
    path("accounts/inactive/", allauth.account_inactive, name="account_inactive"),
    path("language/", account_views.language, name="set_language"),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.help_page, {"page": "privacy"}, name="privacy"),
    path("accessibility/", views.help_page, {"page": "accessibility"}, name="accessibility"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", watch.readyz, name="readyz"),
    path("metrics", watch.metrics, name="metrics"),
    path("", include("smallwins.accounts.urls")),
    path("", include("smallwins.notifications.urls")),
    path("", include("trajectories.urls")),
    path("", include("sessions.urls")),
    path("", include("wins.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("wins.demo.urls")))
