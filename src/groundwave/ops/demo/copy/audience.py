"""Appeals and newsletters."""

from __future__ import annotations

from datetime import timedelta

from groundwave.ops.demo.copy.shapes import Appeal, Newsletter

APPEALS = (
    Appeal(
        "paid-for-by-neighbors",
        "This story was paid for by neighbors",
        ("No paywall, no ads that follow you. If you found this useful, help the next reader find it."),
        "Support local news",
        "body",
    ),
    Appeal(
        "keep-the-signal-strong",
        "Keep the signal strong",
        (
            "Eight stations, 70 miles of coast, one newsroom. A few dollars a month keeps a "
            "reporter at the town meeting."
        ),
        "Become a member",
        "foot",
    ),
    Appeal(
        "rivers-need-witnesses",
        "Somebody has to sit on the bucket",
        ("Reporting on rivers and the sea takes early mornings and patience. You can pay for the coffee."),
        "Support environment reporting",
        "body",
        section="environment",
    ),
    Appeal(
        "winter-drive",
        "Winter drive: 500 members by New Year's Eve",
        ("Every new monthly member this month is matched by an (invented) friend of the station."),
        "Count me in",
        "foot",
        opens=timedelta(days=7),
        closes=timedelta(days=38),
    ),
    Appeal(
        "noticias-para-todos",
        "Noticias para todos, gratis",
        "Nuestro trabajo en español existe gracias a quienes lo leen y lo escuchan.",
        "Apoye nuestro trabajo",
        "body",
        "es",
    ),
    Appeal(
        "la-marea-sube",
        "La marea sube con usted",
        ("Con una aportación mensual, por pequeña que sea, podemos contar más historias de aquí."),
        "Hágase miembro",
        "foot",
        "es",
    ),
)

NEWSLETTERS = (
    Newsletter(
        "first-light",
        "First Light",
        "The morning's news in five minutes, with the forecast and the first ferry.",
        "Weekdays at 6 a.m.",
    ),
    Newsletter(
        "green-room",
        "The Green Room",
        "What to see, hear and read this weekend, chosen by Winifred Tallow.",
        "Thursdays",
    ),
    Newsletter(
        "la-marea-semanal",
        "La Marea semanal",
        "Lo más importante de la semana, en español, con la agenda de la costa.",
        "Domingos",
        "es",
    ),
)
