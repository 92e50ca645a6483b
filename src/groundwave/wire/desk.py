"""The admin's pages about what partners sent: documents with what was refused of them and why, and the bytes as they
came."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from groundwave.kit import clock
from groundwave.wire.models import Document, Source, Version
from groundwave.wire.reporting import Verdict

_A_PAGE = 50
_SHOWN_CHARS = 200_000


@permission_required("wire.view_source")
def documents_view(request: HttpRequest) -> HttpResponse:
    """The newest first; those that were refused in whole or part, unless all are asked for."""
    every = request.GET.get("show") == "all"
    source = Source.objects.filter(slug=request.GET.get("source", "")).first()
    found = Document.objects.select_related("source").defer("packed")
    if source:
        found = found.filter(source=source)
    if not every:
        found = found.filter(Q(refused__gt=0) | ~Q(reason=""))
    refused = Version.objects.filter(verdict=Verdict.REFUSED.value).defer("fields")
    found = found.prefetch_related(Prefetch("versions", refused, to_attr="refusals"))
    context: dict[str, Any] = {
        "page": Paginator(found, _A_PAGE).get_page(request.GET.get("p")),
        "sources": Source.objects.all(),
        "source": source,
        "every": every,
        "may_pull": request.user.has_perm("wire.change_source"),
    }
    return TemplateResponse(request, "wire/desk/documents.html", context)


@permission_required("wire.view_source")
def document_view(request: HttpRequest, document_id: int) -> HttpResponse:
    """One document: what was said of it, and its text as far as a page can show it."""
    document = get_object_or_404(Document.objects.select_related("source"), pk=document_id)
    raw = document.raw
    if raw is not None and "raw" in request.GET:
        # As a download: nothing that a partner sent is ever shown by the browser as a page of this site.
        headers = {"Content-Disposition": f'attachment; filename="document-{document.pk}.txt"'}
        return HttpResponse(raw, content_type="application/octet-stream", headers=headers)
    text = raw.decode("utf-8", "replace") if raw is not None else ""
    context = {
        "document": document,
        "versions": document.versions.defer("fields"),
        "kept": raw is not None,
        "text": text[:_SHOWN_CHARS],
        "cut": len(text) > _SHOWN_CHARS,
    }
    return TemplateResponse(request, "wire/desk/document.html", context)


@require_POST
@permission_required("wire.change_source")
def pull_view(request: HttpRequest, source_id: int) -> HttpResponse:
    """The worker asks the source in a few seconds."""
    source = get_object_or_404(Source, pk=source_id)
    if source.enabled:
        Source.objects.filter(pk=source.pk).update(next_pull_at=clock.now())
        messages.success(request, f"{source} is asked within a few seconds. Load this page again to see what came.")
    else:
        messages.warning(request, f"{source} is switched off. Switch it on first.")
    return redirect(f"{reverse('wire_documents')}?source={source.slug}&show=all")
