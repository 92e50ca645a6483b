"""Local News: five stories."""

from __future__ import annotations

from datetime import timedelta

from groundwave.ops.demo.copy.shapes import Aside, Byline, Correction, LinkCard, Photo, PullQuote, Related, Story, Text

STORIES = (
    Story(
        key="fourth-ferry-stays-through-winter",
        pair="ferry",
        headline="Fourth ferry will keep running through the winter",
        teaser=(
            "The state ferry authority reversed a planned cut after islanders showed what one "
            "missed boat does to a workday."
        ),
        town="Port Ansel",
        section="news",
        topics=("ferries", "transportation", "islands"),
        bylines=(Byline(staff="hana-okabe-lindt"),),
        published=timedelta(hours=3),
        updated=timedelta(hours=1),
        lead=Photo(
            "ferry",
            ("The Marguerite Dow, one of four boats on the Port Ansel run, makes the midmorning crossing."),
            ("Paper-cut illustration of a white and green ferry on a calm bay, with forested hills behind it."),
            "Hana Okabe-Lindt",
        ),
        body=(
            Text("""
The 5:40 a.m. boat from Port Ansel will sail all winter after all.

The state ferry authority voted 4-1 on Thursday to keep its fourth vessel, the Marguerite Dow, in
service from December through March. Staff had proposed tying it up for the season to save about
$1.3 million. Instead, the authority will postpone repainting two terminals and leave three office
jobs unfilled.

The vote came after 11 weeks of unusually specific public comment. Islanders did not only say that
they disliked the cut. They kept a log.

## A notebook by the coffee urn

In September, Ingrid Paszek, who runs the snack counter at the Gull Rock landing, hung a notebook
beside the coffee. Anyone who missed a shift, a class or a medical visit because a boat was full or
late was asked to write it down. By last week the notebook held 412 entries.

"I thought we would get complaints," Paszek said. "What we got was arithmetic."

A home health aide recorded nine missed visits. A high school junior listed every first period she
had not attended. A plumber wrote down what he would have charged.
"""),
            PullQuote(
                "I thought we would get complaints. What we got was arithmetic.",
                "Ingrid Paszek",
                "who kept the log at the Gull Rock landing",
            ),
            Text("""
Authority planners checked the notebook against their own records and found that 370 of the entries
matched a sailing that was full or more than 20 minutes late. With three boats, they estimated, the
number of people left on the dock on a winter weekday would have doubled.

"We had a spreadsheet that said the fourth boat was two-thirds empty," said the authority's
operations chief, Calvin Restrepo-Moy. "It was an average. Nobody rides an average."

The lone vote against came from board member Harriet Quill of Quarry Bend, who said the authority
was spending next year's repair money to solve this year's problem. "The paint is not decoration,"
she said. "It is what keeps salt out of steel."

The authority will review ridership again in April. Fares do not change. The winter timetable, with
the 5:40 a.m. sailing, will be posted at every landing by Dec. 1.
"""),
            Photo(
                "harbor",
                "Port Ansel before the first boat. Most early riders work at the hospital.",
                "Paper-cut illustration of fishing boats in a harbor at first light, with a lighthouse behind.",
                "Hana Okabe-Lindt",
            ),
            Aside(
                "The winter boats",
                (
                    "- Weekdays: 14 round trips, first boat 5:40 a.m. - Weekends: 9 round trips, first "
                    "boat 7:15 a.m. - Holidays: the weekend timetable"
                ),
            ),
            Related("millbrook-bridge-nine-nights"),
            LinkCard(
                "https://ferries.cascara.example/winter",
                "Winter timetable",
                "Sailings from Port Ansel and Gull Rock, December through March.",
            ),
        ),
    ),
    Story(
        key="millbrook-bridge-nine-nights",
        pair="bridge",
        headline="Millbrook Flats bridge to close for nine nights in December",
        teaser=(
            "Crews will lift a 46-ton span into place after dark. By day, the bridge stays open in one lane each way."
        ),
        town="Millbrook Flats",
        section="news",
        topics=("transportation", "bridges"),
        bylines=(Byline(staff="teodora-baptiste"),),
        published=timedelta(hours=7),
        lead=Photo(
            "bridge",
            "A barge crane holds the last section of the river bridge at Millbrook Flats.",
            ("Paper-cut illustration of a red truss bridge with a gap, a yellow crane standing on a barge below it."),
            "Teodora Baptiste",
        ),
        body=(
            Text("""
The only road across the river at Millbrook Flats will close from 9 p.m. to 5 a.m. on nine nights
next month while crews set the last span of the new bridge.

The county highway department said the closings will begin Monday, Dec. 7, and skip the two
Saturdays before the holidays, when downtown stores stay open late. If wind on the river tops 25
mph, a night's work moves to the next weeknight.

The span weighs 46 tons and was built on a lot beside the old cannery. A barge will carry it 600
yards upstream, and a crane will raise it between two piers that have stood waiting since August.

"It is like hanging a door," said the project engineer, Bao Lindqvist. "The door is the size of a
bowling alley, and the house is moving a little."

## Getting across

Drivers will be sent to the Route 12 crossing at Quarry Bend, a detour of 22 miles. An ambulance and
a fire engine will be stationed on each side of the river every night, and a small county boat will
carry night-shift nurses and hospital patients across at no charge.

That boat was the idea of Odalys Fenn, who manages the emergency room at Flats General. About 60 of
her staff live on the far bank. "In 2019 we had people sleeping in the chapel," she said. "I would
like the chapel back."

Bus riders on the last evening run will be taken around by van and should expect to arrive about 40
minutes late.
"""),
            Text("""
The old bridge, opened in 1938, was limited to light trucks three years ago after inspectors found
cracks in two floor beams. Its replacement, paid for with $31 million in state bonds, is wide enough
for a sidewalk on both sides, something the old one never had.

Painting will go on until spring. The county expects both lanes and both sidewalks to be open around
the clock by Dec. 19.
"""),
            Related("fourth-ferry-stays-through-winter"),
            LinkCard(
                "https://roads.millbrookcounty.example/bridge",
                "Bridge closings by date",
                "The county's list of nights, with wind postponements.",
            ),
        ),
    ),
    Story(
        key="autumn-storms-cut-power",
        headline="Fast-moving storms cut power to 4,100 homes in the river towns",
        teaser=("No one was seriously hurt. Crews from three counties had most lights back on by supper."),
        town="Quarry Bend",
        section="news",
        topics=("weather", "power"),
        bylines=(Byline(staff="teodora-baptiste"), Byline(staff="rory-halvorsen")),
        published=timedelta(days=1, hours=9),
        updated=timedelta(days=1, hours=2),
        lead=Photo(
            "storm",
            "Lightning over farm country west of Quarry Bend late Wednesday.",
            (
                "Paper-cut illustration of dark storm clouds with two bolts of lightning above a "
                "farmhouse with lit windows."
            ),
            "Rory Halvorsen",
        ),
        corrections=(
            Correction(
                (
                    "An earlier version of this story gave the wrong number of homes without power at "
                    "the peak of the storm. It was 4,100, not 41,000."
                ),
                timedelta(days=1, hours=2),
            ),
        ),
        body=(
            Text("""
A line of thunderstorms crossed the river towns before dawn Thursday, knocking down trees, peeling
the roof from a feed store and leaving about 4,100 homes without power.

Two people were treated for cuts from broken glass. No one was seriously hurt, county emergency
managers said.

The strongest wind, 71 mph, was measured at the Quarry Bend airfield at 4:12 a.m. The whole line was
gone by 4:40.

"It sounded like somebody dragging furniture across the sky," said Luther Adeyemi-Cole, whose barn
on Pike Hollow Road lost its weather vane but kept its cows. "Then it was just quiet, and very tidy
in one direction."

## Most of the damage along one road

The worst of it followed Route 12 for about 5 miles. Crews counted 38 broken utility poles there.
Line workers came from as far as Port Ansel, and by 6 p.m. all but 300 homes were back on. The rest
were expected to have power overnight.

School in Quarry Bend opened two hours late. At the elementary school, which has a generator, the
kitchen served breakfast to anyone who came. Staff counted 214 people and one parrot.
"""),
            Text("""
The feed store, Tannahill & Daughters, had a tarpaulin over its roof by noon. Its owner, Bridie
Tannahill, said the building would be open Friday with whatever was dry.

Storms this strong are uncommon in late autumn but not unheard of. The state climate office has
recorded four others in November since 1970, two of them in the past six years.

Residents who see a wire on the ground should stay at least 35 feet away, assume that it is live and
call 911, the utility said.
"""),
            Aside(
                "If your power is still out",
                ("Report it even if your neighbor has. A single house can stay dark after the street is repaired."),
            ),
            Related("broadband-maps-challenge"),
        ),
    ),
    Story(
        key="cedar-notch-names-its-plow",
        headline="Cedar Notch children name the newest plow",
        teaser=("More than 300 entries, one recount and a winner that a highway foreman can say on the radio."),
        town="Cedar Notch",
        section="news",
        topics=("winter", "transportation"),
        bylines=(Byline(staff="desmond-achterberg"),),
        published=timedelta(days=2, hours=4),
        lead=Photo(
            "snowplow",
            "Sir Scoops-a-Lot, on its first run up Notch Road.",
            ("Paper-cut illustration of an orange plow truck throwing a plume of snow on a mountain road."),
            "Hana Okabe-Lindt",
        ),
        body=(
            Text("""
The newest plow in Cedar Notch has a 12-foot blade, a heated mirror and, as of Tuesday, a title. It
is Sir Scoops-a-Lot.

The name, from second grader Anneliese Mbeki-Strand, beat 317 others in a vote of the town's three
schools. The margin was two votes. There was a recount, at the request of the supporters of Flurry
Godmother.

Highway foreman Gus Okonjo said he had only one rule. "I have to be able to say it on the radio at 3
in the morning without starting over," he said.

The truck replaces a 1998 model, known to its drivers only as Unit 6. It will work Notch Road, which
climbs 1,400 feet in 4 miles and had 161 inches of snow last winter.

Mbeki-Strand got to pull the air horn. She described the experience as "medium loud."
"""),
        ),
    ),
    Story(
        key="farmers-market-moves-indoors",
        headline="San Telmo's farmers market will stay open all year",
        teaser=("Forty vendors move into the old trolley barn on Saturday, with heat, light and a place to sit."),
        town="San Telmo",
        section="news",
        topics=("food", "farms"),
        bylines=(Byline(staff="marisol-quiroga-vance"),),
        published=timedelta(days=3, hours=6),
        lead=Photo(
            "market",
            "Stalls on Alameda Square, where the market spends the warm months.",
            (
                "Paper-cut illustration of market stalls with striped awnings and crates of fruit "
                "under strings of pennants."
            ),
            "Marisol Quiroga-Vance",
        ),
        body=(
            Text("""
For 29 years the San Telmo farmers market has ended with the first hard frost. This year it moves
indoors.

Beginning Saturday, 40 vendors will sell in the former trolley barn on Alameda Square from 8 a.m. to
1 p.m. every week through April. The town spent $86,000 on heat and lights, and volunteers laid the
floor.

"People think there is nothing to sell in January," said Pilar Echols, who grows roots and greens
outside town. "There are carrots in January. They are the best carrots."

Shoppers who use food assistance will get $2 in produce for each $1 they spend, up to $20 a visit.
The match is paid for by a regional food bank and a raffle that involves, every year, the same
enormous pumpkin.
"""),
            Related("orchard-crews-and-the-heat-rule"),
        ),
    ),
)
