"""What went out comes in again: into a home without anything, and compared line by line."""

from __future__ import annotations

import json
import re
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from groundwave.air import api as air
from groundwave.membership import api as membership
from groundwave.newsletters import api as newsletters
from groundwave.newsroom import api as newsroom
from groundwave.ops.beside import BESIDE
from groundwave.people import api as people
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations
from groundwave.wire import api as wire
from groundwave.wire import models
from groundwave.wire.core.item import Paragraphs, WireItem
from groundwave.wire.core.item_json import item_as_json
from groundwave.wire.core.old_address import key_of
from groundwave.wire.models import Move, OldAddress
from groundwave.wire.moving.row_kinds import FIRST, ITEM, SECOND, THIRD, without_keys
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("at_now")

KINDS = ("homes", "topics", "authors", "photos", "files", "sections", "pages", "stories", "series", "addresses")
ROWS = (*FIRST, *SECOND, *THIRD, *BESIDE)
SECRET = "quite-secret-4711"


def quiet(done: int, total: int, what: str) -> None:
    pass


def lines(folder: Path, kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]


def a_whole_station(cast: Cast) -> None:
    """One of everything that an export holds."""
    photo = cast.photo(caption="The mill.")
    newsroom.Photo.objects.filter(pk=photo.pk).update(expires_on=date(2027, 1, 1), usage_terms="Ours.")
    sound = newsroom.Attachment.objects.create(title="Call", file=ContentFile(b"ID3" + bytes(90), "call.mp3"))
    cast.reporter.portrait = photo
    cast.reporter.bio = "<p>She <b>writes</b>.</p>"
    cast.reporter.save()
    later = cast.story("Named before it comes", published_at=NOW - timedelta(days=2))
    link = f'<a linktype="page" id="{later.pk + 1}">the other</a>, <a linktype="document" id="{sound.pk}">it</a>'
    audio = {"title": "Call", "file": sound.pk, "url": "", "seconds": 9, "credit": "", "transcript": "Hoo."}
    later.body = json.dumps([{"type": "text", "value": f"<p>{link}</p>"}])
    later.save()
    whole = cast.story(
        "Búhos & molinos",
        topics=("Owls", "Mills"),
        lead_photo=photo,
        teaser="Back again.",
        label="analysis",
        updated_at=NOW,
        body=[
            ("text", f'<p>Words, <b>bold</b>, <a linktype="page" id="{later.pk}">a link</a>.</p>'),
            ("photo", {"photo": photo, "caption": "Here", "size": "wide"}),
            ("pull_quote", {"quote": "They are back.", "who": "Ed", "context": ""}),
            ("related_story", {"story": later, "words": ""}),
            ("aside", {"title": "Box", "text": "<p>Beside.</p>"}),
        ],
    )
    whole.body.append(("audio", {**audio, "file": sound, "downloadable": True, "message": ""}))
    whole.save()
    newsroom.Correction.objects.create(story=whole, text="It was Monday.", made_at=NOW, kind="clarification")
    cast.story("Búhos y molinos", section=cast.noticias, translation_of=whole)
    cast.story("Under embargo", embargoed_until=NOW + timedelta(hours=3), embargo_note="The agency asks for it.")
    newsroom.withdraw(story=cast.story("Wrong"), by=cast.editor, reason="It was wrong.", at=NOW)
    worked_on = cast.story("Worked on")
    worked_on.save_revision().publish()
    worked_on.title = "Worked on, further"
    worked_on.save_revision()
    about = newsroom.InfoPage(title="About", slug="about", locale=cast.home.locale, body="<p>We are here.</p>")
    cast.home.add_child(instance=about)
    cast.home.picks.add(cast.home.picks.model(story=whole, sort_order=0))
    cast.home.save()
    series = newsroom.Series.objects.create(name="Of owls", slug="of-owls", description="Two.")
    series.parts = [series.parts.model(story=one, sort_order=place) for place, one in enumerate((whole, later))]
    series.save()
    newsroom.Upkeep.objects.create(story=whole, reviewed_on=date(2026, 11, 1), due_on=date(2027, 2, 1))
    blog = newsroom.LiveBlog.objects.create(story=later, began_at=NOW, key_points="One\nTwo")
    newsroom.LiveEntry.objects.create(blog=blog, text="<p>Hoo.</p>", author=cast.reporter, photo=photo, story=whole)
    newsroom.LiveEntry.objects.create(blog=blog, text="<p>Wrong.</p>", headline="No", withdrawn_at=NOW)
    move = Move.objects.create(system="wordpress", url="https://old.example", began_at=NOW)
    name = "/2019/05/buhos"
    OldAddress.objects.create(key=key_of(name), name=name, move=move, page=whole)


