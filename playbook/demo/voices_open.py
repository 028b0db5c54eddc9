"""What is on the desk: new, overdue, waiting for the rep, accepted, ready."""

from __future__ import annotations

from playbook.demo.calls import CALLBACK, DEMO, DISCOVERY, PLAN, PRICE
from playbook.demo.voices import MeToo, On, Reading, Turn, Voice

OPEN: tuple[Voice, ...] = (
    Voice(
        key="ewm", by="lee", kind="missing", severity=3,
        text="IT asks for SAP EWM by name, not “your warehouse system”. What exactly do we have, a file or live?",
        where=On("ostrander", DISCOVERY, 5, "how-it-works-today"),
        too=(MeToo("mia", 3, "15:58", "Rosk Auto Parts"),),
    ),
    Voice(
        key="free-for-a-year", by="lee", kind="competitor", severity=3,
        text="Velantis gives the dock module away for a year when the suite is renewed. Adaeze has it in writing.",
        where=On("quillfoot", DISCOVERY, 2, "how-it-works-today"),
        quote="Velantis",
        too=(MeToo("mia", 2, "16:05", "Ivorsson Furniture"),),
        thread=(
            Turn(back=1, clock="08:20", action="accept"),
            Turn(back=1, clock="08:21", action="label", labels=("velantis", "price")),
            Turn(
                back=1, clock="08:24", action="ask",
                text="Is that for new suite contracts as well, or only for renewals? And is there an end date?",
            ),
        ),
    ),
    Voice(
        key="works-council", by="mia", kind="missing",
        text="Nothing on the works council. It was the first thing Karin wrote on the plan.",
        where=On("ivorsson", PLAN, 2, "what-could-stop-it"),
        quote="The works council",
        too=(MeToo("lee", 2, "16:15", "Tolvane Building Supply"),),
        thread=(
            Turn(back=1, clock="08:30", action="assign", to="dana"),
            Turn(
                back=1, clock="08:33", action="ask",
                text="Before which line of the plan would it have to come, and what do they want to see: the data?",
            ),
        ),
    ),
    Voice(
        key="scene-three", by="mia", kind="idea",
        text="Dairies and furniture never dispute a waiting charge. Could scene three be (optional)?",
        where=On("ivorsson", DEMO, 5, "scene-two-a-truck-is-late", of="scene-three-a-waiting-charge-comes-in"),
        quote="Scene three: a waiting charge comes in",
        too=(MeToo("lee", 4, "15:45", "Lindqvist Flooring"),),
        thread=(
            Turn(back=3, clock="09:00", action="accept"),
            Turn(back=3, clock="09:01", action="route", to="content"),
            Turn(back=2, clock="11:40", action="change", text="With Mia as the owner: optional, and last."),
        ),
    ),
    Voice(
        key="four-numbers", by="mia", kind="hard-to-say",
        text="Four prices in one breath. I stop after the 890 and wait; then the set-up is no surprise.",
        where=On("dellbrook", PRICE, 6, "say-the-price"),
        quote="A site with up to eight doors",
        tried="A pause after the 890.",
        too=(MeToo("lee", 2, "15:55", "Morrow & Pike Wholesale"),),
        thread=(
            Turn(back=5, clock="09:30", action="accept"),
            Turn(back=5, clock="09:31", action="route", to="price"),
            Turn(by="kim", back=4, clock="16:00", action="note", text="A pause is fine. Leaving out the set-up isn't."),
        ),
    ),
    Voice(
        key="kim-at-six", by="lee", kind="idea", liaison_only=True,
        text="The discount rule holds because Kim answers at six in the evening. With twelve reps it won't.",
        where=Reading(PRICE, "trade-dont-cut", 3, "15:52"),
        quote="I can't lower it for nothing",
        thread=(Turn(back=2, clock="09:15", action="accept"),),
    ),
    Voice(
        key="one-man-firms", by="lee", kind="objection",
        text="“Our hauliers are one-man firms. They won't book from the cab.” The new page helped, but not with this.",
        where=On("gorse", DISCOVERY, 1, "how-it-works-today"),
        quote="How do hauliers know when to come",
    ),
    Voice(
        key="bricked-up", by="mia", kind="wrong",
        text="Nine doors, one of them bricked up. Is that Yard or Yard Plus? I said I'd write.",
        where=On("penhale", CALLBACK, 1, "price-first"),
        quote="Fair. €490 a month",
    ),
    Voice(
        key="guess-helps", by="mia", kind="worked", severity=1,
        text="“Guess” beside the number: she laughed, and corrected it herself ten minutes later.",
        where=On("hesk", DISCOVERY, 1, "what-it-costs"),
        quote="Let's put your numbers on it",
    ),
    Voice(
        key="or-a-real-one", by="mia", kind="missing",
        text="Their IT asks for SAP by name: a file, or something live? I said both, and it is written nowhere.",
        where=On("hesk", DISCOVERY, 1, "agree-the-next-step"),
        quote="Two things would make the next talk worth it",
    ),
)  # fmt: skip
