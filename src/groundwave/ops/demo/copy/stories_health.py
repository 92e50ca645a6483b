"""Health: three stories."""

from __future__ import annotations

from datetime import timedelta

from groundwave.ops.demo.copy.shapes import Aside, Byline, LinkCard, Photo, PullQuote, Related, Story, Text

STORIES = (
    Story(
        key="clinic-on-wheels",
        pair="clinic",
        headline="The doctor's office that parks at the fire station",
        teaser=(
            "A clinic in a van has seen 1,900 patients in its first year, many of whom had not seen a doctor in five."
        ),
        town="Cedar Notch",
        section="health",
        topics=("rural-health", "community"),
        bylines=(Byline(staff="samira-naderpour"),),
        published=timedelta(hours=9),
        lead=Photo(
            "clinic",
            "The mobile clinic makes its Tuesday stop in Cedar Notch.",
            (
                "Paper-cut illustration of a white medical van with a green cross parked outside a "
                "small clinic near mountains."
            ),
            "Samira Naderpour",
        ),
        body=(
            Text("""
By 8:30 on Tuesday morning there were 11 people in folding chairs inside the Cedar Notch firehouse,
between the pumper and the coffee. Outside, with its step down and its heater running, stood the
doctor's office.

The van belongs to a partnership of two hospitals and the county. It has an examination room the
width of a hallway, a refrigerator for vaccines and a staff of three. In its first year it has made
188 stops in seven towns and seen 1,900 patients.

Nearly half told the nurse that they had not been to a doctor in five years.

"It is not that they did not care," said the nurse practitioner, Folasade Winterbourne. "It is that
the doctor was 54 miles away and open when they were working."

## What the van finds

Mostly it is blood pressure. About one patient in three has a reading high enough to treat, and of
those, six in 10 did not know it. The clinic also found 43 people with diabetes, and in March a man
who had come for a flu shot and left by helicopter. He has since been back, on foot, with a pie.

No one is turned away for lack of insurance. The van bills those who have it, which covers 40% of
its $740,000 annual cost. Grants and the county pay the rest.
"""),
            PullQuote(
                "The doctor was 54 miles away and open when they were working.",
                "Folasade Winterbourne",
                "nurse practitioner",
            ),
            Text("""
Hospitals have an interest as well. In the towns where the van stops, emergency room visits for
problems that a clinic could have handled fell 17% in the year. Administrators caution that the
winter was mild and that one year is one year.

For Emmett Strand, 72, the arithmetic is simpler. He used to give up a day's pay and a tank of fuel
to have his prescription renewed. On Tuesday it took 25 minutes, some of which he spent looking at
the fire engine.

"I have lived here all my life," he said, "and nobody ever let me sit in it before."

The van will add an evening stop in Quarry Bend in January.
"""),
            Aside(
                "Where it stops",
                (
                    "- Monday: San Telmo, Alameda Square - Tuesday: Cedar Notch, firehouse - Wednesday: "
                    "Millbrook Flats, museum lot - Thursday: Quarry Bend, grange hall"
                ),
            ),
            Related("night-nurse-line"),
        ),
    ),
    Story(
        key="orchard-crews-and-the-heat-rule",
        headline="Orchard crews try out the state's new heat rule",
        teaser=(
            "Shade, water and paid breaks became law in May. After one harvest, growers and pickers compare notes."
        ),
        town="San Telmo",
        section="health",
        topics=("farms", "jobs", "climate"),
        bylines=(Byline(staff="samira-naderpour"), Byline(staff="marisol-quiroga-vance")),
        published=timedelta(days=3, hours=9),
        lead=Photo(
            "orchard",
            "Ladders and bins at the end of the harvest in the Alder Valley.",
            ("Paper-cut illustration of apple trees heavy with red fruit, wooden crates and a ladder."),
            "Marisol Quiroga-Vance",
        ),
        body=(
            Text("""
The thermometer at Echols Orchard hangs on a post that used to hold a mailbox. All summer, one
number on it mattered: 80.

At 80 degrees, under a rule that took effect in May, anyone who employs people outdoors in Cascara
must provide shade and a quart of cool water an hour for each worker. At 90, there must be a paid
break of 10 minutes every two hours. It was 80 or more on 51 days this season in the Alder Valley,
and 90 on 14.

With the last apples in, both growers and pickers said that the rule had been easier to live with
than either expected.

"I budgeted for a disaster," said Pilar Echols, who employs 22 people. "It cost me two canopies, a
water trailer and some time. And then the fruit came in at the same hour it always did."

## Slower, then not

Her records show that crews picked 4% fewer bins on break days than on ordinary ones. But they also
lost less fruit to bruises, and no one went home ill. In 2024, nine did.

"When you are dizzy you do not say so, because the others are counting on you," said Evaristo Luna,
a crew leader who has picked for 23 years. "Now the bell rings and everybody sits. Nobody has to be
the one."
"""),
            PullQuote(
                "Now the bell rings and everybody sits. Nobody has to be the one.", "Evaristo Luna", "crew leader"
            ),
            Text("""
Emergency rooms in the valley treated 12 outdoor workers for heat illness this year, down from 37 in
2024, a summer with fewer hot days. The state labor office made 140 inspections and issued 19 fines,
most of them for shade that was too far away to use.

There is criticism from both directions. A growers' group says that the paperwork, a daily log for
each crew, is too much for small farms. A workers' center says that smoke should be covered as well
as heat, and that many people still do not know the rule exists.

The labor office will hold hearings in February. The rule is posted in English and Spanish, and at
Echols Orchard, in a spot that everyone passes: on the water trailer.
"""),
            LinkCard(
                "https://labor.cascara.example/heat",
                "The heat rule in plain language",
                "Two pages, in English and Spanish, to print and post.",
            ),
            Related("farmers-market-moves-indoors"),
        ),
    ),
    Story(
        key="night-nurse-line",
        headline="A nurse will now answer the phone all night in four counties",
        teaser=("The free line is meant for the hour when it is too late to call the doctor and too early to panic."),
        town="Quarry Bend",
        section="health",
        topics=("rural-health",),
        bylines=(Byline(staff="samira-naderpour"),),
        published=timedelta(days=8, hours=7),
        lead=Photo(
            "clinic",
            "Nurses take the calls from the back office of the county clinic.",
            ("Paper-cut illustration of a small clinic building with a blue roof and two people standing outside."),
            "Samira Naderpour",
        ),
        body=(
            Text("""
Beginning this week, anyone in the four river and mountain counties can call a registered nurse
between 8 p.m. and 8 a.m. without charge.

The line is paid for by the counties, at $210,000 a year. A trial last winter took 3,300 calls. In 6
of 10, the nurse and the caller agreed on something that could be done at home. In 1 of 20, the
nurse called an ambulance.

"Most of it is fever, falls and 'Can I take these two together,'" said the lead nurse, Thaddeus
Mboya. "And some of it is people who are alone at 3 a.m. That is also a health question."

The nurses have interpreters for 40 languages. Callers who think that they are having a heart attack
or a stroke should hang up, Mboya said, and dial 911.
"""),
            Related("clinic-on-wheels"),
        ),
    ),
)
