"""Why the station asks for support, and how to give it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from groundwave.kit import clock
from groundwave.membership import api as membership
from groundwave.newsroom import api as newsroom
from groundwave.web.rendition import show


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """The current appeal, what the station's own page “support” says if the tree has one, and the contacts."""
    language = get_language() or "en"
    own = newsroom.InfoPage.objects.live().filter(slug="support", locale__language_code=language).first()
    appeal = membership.appeal_for(language=language, placement="foot", at=clock.now())
    return show(request, "membership/support.html", {"own": own, "appeal": appeal})
