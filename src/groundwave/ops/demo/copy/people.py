"""The staff of the demo station, all invented."""

from __future__ import annotations

from groundwave.ops.demo.copy.shapes import Staff

STAFF = (
    Staff(
        "imani-castellane",
        "Imani Castellane",
        "News director",
        "State government",
        (
            "Imani Castellane runs the newsroom in Port Ansel and reports on the Cascara "
            "Legislature. She began as an overnight board operator at WJPA and still keeps a "
            "spare set of headphones in her coat."
        ),
        "portrait-1",
    ),
    Staff(
        "rory-halvorsen",
        "Rory Halvorsen",
        "Environment reporter",
        "Rivers, coast and climate",
        (
            "Rory Halvorsen covers water, wildlife and weather from Cedar Notch to the outer "
            "islands. He hosts the weekly program Notch to Shore and owns more waders than shoes."
        ),
        "portrait-2",
    ),
    Staff(
        "marisol-quiroga-vance",
        "Marisol Quiroga-Vance",
        "Editor, Noticias en español",
        "San Telmo and bilingual coverage",
        (
            "Marisol Quiroga-Vance edits the Spanish-language report and hosts La Marea. She "
            "grew up above her family's bakery in San Telmo and writes in both languages, rarely "
            "at the same time."
        ),
        "portrait-3",
        ("en", "es"),
    ),
    Staff(
        "desmond-achterberg",
        "Desmond Achterberg",
        "Host, First Light",
        "Education",
        (
            "Desmond Achterberg has been the first voice of the morning since 2017. He taught "
            "middle school science for 11 years and reports on classrooms, school buses and the "
            "people who drive them."
        ),
        "portrait-4",
    ),
    Staff(
        "winifred-tallow",
        "Winifred Tallow",
        "Arts editor",
        "Music, theater and books",
        (
            "Winifred Tallow hosts The Green Room and edits arts coverage. She plays second "
            "viola in a community orchestra that has asked not to be named."
        ),
        "portrait-5",
    ),
    Staff(
        "samira-naderpour",
        "Samira Naderpour",
        "Health reporter",
        "Public health and rural care",
        (
            "Samira Naderpour reports on hospitals, clinics and the distance between them. "
            "Before joining Juniper she was a pharmacist in Millbrook Flats."
        ),
        "portrait-6",
    ),
    Staff(
        "hana-okabe-lindt",
        "Hana Okabe-Lindt",
        "Ports and data reporter",
        "Ferries, roads and public records",
        (
            "Hana Okabe-Lindt follows the money, the timetable and the tide. She maintains the "
            "newsroom's public-records log and illustrates many of the pictures on this site."
        ),
        "portrait-7",
    ),
    Staff(
        "teodora-baptiste",
        "Teodora Baptiste",
        "Reporter, Millbrook Flats",
        "River towns and local government",
        (
            "Teodora Baptiste covers Millbrook Flats and Quarry Bend in English and Spanish. She "
            "attends more council meetings than some council members."
        ),
        "portrait-8",
        ("en", "es"),
    ),
)
