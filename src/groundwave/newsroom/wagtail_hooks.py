"""The newsroom's corner of the admin: authors and topics beside the pages."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from groundwave.newsroom.models import Author, Topic


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = "Authors"
    menu_order = 210
    add_to_admin_menu = True
    list_display = ("name", "title", "beat", "is_current")
    search_fields = ("name", "title")


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = "Topics"
    menu_order = 220
    add_to_admin_menu = True
    list_display = ("name", "slug")
    search_fields = ("name",)


register_snippet(AuthorViewSet)
register_snippet(TopicViewSet)


@hooks.register("insert_editor_js")
def guidance() -> Any:
    """Counts the characters of headline and teaser while they are written."""
    return format_html('<script src="{}" defer></script>', static("admin/guidance.js"))
