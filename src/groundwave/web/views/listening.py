"""Every way to hear and see the services."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from groundwave.air import api as air
from groundwave.web.chrome import chrome_of
from groundwave.web.on_air import earlier_today
from groundwave.web.rendition import show


@require_safe
def listen(request: HttpRequest) -> HttpResponse:
    chrome = chrome_of(request)
    on_air = chrome.on_air
    radio = [one for one in on_air if one.service.is_radio]
    tv = [one for one in on_air if not one.service.is_radio]
    kept = air.kept_hours()
    earlier = {
        one.service.slug: earlier_today(service=one.service, hours=kept.get(one.service.pk, 0), at=chrome.now)
        for one in radio
    }
    return show(request, "air/listen.html", {"on_air": on_air, "radio": radio, "tv": tv, "earlier": earlier})
