"""The chief engineer's corner of the admin."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from groundwave.air.models import Chain


class ChainViewSet(SnippetViewSet):
    model = Chain
    icon = "media"
    menu_label = "Live chains"
    menu_order = 320
    add_to_admin_menu = True
    list_display = ("service", "bitrate", "retention_hours")


register_snippet(ChainViewSet)