def who_works_here(cast: Cast) -> None:
    """What is beside the stories: accounts, plans, rules, partners, the air and the readers."""
    group = Group.objects.get_or_create(name="Editors")[0]
    ida = people.Staff.objects.create(username="ida", first_name="Ida", email="ida@owl.example", password=SECRET)
    ida.groups.add(group)
    whole = newsroom.Story.objects.get(title="Búhos & molinos")
    newsroom.Correction.objects.filter(story=whole).update(made_by=ida)
    newsroom.EmbargoBreak.objects.create(story=whole, made_by=ida, reason="It was out.", was_until=NOW)
    newsroom.PhotoPull.objects.create(photo=newsroom.Photo.objects.get(), made_by=ida, reason="Killed.", stood_on=["/"])
    newsroom.Photo.objects.get().tags.add("owl")
    cast.reporter.staff = ida
    cast.reporter.save()
    newsroom.Assignment.objects.create(
        slug="MILL", what="The mill.", reporter=ida, due_at=NOW, section=cast.local, story=whole, air_slot="Noon"
    )
    card = newsroom.LinkCard.objects.create(
        section=cast.arts, headline="Elsewhere", source="The Barn", url="https://barn.example/1", made_by=ida
    )
    feed = newsroom.PartnerFeed.objects.create(name="The Barn", token=SECRET)
    feed.sections.add(cast.local)
    feed.topics.add(newsroom.Topic.objects.get(name="Owls"))
    feed.save()
    source = models.Source.objects.create(
        name="Barn", slug="barn", kind="feed", address=f"https://u:{SECRET}@barn.example/f?lang=en&api_key={SECRET}",
        section=cast.local, token_name="WIRE_TOKEN_BARN", state={"etag": SECRET}, enabled=False,
    )  # fmt: skip
    rule = models.DeskRule.objects.create(name="Barn politics", source=source, deed="publish", delay_minutes=90)
    models.DeskRuleClause.objects.create(rule=rule, part="headline", how="begins", words="Watch")
    item = WireItem("ninjs", "barn", "barn:1", "Búhos", NOW, "0" * 64, body=(Paragraphs("<p>Theirs.</p>"),))
    times = {"first_seen_at": NOW, "last_seen_at": NOW}
    one = models.Delivery.objects.create(
        source=source, provider_key="barn", external_id="barn:1", story=whole, sha256="0" * 64, rule=rule, **times
    )
    models.Version.objects.create(
        delivery=one, external_id="barn:1", verdict="new", fields=item_as_json(item), received_at=NOW, sha256="0" * 64
    )
    models.Act.objects.create(delivery=one, words="Taken.", by=ida, at=NOW)
    for name, facts in (("barn:2", {"withdrawn_at": NOW}), ("barn:3", {"card": card, "desk": "linked"})):
        models.Delivery.objects.create(provider_key="barn", external_id=name, sha256="1" * 64, **times, **facts)
    models.Delivery.objects.create(provider_key="barn", external_id="barn:4", sha256="2" * 64, **times)
    models.Asset.objects.create(provider_key="barn", external_id="p1", photo=newsroom.Photo.objects.get())
    models.CdsOutlet.objects.create(service="s123", prefix="owl", token_name="NPR_CDS_TOKEN", enabled=False)
    sent = models.CdsStory.objects.create(story=whole, document_id="owl-1", asked_at=NOW, look_at=NOW, asked_by=ida)
    models.CdsAct.note(sent, "Send it.", at=NOW, by=ida)
    Redirect.objects.create(old_path="/owls", redirect_page=whole)
    program = schedule.Program.objects.create(title="Owl Hour", slug="owl-hour", tile=newsroom.Photo.objects.get())
    program.authors.add(cast.reporter)
    schedule.Rule.objects.create(service=cast.news, program=program, starts_at=time(9), minutes=60)
    schedule.Override.objects.create(
        service=cast.news, starts=NOW, ends=NOW + timedelta(hours=1), title="Hearing", made_by=ida
    )
    appeal = membership.Appeal.objects.create(
        internal_name="Fall", title="Give", text="Please.", button_label="Give", button_url="/support", starts=NOW
    )
    appeal.sections.add(cast.local)
    air.Podcast.objects.create(program=program)
    letter = newsletters.Newsletter.objects.create(name="Dawn", slug="dawn", sender_name="Owl")
    reader = people.Contact.objects.create(email="reader@barn.example")
    newsletters.Subscription.objects.create(newsletter=letter, contact=reader, asked_at=NOW, confirmed_at=NOW)


def empty_the_station() -> None:
    for kind in reversed((*SECOND, *THIRD, *BESIDE, ITEM)):
        kind.model._default_manager.all().delete()
    people.Staff.objects.all().delete()
    schedule.Broadcast.objects.all().delete()
    for page in Page.get_first_root_node().get_children():
        page.specific.delete()
    for kind in (
        newsroom.Author,
        newsroom.Topic,
        newsroom.Series,
        newsroom.Photo,
        newsroom.Attachment,
        OldAddress,
        Move,
        models.Version,
        stations.Service,
        stations.Station,
        stations.Licensee,
    ):
        kind.objects.all().delete()


