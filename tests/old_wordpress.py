"""Exports of a WordPress that never was: the Gazette of Owl Hollow, in the form in which WordPress writes them."""

from __future__ import annotations

from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>The Owl Hollow Gazette</title>
<link>https://gazette.example</link>
<language>en-US</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://gazette.example</wp:base_site_url>
<wp:base_blog_url>https://gazette.example</wp:base_blog_url>
<wp:author><wp:author_id>2</wp:author_id><wp:author_login>rosaq</wp:author_login>
<wp:author_email>rosa@gazette.example</wp:author_email>
<wp:author_display_name><![CDATA[Rosa Quill]]></wp:author_display_name></wp:author>
<wp:author><wp:author_id>3</wp:author_id><wp:author_login>tam</wp:author_login>
<wp:author_display_name><![CDATA[Tam Ó Briain]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>news</wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[News]]></wp:cat_name></wp:category>
<wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>mills</wp:category_nicename>
<wp:category_parent>news</wp:category_parent><wp:cat_name><![CDATA[Mills & dams]]></wp:cat_name></wp:category>
<wp:category><wp:term_id>6</wp:term_id><wp:category_nicename>food</wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Food]]></wp:cat_name></wp:category>
<wp:tag><wp:term_id>9</wp:term_id><wp:tag_slug>owls</wp:tag_slug><wp:tag_name><![CDATA[Owls]]></wp:tag_name></wp:tag>
"""
FOOT = "</channel></rss>\n"


def export(*items: str) -> bytes:
    return (HEAD + "\n".join(items) + FOOT).encode()


def item(
    number: int,
    title: str = "A story",
    content: str = "<p>Words.</p>",
    *,
    kind: str = "post",
    status: str = "publish",
    slug: str = "",
    date: str = "2019-05-04 10:30:00",
    gmt: str = "2019-05-04 14:30:00",
    link: str = "",
    creator: str = "rosaq",
    categories: tuple[tuple[str, str, str], ...] = (("category", "news", "News"),),
    meta: dict[str, str] | None = None,
    comments: int = 0,
    more: str = "",
    excerpt: str = "",
) -> str:
    slug = slug or f"story-{number}"
    link = link or f"https://gazette.example/2019/05/{slug}/"
    said = [
        f"<title>{escape(title)}</title><link>{link}</link><pubDate>Sat, 04 May 2019 14:30:00 +0000</pubDate>",
        f"<dc:creator><![CDATA[{creator}]]></dc:creator>",
        f'<guid isPermaLink="false">https://gazette.example/?p={number}</guid>',
        f"<content:encoded><![CDATA[{content.replace(']]>', ']]]]><![CDATA[>')}]]></content:encoded>",
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>",
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>{date}</wp:post_date><wp:post_date_gmt>{gmt}</wp:post_date_gmt>",
        f"<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>",
        *(
            f'<category domain="{domain}" nicename="{nicename}"><![CDATA[{name}]]></category>'
            for domain, nicename, name in categories
        ),
        *(
            f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
            for key, value in (meta or {}).items()
        ),
        *(
            f"<wp:comment><wp:comment_id>{one}</wp:comment_id><wp:comment_content><![CDATA[Well.]]></wp:comment_content>"
            f"<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>{one - 1}</wp:comment_parent></wp:comment>"
            for one in range(1, comments + 1)
        ),
        more,
    ]
    return f"<item>{''.join(said)}</item>"


def picture(number: int, name: str, *, parent: int = 0, caption: str = "", alt: str = "", credit: str = "") -> str:
    url = f"https://gazette.example/wp-content/uploads/2019/05/{name}"
    return item(
        number,
        name,
        "",
        kind="attachment",
        status="inherit",
        slug=f"picture-{number}",
        excerpt=caption,
        categories=(),
        meta={"_wp_attachment_image_alt": alt, "_media_credit": credit},
        more=f"<wp:attachment_url>{url}</wp:attachment_url><wp:post_parent>{parent}</wp:post_parent>",
    )
