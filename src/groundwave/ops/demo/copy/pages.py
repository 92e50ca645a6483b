"""Plain pages: about, privacy, support, contact, corrections, advisory board."""

from __future__ import annotations

from groundwave.ops.demo.copy.shapes import Page

PAGES = (
    Page(
        "about",
        "About Juniper",
        "Who we are, which is to say who we would be.",
        """
Juniper Public Media is eight stations, one newsroom and about 70 people, all of them imaginary. The
group, its licensee, its towns and the state of Cascara were invented to show what this software can
do.

## What is real

The sound in the player is really playing. The schedule is really deciding what comes next. The
pictures were drawn and the music was composed by program code that you can read and change.

## What we would stand for

We report for the people who live here. We say how we know what we know. When we are wrong, we say
so on the page where we were wrong. No sponsor, donor or official sees a story before you do.
""",
    ),
    Page(
        "privacy",
        "Privacy",
        "No cookies, no trackers, no third parties.",
        """
Reading, listening and searching here set no cookie. We load nothing from other companies: no fonts,
no advertising, no analytics, no social media buttons.

## What the server knows

To send you a page, the server must see your address on the network. It is kept in an ordinary
access log, if the operator keeps one, and is not combined with anything else.

## What you give us

If you sign up for a newsletter, we keep your email address, when you agreed and which list you
chose. Every message has a link to stop. Staff who log in to the newsroom do get a cookie, since
that is how logging in works.

## Your device

The player remembers the volume and the last service you chose, in your own browser. Clearing site
data removes both.
""",
    ),
    Page(
        "support",
        "Support Juniper",
        "This demonstration takes no money.",
        """
On a real station's site, this is where you would become a member. Here it is only a page: nothing
on this site can charge a card, and no payment form is connected.

## How public media is paid for

Most stations live on many small gifts from listeners and viewers, along with grants, underwriting
from local businesses and, in some states, public money. A monthly gift, even a small one, is worth
a great deal, because a newsroom can plan on it.

## What you can do today

Find the public station where you live, and give there. If you have no money to spare, tell it what
you need to know about your town. That helps as well.
""",
    ),
    Page(
        "contact",
        "Contact us",
        "How to reach the newsroom, the front desk and the engineers.",
        """
All addresses below end in .example and reach nobody.

## Newsroom

Tips and questions: news@juniper.example. Tell us how we may check what you tell us.

## Reception and captions

Trouble with a signal: engineering@juniper.example. Trouble with captions: Osgood Lindqvist-Rao,
captions@juniper.example, 555-0167.

## Public inspection file

Beatrix Amundsen, publicfile@juniper.example, 555-0143. Anyone may inspect our public files, online
or at 1 Signal Street in Port Ansel, during business hours and without an appointment.
""",
    ),
    Page(
        "corrections",
        "Corrections policy",
        "What we do when we are wrong.",
        """
We correct errors of fact as soon as we have confirmed them. The correction stays on the story, with
the time at which it was made, and says what was wrong and what is right.

- Spelling and grammar are repaired without a note. - A change that alters the meaning always gets
one. - We do not remove a story because it has become inconvenient.

To report an error, write to corrections@juniper.example and tell us where you saw or heard it. An
editor who did not work on the story will read your message.
""",
    ),
    Page(
        "advisory-board",
        "Community advisory board",
        "Fourteen residents who tell us what we are missing.",
        """
The community advisory board reviews whether our programs meet the needs of the places that we
serve, and advises the governing board. It has no authority over day-to-day decisions in the
newsroom.

## Meetings

The board meets at 6 p.m. on the second Wednesday of February, May, August and November, in a
different town each time. Meetings are open to the public and announced on the air at least seven
days before.

## Next

The next meeting is at the grange hall in Quarry Bend. The topic is emergency information in
Spanish. There will be soup.
""",
    ),
)
