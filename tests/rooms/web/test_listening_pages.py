"""Listening, schedule, program, station and public-file pages, in both languages and both forms."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from groundwave.air import api as air
from groundwave.kit import clock
from groundwave.schedule import api as schedule
from groundwave.stations import api as stations
from tests.cast import NOW, Cast
from tests.rooms.web.owl_week import owl_week

pytestmark = pytest.mark.usefixtures("at_now")

PAGES = [
    "/listen",
    "/schedule",
    "/schedule/news",
    "/schedule/music",
    "/schedule/news/week",
    "/programs",
    "/programs/owl-talk",
    "/stations",
    "/stations/kowl-fm",
    "/stations/kowl-tv",
    "/public-files",
    "/public-files/kowl-tv",
    "/newsletters",
    "/support",
]


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_exists_in_each_language_and_as_text(cast: Cast, client: Client, page: str, language: str) -> None:
    owl_week(cast)
    path = page if language == "en" else f"/es{page}"

    whole, twin = client.get(path), client.get(f"/text{path}")

    assert (whole.status_code, twin.status_code) == (200, 200)
    html, text = whole.content.decode(), twin.content.decode()
    assert f'<html lang="{language}">' in html
    assert f'<html lang="{language}">' in text
    assert html.count("<h1") == text.count("<h1") == 1
    assert "<script" not in text
    assert "<station-player" not in text
    assert "stylesheet" not in text
    assert len(twin.content) < 14 * 1024
    assert not whole.cookies
    other = page if language == "es" else f"/es{page}"
    assert f'href="{other}" lang=' in html  # the same page in the other language, not its home


@pytest.mark.parametrize("page", PAGES)
def test_nothing_on_a_page_is_inline_or_from_elsewhere(cast: Cast, client: Client, page: str) -> None:
    owl_week(cast)

    html = client.get(page).content.decode()

    assert not re.search(r"\son\w+=|\sstyle=|<style", html)
    assert not re.search(r'(?:src|srcset)="(?:https?:)?//', html)
    for script in re.findall(r"<script[^>]*>", html):
        assert "src=" in script or 'type="application/' in script


def test_a_page_costs_few_queries(cast: Cast, client: Client, django_assert_max_num_queries: object) -> None:
    owl_week(cast)
    client.get("/listen")

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        client.get("/listen")


# ------------------------------------------------------------------ the player without script
def test_the_player_is_complete_without_script(cast: Cast, client: Client) -> None:
    owl_week(cast)

    html = client.get("/stations").content.decode()
    player = html[html.index("<station-player") : html.index("</station-player>")]

    assert "Play Live Radio" in player
    assert 'href="/live/news/stream.mp3"' in player
    assert 'href="/live/music/stream.mp3"' in player
    assert "Owl News" in words(player)
    assert '<a data-part="title" href="/listen">What is on now</a>' in player
    assert html.index("</main>") < html.index("<station-player")


def test_the_player_is_told_what_it_needs(cast: Cast, client: Client) -> None:
    owl_week(cast)

    html = client.get("/es/stations").content.decode()
    found = re.search(r'<station-player.*?<script type="application/json">(.*?)</script>', html, re.DOTALL)

    assert found is not None
    state = json.loads(found[1])
    assert state["prefix"] == "/es"
    news, music = state["services"]
    assert (news["mp3"], news["hls"]) == ("/live/news/stream.mp3", "/live/news/live.m3u8")
    assert (news["schedule"], music["timezone"]) == ("/schedule/news", "America/New_York")
    assert "now" not in news


def test_the_player_stays_the_same_whatever_is_on(cast: Cast, client: Client) -> None:
    """Its page is stored for weeks; the programs are asked for by the script."""

    def player() -> str:
        html = client.get("/es/stations").content.decode()
        return html[html.index("<station-player") : html.index("</station-player>")]

    before = player()
    owl_week(cast)
    with clock.standing_at(datetime.fromisoformat("2027-02-01T04:00:00Z")):
        assert player() == before


def test_a_station_without_services_has_no_player(db: None, client: Client, cast: Cast) -> None:
    stations.Service.objects.all().delete()

    response = client.get("/listen")

    assert response.status_code == 200
    assert "<station-player" not in response.content.decode()


@pytest.mark.parametrize("path", ["/listen", "/text/listen"])
def test_radios_find_every_address_of_a_service(cast: Cast, client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    for name in ("stream.mp3", "stream.aac", "live.m3u8", "listen.m3u", "listen.pls"):
        assert f'href="/live/news/{name}"' in html


def test_a_television_service_has_no_play_button(cast: Cast, client: Client) -> None:
    stations.Service.objects.create(name="Owl TV", slug="tv", kind="tv", position=3)

    html = client.get("/listen").content.decode()

    assert "Play Owl News" in html
    assert "Play Owl TV" not in html
    assert "/live/tv/" not in html


def test_a_title_cannot_leave_the_data_of_the_player(cast: Cast, client: Client) -> None:
    stations.Service.objects.filter(slug="music").update(name="</script><script>alert(1)</script>")
    program = schedule.Program.objects.create(title="</script><script>alert(1)</script>", slug="bad")
    schedule.Override.objects.create(
        service=cast.news,
        program=program,
        starts=datetime.fromisoformat("2026-11-24T19:00:00Z"),
        ends=datetime.fromisoformat("2026-11-24T20:00:00Z"),
    )

    assert "<script>alert(1)" not in client.get("/listen").content.decode()


# ------------------------------------------------------------------ the schedule
def test_the_day_marks_what_is_on(cast: Cast, client: Client) -> None:
    owl_week(cast)

    html = client.get("/schedule/news").content.decode()

    marked = re.findall(r'<li class="broadcast is-on" aria-current="true">.*?</li>', html, re.DOTALL)
    assert len(marked) == 1
    assert "Owl Talk" in marked[0]
    assert "?day=2026-11-23" in html
    assert "?day=2026-11-25" in html


def test_another_day_marks_nothing_and_has_its_own_canonical_address(cast: Cast, client: Client) -> None:
    owl_week(cast)

    html = client.get("/schedule/news?day=2026-11-25").content.decode()

    assert "is-on" not in html
    assert "Nov. 25, 2026" in html
    assert re.search(r'rel="canonical" href="[^"]+/schedule/news\?day=2026-11-25"', html)


@pytest.mark.parametrize("query", ["day=nonsense", "day=2020-01-01", "day=0001-01-01", "day=9999-12-31"])
def test_days_out_of_reach_are_not_found(cast: Cast, client: Client, query: str) -> None:
    assert client.get(f"/schedule/news?{query}").status_code == 404
    assert client.get(f"/schedule/news/week?{query.replace('day', 'of')}").status_code == 404


def test_a_day_without_broadcasts_says_so(cast: Cast, client: Client) -> None:
    assert "Nothing is scheduled for this day." in client.get("/schedule/music").content.decode()


def test_the_week_is_a_table_without_holes(cast: Cast, client: Client) -> None:
    owl_week(cast)

    html = client.get("/schedule/news/week?of=2026-12-03").content.decode()

    assert "Week of Nov. 30, 2026" in html
    table = html[html.index('<table class="week">') : html.index("</table>")]
    body = table[table.index("<tbody>") :]
    rows = body.count("<tr>")
    assert sum(int(span) for span in re.findall(r'rowspan="(\d+)"', body)) == 7 * rows
    assert body.count("Morning Owl") == 5


def test_an_unknown_service_or_program_is_not_found(cast: Cast, client: Client) -> None:
    for path in (
        "/schedule/owls",
        "/schedule/owls/week",
        "/programs/owls",
        "/stations/kxyz-fm",
        "/public-files/kxyz-fm",
    ):
        assert client.get(path).status_code == 404, path


def test_the_program_says_when_it_is_on_and_that_it_is_on_now(cast: Cast, client: Client) -> None:
    owl_week(cast)

    talk = words(client.get("/programs/owl-talk").content.decode())
    dusk = words(client.get("/programs/dusk").content.decode())

    assert "Weekdays, 2 to 4 p.m." in talk
    assert "On now Owl News, until 4 p.m." in talk
    assert "Tuesday, 4 p.m." in dusk
    assert "On now" not in dusk


def test_times_are_those_of_the_service(cast: Cast, client: Client) -> None:
    cast.news.time_zone = "America/Denver"
    cast.news.save()
    owl_week(cast)  # 14:00 in Denver is 21:00 UTC
    with clock.standing_at(datetime.fromisoformat("2026-11-24T21:30:00Z")):
        page = words(client.get("/listen").content.decode())

    assert "Owl Talk until 4 p.m." in page


# ------------------------------------------------------------------ stations
def test_the_station_page_states_its_license(cast: Cast, client: Client) -> None:
    page = words(client.get("/stations/kowl-fm").content.decode())

    for fact in ("KOWL-FM", "89.9 MHz", "9990101", "Owl Hollow, Cascara", "April 1, 2030", "Pilar Ames"):
        assert fact in page, fact


def test_call_signs_in_capitals_lead_to_the_one_address(cast: Cast, client: Client) -> None:
    for path, to in (
        ("/stations/KOWL-FM", "/stations/kowl-fm"),
        ("/es/public-files/KOWL-TV", "/es/public-files/kowl-tv"),
        ("/text/stations/KOWL-FM", "/text/stations/kowl-fm"),
    ):
        response = client.get(path)
        assert (response.status_code, response.headers["Location"]) == (301, to)


def test_the_public_file_page_links_to_the_file_itself(cast: Cast, client: Client) -> None:
    html = client.get("/public-files/kowl-tv").content.decode()

    assert f'href="{cast.tv.fcc_public_file_url}"' in html
    assert "mailto:publicfile@owl.example" in html


def test_the_sketch_appears_when_transmitters_are_known(cast: Cast, client: Client) -> None:
    stations.Station.objects.create(
        licensee=cast.licensee,
        call_sign="KOWM-FM",
        kind="fm",
        facility_id=9_990_103,
        community="Far Barn",
        state="Cascara",
        frequency="90.1",
        license_expires=date(2030, 4, 1),
        latitude="44.50000",
        longitude="-69.50000",
    )
    cast.fm.latitude, cast.fm.longitude = "44.00000", "-68.00000"  # type: ignore[assignment]
    cast.fm.save()

    html = client.get("/es/stations/kowl-fm").content.decode()
    sketch = html[html.index('<svg class="station-chart"') :]

    assert "44.0000°" in html
    for number in re.findall(r'c[xy]="([^"]+)"', sketch):
        float(number)  # Spanish writes commas; a drawing must not


def test_earlier_programs_of_today_can_be_heard_without_script(cast: Cast, client: Client) -> None:
    owl_week(cast)
    assert "Earlier today" not in client.get("/listen").content.decode()
    morning = schedule.Broadcast.objects.create(
        service=cast.news, title="Morning Owl", starts=NOW - timedelta(hours=9.5), ends=NOW - timedelta(hours=5.5)
    )
    chain = air.Chain.objects.create(service=cast.news, retention_hours=24)
    assert "Earlier today" not in client.get("/listen").content.decode()  # nothing says that it aired
    schedule.Confirmation.objects.create(broadcast=morning, verdict="whole", heard=14_400, evidence="A test.")
    heard = "/live/news/range/20261124T100000Z/20261124T140000Z.m3u8"  # 5 to 9 in the morning, Eastern time
    for path in ("/listen", "/text/listen", "/es/listen"):
        page = client.get(path).content.decode()
        assert f'href="{heard}">Morning Owl</a>' in page
        assert "/live/music/range/" not in page
    assert "Owl Talk" not in re.findall(r'/range/[^"]+">([^<]+)<', client.get("/listen").content.decode())
    chain.retention_hours = 8
    chain.save()
    assert "/range/" not in client.get("/listen").content.decode()
