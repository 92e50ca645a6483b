"""The website as granian's worker loads it: Django, in a process that never outlives its parent."""

import os

from groundwave.kit.lifeline import end_with_parent

end_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundwave.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402 - the promise comes before the loading

application = get_wsgi_application()