def without_numbers(folder: Path, kind: str) -> list[str]:
    """The lines as they are but for numbers, and names of files that the storage chose."""
    found = []
    for line in lines(folder, kind):
        if isinstance(line.get("draft"), dict):
            kept = ("title", "teaser", "lead_caption", "topics", "bylines", "corrections")
            line["draft"] = {name: line["draft"][name] for name in kept}
        if kind in ("staff", "sources", "npr", "programs"):  # come switched off
            line |= {"is_active": False, "enabled": False, "is_recorded": False, "recorded_since": None}
        text = json.dumps(line, sort_keys=True, ensure_ascii=False)
        text = text.replace("<b>", "<strong>").replace("</b>", "</strong>")
        numbered = "id|photo|file|story|page|portrait|lead_photo|parent|tile|redirect_page"
        text = re.sub(rf'"({numbered})": \d+', r'"\1": 0', text)
        text = re.sub(r'"stories": \[[\d, ]+\]', '"stories": 2', text)
        text = re.sub(r'id=\\"\d+\\"', "id=0", text)
        found.append(re.sub(r'"path": "[^"]+"|"picks": \[\d+\]|"first_published_at": [^,]+', "", text))
    return sorted(found)


def test_what_was_exported_comes_in_again_as_it_was(cast: Cast, client: Client, tmp_path: Path) -> None:
    a_whole_station(cast)
    who_works_here(cast)
    first, second = tmp_path / "first", tmp_path / "second"
    counts = wire.export(first, progress=quiet, beside=BESIDE)
    assert [name for name, count in counts.items() if not count] == []  # the station has one of each kind
    assert [path for path in first.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()] == []
    addresses = [line["url"] for line in lines(first, "stories")]
    empty_the_station()
    restored = wire.restore(wire.folder(first), progress=quiet, beside=BESIDE)
    assert restored.said == []
    assert sum(restored.unchanged.values()) == 0
    wire.export(second, progress=quiet, beside=BESIDE)
    for kind in (*KINDS, *(kind.name for kind in ROWS), "items"):
        assert without_numbers(second, kind) == without_numbers(first, kind), kind
    assert [line["url"] for line in lines(second, "stories")] == addresses
    whole = newsroom.Story.objects.get(title="Búhos & molinos")
    later = newsroom.Story.objects.get(title="Named before it comes")
    assert whole.body[3].value["story"].pk == later.pk
    assert f'linktype="page" id="{whole.pk}"' in later.body[0].value.source
    assert whole.get_translations().get().title == "Búhos y molinos"
    assert newsroom.HomePage.objects.get(locale=whole.locale).picks.get().story_id == whole.pk
    assert client.get("/2019/05/buhos")["Location"] == whole.url
    assert client.get(whole.url).status_code == 200
    assert client.get(newsroom.Story.objects.get(title="Wrong").url).status_code == 410
    assert client.get(newsroom.Story.objects.get(title="Under embargo").url).status_code == 404
    worked_on = newsroom.Story.objects.get(title="Worked on")
    assert worked_on.get_latest_revision_as_object().title == "Worked on, further"
    series = newsroom.series(slug="of-owls", language="en")
    assert series is not None
    assert list(series.parts.order_by("sort_order").values_list("story", flat=True)) == [whole.pk, later.pk]
    assert newsroom.LiveEntry.objects.get(author__slug="rosa-quill").story == whole
    again = wire.restore(wire.folder(first), progress=quiet, beside=BESIDE)
    assert (sum(again.new.values()), again.said) == (0, [])
    ida = people.Staff.objects.get(username="ida")
    assert not ida.is_active
    assert ida.password not in ("", SECRET)
    assert newsroom.PartnerFeed.objects.get().token != SECRET
    tombstone = models.Delivery.objects.get(external_id="barn:2")
    assert tombstone.withdrawn_at == NOW


def test_into_itself_nothing_comes_twice(cast: Cast, tmp_path: Path) -> None:
    cast.story("Here", topics=("Owls",))
    wire.export(tmp_path / "out", progress=quiet)
    restored = wire.restore(wire.folder(tmp_path / "out"), progress=quiet)
    assert newsroom.Story.objects.count() == 1
    assert restored.failed["stories"] == 1
    assert "here already" in restored.said[0]


