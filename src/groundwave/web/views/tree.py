"""Pages of the tree: Wagtail finds them and they answer for themselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from wagtail import views
from wagtail.models import Page

from groundwave.kit import deps


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page at this path. Raises Http404.

    On its way down the tree Wagtail asks many questions about pages; what comes of them is the one page, whose row
    declares itself. The route is kept on the request, so it is not asked for again.
    """
    with deps.covered():
        Page.route_for_request(request, path)
    response: HttpResponse = views.serve(request, path)
    return response
