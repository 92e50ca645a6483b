"""The Django side, served by granian on a socket that only the front process reads."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundwave.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
