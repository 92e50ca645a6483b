import pytest

from groundwave.newsroom.core import credit


@pytest.mark.parametrize(
    ("photographer", "agency", "printed"),
    [
        ("Ana Ruiz", "AP", "Ana Ruiz / AP"),
        ("Ana Ruiz", "", "Ana Ruiz"),
        ("", "AP", "AP"),
        ("", "", ""),
        ("A / B", "C | D", "A / B / C | D"),
    ],
)
def test_photo_credit_joins_but_never_splits(photographer: str, agency: str, printed: str) -> None:
    assert credit.photo_credit(photographer, agency) == printed


def test_copyright_line_has_owner_and_year() -> None:
    assert credit.copyright_line(owner="NPR", year=2026) == "© 2026 NPR."
    assert credit.copyright_line(owner="Owl Hollow, Inc.", year=2025) == "© 2025 Owl Hollow, Inc."


@pytest.mark.parametrize(
    ("names", "printed"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "", "B", "C"], "A, B and C")]
)
def test_byline(names: list[str], printed: str) -> None:
    assert credit.byline(names) == printed
