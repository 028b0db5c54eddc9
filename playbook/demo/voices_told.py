"""What became of what was said: answered, published, declined, merged, withdrawn."""

from __future__ import annotations

from playbook.demo.calls import CALLBACK, DECIDE, DEMO, DISCOVERY, PLAN, PRICE, RENEWAL, TRIGGER
from playbook.demo.voices import MeToo, On, Reading, Turn, Voice

SETTLED: tuple[Voice, ...] = (
    Voice(
        key="congratulations", by="lee", kind="hard-to-say", severity=3,
        text="“Congratulations” is how every sales call begins. Kern hung up in the middle of the word.",
        where=On("baumgart", TRIGGER, 12, "open"),
        quote="Hello {{contact.first_name}}",
        tried="Said straight away that we haven't spoken before.",
        too=(MeToo("mia", 11, "15:50"),),
        thread=(
            Turn(back=11, clock="09:10", action="accept"),
            Turn(back=11, clock="09:12", action="label", labels=("opener",)),
            Turn(back=10, clock="10:30", action="change", text="Three openers, one for each event. Lee reads."),
            Turn(back=9, clock="07:45", action="publish", chapter="opener"),
            Turn(
                back=9, clock="07:50", action="answer", chapter="opener",
                text="Gone. It now says that it's the first call, and asks one question. There is one for each "
                "event, so you needn't bend it. Tell me how the next five go.",
            ),
            Turn(by="lee", back=8, clock="16:20", action="thanks", text="Two talks out of two. Keep it."),
        ),
        seen=9,
    ),
    Voice(
        key="five-minutes", by="mia", kind="hard-to-say",
        text="“Five minutes for a few questions” is what everybody asks for. It's one question: say so.",
        where=Reading(TRIGGER, "open", 12, "15:42"),
        quote="Hello {{contact.first_name}}",
        thread=(Turn(back=11, clock="09:15", action="merge", to="congratulations"),),
        seen=9,
    ),
    Voice(
        key="drivers-never-book", by="lee", kind="objection",
        text="“My drivers will never book.” Second time this week, and the finder has nothing. What do we say?",
        where=On("morrow", DEMO, 11, "scene-one-a-truck-books"),
        quote="This is what your haulier sees",
        tried="Asked for the three most stubborn ones and offered to ring them.",
        too=(MeToo("mia", 10, "16:25", "Dellbrook Dairy"),),
        thread=(
            Turn(back=10, clock="08:30", action="accept"),
            Turn(back=10, clock="08:32", action="route", to="message"),
            Turn(back=7, clock="16:50", action="change", text="Writing it from what you both tried."),
            Turn(back=6, clock="07:45", action="publish", chapter="nobody"),
            Turn(
                back=6, clock="07:55", action="answer", chapter="nobody",
                text="It's in the finder under “Nobody will use it”: the three stubborn ones are yours, Lee, and the "
                "ten minutes without us in the room are Mia's.",
            ),
        ),
        seen=6,
    ),
    Voice(
        key="own-habits", by="mia", kind="objection",
        text="Night shift: “Nobody will use it, hauliers have their habits.” Searched, found nothing, made it up.",
        where=On("aldermoor", DEMO, 7, "scene-one-a-truck-books"),
        quote="This is what your haulier sees",
        thread=(Turn(back=7, clock="16:45", action="merge", to="drivers-never-book"),),
        seen=5,
    ),
    Voice(
        key="licence", by="mia", kind="competitor",
        text="Velantis now wants a licence from every haulier. Karin's biggest one showed her the help page.",
        where=On("ivorsson", DECIDE, 9, "what-they-weigh-it-against"),
        quote="The Velantis module",
        thread=(
            Turn(back=8, clock="08:40", action="accept"),
            Turn(back=8, clock="08:41", action="ask", text="Can you get me the address of that page?"),
            Turn(by="mia", back=8, clock="16:30", action="reply", text="Sent. It's public, under “for carriers”."),
            Turn(back=5, clock="07:45", action="publish", chapter="velantis"),
            Turn(
                back=5, clock="07:52", action="answer", chapter="velantis",
                text="It's on the card, with the page as its source. Say “as of last month”; they may change it.",
            ),
        ),
        seen=5,
    ),
    Voice(
        key="a-year-roughly", by="lee", kind="hard-to-say",
        text="“In a year, roughly” gets a shrug. Nobody has the year in their head.",
        where=On("tolvane", DISCOVERY, 9, "what-it-costs"),
        quote="What does all of this cost you",
        tried="Asked by the month and said that a guess is fine. Four numbers in five minutes.",
        thread=(
            Turn(back=8, clock="09:05", action="accept"),
            Turn(back=5, clock="14:10", action="change"),
            Turn(back=4, clock="07:44", action="publish", chapter="guess"),
            Turn(
                back=4, clock="07:48", action="answer", chapter="guess",
                text="Yours, nearly word for word. The “guess” beside the number stays, it's the best part.",
            ),
        ),
        seen=3,
    ),
    Voice(
        key="free-pilot", by="lee", kind="wrong", severity=3,
        text="The page offers a free pilot, the price list says set-up fee. Petra had the list open when I said it.",
        where=On("lindqvist", PRICE, 5, "smaller-start"),
        quote="Then start smaller",
        thread=(
            Turn(back=4, clock="08:15", action="accept"),
            Turn(back=4, clock="08:16", action="route", to="price"),
            Turn(by="kim", back=4, clock="15:55", action="note", text="The list is right. Never free, always dated."),
            Turn(back=2, clock="13:20", action="change", text="With Kim for the price."),
            Turn(back=1, clock="07:45", action="publish", chapter="trial"),
            Turn(
                back=1, clock="07:50", action="answer", chapter="trial",
                text="You were right, and I'm sorry about Petra. It now says the set-up fee, six weeks, and what "
                "would make it a yes, written down first. Kim has approved it.",
            ),
        ),
    ),
    Voice(
        key="car-park", by="lee", kind="customer-words", severity=1,
        text="“We don't have a queue. We have a car park with a dock at the end.” Helen, of herself.",
        where=On("morrow", PLAN, 7, "start-from-their-date"),
        thread=(
            Turn(back=6, clock="10:00", action="accept"),
            Turn(
                back=6, clock="10:02", action="answer",
                text="That opens the next trade-fair talk, without her name. Thank you.",
            ),
        ),
        seen=6,
    ),
    Voice(
        key="goes-home-at-four", by="mia", kind="worked", severity=1,
        text="“Who would ring you first?” She was silent, then talked for six minutes. I only wrote.",
        where=On("zandbergen", RENEWAL, 12, "why-they-stay"),
        quote="If we switched it off on Monday",
        too=(MeToo("lee", 6, "16:10", "Nordhafen Cold Stores"),),
        thread=(
            Turn(back=11, clock="13:00", action="accept"),
            Turn(
                back=5, clock="13:05", action="answer",
                text="It stays as it is, and I've asked Marijke whether we may quote the four o'clock.",
            ),
            Turn(by="mia", back=4, clock="16:40", action="thanks"),
        ),
        seen=4,
    ),
    Voice(
        key="cut-by-half", by="lee", kind="idea",
        text="Two numbers are one too many on the phone. Can't we say “cut by half”?",
        where=On("gorse", TRIGGER, 5, "why-i-rang"),
        quote="That's why I rang",
        thread=(
            Turn(back=4, clock="09:20", action="accept"),
            Turn(
                back=4, clock="15:30", action="decline",
                text="It's more than half in the median, and five of the 38 still wait 45 minutes. The two numbers "
                "can be checked, “half” can't. Short of breath? Leave out “in half a year”.",
            ),
        ),
        seen=3,
    ),
    Voice(
        key="dead-link", by="mia", kind="wrong", severity=1,
        text="The link to the four pages of security answers is dead.",
        where=On("dellbrook", DEMO, 10, "what-happens-next"),
        thread=(
            Turn(by="mia", back=10, clock="16:30", action="withdraw", text="It was my VPN."),
        ),
    ),
    Voice(
        key="one-site-price", by="mia", kind="wrong",
        text="Price first lost me Kestrel: the list starts at a site, they have five doors and ten lorries a day.",
        where=On("kestrel", CALLBACK, 11, "price-first"),
        quote="Fair. €490 a month",
        thread=(
            Turn(back=10, clock="09:40", action="accept"),
            Turn(by="kim", back=10, clock="15:40", action="note", text="We don't sell to five doors. Say so early."),
            Turn(
                back=9, clock="11:15", action="decline",
                text="Kim won't go below Yard. Under 25 trucks a day the sheet is enough, and the card says so: "
                "tell them before the price.",
            ),
        ),
        seen=9,
    ),
)  # fmt: skip
