"""What every public request passes: the text-only twin, the language of its path, a reader's headers."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.utils import translation
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from groundwave.kit import clock
from groundwave.newsroom import api as newsroom
from groundwave.web.plain import STYLE_SOURCE
from groundwave.web.views.tree import story_of_path

Handler = Callable[[HttpRequest], HttpResponse]

# Everything a page of ours needs comes from ourselves; the admin is Wagtail's and sets its own rules.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "media-src 'self' https: blob:",
        f"style-src 'self' {STYLE_SOURCE}",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)


def text_twin(get_response: Handler) -> Handler:
    """`/text/a/b` is `/a/b`, rendered as text: the path is shortened and `request.rendition` says so."""

    def handle(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        twin = path == "/text" or path.startswith("/text/")
        request.rendition = "text" if twin else "html"  # type: ignore[attr-defined]
        if twin:
            request.path_info = path.removeprefix("/text") or "/"
        return get_response(request)

    return handle


def language_of_the_path(get_response: Handler) -> Handler:
    """`/es/…` is Spanish and everything else English: never the browser's setting or a cookie."""
    others = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]

    def handle(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        language = next(
            (code for code in others if path == f"/{code}" or path.startswith(f"/{code}/")),
            settings.LANGUAGE_CODE,
        )
        if path == f"/{language}":  # the home of a language, whose pattern ends with a slash
            request.path_info = f"/{language}/"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return get_response(request)

    return handle


class RedirectToWhatIsShown(RedirectMiddleware):
    """A page's former addresses lead on to it, but to no story that the public may not see: where it is now would tell
    its headline. A withdrawn one leads to its 410."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer: HttpResponse = super().process_response(request, response)
        if answer is response or not isinstance(answer, HttpResponseRedirectBase):
            return answer
        return response if _is_hidden(answer.url) else answer


def _is_hidden(url: str) -> bool:
    """Whether an address of ours is that of a story that answers 404 now."""
    story = story_of_path(urlsplit(url).path)
    if story is None:
        return False
    verdict = newsroom.may_the_public_see(story.rights, at=clock.now())
    return verdict not in (newsroom.Verdict.SHOWN, newsroom.Verdict.WITHDRAWN)


def reader_headers(get_response: Handler) -> Handler:
    """A strict policy and no cookie on public pages."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path_info.startswith("/admin"):
            response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            response.headers.setdefault("Permissions-Policy", "interest-cohort=(), browsing-topics=()")
        return response

    return handle
