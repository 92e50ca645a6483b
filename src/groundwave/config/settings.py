"""Settings of the one Django project. Infrastructure comes from the environment; everything editorial from the admin.

Read here: GROUNDWAVE_HOME, GROUNDWAVE_URL, SECRET_KEY, DATABASE_URL, CACHE_URL, STORAGE_URL, CDN_URL, EMAIL_URL,
GROUNDWAVE_DEBUG.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
import django

from groundwave.config.services import cache_from, storages_from

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("GROUNDWAVE_HOME", "var/station")).resolve()
URL = os.environ.get("GROUNDWAVE_URL", "http://127.0.0.1:8000").rstrip("/")
# Only told to engineers; whether it is a port is for `ops` to say, before anything listens.
_port = os.environ.get("PORT", "")
SOURCE_PORT = os.environ.get("SOURCE_PORT") or str(int(_port) + 1 if _port.isascii() and _port.isdigit() else 8001)
HOST = urlsplit(URL).hostname or "127.0.0.1"
TESTING = "pytest" in sys.modules


def _secret_key() -> str:
    """The key of this station: from the environment, else kept in the home, made at the first start."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    kept = HOME / "secret_key"
    if kept.exists():
        return kept.read_text().strip()
    made = secrets.token_urlsafe(50)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(made)
    except FileExistsError:  # another part of the station was faster; its key is the key
        return kept.read_text().strip()
    except OSError:  # a read-only home: the command line says so in words before anything is served
        return made
    return made


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("GROUNDWAVE_DEBUG") == "1"
# The front process is the only client and checks the host that it passes on.
ALLOWED_HOSTS = sorted({HOST, "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS = [URL]
USE_X_FORWARDED_HOST = False
if URL.startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

INSTALLED_APPS = [
    "groundwave.base",
    "groundwave.stations",
    "groundwave.people",
    "groundwave.newsroom",
    "groundwave.schedule",
    "groundwave.membership",
    "groundwave.wire",
    "groundwave.air",
    "groundwave.newsletters",
    "groundwave.discovery",
    "groundwave.delivery",
    "groundwave.web",
    "groundwave.ops",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "groundwave.wire.middleware.old_addresses",
    "groundwave.delivery.middleware.page_store",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "groundwave.web.middleware.text_twin",
    "groundwave.web.middleware.language_of_the_path",
    "groundwave.web.middleware.reader_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "groundwave.web.middleware.RedirectToWhatIsShown",
]

ROOT_URLCONF = "groundwave.config.urls"
WSGI_APPLICATION = "groundwave.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "groundwave.web.chrome.chrome",
            ],
        },
    }
]

# ------------------------------------------------------------------ the database
# SQLite: WAL lets readers go on while one writes; IMMEDIATE is not optional, since a deferred transaction that reads
# and then writes fails at once when another has written in between, whatever the busy timeout says.
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 15,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=67108864;"
    ),
}
if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=300)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(HOME / "db.sqlite3"),
            "OPTIONS": _SQLITE_OPTIONS,
            "CONN_MAX_AGE": 300,
        }
    }

if os.environ.get("CACHE_URL"):
    CACHES = {"default": cache_from(os.environ["CACHE_URL"])}

# ------------------------------------------------------------------ files
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "groundwave.web.static.AssembledSheet",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
CDN_URL = os.environ.get("CDN_URL", "")
# Without a CDN that is told keys they would only make every page longer.
SURROGATE_KEYS = CDN_URL.partition(":")[0] in {"fastly", "varnish", "purge+http", "purge+https"}
PAGE_STORE: str | Path = HOME / "pages"  # "" keeps none: every page is made for its reader alone
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG or TESTING
            else "groundwave.web.static.HashedFiles"
        )
    },
}
if os.environ.get("STORAGE_URL"):
    STORAGES |= storages_from(os.environ["STORAGE_URL"])
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long story body is many form fields

# ------------------------------------------------------------------ people
AUTH_USER_MODEL = "people.Staff"
LOGIN_URL = "wagtailadmin_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"  # a reader is never given a cookie
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# ------------------------------------------------------------------ language and time
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # at rest; pages use the licensee's or the service's own zone
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("es", "Español")]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [PACKAGE / "web" / "locale"]

# ------------------------------------------------------------------ addresses without a trailing slash
APPEND_SLASH = False
WAGTAIL_APPEND_SLASH = False

# ------------------------------------------------------------------ mail
_email = dj_email_url.parse(os.environ.get("EMAIL_URL") or f"file:///{HOME / 'outbox'}")
_to_files = _email["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
if django.VERSION >= (6, 1):
    MAILERS = {
        "default": {
            "BACKEND": _email["EMAIL_BACKEND"],
            "OPTIONS": {"file_path": str(HOME / "outbox")}
            if _to_files
            else {
                "host": _email.get("EMAIL_HOST") or "localhost",
                "port": _email.get("EMAIL_PORT") or 25,
                "username": _email.get("EMAIL_HOST_USER", ""),
                "password": _email.get("EMAIL_HOST_PASSWORD", ""),
                "use_tls": _email.get("EMAIL_USE_TLS", False),
                "use_ssl": _email.get("EMAIL_USE_SSL", False),
                "timeout": 20,
            },
        }
    }
else:
    EMAIL_BACKEND = _email["EMAIL_BACKEND"]
    EMAIL_FILE_PATH = str(HOME / "outbox")
    EMAIL_HOST, EMAIL_PORT = _email.get("EMAIL_HOST") or "localhost", _email.get("EMAIL_PORT") or 25
    EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER", "")
    EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD", "")
    EMAIL_USE_TLS, EMAIL_USE_SSL = _email.get("EMAIL_USE_TLS", False), _email.get("EMAIL_USE_SSL", False)
    EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = f"station@{HOST}"

# ------------------------------------------------------------------ Wagtail
WAGTAIL_SITE_NAME = "Groundwave"
WAGTAILADMIN_BASE_URL = URL
WAGTAILIMAGES_IMAGE_MODEL = "newsroom.Photo"
WAGTAILDOCS_DOCUMENT_MODEL = "newsroom.Attachment"
WAGTAILIMAGES_IMAGE_FORM_BASE = "groundwave.newsroom.photo_form.PhotoForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60 * 1000 * 1000
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_WEBP_QUALITY = 72
WAGTAILDOCS_EXTENSIONS = ["aac", "csv", "docx", "m4a", "mp3", "ogg", "pdf", "txt", "vtt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # link cards instead: no page of ours calls a third party
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_COMMENTS_ENABLED = True
TAGGIT_CASE_INSENSITIVE = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# ------------------------------------------------------------------ logging: one line each, to the supervisor
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "groundwave": {"level": "INFO"},
        # Scanners send a wrong host all day; the answer is 400, and a traceback each would bury what matters.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel frames our own pages
SILENCED_SYSTEM_CHECKS: list[str] = []
