"""Environment: five stories."""

from __future__ import annotations

from datetime import timedelta

from groundwave.ops.demo.copy.shapes import Aside, Audio, Byline, LinkCard, Photo, PullQuote, Related, Story, Text

STORIES = (
    Story(
        key="salmon-return-to-mill-creek",
        pair="salmon",
        headline="Salmon return to Mill Creek, two years after the dam came out",
        teaser=("Counters expected a few dozen fish. By Sunday they had logged 611, and one very surprised heron."),
        town="Millbrook Flats",
        section="environment",
        topics=("rivers", "fish", "dams"),
        bylines=(Byline(staff="rory-halvorsen"),),
        published=timedelta(hours=5),
        lead=Photo(
            "salmon",
            "Salmon hold in a pool above the site of the former Millbrook dam.",
            ("Paper-cut illustration of red salmon swimming left in clear blue-green water below a line of conifers."),
            "Rory Halvorsen",
        ),
        body=(
            Text("""
At first light on Sunday, Noor Calloway sat on an overturned bucket beside Mill Creek and clicked a
silver counter with her thumb. Click. A long pause. Click, click.

"That one had a scar like a lightning bolt," she said. "I have seen him twice. I am trying not to
count him twice."

Calloway is one of 34 volunteers watching for salmon in a creek that had none for 112 years. The dam
at the old woolen mill was removed in the fall of 2024. Biologists hoped that a few dozen fish would
find their way past it this year. By Sunday evening the count stood at 611.

"I have been doing this for 26 years, and I do not use the word 'astonishing,'" said Ephraim Lund, a
biologist with the state's rivers program. "I would like to use it now."
"""),
            Audio(
                "creek",
                "Mill Creek at first light",
                42,
                (
                    "Sound of a shallow creek running over stones. Small drops and bubbles close to the "
                    "microphone. No one speaks."
                ),
            ),
            Text("""
## How they found it

Salmon generally return to the stream where they hatched. These could not have: no fish had hatched
above the dam since 1912. Lund thinks that they are strays from the Little Ansel River, 8 miles down
the coast, where the water was unusually warm and low in September.

Mill Creek was neither. Springs feed its upper reach, and shade keeps it near 52 degrees. Volunteers
planted 9,000 willows along the banks where the millpond used to be. Some are now taller than the
people who planted them.

Not everyone wanted the dam gone. The pond had been a place to skate, and the sound of the falls
was, as resident Milo Garrity put it, "the town's refrigerator hum: You noticed it when it stopped."
"""),
            PullQuote("I am trying not to count him twice.", "Noor Calloway", "volunteer counter"),
            Text("""
Garrity came to look on Sunday. He stayed for three hours. "I still miss it," he said. "But I did
not used to come down here and stay for three hours."

The fish will spawn through mid-December, and the eggs will hatch in March. The test comes after
that. If young salmon survive the summer and reach the sea, the first generation born in Mill Creek
in more than a century could be back in 2029.

Visitors can watch from the footbridge on Carder Street. Dogs must be leashed, and no one may walk
in the gravel, where the eggs are.
"""),
            Photo(
                "mill",
                "The mill pond used to reach the lower windows. Willows now grow where it stood.",
                "Paper-cut illustration of a brick mill and its wheel beside a low weir, with reeds in front.",
                "Rory Halvorsen",
            ),
            Related("mill-museum-looms"),
            LinkCard(
                "https://rivers.cascara.example/mill-creek",
                "The daily count",
                "Fish by hour and by site, with water temperature.",
            ),
        ),
    ),
    Story(
        key="eelgrass-comes-back",
        headline="A meadow under the bay is growing, and so is the list of what lives in it",
        teaser=("Eelgrass in Ansel Bay has doubled in six years. Divers and fourth graders are keeping score."),
        town="Port Ansel",
        section="environment",
        topics=("coast", "science", "fish"),
        bylines=(Byline(staff="rory-halvorsen"),),
        published=timedelta(days=2, hours=1),
        lead=Photo(
            "eelgrass",
            "Young herring above the eelgrass off Gull Rock.",
            (
                "Paper-cut illustration of long green eelgrass under clear water, with small silver "
                "fish and an orange starfish."
            ),
            "Rory Halvorsen",
        ),
        body=(
            Text("""
From a boat, the best news in Ansel Bay looks like a stain: a dark patch on the bottom, half a mile
long, where six years ago there was bare sand.

It is eelgrass, a flowering plant that lives entirely under salt water. A survey released this week
found 412 acres of it in the bay, up from 198 in 2020.

"It is a nursery, a pantry and a breakwater," said Philippa Osterhaus, who directs the marine
station on Gull Rock. "If you like clams, crabs or a shoreline, you like eelgrass."

The meadow shrank for decades as runoff clouded the water and moorings dragged their chains across
the bottom. Two things changed. Port Ansel finished separating its storm drains from its sewers in
2021. And boat owners, paid $300 each by a state fund, replaced 240 chain moorings with floating
line.
"""),
            Audio(
                "waves",
                "Low tide at Gull Rock",
                48,
                (
                    "Waves break and draw back over small stones. A bell buoy rings irregularly in the "
                    "distance. No one speaks."
                ),
            ),
            Text("""
## Counted by hand

The survey mixes photographs from the air with the work of 18 divers, who lay a square frame on the
bottom and count every shoot inside it. The record this year was 611 shoots in a square meter.

Onshore, fourth graders from Harbor Elementary pull a small net through the shallows twice a year.
In 2020 they caught 11 kinds of animals. This fall they caught 29, including a pipefish, which looks
like a blade of eelgrass that has changed its mind.

"It was in my hand, and I thought it was a plant," said Theo Marchetti, 9. "Then it looked at me."

Osterhaus is careful about the future. Eelgrass suffers when summer water stays above 77 degrees,
and it did for six days in August. The densest beds came through. The shallowest thinned by a fifth.

The station will plant seed at three cooler sites in spring and needs volunteers who do not mind
mud.
"""),
            Aside(
                "Boating over eelgrass",
                ("Lift the engine, anchor in sand and use the floating moorings, which are free for two hours."),
            ),
            Related("salmon-return-to-mill-creek"),
        ),
    ),
    Story(
        key="offshore-wind-hearing",
        headline="Lobster boats and turbine builders try drawing the same map",
        teaser=(
            "Before the state leases water for wind power, it asked the people who work there to "
            "mark where they cannot spare it."
        ),
        town="Port Ansel",
        section="environment",
        topics=("energy", "coast", "fish"),
        bylines=(Byline(staff="rory-halvorsen"), Byline(staff="hana-okabe-lindt")),
        published=timedelta(days=3, hours=2),
        lead=Photo(
            "turbines",
            "A rendering of turbines beyond the 12-mile line, with a fishing boat for scale.",
            (
                "Paper-cut illustration of white wind turbines standing in dark blue sea with a "
                "small red fishing boat in front."
            ),
            "Hana Okabe-Lindt",
        ),
        body=(
            Text("""
The chart covered four tables in the grange hall, and by 9 p.m. it was mostly red.

Red was for fishing. Blue was for wind. The state energy office had laid out the markers and asked
80 people, lobster boat captains and turbine engineers among them, to color the sea off Port Ansel
by what they needed from it.

The state wants to lease enough water by 2029 for about 60 turbines, which would supply roughly a
fifth of Cascara's electricity. The nearest would stand 12 miles out and be visible on clear days as
a row of pins.

"Usually I get 3 minutes at a microphone after everything is decided," said Captain Leontyne Sears,
who fishes 800 traps from the boat Second Opinion. "Tonight they gave me a marker."

## Where the colors overlap

By the end of the evening there were three areas that both sides wanted and one, an expanse of deep
mud called the Parlor, that nobody did. The Parlor is large enough for about 35 turbines. It is also
farther from shore, and would need a cable 9 miles longer, at a cost of some $70 million.

"Expensive is a problem that engineers know how to work on," said Kwabena Thorsen, who plans cable
routes for a developer. "Lobsters are not."
"""),
            PullQuote(
                ("Usually I get 3 minutes at a microphone after everything is decided. Tonight they gave me a marker."),
                "Leontyne Sears",
                "lobster boat captain",
            ),
            Text("""
Not everyone picked up a pen. Several captains stood along the wall with their arms folded and said
afterward that to color the map was to agree to it. A group of island residents asked for a study of
migrating birds before any lease, and the state said that one is underway, with results due in the
fall of 2027.

Officials promised to publish the chart as it was drawn, smudges included. Two more sessions follow
in January, in San Telmo and on Gull Rock. A draft lease map is due in June, and there will be 90
days to comment on it.

At the door, Sears took a photograph of the tables. "So that later," she said, "we all remember the
same evening."
"""),
            Related("eelgrass-comes-back"),
        ),
    ),
    Story(
        key="owl-stops-the-saws",
        headline="One small owl holds up a timber sale",
        teaser=("A recording of a single call has paused cutting on 210 acres of state forest until spring."),
        town="Cedar Notch",
        section="environment",
        topics=("forests", "science"),
        bylines=(Byline(staff="rory-halvorsen"),),
        published=timedelta(days=5, hours=8),
        lead=Photo(
            "forest",
            "Old cedars along the Lantern Trail, inside the paused sale.",
            ("Paper-cut illustration of a misty forest with two large trunks, ferns and an owl on a branch."),
            "Rory Halvorsen",
        ),
        body=(
            Text("""
The state has paused a timber sale above Cedar Notch after a microphone strapped to a tree recorded
the call of an owl that has not been confirmed in the county since 1987.

The call lasts 2.4 seconds. It was made at 3:11 a.m. on Oct. 30. Three experts who listened to it
separately agreed that it was a lantern owl, a bird the size of a soda can that nests in hollow
cedars.

State rules forbid cutting within half a mile of a nest. No nest has been found, and biologists
cannot search until the birds begin to call again in March. Until then the 210 acres will stand.

The buyer, a family sawmill, said it had enough logs for the winter. "We can wait for a bird," said
its manager, Agnes Thibodeaux-Rask. "My mother would come back and haunt me."
"""),
        ),
    ),
    Story(
        key="fog-catchers-on-the-notch",
        headline="Scientists hang nets in the Notch to learn where the fog goes",
        teaser="On some summer days, the forest may drink as much from the air as from the ground.",
        town="Cedar Notch",
        section="environment",
        topics=("climate", "science", "forests"),
        bylines=(Byline(name="Lionel Prewitt", organization="Cascara Science Reporting Project"),),
        published=timedelta(days=8, hours=3),
        lead=Photo(
            "notch",
            "Morning fog fills the Notch, as it does about 140 days a year.",
            ("Paper-cut illustration of a steep mountain gap with layers of fog and dark conifers at sunrise."),
            "Hana Okabe-Lindt",
        ),
        body=(
            Text("""
Eleven nets the size of bedsheets now hang across the slopes above Cedar Notch. They are there to
catch weather.

Each net strains droplets from passing fog and sends them through a tube to a gauge. On the foggiest
day so far, a single net collected 9 gallons.

"That is water which never shows up in a rain gauge," said Mirela Vantongeren, who studies forests
at the state university. "The trees have been taking it all along. We had just not asked how much."

Her early answer: as much as 30% of what a cedar uses in July. If fog becomes less common as the
coast warms, she said, old trees would feel it before any reservoir did.

The nets will stay up for three years. Hikers are welcome to look and, the researchers ask, not to
wash their hands in the data.
"""),
        ),
    ),
)
