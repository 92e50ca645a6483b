"""The admin's page about stored pages: how many are true, which are in trouble and why, and having them made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST
from wagtail.permissions import page_permission_policy

from groundwave.delivery import api, store
from groundwave.delivery.known import Stored

NOT_KEPT = "This station keeps no pages: each is made for its reader alone, and there is nothing to make or compare."


class AddressForm(forms.Form):
    """Cleans to the name under which the page is stored."""

    address = forms.CharField(
        label="Address of a page",
        help_text="As the browser shows it, or its path alone, for example /news.",
        max_length=2000,
        error_messages={"required": "Say which page: its address as the browser shows it."},
    )

    def clean_address(self) -> str:
        given = self.cleaned_data["address"]
        try:
            asked = urlsplit(given)
        except ValueError:
            asked = urlsplit("")
        if not asked.path.startswith("/") and not asked.netloc:
            raise forms.ValidationError(
                "This is no address of a page. Give one like /news or https://your.station/news."
            )
        key = api.key_of(path=unquote(asked.path) or "/", query=asked.query)
        if key is None:
            raise forms.ValidationError("This page is never stored: the website answers it anew each time.")
        return key


@dataclass(frozen=True)
class Trouble:
    """A page in trouble as the report shows it."""

    key: str
    since: datetime
    last_line: str
    whole: str


def report_view(request: HttpRequest) -> HttpResponse:
    """Whoever works here may read it."""
    context: dict[str, Any] = {
        "kept": store.is_kept(),
        "may_make": _may_make(request.user),
        "form": AddressForm(request.GET if "address" in request.GET else None),
    }
    if store.is_kept():
        try:
            context |= _seen(context["form"])
        except (OSError, sqlite3.Error) as error:
            context["problem"] = str(error)
    return TemplateResponse(request, "delivery/desk/pages.html", context)


@require_POST
def making_view(request: HttpRequest) -> HttpResponse:
    """One page is made here at once, so that whoever asks sees what comes of it, and by the workers of all machines."""
    key = _asked(request)
    if key is None:
        return redirect("delivery_pages")
    try:
        with _as_nobody():
            baked = api.bake(key)
        api.want(addresses=[key])
        page = api.explain(key=key)
    except (OSError, sqlite3.Error) as error:
        messages.error(request, f"The page store cannot be used: {error}. `groundwave doctor` says what to do.")
        return _back(key)
    if baked.stored:
        took = f" in {page.took_ms:.0f} ms" if page else ""
        what = "It is other than it was." if baked.changed else "It is the same as before, to the byte."
        messages.success(request, f"{key} was made{took}. {what}")
    elif baked.response is None or baked.response.status_code >= 500 or (page and page.failure):
        messages.error(request, f"{key} could not be made. Readers get the page that was there; why is said below.")
    else:
        answer = baked.response.status_code
        messages.warning(request, f"{key} is not stored, because it answers {answer}. Is the address right?")
    return _back(key)


@require_POST
def comparison_view(request: HttpRequest) -> HttpResponse:
    """The page is made again, nothing is stored, and the two must be the same to the byte."""
    key = _asked(request)
    if key is None:
        return redirect("delivery_pages")
    try:
        page = api.explain(key=key)
        with _as_nobody():
            difference = api.verify(key)
    except (OSError, sqlite3.Error) as error:
        messages.error(request, f"The page store cannot be used: {error}. `groundwave doctor` says what to do.")
        return _back(key)
    if difference:
        messages.error(request, f"{key} is not what it should be, and is made anew: {difference.what}.")
    elif page is None or page.status not in (200, 410):
        messages.warning(request, f"{key} is not stored, so there is nothing to compare.")
    elif page.stale:
        messages.warning(request, f"{key} waits to be made anew, so there is nothing to compare yet.")
    else:
        messages.success(request, f"{key} is what it should be, to the byte.")
    return _back(key)


@require_POST
def making_of_all_view(request: HttpRequest) -> HttpResponse:
    """It keeps every machine busy for a while, so not everybody may ask for it."""
    if not getattr(request.user, "is_superuser", False):
        raise PermissionDenied
    if not store.is_kept():
        messages.error(request, NOT_KEPT)
    else:
        api.want_everything()
        messages.success(request, "All pages are made again, the most read first. Readers have the old ones meanwhile.")
    return redirect("delivery_pages")


def _seen(form: AddressForm) -> dict[str, Any]:
    slowest = api.slowest()
    found: dict[str, Any] = {
        "counts": api.counts(),
        "troubles": [_trouble(page) for page in api.troubled()],
        "slowest": slowest,
        "longest": max((took for _, took in slowest), default=0.0),
    }
    if form.is_valid():
        found["key"] = key = form.cleaned_data["address"]
        page = api.explain(key=key)
        if page is not None:
            lines = list(api.said(page))
            found["lines"] = [line for line in lines if not line.startswith("  ")]
            found["made_from"] = page.made_from
    return found


def _trouble(page: Stored) -> Trouble:
    whole = (page.failure or page.difference).strip()
    since = datetime.fromtimestamp(max(page.stale_at, page.baked_at), UTC)
    return Trouble(page.key, since, whole.splitlines()[-1], whole)


def _may_make(user: Any) -> bool:
    """Whoever may publish something."""
    return bool(page_permission_policy.user_has_permission(user, "publish"))


def _asked(request: HttpRequest) -> str | None:
    """The page that a button was pressed for; None when there is none, and the person has been told."""
    if not _may_make(request.user):
        raise PermissionDenied
    form = AddressForm(request.POST)
    if not store.is_kept():
        messages.error(request, NOT_KEPT)
    elif form.is_valid():
        return str(form.cleaned_data["address"])
    else:
        messages.error(request, " ".join(map(str, form.errors["address"])))
    return None


def _back(key: str) -> HttpResponse:
    return redirect(f"{reverse('delivery_pages')}?{urlencode({'address': key})}")


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Wagtail sets the person's own time zone and language for its pages; a stored page is nobody's."""
    with timezone.override(None), translation.override(settings.LANGUAGE_CODE):
        yield
