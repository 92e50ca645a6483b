"""The demo's appeals and newsletters."""

from __future__ import annotations

from datetime import datetime, timedelta

from groundwave.membership import api as membership
from groundwave.newsletters import api as newsletters
from groundwave.ops.demo.copy.audience import APPEALS, NEWSLETTERS
from groundwave.ops.demo.copy.group import BRAND
from groundwave.ops.demo.pages import Tree


def build(*, tree: Tree, at: datetime) -> None:
    for words in APPEALS:
        appeal = membership.Appeal.objects.create(
            internal_name=words.key,
            title=words.title,
            text=words.text,
            button_label=words.button,
            button_url="/es/support" if words.language == "es" else "/support",
            language=words.language,
            placement=words.placement,
            starts=at + (words.opens or timedelta(days=-1)),
            ends=at + words.closes if words.closes else None,
        )
        if words.section:
            appeal.sections.set([tree.sections[words.section]])
    for place, letter in enumerate(NEWSLETTERS):
        newsletters.Newsletter.objects.create(
            name=letter.name,
            slug=letter.slug,
            description=letter.description,
            frequency=letter.rhythm,
            language=letter.language,
            sender_name=BRAND,
            position=place,
        )
