"""What search engines are told."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from groundwave.web import structured

WHO = structured.Publisher(name="Owl Hollow", url="https://owl.example/")
ARTICLE = structured.Article(
    headline="Owls return",
    url="https://owl.example/news/2026-11-24/owls",
    canonical="https://owl.example/news/2026-11-24/owls",
    language="en",
    published=datetime(2026, 11, 24, 18, 30, tzinfo=UTC),
    modified=datetime(2026, 11, 24, 19, 30, tzinfo=UTC),
    authors=[structured.Person("Rosa Quill", "https://owl.example/authors/rosa-quill")],
)


def test_a_headline_cannot_close_the_script() -> None:
    made = structured.in_script([{"headline": "</script><script>alert(1)</script> & \u2028"}])
    assert "<" not in made
    assert "&" not in made
    assert "\u2028" not in made
    assert json.loads(made)["@graph"][0]["headline"] == "</script><script>alert(1)</script> & \u2028"


def test_an_article_names_what_it_knows_and_nothing_else() -> None:
    node = structured.news_article(ARTICLE, WHO)
    assert node["datePublished"] == "2026-11-24T18:30:00+00:00"
    assert node["author"] == [
        {"@type": "Person", "name": "Rosa Quill", "url": "https://owl.example/authors/rosa-quill"}
    ]
    assert node["publisher"] == {"@id": "https://owl.example/#publisher"}
    assert not {"image", "keywords", "correction", "isBasedOn", "description"} & set(node)


def test_a_provider_s_story_points_at_its_original() -> None:
    theirs = structured.Article(**{**ARTICLE.__dict__, "canonical": "https://wire.example/1"})
    node = structured.news_article(theirs, WHO)
    assert node["mainEntityOfPage"] == node["isBasedOn"] == "https://wire.example/1"


def test_corrections_are_dated() -> None:
    made = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    corrected = structured.Article(**{**ARTICLE.__dict__, "corrections": [(made, "It was five owls.")]})
    [note] = structured.news_article(corrected, WHO)["correction"]
    assert note == {"@type": "CorrectionComment", "text": "It was five owls.", "datePublished": made.isoformat()}


def test_breadcrumbs_count_from_one() -> None:
    steps = structured.breadcrumbs([("Home", "https://owl.example/"), ("News", "https://owl.example/news")])
    assert [step["position"] for step in steps["itemListElement"]] == [1, 2]


def test_an_organization_links_the_policies_it_has() -> None:
    who = structured.Publisher(name="Owl", url="https://owl.example/", policies={"correctionsPolicy": "https://x/c"})
    assert structured.publisher(who)["correctionsPolicy"] == "https://x/c"


def test_questions_become_a_faq() -> None:
    [question] = structured.faq([("What is it?", "A standard.")])["mainEntity"]
    assert question["acceptedAnswer"]["text"] == "A standard."
