"""Settings, read from the environment by typed readers that fail loudly (.env.example lists them all)."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from environs import Env

from smallwins.notifications.schedule import beat_schedule
from smallwins.redis_urls import broker_url, client_url

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()

# --- Core -----------------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
DEBUG = env.bool("DEBUG", False)
SMALLWINS_BASE_URL = env.str("SMALLWINS_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
DEMO = env.bool("SMALLWINS_DEMO", False)
MAIL_DIR = env.path("SMALLWINS_MAIL_DIR", None)
HTTPS = SMALLWINS_BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "smallwins.apps.SmallWinsConfig",
    "smallwins.accounts",
    "smallwins.notifications",
    "trajectories",
    "sessions",
    "wins",
]

MIDDLEWARE = [
    "smallwins.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "smallwins.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "smallwins.middleware.sign_in_not_read",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "smallwins.middleware.readers_language_and_zone",
    "smallwins.keep.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "smallwins.middleware.no_store_behind_sign_in",
]

ROOT_URLCONF = "smallwins.urls"
WSGI_APPLICATION = "smallwins.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "wins.navigation.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "crispy_forms.templatetags.crispy_forms_filters",
                "smallwins.templatetags.ui",
                "smallwins.templatetags.when",
                "wins.templatetags.wins",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database and cache ---------------------------------------------------------------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)}
DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "smallwins.cache.ForgivingRedisCache",
        "LOCATION": client_url(REDIS_URL),
        "KEY_PREFIX": "smallwins",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_NAME = "smallwins_session"
# What screens ask every few seconds carries a signed value of its own: no query for the sign-in.
SIGN_IN_NOT_READ = r"^/sessions/[0-9a-f-]{36}/state/$"

# Addresses are unique whatever their case: a constraint on Lower("email") that the check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

# --- People and sign-in ---------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "smallwins.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "smallwins.accounts.forms.SignInForm",
    "confirm_login_code": "smallwins.accounts.forms.CodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

# --- Languages and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"
READERS_TIME_ZONE = env.str("SMALLWINS_TIME_ZONE", "Europe/Amsterdam")

# --- Static files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.path("SMALLWINS_STATIC_ROOT", BASE_DIR / ".run" / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 365 * 24 * 3600

# --- Mail -----------------------------------------------------------------------------------------
_mail = env.dj_email_url("EMAIL_URL", "smtp://127.0.0.1:1025")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Small Wins <smallwins@localhost>")
SMALLWINS_REPLY_TO = env.str("SMALLWINS_REPLY_TO", DEFAULT_FROM_EMAIL)
SMALLWINS_LEASE_SECONDS = env.int("SMALLWINS_LEASE_SECONDS", 180)
SMALLWINS_PLANNER_SECONDS = env.int("SMALLWINS_PLANNER_SECONDS", 60)
SMALLWINS_SEND_SECONDS = env.int("SMALLWINS_SEND_SECONDS", 10)
#: What Prometheus shows as a bearer token; empty: no figures for anybody.
METRICS_TOKEN = env.str("SMALLWINS_METRICS_TOKEN", "")
SMALLWINS_BREAKER_SECONDS = env.int("SMALLWINS_BREAKER_SECONDS", 30)
SMALLWINS_BACKOFF_SECONDS = env.list(
    "SMALLWINS_BACKOFF_SECONDS", [60, 120, 300, 900, 1800, 3600], subcast=float
)

# --- Celery: nothing lives in the broker alone ----------------------------------------------------
CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = False
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 25,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_DB_REUSE_MAX = 500
CELERY_BEAT_SCHEDULE = beat_schedule(
    plan_seconds=SMALLWINS_PLANNER_SECONDS, send_seconds=SMALLWINS_SEND_SECONDS
) | {"sweep exports": {"task": "wins.sweep_exports", "schedule": 60.0, "options": {"expires": 60.0}}}
CELERY_BEAT_SCHEDULE_FILENAME = env.str("SMALLWINS_BEAT_FILE", str(BASE_DIR / ".run" / "beat"))

# --- Browser security -----------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "smallwins.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- Logs: a request id and a pseudonym; never bodies, query strings or addresses -----------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "smallwins.logs.json_formatter"},
        "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if env.bool("LOG_JSON", not DEBUG) else "plain",
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {"django.server": {"propagate": True, "handlers": []}},
}

env.seal()
