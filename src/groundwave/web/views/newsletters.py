"""Signing up for a newsletter, and leaving it. A GET changes nothing: mail scanners open every link."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from groundwave.kit import clock
from groundwave.newsletters import api as newsletters
from groundwave.web.rendition import show
from groundwave.web.same_origin import is_from_our_pages


@require_safe
def every_newsletter(request: HttpRequest) -> HttpResponse:
    """The lists in the reader's language first."""
    language = get_language()
    found = sorted(newsletters.newsletters(), key=lambda each: each.language != language)
    return show(request, "newsletters/index.html", {"newsletters": found})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def one_newsletter(request: HttpRequest, slug: str) -> HttpResponse:
    newsletter = newsletters.newsletter(slug=slug)
    if newsletter is None:
        raise Http404(f"There is no newsletter “{slug}”.")
    if request.method != "POST":
        return show(request, "newsletters/newsletter.html", {"newsletter": newsletter})
    return _sign_up(request, newsletter)


@never_cache
def _sign_up(request: HttpRequest, newsletter: newsletters.Newsletter) -> HttpResponse:
    typed = request.POST.get("email", "").strip()
    context = {"newsletter": newsletter, "typed": typed[:254]}
    if not is_from_our_pages(request):
        context["fault"] = _("This form came from another site, so nothing was sent. Please sign up here.")
        return show(request, "newsletters/newsletter.html", context, status=403)
    if request.POST.get("website"):  # a field that people do not see: only programs fill it in
        return show(request, "newsletters/asked.html", context)
    try:
        newsletters.ask(newsletter=newsletter, email=typed, language=get_language() or "en", at=clock.now())
    except newsletters.UnableToAsk as refused:
        context["fault"] = str(refused)
        return show(request, "newsletters/newsletter.html", context, status=422)
    return show(request, "newsletters/asked.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail shows a button; pressing it confirms."""
    try:
        if request.method == "POST":
            done = newsletters.confirm(token=token, at=clock.now())
            return show(request, "newsletters/confirmed.html", {"newsletter": done.newsletter})
        found = newsletters.read_token(token=token, at=clock.now())
    except newsletters.UnableToReadLink as refused:
        return show(request, "newsletters/dead_link.html", {"fault": str(refused)}, status=404)
    return show(request, "newsletters/confirm.html", {"newsletter": found.newsletter, "email": found.contact.email})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """The signed address is the reader's right to leave; a mail program may post to it by itself (RFC 8058)."""
    try:
        if request.method == "POST":
            done = newsletters.unsubscribe(token=token, at=clock.now())
            return show(request, "newsletters/left.html", {"newsletter": done.newsletter})
        found = newsletters.read_token(token=token, at=clock.now())
    except newsletters.UnableToReadLink as refused:
        return show(request, "newsletters/dead_link.html", {"fault": str(refused)}, status=404)
    return show(request, "newsletters/leave.html", {"newsletter": found.newsletter, "email": found.contact.email})
