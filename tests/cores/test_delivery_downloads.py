"""What counts as a download, and what is kept of who it was."""

from __future__ import annotations

from groundwave.delivery.front.downloads import Tally, listener

DAY, NEXT, AFTER = "2026-11-24", "2026-11-25", "2026-11-26"
MINUTE = 960_000
PHONE = (b"user-agent", b"Owlcast/3 (phone)")


def took(tally: Tally, size: int, *, day: str = DAY, who: str = "192.0.2.1 Owlcast", episode: int = 7) -> bool:
    return tally.took(day, who, episode, size=size, minute=MINUTE)


def test_a_minute_of_sound_is_a_download_however_many_pieces_it_came_in() -> None:
    tally = Tally()
    assert [took(tally, MINUTE // 4) for _ in range(6)] == [False, False, False, True, False, False]
    assert tally.days == {DAY: {7: 1}}


def test_one_listener_counts_once_a_day_and_episode() -> None:
    tally = Tally()
    for _ in range(3):
        took(tally, 2 * MINUTE)
    took(tally, MINUTE, episode=8)
    took(tally, MINUTE, who="192.0.2.2 Owlcast")
    took(tally, MINUTE, day=NEXT)
    assert tally.days == {DAY: {7: 2, 8: 1}, NEXT: {7: 1}}


def test_less_than_a_minute_is_none() -> None:
    tally = Tally()
    took(tally, MINUTE - 1)
    took(tally, 1, day=NEXT)
    assert tally.days == {}


def test_days_that_are_over_are_let_go() -> None:
    tally = Tally()
    for day in (DAY, NEXT, AFTER):
        took(tally, MINUTE, day=day)
    assert sorted(tally.days) == [NEXT, AFTER]


def test_nothing_in_memory_or_in_the_counts_names_anybody() -> None:
    tally = Tally()
    took(tally, MINUTE)
    assert "192.0.2" not in repr(vars(tally))
    other = Tally()
    took(other, MINUTE)
    assert vars(tally)["_bytes"].keys() != vars(other)["_bytes"].keys(), "each has a salt of its own"


def test_who_listens_is_said_by_a_web_server_of_ours_alone() -> None:
    def at(peer: str, *headers: tuple[bytes, bytes]) -> str | None:
        return listener({"client": (peer, 5000), "headers": [PHONE, *headers]})

    told = (b"x-forwarded-for", b"198.51.100.9, 203.0.113.5")
    assert at("8.8.8.8") == "8.8.8.8 Owlcast/3 (phone)"
    assert at("8.8.8.8", told) == "8.8.8.8 Owlcast/3 (phone)"
    assert at("127.0.0.1", told) == "203.0.113.5 Owlcast/3 (phone)"
    assert at("10.0.0.4", told) == "203.0.113.5 Owlcast/3 (phone)"
    assert at("127.0.0.1") == "127.0.0.1 Owlcast/3 (phone)"


def test_robots_and_the_nameless_do_not_listen() -> None:
    for browser in (b"", b"OwlBot/2.1 (+https://bot.example)", b"curl/8.1", b"Mozilla/5.0 (compatible; AhoySpider)"):
        assert listener({"client": ("8.8.8.8", 1), "headers": [(b"user-agent", browser)]}) is None
    assert listener({"client": ("8.8.8.8", 1), "headers": []}) is None
