"""Where partners call when one of their documents changed."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from groundwave.kit import clock
from groundwave.wire import api


@csrf_exempt
@require_POST
def hook(request: HttpRequest, slug: str, key: str) -> JsonResponse:
    """202 when the call is written down, 400 when it is none, 404 when nobody is called by this address."""
    body = request.read(api.MAX_HINT_BYTES + 1)
    try:
        known = api.hint(slug=slug, key=key, body=body, at=clock.now())
    except ValueError as wrong:
        return JsonResponse({"error": str(wrong)}, status=400)
    if not known:
        return JsonResponse({"error": "Nobody is called by this address."}, status=404)
    return JsonResponse({"accepted": True}, status=202)
