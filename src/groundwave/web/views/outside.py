"""A draft shown to somebody outside, who has a link: never stored, never indexed, and gone when the link ends."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.web.rendition import show
from groundwave.web.same_origin import is_from_our_pages

_HEADERS = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",  # the address is the key
}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """The version that the link is for, with a form to approve it or to say what should change."""
    link = newsroom.preview_at(key=key, at=clock.now())
    if link is None:
        return _unkept(show(request, "newsroom/outside_dead.html", status=404))
    context: dict[str, Any] = {"link": link}
    status = 200
    if request.method == "POST":
        fault = _take(request, link)
        context |= {"fault": fault, "thanks": not fault, "name": request.POST.get("name", "")[:120]}
        status = 422 if fault else 200
        context["comment"] = request.POST.get("comment", "")[:4_000] if fault else ""
    story = link.revision.as_object()
    request.is_preview = True  # type: ignore[attr-defined]
    context |= {"page": story, "self": story, "answers": list(link.answers.order_by("made_at", "pk"))}
    answer = TemplateResponse(request, "newsroom/outside.html", context, status=status)
    answer.render()
    return _unkept(answer)


def _take(request: HttpRequest, link: newsroom.PreviewLink) -> str:
    """Put what was sent on record; what is wrong with it, or ""."""
    if not is_from_our_pages(request):
        return _("This form came from another site, so nothing was sent. Please answer here.")
    try:
        newsroom.answer_preview(
            link=link,
            name=request.POST.get("name", ""),
            approves=request.POST.get("verdict") == "approved",
            comment=request.POST.get("comment", ""),
            at=clock.now(),
        )
    except newsroom.UnableToAnswer as unable:
        return str(unable)
    return ""


def _unkept(answer: HttpResponse) -> HttpResponse:
    for name, value in _HEADERS.items():
        answer.headers[name] = value
    return answer
