"""Government: four stories."""

from __future__ import annotations

from datetime import timedelta

from groundwave.ops.demo.copy.shapes import Aside, Byline, LinkCard, Photo, PullQuote, Related, Story, Text

STORIES = (
    Story(
        key="port-ansel-budget-smaller-increase",
        headline="Port Ansel adopts a budget with a smaller tax increase",
        teaser=(
            "After seven hours and 63 speakers, the council trimmed the increase to 2.1% and "
            "saved the Sunday library hours."
        ),
        town="Port Ansel",
        section="politics",
        topics=("budgets", "taxes", "libraries"),
        bylines=(Byline(staff="imani-castellane"),),
        published=timedelta(hours=11),
        lead=Photo(
            "town-hall",
            "Port Ansel Town Hall, where Tuesday's meeting ended at 1:50 a.m.",
            "Paper-cut illustration of a white town hall with a green dome, among autumn trees.",
            "Hana Okabe-Lindt",
        ),
        body=(
            Text("""
The Port Ansel Town Council adopted a $48.2 million budget early Wednesday that raises property
taxes 2.1%, about half of what the manager first proposed.

The vote was 5-2, at 1:50 a.m., in a room that had been full at 7.

For the owner of a house assessed at the town median of $286,000, the increase comes to about $74 a
year. The budget keeps the library open on Sundays, adds one paramedic and delays the purchase of a
street sweeper until 2028.

Much of the night was about the library. Manager Priscilla Van Dorn had suggested closing it on
Sundays to save $94,000. Of 63 people who spoke, 41 asked the council not to.

Some came with numbers. Some came with children. Ruben Osei, 16, said that the library was where he
had learned to drive. "Not the driving," he said. "The book."
"""),
            PullQuote(
                ("You cannot cut your way to a town that people want to live in. You also cannot tax your way there."),
                "Council President Aurelio Banks",
                "before the vote",
            ),
            Text("""
The two members who voted no did so for opposite reasons. Delphine Marsh said that the increase was
too large for people on fixed incomes. Tobias Ekwueme said it was too small to repair the seawall,
which the town's own engineers say needs $3.8 million of work.

Council President Aurelio Banks said both had a point. "You cannot cut your way to a town that
people want to live in," he said. "You also cannot tax your way there. So it is two in the morning."

## What happens now

The budget takes effect Jan. 1. Residents may petition for a referendum until Dec. 15, and would
need 1,140 valid signatures. The last such petition, in 2011, fell 200 short.

The council will return to the seawall in February, when a state grant decision is expected.
"""),
            Aside(
                "By the numbers",
                (
                    "- Total: $48.2 million - Increase on the median house: about $74 a year - Speakers: "
                    "63 - Time of the vote: 1:50 a.m."
                ),
            ),
            LinkCard(
                "https://portansel.example/budget", "The adopted budget", "All 212 pages, with the amendments marked."
            ),
        ),
    ),
    Story(
        key="quarry-bend-votes-for-a-lake",
        headline="Quarry Bend votes to turn its oldest pit into a public lake",
        teaser=(
            "By 118 votes, the town agreed to buy the flooded quarry that gave it a name, a "
            "livelihood and generations of warnings."
        ),
        town="Quarry Bend",
        section="politics",
        topics=("elections", "parks"),
        bylines=(Byline(staff="teodora-baptiste"),),
        published=timedelta(days=4, hours=3),
        lead=Photo(
            "quarry",
            "The Number One pit, idle since 1974 and full of rain and spring water.",
            (
                "Paper-cut illustration of a stone quarry filled with blue water, with an old crane "
                "and a small red sailboat."
            ),
            "Teodora Baptiste",
        ),
        body=(
            Text("""
Children in Quarry Bend have been told for 50 years to stay out of the Number One pit. Now the town
is buying it.

Voters approved a $2.4 million bond on Tuesday to purchase the flooded quarry and 70 acres around it
for a park. The count was 1,602 to 1,484. Turnout, at 61%, was the highest for a local question
since records were first kept.

The money will pay for the land, a guarded beach at the shallow end and a fence along the north
wall, where the water is 140 feet deep. Swimming could begin in the summer of 2028.

"My grandfather cut stone there, my father told me not to swim there, and I swam there," said
Corinne Abelard, who led the campaign for the bond. "It is time somebody put up a ladder."

Opponents said that the town was taking on a liability for a luxury. Insurance alone will cost
$61,000 a year. "A lake is a wonderful thing to have when your water mains are not from 1926," said
Wendell Truax, a retired plumber who spoke against it at four meetings.
"""),
            PullQuote("It is time somebody put up a ladder.", "Corinne Abelard", "campaign chair"),
            Text("""
## Clear water, with a question

Tests by the state found the water clean enough to drink, with a small excess of iron. But the
survey also counted at least nine cars at the bottom, the oldest from about 1955. The purchase
agreement requires the present owner, a holding company, to remove them.

The company had planned to sell the site for 40 houses. It agreed to the town's price after the
planning board ruled that the access road was too narrow.

The town takes title on March 1. A committee will hold hearings on what to call the lake. The clerk
has already received 27 suggestions, of which she said 19 were printable.
"""),
            Related("autumn-storms-cut-power"),
        ),
    ),
    Story(
        key="broadband-maps-challenge",
        headline="County says internet map misses 900 homes and asks for help",
        teaser=("Residents have until Jan. 15 to show that the service listed at their address does not exist."),
        town="Cedar Notch",
        section="politics",
        topics=("internet", "power"),
        bylines=(Byline(staff="hana-okabe-lindt"),),
        published=timedelta(days=5, hours=2),
        lead=Photo(
            "tower",
            "A relay tower on the ridge above Cedar Notch.",
            ("Paper-cut illustration of a lit radio tower under a field of stars, with a small cabin at its foot."),
            "Hana Okabe-Lindt",
        ),
        body=(
            Text("""
On the state's map, nearly everyone in Notch County can buy fast internet service. On the ground,
county officials say, about 900 homes cannot.

The difference matters because the state will spend $140 million on rural connections next year, and
it will spend none of it on homes that the map marks as served.

The county is asking residents to check their address at a library or online by Jan. 15 and to file
a challenge if the map is wrong. A screenshot, a bill or a letter from a provider will do.

"I have a provider on the map," said Esperanza Dahl, who lives on Ridge Road and drives to the
library to send large files. "I have called it. It is very nice. It has never heard of my road."

Volunteers will help with the forms every Thursday from 4 to 7 p.m. at the Cedar Notch library.
"""),
        ),
    ),
    Story(
        key="records-fees-capped",
        headline="Legislature caps what agencies may charge for public records",
        teaser=("Copies will cost no more than 15 cents a page, and the first two hours of searching are free."),
        town="Port Ansel",
        section="politics",
        topics=("public-records", "legislature"),
        bylines=(Byline(staff="imani-castellane"), Byline(name="June Abernott", organization="The Quarry Bend Ledger")),
        published=timedelta(days=6, hours=5),
        label="Explainer",
        lead=Photo(
            "library",
            "Town records before 1950 are kept in the reading room at Port Ansel.",
            ("Paper-cut illustration of a library reading room with tall shelves, green lamps and an arched window."),
            "Hana Okabe-Lindt",
        ),
        body=(
            Text("""
Asking a Cascara agency for its records will cost less beginning July 1.

A law passed this week limits the charge for copies to 15 cents a page and makes electronic copies
free. The first two hours of staff time are free as well. After that, an agency may bill the hourly
wage of the lowest-paid person able to do the work.

Until now, each agency set its own price. In a survey of 40 town clerks, The Quarry Bend Ledger and
Juniper found charges from nothing to $2 a page. One fire district asked for $1,900 to look for a
single email.

Sen. Oksana Brightwater, who sponsored the bill, said the district's answer had been useful. "We
read it aloud," she said. "Nobody spoke against the bill after that."

Agencies must still answer within 10 business days, and may still withhold what the law lets them
withhold.
"""),
        ),
    ),
)
