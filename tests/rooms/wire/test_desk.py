"""The wire in the admin and from outside: sources and how they are doing, refused documents, calls, the command."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse

from groundwave.ops.commands.wire import command
from groundwave.people import api as people
from groundwave.wire.models import Document, Hint, Source
from tests.cast import NOW
from tests.partners.feed import File, Site
from tests.rooms.wire.pulls import pull, source

pytestmark = pytest.mark.usefixtures("cast", "at_now")
BAD = b"<rss><channel><item><title>No date <script>x</script></title><guid>g-1</guid></item></channel></rss>"


@pytest.fixture
def desk(client: Any) -> Any:
    person = people.Staff.objects.create_user("noor", "noor@owl.example", "correct horse battery")
    person.groups.add(Group.objects.get(name="Wire desk"))
    client.force_login(person)
    return client


def test_a_source_is_made_in_the_admin_and_says_how_it_is_doing(desk: Any) -> None:
    made = {
        "name": "NPR politics",
        "slug": "npr-politics",
        "kind": "npr_cds",
        "query": "collectionIds=1014",
        "token_name": "NPR_CDS_TOKEN",
        "arrival": "hold",
        "every_minutes": "5",
        "keep_days": "30",
        "enabled": "on",
    }
    answer = desk.post(reverse("wagtailsnippets_wire_source:add"), made)
    assert answer.status_code == 302, answer.context["form"].errors
    found = Source.objects.get()
    assert "Never pulled yet" in desk.get(reverse("wagtailsnippets_wire_source:list")).text
    edit = desk.get(reverse("wagtailsnippets_wire_source:edit", args=[found.pk])).text
    assert found.hook_path in edit
    assert "NPR_CDS_TOKEN" in edit


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "feed"}, "address"),
        ({"kind": "npr_cds", "query": "limit=9"}, "query"),
        ({"kind": "feed", "address": "https://a.example/", "query": "ids=1"}, "query"),
        ({"kind": "feed", "address": "https://a.example/", "token_name": "NPR_CDS_TOKEN"}, "address"),
        ({"kind": "npr_cds", "address": "http://content.api.npr.org", "token_name": "NPR_CDS_TOKEN"}, "address"),
        ({"kind": "ninjs", "token_name": "SECRET_KEY"}, "token_name"),
        ({"kind": "ninjs", "slug": "../etc"}, "slug"),
        ({"kind": "ninjs", "every_minutes": 0}, "every_minutes"),
    ],
)
def test_a_source_that_could_never_be_pulled_is_not_saved(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Source(**{"name": "A", "slug": "a", **fields}).full_clean()
    assert field in refused.value.message_dict


def test_what_was_refused_is_listed_with_its_reason_and_its_bytes(desk: Any) -> None:
    with Site() as site:
        site.files["/feed"] = File(BAD)
        pull(source("feed", f"{site.url}/feed"))
    page = desk.get(reverse("wire_documents")).text
    assert "1 refused" in page
    assert "g-1: pubDate: missing" in page
    document = Document.objects.get()
    shown = desk.get(reverse("wire_document", args=[document.pk]))
    assert "&lt;script&gt;x&lt;/script&gt;" in shown.text
    assert "<script>x</script>" not in shown.text
    raw = desk.get(reverse("wire_document", args=[document.pk]) + "?raw")
    assert raw.content == BAD
    assert (raw["content-type"], raw["content-disposition"][:10]) == ("application/octet-stream", "attachment")


def test_a_source_can_be_asked_now(desk: Any) -> None:
    one = source("feed", "https://a.example/feed", next_pull_at=NOW + timedelta(hours=5))
    assert desk.get(reverse("wire_pull", args=[one.pk])).status_code == 405
    desk.post(reverse("wire_pull", args=[one.pk]))
    one.refresh_from_db()
    assert one.next_pull_at == NOW


def test_a_partner_calls(client: Any) -> None:
    npr = source("npr_cds")
    body = json.dumps({"type": "document.updated", "documentId": "nx-s1-1"})
    call = {"data": body, "content_type": "application/json"}
    assert client.post(npr.hook_path, **call).status_code == 202
    assert client.post(npr.hook_path, **call).status_code == 202
    assert Hint.objects.get().document_id == "nx-s1-1"
    assert client.post(f"/api/v1/wire/{npr.slug}/{'0' * 40}", **call).status_code == 404
    assert client.post(npr.hook_path, data="{", content_type="application/json").status_code == 400
    assert client.get(npr.hook_path).status_code == 405


def test_the_command_names_sources_and_says_how_they_are_doing() -> None:
    runner = CliRunner()
    assert "There is no source yet" in runner.invoke(command, ["sources"]).output
    source("npr_cds", name="NPR", slug="npr")
    source("ninjs", name="Agency", slug="agency", enabled=False)
    said = runner.invoke(command, ["sources"]).output
    assert "Never pulled yet; switched off." in said
    assert "/wire/inbox/agency" in said
    assert "/api/v1/wire/npr/" in said
    unknown = runner.invoke(command, ["pull", "other"])
    assert unknown.exit_code == 1
    assert "Sources: agency, npr" in unknown.output


def test_the_command_pulls_and_fails_with_a_sentence() -> None:
    with Site() as site:
        site.files["/feed"] = File(BAD)
        source("feed", f"{site.url}/feed")
        found = CliRunner().invoke(command, ["pull", "partner"])
    assert found.exit_code == 1
    assert "not on the public internet" in found.output
