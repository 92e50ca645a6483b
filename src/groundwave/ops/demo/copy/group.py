"""The invented licensee, its stations, services, sections and topics."""

from __future__ import annotations

from groundwave.ops.demo.copy.shapes import Contact, Section, Service, Station, Topic

BRAND = "Juniper Public Media"
LEGAL_NAME = "Juniper Coast Public Broadcasting, Inc. (a fictional licensee)"
STATE = "Cascara"
TIME_ZONE = "America/New_York"
STREET = "1 Signal Street, Port Ansel, Cascara (an invented address)"

PUBLIC_FILE_CONTACT = Contact(
    "Beatrix Amundsen, public file custodian", "publicfile@juniper.example", "555-0143", STREET
)
CAPTION_CONTACT = Contact(
    "Osgood Lindqvist-Rao, captioning and accessibility", "captions@juniper.example", "555-0167", STREET
)
MAIN_CONTACT = Contact("Listener and viewer services", "hello@juniper.example", "555-0100", STREET)

STATIONS = (
    Station("WJPA-FM", "FM", 9990001, "Port Ansel", "89.3", 44.2130, -68.4410, "2030-04-01"),
    Station("WJPM-FM", "FM", 9990002, "Millbrook Flats", "90.7", 44.4875, -69.0520, "2030-04-01"),
    Station("WJPN-FM", "FM", 9990003, "Cedar Notch", "91.5", 44.9310, -69.8840, "2030-04-01"),
    Station("WJPQ-FM", "FM", 9990004, "Quarry Bend", "88.1", 44.6020, -69.3375, "2030-04-01"),
    Station("WJPA-TV", "TV", 9990005, "Port Ansel", "21", 44.2145, -68.4432, "2031-04-01"),
    Station("WJPM-TV", "TV", 9990006, "Millbrook Flats", "24", 44.4901, -69.0548, "2031-04-01"),
    Station("WJPN-TV", "TV", 9990007, "Cedar Notch", "33", 44.9322, -69.8865, "2031-04-01"),
    Station("WJPQ-TV", "TV", 9990008, "Quarry Bend", "38", 44.6044, -69.3391, "2031-04-01"),
)

SERVICES = (
    Service(
        "news",
        "Juniper News",
        "radio",
        "The day, and what it means here",
        ("News and conversation from the Cascara coast, with local reporting on the hour from 5 a.m."),
        ("WJPA-FM", "WJPN-FM"),
        "news",
    ),
    Service(
        "music",
        "Juniper Music",
        "radio",
        "Something worth hearing next",
        "Classical mornings, folk afternoons, jazz after supper and slow music until dawn.",
        ("WJPM-FM", "WJPQ-FM"),
        "music",
    ),
    Service(
        "tv",
        "Juniper TV",
        "tv",
        "Close to home",
        "Documentaries, learning for all ages and an evening news hour made in Port Ansel.",
        ("WJPA-TV", "WJPM-TV", "WJPN-TV", "WJPQ-TV"),
    ),
)

SECTIONS = (
    Section("news", "Local News", "en", "What happened today in the towns that we serve."),
    Section("politics", "Government", "en", "Town halls, the Legislature and how public money is spent."),
    Section("environment", "Environment", "en", "Rivers, forests, weather and the sea."),
    Section("arts", "Arts & Culture", "en", "Music, theater, film, books and festivals."),
    Section("education", "Education", "en", "Schools, colleges and everyone who is learning."),
    Section("health", "Health", "en", "Care, where to find it and what keeps people well."),
    Section("noticias", "Noticias", "es", "Lo que pasa en nuestros pueblos."),
    Section("cultura", "Cultura", "es", "Música, fiestas, libros y danza."),
    Section("comunidad", "Comunidad", "es", "Vecinos que hacen cosas."),
)

ENGLISH_TOPICS = (
    "ferries",
    "transportation",
    "islands",
    "bridges",
    "weather",
    "power",
    "winter",
    "food",
    "farms",
    "budgets",
    "taxes",
    "libraries",
    "elections",
    "parks",
    "internet",
    "public-records",
    "legislature",
    "rivers",
    "fish",
    "dams",
    "coast",
    "science",
    "energy",
    "forests",
    "climate",
    "music",
    "concerts",
    "festivals",
    "dance",
    "community",
    "museums",
    "history",
    "film",
    "theater",
    "radio",
    "schools",
    "jobs",
    "rural-health",
)
SPANISH_TOPICS = {
    "transbordadores": "Transbordadores",
    "transporte": "Transporte",
    "rios": "Ríos",
    "medio-ambiente": "Medio ambiente",
    "fiestas": "Fiestas",
    "danza": "Danza",
    "salud": "Salud",
    "medio-rural": "Medio rural",
    "libros": "Libros",
    "bibliotecas": "Bibliotecas",
    "ciudadania": "Ciudadanía",
    "escuelas": "Escuelas",
    "comida": "Comida",
    "negocios": "Negocios",
}
TOPICS = tuple(
    [Topic(slug, slug.replace("-", " ").capitalize(), "en") for slug in ENGLISH_TOPICS]
    + [Topic(slug, name, "es") for slug, name in SPANISH_TOPICS.items()]
)
