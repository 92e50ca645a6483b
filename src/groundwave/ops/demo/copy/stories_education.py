"""Education: four stories."""

from __future__ import annotations

from datetime import timedelta

from groundwave.ops.demo.copy.shapes import Aside, Byline, LinkCard, Photo, PullQuote, Related, Story, Text

STORIES = (
    Story(
        key="late-bus-changes-the-day",
        headline="A late bus was meant to help athletes. It filled the chemistry lab",
        teaser=("In its first fall, the 5:15 p.m. run along the coast road has changed who gets to stay after school."),
        town="San Telmo",
        section="education",
        topics=("schools", "transportation"),
        bylines=(Byline(staff="desmond-achterberg"),),
        published=timedelta(days=1, hours=1),
        lead=Photo(
            "school-bus",
            "The late bus on the coast road south of San Telmo.",
            ("Paper-cut illustration of a yellow school bus with children in the windows on a road above the sea."),
            "Hana Okabe-Lindt",
        ),
        body=(
            Text("""
The 5:15 bus leaves San Telmo High School with its headlights on. It runs 19 miles down the coast
road, and the last stop is a mailbox.

Until September, a student who lived beyond Pelican Point had to leave at 2:40 or find a ride. The
district added the late run for sports teams, at a cost of $68,000. Then it counted who was on it.

Of the 44 students who ride on a typical day, 12 play a sport. The others have been at the chemistry
lab, the math center, band, the robotics bench and a cooking club that nobody on the school board
had heard of.

"We had always thought that those kids were not interested," said Principal Ximena Fairweather.
"They were interested. They were on the 2:40 bus."

## What the numbers show

Visits to the math center have risen from 31 a week last fall to 96. Teachers have logged 60% fewer
missing assignments from students who live south of the point. Both figures are early, Fairweather
said, and the students who chose to stay may have improved anyway.
"""),
            PullQuote(
                "They were interested. They were on the 2:40 bus.",
                "Ximena Fairweather",
                "principal, San Telmo High School",
            ),
            Text("""
The driver, Barnabas Okafor, has kept a count of his own. He has driven the morning route for 14
years and took the late run because, he said, he wanted to see the sunset at work.

"In the morning they are asleep," he said. "In the evening they tell each other what they did. I
have learned about titration."

Junior Paloma Reyes-Whitlock used to eat her lunch in the lab to get extra time. Now she stays until
5 three days a week and is designing a filter for her family's well. It works on everything but the
smell.

The money for the bus runs out in June. The board will decide in March whether to put it in the
regular budget. Okafor plans to attend the meeting. It is, he noted, after 5:15, so he will have to
drive himself.
"""),
            Related("greenhouse-as-a-textbook"),
        ),
    ),
    Story(
        key="greenhouse-as-a-textbook",
        headline="In Cedar Notch, the greenhouse is the textbook",
        teaser=("Middle schoolers run it as a business, a laboratory and, in February, the warmest room in town."),
        town="Cedar Notch",
        section="education",
        topics=("schools", "food", "science"),
        bylines=(Byline(staff="desmond-achterberg"),),
        published=timedelta(days=6, hours=1),
        lead=Photo(
            "greenhouse",
            "Students check the tomato benches before first period.",
            (
                "Paper-cut illustration of a glass greenhouse with rows of plants, and a teacher and "
                "four children in front."
            ),
            "Hana Okabe-Lindt",
        ),
        body=(
            Text("""
It was 19 degrees outside the Cedar Notch Middle School on Monday and 68 in its largest classroom,
which is made of glass.

The greenhouse, 90 feet long, was built by parents over two summers with $52,000 in donations. This
year, for the first time, it is not a club. Every one of the school's 126 students has a class
there, in a subject that a visitor might not expect.

In math, they work out what a tomato costs. In English, they write the labels. In science, seventh
graders are running an argument, now in its third month, about whether music affects lettuce. So far
it does not. Jazz is ahead by an amount that teacher Solveig Nakamura called "not significant, and
please tell them so."

## The price of a tomato

The price came as a surprise. Counting heat, seed and their own labor at the minimum wage, the
eighth graders found that each tomato they sold for 75 cents had cost $1.90 to grow.

"We were losing money on every one," said Chidi Bergstrom, 13, who manages the accounts. "So we
stopped selling tomatoes and started selling tomato plants."

The plants go for $4, to grown-ups, in May. Orders are already at 600.
"""),
            PullQuote("We were losing money on every one.", "Chidi Bergstrom", "eighth grader and accounts manager"),
            Text("""
Lettuce goes to the cafeteria, which now buys none elsewhere. Herbs go to two restaurants. Whatever
is left on Friday is set on a table at the door, with a box for coins and a sign reading, "Pay what
it is worth or what you have."

Test scores will not say for a year or two whether any of this works. Attendance may have spoken. On
days with a greenhouse class, absences are down by a third.

Nakamura has a simpler measure. "Nobody asks me when they will use this," she said. "They ate it."
"""),
            Aside(
                "Visit",
                (
                    "The greenhouse is open to the public on the first Saturday of the month, 10 a.m. to "
                    "noon. Wear layers."
                ),
            ),
        ),
    ),
    Story(
        key="library-opens-all-night-for-finals",
        headline="Port Ansel library will stay open all night during finals",
        teaser="For one week, students can find light, heat and soup at any hour.",
        town="Port Ansel",
        section="education",
        topics=("libraries", "schools"),
        bylines=(Byline(staff="desmond-achterberg"),),
        published=timedelta(days=7, hours=8),
        lead=Photo(
            "library",
            "The reading room, which usually closes at 8 p.m.",
            ("Paper-cut illustration of tall bookshelves beside an arched window, with readers at a lamplit table."),
            "Hana Okabe-Lindt",
        ),
        body=(
            Text("""
The Port Ansel library will keep its reading room open around the clock from Dec. 13 through 18, so
that students of the community college and the high school have somewhere to study.

The idea came from a survey in which a third of the college's students said that they had no quiet
place at home. Many work until 10 p.m., two hours after the library usually closes.

Volunteers will staff the night in pairs. A retired cook, Hyacinth Bellamy, will make soup. Security
will be provided by the off-duty captain of a ferry, who said that he was awake anyway.

"No one has to be a student," said librarian Cornelius Abt. "If you need a lit room at 4 in the
morning, that is what we are."
"""),
            Related("port-ansel-budget-smaller-increase"),
        ),
    ),
    Story(
        key="apprentices-weld-the-new-span",
        headline="Apprentices sign the bridge where nobody will see it",
        teaser=(
            "Nine students from the technical school welded part of the Millbrook span, then left their names inside."
        ),
        town="Millbrook Flats",
        section="education",
        topics=("schools", "jobs", "bridges"),
        bylines=(Byline(staff="teodora-baptiste"),),
        published=timedelta(days=10, hours=3),
        lead=Photo(
            "bridge",
            "The span includes 14 panels welded by students.",
            (
                "Paper-cut illustration of a red steel bridge under repair, with traffic cones and a "
                "white van on the deck."
            ),
            "Teodora Baptiste",
        ),
        body=(
            Text("""
Inside the new bridge at Millbrook Flats, on a steel plate that will be sealed for at least 75
years, are nine names.

They belong to apprentices from the river technical school, who welded 14 of the panels in the span
that will be lifted into place next month. Each weld was examined with ultrasound. Of 1,120 feet,
inspectors rejected 6 inches.

"It was my 6 inches," said Lakshmi Durand, 19. "I did it again. Now it is the best part of the
bridge."

All nine have been offered jobs by the contractor, at $31 an hour. Seven have accepted. One is going
to sea, and Durand is going to engineering school, with a particular interest, she said, in bridges.
"""),
            Related("millbrook-bridge-nine-nights"),
            LinkCard(
                "https://rivertech.example/apprentices",
                "The apprenticeship",
                "How to apply, and what it pays while you learn.",
            ),
        ),
    ),
)
