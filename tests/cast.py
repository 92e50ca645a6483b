"""A named cast instead of random data: KOWL-FM and its people, on the Tuesday before Thanksgiving 2026."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from PIL import Image
from wagtail.models import Locale, Page, Site

from groundwave.newsroom import api as newsroom
from groundwave.people import api as people
from groundwave.stations import api as stations

NOW = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)  # Tuesday, 2:30 p.m. in New York


@dataclass
class Cast:
    licensee: stations.Licensee
    fm: stations.Station
    tv: stations.Station
    news: stations.Service
    music: stations.Service
    editor: people.Staff
    reporter: newsroom.Author
    home: newsroom.HomePage
    home_es: newsroom.HomePage
    local: newsroom.SectionPage
    arts: newsroom.SectionPage
    noticias: newsroom.SectionPage

    @classmethod
    def gather(cls) -> Cast:
        licensee = stations.Licensee.objects.create(
            legal_name="Owl Hollow Broadcasting, Inc.",
            brand_name="Owl Hollow Public Media",
            tagline="Heard at night",
            copyright_owner="Owl Hollow Public Media",
            time_zone="America/New_York",
            address="1 Barn Road, Owl Hollow, Cascara 00100",
            phone="555-0100",
            email="hello@owl.example",
            public_file_contact="Pilar Ames",
            public_file_email="publicfile@owl.example",
            public_file_phone="555-0101",
            caption_contact="Ned Ortiz",
            caption_email="captions@owl.example",
            caption_phone="555-0102",
        )
        fm = stations.Station.objects.create(
            licensee=licensee,
            call_sign="KOWL-FM",
            kind="fm",
            facility_id=9_990_101,
            community="Owl Hollow",
            state="Cascara",
            frequency=Decimal("89.9"),
            license_expires=date(2030, 4, 1),
        )
        tv = stations.Station.objects.create(
            licensee=licensee,
            call_sign="KOWL-TV",
            kind="tv",
            facility_id=9_990_102,
            community="Owl Hollow",
            state="Cascara",
            channel=12,
            license_expires=date(2030, 8, 1),
        )
        news = stations.Service.objects.create(
            name="Owl News", slug="news", kind="radio", time_zone="America/New_York", position=1
        )
        music = stations.Service.objects.create(
            name="Owl Music", slug="music", kind="radio", time_zone="America/New_York", position=2
        )
        stations.Carriage.objects.create(service=news, station=fm)
        editor = people.Staff.objects.create_superuser("edda", "edda@owl.example", "correct horse battery")
        reporter = newsroom.Author.objects.create(name="Rosa Quill", slug="rosa-quill", title="Reporter")

        english, _ = Locale.objects.get_or_create(language_code="en")
        spanish, _ = Locale.objects.get_or_create(language_code="es")
        root = Page.get_first_root_node()
        root.get_children().delete()
        root = Page.get_first_root_node()
        home = root.add_child(instance=newsroom.HomePage(title="Owl Hollow", slug="home", locale=english))
        home_es = root.add_child(
            instance=newsroom.HomePage(
                title="Owl Hollow en español", slug="home-es", locale=spanish, translation_key=home.translation_key
            )
        )
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        return cls(
            licensee=licensee,
            fm=fm,
            tv=tv,
            news=news,
            music=music,
            editor=editor,
            reporter=reporter,
            home=home,
            home_es=home_es,
            local=home.add_child(instance=newsroom.SectionPage(title="Local News", slug="news", locale=english)),
            arts=home.add_child(instance=newsroom.SectionPage(title="Arts", slug="arts", locale=english)),
            noticias=home_es.add_child(
                instance=newsroom.SectionPage(title="Noticias", slug="noticias", locale=spanish)
            ),
        )

    def story(
        self,
        title: str = "Owls return to the mill",
        *,
        section: newsroom.SectionPage | None = None,
        text: str = "<p>The owls came back on Monday night.</p>",
        live: bool = True,
        translation_of: newsroom.Story | None = None,
        topics: tuple[str, ...] = (),
        **fields: Any,
    ) -> newsroom.Story:
        """A story in Local News, an hour old, under Rosa Quill's name; any field may be given."""
        section = section or self.local
        fields.setdefault("published_at", NOW - timedelta(hours=1))
        fields.setdefault("teaser", "They had been gone for eleven years.")
        fields.setdefault("body", [("text", text)])
        if translation_of:
            fields["translation_key"] = translation_of.translation_key
        made = section.add_child(instance=newsroom.Story(title=title, locale=section.locale, live=live, **fields))
        made.bylines.add(newsroom.Byline(author=self.reporter))
        made.topics.add(*topics)
        made.save()
        return newsroom.Story.objects.get(pk=made.pk)

    def photo(
        self,
        title: str = "Owl on a beam",
        *,
        size: tuple[int, int] = (1200, 800),
        filename: str = "owl.jpg",
        **fields: Any,
    ) -> newsroom.Photo:
        """A plain picture with caption and credit."""
        data = io.BytesIO()
        Image.new("RGB", size, (70, 90, 110)).save(data, "JPEG")
        given = {
            "alt_text": "A barn owl sits on a wooden beam.",
            "caption": "The first owl at the mill on Monday.",
            "photographer": "Ana Ruiz",
            "agency": "Owl Hollow",
        }
        return newsroom.attach_photo(
            data=data.getvalue(), filename=filename, title=title, license="own", **(given | fields)
        )
