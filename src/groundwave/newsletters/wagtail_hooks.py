"""Newsletters in the admin, for the audience editor; who subscribed can be read and never edited."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from groundwave.newsletters.models import Newsletter, Subscription

_CHANGES = frozenset({"add", "change", "delete", "publish"})


class ReadOnly(ModelPermissionPolicy):
    """A subscription is a reader's own word: nobody on the staff, not even a superuser, types one in."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in _CHANGES and bool(super().user_has_permission(user, action))


class NewsletterViewSet(SnippetViewSet):
    model = Newsletter
    icon = "mail"
    menu_label = _("Lists")
    list_display = ("name", "slug", "language", "frequency", "is_open", "position")
    list_filter = ("language", "is_open")
    search_fields = ("name", "description")


class SubscriptionViewSet(SnippetViewSet):
    model = Subscription
    icon = "group"
    menu_label = _("Subscriptions")
    list_display = ("contact", "newsletter", "status", "asked_at", "confirmed_at", "ended_at", "ended_why")
    list_filter = ("newsletter", "ended_why")
    inspect_view_enabled = True
    copy_view_enabled = False

    def get_queryset(self, request: Any) -> Any:
        return Subscription.objects.select_related("contact", "newsletter")


class NewslettersGroup(SnippetViewSetGroup):
    menu_label = _("Newsletters")
    menu_icon = "mail"
    menu_order = 320
    items = (NewsletterViewSet, SubscriptionViewSet)


register_permission_policy(Subscription, ReadOnly(Subscription))
register_snippet(NewslettersGroup)
