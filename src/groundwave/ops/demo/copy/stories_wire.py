"""Three stories that came over the (invented) wire, with the owner's copyright line."""

from __future__ import annotations

from datetime import timedelta

from groundwave.ops.demo.copy.shapes import Byline, Origin, Photo, Story, Text

WIRE = "Cascara Wire Service"


def wire(path: str) -> Origin:
    return Origin(WIRE, f"https://wire.example/{path}", WIRE)


STORIES = (
    Story(
        key="sleeper-train-study",
        headline="State will study a sleeper train to the coast",
        teaser=("Planners have 14 months to find out who would ride through the night and what they would pay."),
        town="Port Ansel",
        section="politics",
        topics=("transportation", "legislature"),
        bylines=(Byline(name="Lionel Prewitt", organization=WIRE),),
        published=timedelta(hours=19),
        origin=wire("2026/sleeper-train-study"),
        lead=Photo(
            "notch",
            "The proposed line would pass through Cedar Notch at about 4 a.m.",
            "Paper-cut illustration of a mountain pass at dawn with fog between dark conifers.",
            "Ansgar Mbatha",
            WIRE,
        ),
        body=(
            Text("""
The last passenger train over the Notch ran in 1967. On Monday the Legislature set aside $1.1
million to ask whether the next one should have beds.

The study will look at an overnight train of six cars between the inland capital and Port Ansel, a
trip of 290 miles. Freight trains use the line by day. At night it is nearly empty.

Supporters say that a sleeper would spare travelers a hotel. Skeptics point to three tunnels that
have not been inspected for passengers in decades.

"I would rather spend a million to find out than $90 million to be surprised," said Rep. Cosima
Tran-Delgado, who leads the transportation committee.

The study is due in January 2028.
"""),
        ),
    ),
    Story(
        key="private-wells-testing",
        headline="One in eight private wells tested has too much arsenic",
        teaser="The state will pay for test kits and for part of the cost of filters in 11 counties.",
        town="Quarry Bend",
        section="health",
        topics=("rural-health", "rivers"),
        bylines=(Byline(name="Perpetua Lindgren-Osei", organization=WIRE),),
        published=timedelta(days=2, hours=8),
        origin=wire("2026/private-wells-testing"),
        lead=Photo(
            "quarry",
            "Granite around Quarry Bend is a natural source of arsenic.",
            ("Paper-cut illustration of pale stone terraces above blue-green water, framed by dark conifers."),
            "Ansgar Mbatha",
            WIRE,
        ),
        body=(
            Text("""
About 1 in 8 private wells in a voluntary survey contained more arsenic than is allowed in public
water, the state health office said.

The element occurs naturally in granite. It has no color, taste or smell. Over years it raises the
risk of several cancers.

The survey covered 2,600 wells in 11 counties. Owners whose wells were over the limit have been
told. The office estimates that 9,000 more households may be affected and do not know.

Test kits are free at town offices until the end of the year. The state will pay half the cost of a
filter, up to $800, and all of it for households with low incomes.

Boiling the water does not help, the office said. It makes the arsenic more concentrated.
"""),
        ),
    ),
    Story(
        key="seed-library-loans",
        headline="Seed libraries lend 40,000 packets and get some of them back",
        teaser=("A statewide exchange asks borrowers to return seed from the plants they grow. About a third do."),
        town="San Telmo",
        section="environment",
        topics=("food", "libraries"),
        bylines=(Byline(name="Lionel Prewitt", organization=WIRE),),
        published=timedelta(days=6, hours=9),
        origin=wire("2026/seed-library-loans"),
        lead=Photo(
            "greenhouse",
            "Seedlings raised from library packets.",
            ("Paper-cut illustration of raised garden beds before a greenhouse full of tomato plants."),
            "Ansgar Mbatha",
            WIRE,
        ),
        body=(
            Text("""
You may keep a book from a Cascara library for three weeks. You may keep a bean until it has beans.

Seed libraries in 37 towns lent 40,000 packets this year, the state library office said, twice as
many as in 2023. Borrowers are asked to save seed from the best plant and bring it back in the fall.
About 34% did.

That is enough. Each returned packet fills 12 more. One variety, a purple pole bean that a San Telmo
family had grown since the 1880s, was down to a single jar in 2019. It is now grown in every county.

There are no fines. There is, the office said, a reminder card in April. It shows a sad radish.
"""),
        ),
    ),
)
