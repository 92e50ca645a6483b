"""Arts & Culture: five stories."""

from __future__ import annotations

from datetime import timedelta

from groundwave.ops.demo.copy.shapes import (
    Aside,
    Audio,
    Byline,
    Correction,
    LinkCard,
    Photo,
    PullQuote,
    Related,
    Story,
    Text,
)

STORIES = (
    Story(
        key="orchestra-plays-a-tide-table",
        headline="An orchestra learns to play the tide table",
        teaser=(
            "A new piece for the Juniper Coast Symphony takes its tempo from the sea, which does not always keep time."
        ),
        town="Port Ansel",
        section="arts",
        topics=("music", "concerts"),
        bylines=(Byline(staff="winifred-tallow"),),
        published=timedelta(hours=14),
        updated=timedelta(hours=9),
        lead=Photo(
            "orchestra",
            "The orchestra in rehearsal at the Shipwrights' Hall.",
            ("Paper-cut illustration of a conductor with raised arms before an orchestra on a warmly lit stage."),
            "Winifred Tallow",
        ),
        corrections=(
            Correction(
                (
                    "A photo caption in an earlier version of this story misnamed the hall. It is the "
                    "Shipwrights' Hall, not the Shipwreck Hall."
                ),
                timedelta(hours=9),
            ),
        ),
        body=(
            Text("""
Most conductors decide how fast the music goes. On Saturday night, Maestra Yevgenia Holloway will
look at a small blue lamp on her stand and be told.

The lamp follows a gauge on the Port Ansel wharf. When the tide is turning, it pulses slowly. In the
middle of the flood, when the bay fills fastest, it quickens. The piece, "Twelve Hours, Twenty-five
Minutes," squeezes one full tide into 40 minutes, and on each night of its run it begins at a
different point.

"It means that we cannot play it the same way twice," Holloway said. "It also means that I have lost
an argument with the moon."

The composer, Anselm Rivera-Koch, spent a winter on Gull Rock as a night watchman. He wrote the
score in loops that players may repeat until the lamp tells them to move on. The oboe has a line
that lasts 9 seconds on one night and 31 on another. The oboist, Clementine Abara, has been
practicing by swimming.
"""),
            Audio(
                "tuning",
                "Finding the A",
                45,
                (
                    "An oboe holds a long A. Strings join in fifths, low and high, then the whole "
                    "orchestra, before the sound dies away."
                ),
            ),
            Text("""
## A score with weather in it

The orchestra's 61 players, about half of them amateurs, have rehearsed since September. Principal
cellist Ignatius Bell, who repairs boat engines by day, said that the hard part was not the notes.
"You have to listen to everybody at once," he said. "Usually you can get away with listening to
Gloria."

Gloria Petrosyan, the concertmaster, confirmed this.

In rehearsal on Monday the lamp slowed to almost nothing. The violins thinned to a single player.
For close to a minute the sound hung, neither ending nor going on, and somebody's chair creaked.
Then the light blinked, the basses stirred, and the whole room seemed to float.
"""),
            PullQuote("It also means that I have lost an argument with the moon.", "Yevgenia Holloway", "conductor"),
            Text("""
Performances are at 8 p.m. Saturday and 3 p.m. Sunday, high and low water respectively. Admission is
free for anyone under 18. Juniper Music will carry Saturday's concert live, with the tide.
"""),
            LinkCard(
                "https://symphony.junipercoast.example/tide",
                "Tickets and tides",
                "Both performances, with the state of the water at the downbeat.",
            ),
        ),
    ),
    Story(
        key="san-telmo-festival-of-lanterns",
        pair="fiesta",
        headline="San Telmo's lantern festival turns 50, and the dancers are its grandchildren",
        teaser=(
            "The first one had six families and a borrowed accordion. Organizers expect 9,000 people this weekend."
        ),
        town="San Telmo",
        section="arts",
        topics=("festivals", "dance", "community"),
        bylines=(Byline(staff="marisol-quiroga-vance"),),
        published=timedelta(days=1, hours=4),
        lead=Photo(
            "fiesta",
            "Dancers rehearse on Alameda Square under cut-paper banners.",
            (
                "Paper-cut illustration of four dancers with wide bright skirts under rows of "
                "colorful cut-paper flags at dusk."
            ),
            "Marisol Quiroga-Vance",
        ),
        body=(
            Text("""
In the back room of the Quiroga bakery, which is to say in the room where I learned to read, 14
women are sewing. The skirts take 12 yards of cotton each. By Friday there must be 40.

The Festival of Lanterns began in 1976 with six families from the cannery, a borrowed accordion and
lanterns made from coffee tins. This weekend it is 50 years old, and organizers expect 9,000 people
on Alameda Square.

"We only wanted to dance one night before the season ended," said Remedios Arvizu, 81, one of the
two founders still living. "Nobody said anything about portable toilets."

The oldest dance, the Wave, imitates nets being drawn in. Arvizu taught it to her daughter, who
taught it to hers. On Saturday, four of the lead dancers will be grandchildren of the first six
families. A fifth, Dmitri Fallon, 17, moved to town last year and asked to learn.

"I told him it takes two years," Arvizu said. "He came every Tuesday. So it takes one year."
"""),
            PullQuote(
                "We only wanted to dance one night before the season ended.", "Remedios Arvizu", "founder, age 81"
            ),
            Text(
                """
## Tin, then paper, then light

The coffee-tin lanterns, punched with nails, will hang again this year beside the paper ones. The
town museum has 31 of the originals. It lent them on one condition, written by hand on the form:
Light them.

The procession starts at dusk Saturday at the old cannery gate and ends at the harbor, where
lanterns are set on the water and, since 1994, collected again by kayak. Music goes on until
midnight on two stages.

Parking is at the high school, with free buses every 15 minutes. The bakery, I can report with some
authority, will be open all night.

<em>Marisol Quiroga-Vance's family owns the bakery mentioned in this story.</em>
"""
            ),
            Aside(
                "Saturday",
                (
                    "- 4 p.m.: children's workshop - 5:10 p.m.: procession - 6 p.m.: the Wave - 8 p.m.: "
                    "lanterns on the water"
                ),
            ),
        ),
    ),
    Story(
        key="mill-museum-looms",
        headline="At the mill museum, the looms run again on Sundays",
        teaser=("Four retired machinists spent six years restoring a machine that can be heard across the river."),
        town="Millbrook Flats",
        section="arts",
        topics=("museums", "history"),
        bylines=(Byline(staff="teodora-baptiste"),),
        published=timedelta(days=4, hours=9),
        lead=Photo(
            "mill",
            "The woolen mill, now a museum, beside the lower falls.",
            ("Paper-cut illustration of a brick mill with a large wooden water wheel beside a weir in autumn."),
            "Teodora Baptiste",
        ),
        body=(
            Text("""
The last bolt of cloth left the Millbrook woolen mill in 1958. On Sunday the museum that now fills
the building will weave another yard of it.

Four retired machinists have spent six years rebuilding a power loom from 1904, making 212 parts
that could no longer be bought. It runs at 90 beats a minute and sounds, said one of them, Casimir
Boudreau, "like a polite earthquake."

The loom will run at 2 p.m. every Sunday until April. Visitors get ear protection and, if they like,
a hand on the brake lever.

The cloth is gray, as it always was. The museum will cut it into scarves. The first is promised to
Boudreau's aunt Hedwig, who worked the same machine at 17 and has asked for it in blue.
"""),
            Related("salmon-return-to-mill-creek"),
        ),
    ),
    Story(
        key="lighthouse-silent-film",
        headline="A silent film turns up in a lighthouse, with the keeper's family in it",
        teaser="Eleven minutes from 1927 will be shown this month with a new score for harp and saw.",
        town="Port Ansel",
        section="arts",
        topics=("film", "history"),
        bylines=(Byline(staff="winifred-tallow"),),
        published=timedelta(days=7, hours=2),
        lead=Photo(
            "harbor",
            "Ansel Head Light at dusk. The reels were found under the oil room floor.",
            ("Paper-cut illustration of a red and white lighthouse at sunset above a harbor with fishing boats."),
            "Winifred Tallow",
        ),
        body=(
            Text("""
Carpenters replacing a floor at Ansel Head Light this summer found three tins of film, wrapped in
oilcloth and labeled, in pencil, "Us."

The film, now copied, is 11 minutes long. It was shot in 1927 by the keeper, Josiah Wren, with a
camera he won in a seed company's contest. His children race a goat. His wife, Marguerite, cleans
the lens in a white dress and then, noticing the camera, salutes.

"It is the salute that gets people," said the archivist, Bettina Oduya. "She knew exactly what she
looked like."

The film will be shown at the Bijou at 7 p.m. on the last Friday of the month, with music by harpist
Saoirse Kimathi and Vernon Plumb, who plays the saw. Two of the racing children's children plan to
attend. The goat is not known to have descendants.
"""),
        ),
    ),
    Story(
        key="radio-drama-in-one-take",
        headline="Twelve neighbors, one microphone, no second take",
        teaser=("The Port Ansel Radio Players return with a ghost story in which every sound is made by hand."),
        town="Port Ansel",
        section="arts",
        topics=("theater", "radio"),
        bylines=(Byline(staff="winifred-tallow"),),
        published=timedelta(days=9, hours=6),
        lead=Photo(
            "studio",
            "Studio B at Juniper, ready for the Radio Players.",
            (
                "Paper-cut illustration of a radio studio with a large microphone, headphones, a "
                "mixing desk and an on-air light."
            ),
            "Winifred Tallow",
        ),
        body=(
            Text("""
Rain is rice on a baking sheet. A horse is what you think it is. The ghost, after some argument, is
a wet balloon.

The Port Ansel Radio Players go on the air live next Friday at 9 p.m. with "The Lodger in the Lamp
Room," an hour of fright by local playwright Ottoline Grieg. There are 12 actors, who include a
dentist, a tugboat mate and two sisters who are not speaking to each other except in character.

They share a single microphone and move toward it and away to make a room. "If you cough, you were
in the room," said the director, Fitzgerald Amari. "So you had better have a reason."

The sound effects table will be visible through the studio window. Bring a lawn chair. The sidewalk,
Amari said, has the best seats.
"""),
        ),
    ),
)
