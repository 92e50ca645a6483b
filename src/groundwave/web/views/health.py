"""Whether the website can do its work, for the front and for who watches it."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, else 503 with the reason in words."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return JsonResponse({"website": "not ready", "why": str(error)}, status=503)
    return JsonResponse({"website": "ready"})