def test_every_kind_of_row_is_exported_or_named_as_left_out() -> None:
    """docs/contracts/export.md lists each model: in a file, in another's line, or left out with the reason."""
    page = (Path(__file__).parents[3] / "docs" / "contracts" / "export.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z_]+\.[A-Za-z_0-9]+)`", page)
    known = [model._meta.label for model in apps.get_models(include_auto_created=True)]
    assert sorted(set(known) - set(named)) == []
    gone = {name for name in set(named) - set(known) if not name.endswith((".jsonl", ".json"))}
    assert gone <= {"wagtailsearch.SQLiteFTSIndexEntry"}  # which PostgreSQL has not
    assert sorted(name for name in set(named) if named.count(name) > 1 and name in known) == []
    exported = {kind.model._meta.label for kind in (*ROWS, ITEM)}
    out = page.partition("## Left out")[2]
    assert [label for label in exported if f"`{label}`" in out] == []
    assert [f"{kind.name}.jsonl" for kind in ROWS if f"`{kind.name}.jsonl`" not in page] == []


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://barn.example/feed?lang=en", "https://barn.example/feed?lang=en"),
        ("https://ida:x@barn.example/feed", "https://barn.example/feed"),
        ("https://barn.example/f?Access_Token=x&a=1&sig=y#z", "https://barn.example/f?a=1"),
        ("", ""),
    ],
)
def test_an_address_goes_out_without_what_opens_it(address: str, kept: str) -> None:
    assert without_keys(address) == kept


def test_rows_of_another_station_that_must_not_come_do_not(cast: Cast, tmp_path: Path) -> None:
    cast.story()
    out = tmp_path / "out"
    wire.export(out, progress=quiet)
    models.CdsOutlet.objects.create(service="s9", prefix="mine")
    facts = {"document_id": "theirs-1", "asked_at": NOW.isoformat(), "look_at": NOW.isoformat()}
    (out / "sent_to_npr.jsonl").write_text(json.dumps({"id": 1, **facts}) + "\n")
    bad = {"id": 1, "old_path": "/x", "redirect_link": "javascript:alert(1)"}
    (out / "redirects.jsonl").write_text(json.dumps(bad) + "\n")
    boss = {"id": 9, "username": "boss", "is_superuser": True, "is_staff": True, "password": "x", "groups": ["Nobody"]}
    (out / "staff.jsonl").write_text(json.dumps(boss) + "\n")
    said = "\n".join(wire.restore(wire.folder(out), progress=quiet).said)
    assert "was not sent under this station's name" in said
    assert "Enter a valid URL" in said
    assert "“Nobody”" in said
    made = people.Staff.objects.get(username="boss")
    assert (made.is_superuser, made.is_staff, made.is_active, made.has_usable_password()) == (False, False, False, True)
    assert not made.check_password("x")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("station.json", b"{}", "this version reads"),
        ("station.json", b"[]", "not an object"),
        ("stories.jsonl", b'{"id": 1, "id": 2}\n', "line 1"),
        ("stories.jsonl", b"{", "ends too early"),
    ],
)
def test_a_folder_that_is_none_is_refused_in_words(
    cast: Cast, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    wire.export(tmp_path / "out", progress=quiet)
    (tmp_path / "out" / name).write_bytes(data)
    with pytest.raises(wire.UnableToRead, match=words):
        wire.restore(wire.folder(tmp_path / "out"), progress=quiet)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"body": [{"type": "script", "value": {}}]}, "does not know"),
        ({"section": "nowhere"}, "no section"),
        ({"published_at": "2026-01-01T00:00:00"}, "no time zone"),
        ({"language": "xx"}, "does not have"),
        ({"body": [{"type": "photo", "value": 3}]}, "without values"),
    ],
)
def test_a_line_that_is_wrong_keeps_no_other_out(
    cast: Cast, tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    cast.story("Bad")
    cast.story("Good", body=[("text", '<p onclick="x">Fine<script>alert(1)</script></p>')])
    out = tmp_path / "out"
    wire.export(out, progress=quiet)
    newsroom.Story.objects.all().delete()
    said = lines(out, "stories")
    said[0] |= changes
    (out / "stories.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in said))
    restored = wire.restore(wire.folder(out), progress=quiet)
    assert [story.title for story in newsroom.Story.objects.all()] == ["Good"]
    assert newsroom.Story.objects.get().body[0].value.source == "<p>Fine</p>"
    assert words in restored.said[0]


def test_a_path_that_leads_out_of_the_folder_is_not_read(cast: Cast, tmp_path: Path) -> None:
    cast.photo()
    out = tmp_path / "out"
    wire.export(out, progress=quiet)
    (tmp_path / "secret.jpg").write_bytes(b"x")
    newsroom.Photo.objects.all().delete()
    (line,) = lines(out, "photos")
    (out / "photos.jsonl").write_text(json.dumps(line | {"path": "../secret.jpg"}) + "\n")
    restored = wire.restore(wire.folder(out), progress=quiet)
    assert "not in the folder" in restored.said[0]
