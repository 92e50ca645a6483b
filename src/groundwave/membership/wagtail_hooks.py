"""Appeals in the admin, for the development director."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from groundwave.membership.models import Appeal


class AppealViewSet(SnippetViewSet):
    model = Appeal
    icon = "pick"
    menu_label = _("Appeals")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ("internal_name", "language", "placement", "starts", "ends", "priority", "is_active")
    list_filter = ("language", "placement", "is_active")
    search_fields = ("internal_name", "title", "text")


register_snippet(AppealViewSet)
