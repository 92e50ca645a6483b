"""What is pasted from Word, Google Docs and a wire page comes out clean."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.station import Station
from tests.browser.test_newsroom import log_in

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body lang=EN-US><!--StartFragment-->
<h1 style='mso-margin-top-alt:auto'>The harbor<o:p></o:p></h1>
<p class=MsoNormal style='margin-bottom:12.0pt'>The <b style='mso-bidi-font-weight:normal'>ferry</b>&nbsp;left at
noon<span style='mso-spacerun:yes'>&nbsp; </span>on <i>Monday</i>.<o:p></o:p></p><p class=MsoNormal>&nbsp;</p>
<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Two trips fewer<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>One boat more</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>First</p>
<!--EndFragment--></body></html>"""
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f2"><p dir="ltr"
style="line-height:1.38"><span style="font-size:11pt;font-weight:400">Plain and </span><span
style="font-weight:700">bold</span><span style="font-style:italic;font-weight:400"> slanted</span>, see <a
href="https://www.google.com/url?q=https://owl.example/a?id%3D1%26utm_source%3Dx&amp;sa=D&amp;ust=1"><span
style="color:#1155cc">here</span></a>.</p><br /><ul><li dir="ltr"><p dir="ltr"><span>One</span></p></li></ul></b>"""
WIRE = """<div class="RichTextStoryBody"><script>alert(1)</script><p>OWL HOLLOW (Owl Wire) — The mill&#8203; burned.</p>
<div class="ad" aria-hidden="true"><p>Advertisement</p></div><figure><img src="https://tracker.example/p.gif"></figure>
<h4>What is known</h4><p onclick="x()">Read <a href="javascript:alert(1)">this</a> or <a
href="https://wire.example/story?utm_medium=feed&page=2">that</a>.<br><br>Second.</p>
<table><tr><td>Dead</td><td>0</td></tr></table></div>"""
REVIEWED = """<h1>Ferry <b>cuts</b></h1><p class=MsoNormal>They were <del>ten</del> <ins>nine</ins><span
class=MsoCommentReference>[A1]</span>.</p>
<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>a)</span>North</p>
<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·</span>Pier 1</p><p
style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>b)</span>South</p><p>End</p><div
style='mso-element:comment-list'><p>Is that so?</p></div>"""
INNER = "<ul><li>One</li><ul><li>Inner</li></ul><li>Two</li></ul>"
LINKS = """<p><a href="https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fowl.example%2F">a</a> <a
href="https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fowl.example%2F%3Futm_id%3D1&data=x">b</a> <a
href="https://l.facebook.com/l.php?u=https%3A%2F%2Fowl.example%2F&h=1">c</a> <a
href="https://google.com.evil.example/url?q=https://owl.example/">d</a> <a
href="https://www.google.com/search?q=https://owl.example/">e</a></p>"""
MAIL = "<div>Dear all,</div><div>• one</div><div>• two</div><p style='display:none'>x</p>« Bien » dit-il"
CASES = {
    "word": (
        WORD,
        "<h2>The harbor</h2><p>The <strong>ferry</strong> left at noon on <em>Monday</em>.</p>"
        "<ul><li>Two trips fewer</li><li>One boat more</li></ul><ol><li>First</li></ol>",
    ),
    "docs": (
        DOCS,
        '<p>Plain and <strong>bold</strong><em> slanted</em>, see <a href="https://owl.example/a?id=1">here</a>.</p>'
        "<ul><li>One</li></ul>",
    ),
    "wire": (
        WIRE,
        "<p>OWL HOLLOW (Owl Wire) — The mill burned.</p><h3>What is known</h3>"
        '<p>Read this or <a href="https://wire.example/story?page=2">that</a>.</p><p>Second.</p><p>Dead · 0</p>',
    ),
    "reviewed": (
        REVIEWED,
        "<h2>Ferry cuts</h2><p>They were nine.</p>"
        "<ol><li>North<ul><li>Pier 1</li></ul></li><li>South</li></ol><p>End</p>",
    ),
    "inner": (INNER, "<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>"),
    "links": (
        LINKS,
        '<p><a href="https://owl.example/">a</a> <a href="https://owl.example/">b</a> '
        '<a href="https://owl.example/">c</a> '
        '<a href="https://google.com.evil.example/url?q=https://owl.example/">d</a> '
        '<a href="https://www.google.com/search?q=https://owl.example/">e</a></p>',
    ),
    "mail": (MAIL, "<p>Dear all,</p><ul><li>one</li><li>two</li></ul><p>« Bien » dit-il</p>"),
    "plain": ("Just words", "<p>Just words</p>"),
    "nothing": ("<p>&nbsp;</p><script>x</script>", ""),
}


@pytest.fixture
def writing(reader: Any, station: Station) -> Page:
    page: Page = reader(viewport={"width": 1300, "height": 900}, may_complain=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    log_in(page, station)
    [[section]] = station.rows("select id from wagtailcore_page where slug = 'news' and depth = 3")
    page.goto(f"/admin/pages/add/newsroom/story/{section}/")
    return page


def test_what_is_pasted_comes_out_clean(writing: Page) -> None:
    found = writing.evaluate(
        """async (cases) => {
            const { clean } = await import(document.querySelector('script[src*="admin/paste"]').src);
            return Object.fromEntries(Object.entries(cases).map(([name, [html]]) => [name, clean(html)]));
        }""",
        {name: list(case) for name, case in CASES.items()},
    )
    assert found == {name: expected for name, (_, expected) in CASES.items()}

    writing.evaluate(
        """async (html) => navigator.clipboard.write([
            new ClipboardItem({ "text/html": new Blob([html], { type: "text/html" }) })])""",
        DOCS,
    )
    body = writing.locator("#panel-child-story-body-section, [id*=body-section]").first
    body.locator("[contenteditable=true]").click()
    writing.keyboard.press("Control+v")
    expect(body.locator("[contenteditable=true]")).to_contain_text("Plain and bold slanted, see here.")
    kept = writing.locator("input[name=body-0-value], textarea[name=body-0-value]")
    writing.wait_for_function("() => document.querySelector('[name=body-0-value]').value.includes('slanted')")
    value = kept.input_value()
    assert "https://owl.example/a?id=1" in value and "google.com/url" not in value and "utm_source" not in value
    assert '"style":"BOLD"' in value.replace(" ", "") and "unordered-list-item" in value
