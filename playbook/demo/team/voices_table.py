"""What the whole team tells marketing in twelve weeks, and what it is told: one line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from playbook.demo.calls import CALLBACK, DECIDE, DEMO, DISCOVERY, PLAN, PRICE, RENEWAL, TRIGGER
from playbook.demo.team.plans import EVENT, EVENT_B, PHOTO, REFERRAL, REFERRAL_B, RESCUE, REVIEW, THIRTY
from playbook.records.model import FeedbackKind


@dataclass(frozen=True)
class Told:
    """One piece of feedback from a call with a play, and how it ended."""

    play: str
    kind: FeedbackKind
    text: str
    end: Literal["answer", "decline", "new"] = "answer"
    said: str = ""
    """The liaison's answer."""
    severity: int = 2


THANKS = "Thank you. Noted, and read out in the Monday round."

TOLD: tuple[Told, ...] = (
    Told(
        EVENT,
        "customer-words",
        "“I only stopped because it was raining.” We laughed, and then he told me everything.",
    ),
    Told(
        EVENT,
        "hard-to-say",
        "“Which day next week is quietest?” They say none is. It ends the call for me.",
        said="That is what we are trying out with two dates. Look at the other page.",
    ),
    Told(EVENT_B, "worked", "Two dates: she took the second before I had finished the sentence."),
    Told(
        EVENT_B,
        "worked",
        "Thursday at nine, every time. Nobody wants Tuesday at two.",
        said="Then say Thursday first. Both stay for as long as we compare.",
    ),
    Told(
        EVENT,
        "missing",
        "They ask for the price list of the fair. Was there one?",
        said="No, and there won't be. Send the page.",
    ),
    Told(
        REFERRAL,
        "hard-to-say",
        "Asking for leave to use the name takes a day. By then they have forgotten me.",
        "decline",
        "A day is what a good name costs. Without the yes we lose both.",
    ),
    Told(REFERRAL, "customer-words", "“If Birgit says so, I needn't hear the rest.” Best call of my month."),
    Told(
        REFERRAL_B,
        "idea",
        "The reason makes no difference, I think. They decide on the name before I say it.",
        said="We will see when both arms are full. Until then please say it as it stands.",
    ),
    Told(
        REFERRAL,
        "missing",
        "What do I say when the one who introduced us has left in the meantime?",
        said="That they thought of them while they were there. It stands in the background now.",
    ),
    Told(TRIGGER, "hard-to-say", "“Congratulations” sounds like a mail merge. I cough instead."),
    Told(
        TRIGGER,
        "wrong",
        "The warehouse in the press was their landlord's, not theirs. Where do we check?",
        said="At the land register's page; the link is on the play.",
    ),
    Told(TRIGGER, "customer-words", "“You read the paper. Good. Most only read the list.”"),
    Told(
        TRIGGER,
        "idea",
        "Ring the dock first, then the head of logistics: they know by then why you ring.",
        "decline",
        "We tried it in spring. The dock puts nobody through twice.",
    ),
    Told(
        TRIGGER,
        "objection",
        "“We have agency people at the docks, they change weekly.” What then?",
        said="All the more: nobody has to know the hauliers by heart. One sentence more on the play.",
    ),
    Told(
        CALLBACK,
        "worked",
        "Ringing within the hour: he was still on the page, and we went through it together.",
    ),
    Told(
        CALLBACK,
        "missing",
        "Half of them fill in the form at night. Which rule holds then?",
        said="The next morning before nine.",
    ),
    Told(PHOTO, "worked", "Two photos this week, and both with a queue in them. The talk was half done."),
    Told(
        PHOTO,
        "hard-to-say",
        "“It takes you ten seconds” sounds like a magazine. I leave it out.",
        said="Leave it out, then. Four of us try it until the end of the month.",
    ),
    Told(
        DISCOVERY,
        "hard-to-say",
        "“Who pays it?” in front of the dock lead: he looked at his shoes.",
        said="Ask it last, and of the one who can answer.",
    ),
    Told(
        DISCOVERY,
        "missing",
        "They count pallets, not trucks. How many is a truck?",
        said="26 to 33. It's on the product page now.",
    ),
    Told(
        DISCOVERY,
        "competitor",
        "Pennydock told them that set-up is free with us as well. It isn't.",
        said="It's on the card. Thank you for asking them who said so.",
    ),
    Told(
        DISCOVERY,
        "worked",
        "I let them count to four in silence, as the hint says. Then came the real figure.",
    ),
    Told(DISCOVERY, "customer-words", "“My best man at the dock is a telephonist by now.”"),
    Told(
        DISCOVERY,
        "idea",
        "A picture of a bad Monday to send beforehand. They'd come better prepared.",
        "decline",
        "They should tell it in their own words. A picture puts ours in their mouth.",
    ),
    Told(
        DISCOVERY,
        "wrong",
        "Step three asks for quarters; all of mine count in months.",
        said="Changed: by the month, and a guess is fine.",
    ),
    Told(
        DECIDE,
        "hard-to-say",
        "“Who could still stop it?” They hear: who is against you?",
        said="Try “who would have to be asked”. Tell us how it goes.",
    ),
    Told(
        DECIDE,
        "missing",
        "Public buyers have tender dates. Nothing on that.",
        "decline",
        "Three customers in five years. Ask Kim, she has done two of them.",
    ),
    Told(DECIDE, "customer-words", "“With us nobody decides, it ripens.”"),
    Told(
        DECIDE,
        "worked",
        "Asking about the last purchase: I learnt more in two minutes than in an hour before.",
    ),
    Told(
        DEMO,
        "idea",
        "Scene three: my last six never saw a waiting charge. I skip it every time.",
        said="You're not alone. Mia makes it optional with us.",
    ),
    Told(
        DEMO,
        "hard-to-say",
        "“Watch the board” when the board is on a shared screen and nobody sees it.",
        said="Make it large, and say what changed. It's a to-do now.",
    ),
    Told(
        DEMO,
        "missing",
        "They want to see it on the phone of a driver, not on ours.",
        said="There is a test number since last week. It's in the background.",
    ),
    Told(DEMO, "worked", "The dock lead took the mouse. After that I had nothing left to do."),
    Told(
        DEMO,
        "competitor",
        "Korvane shows the yard from above. Ours looks grey beside it.",
        "decline",
        "It's grey. It's also what the dock sees at five in the morning.",
    ),
    Told(
        PLAN,
        "hard-to-say",
        "“Put your name on it” is a lot to ask in the first plan.",
        said="Ask for one name only. The rest follow it.",
    ),
    Told(PLAN, "worked", "They moved our date. That's when I knew that they meant it."),
    Told(PRICE, "customer-words", "“At last somebody who says the figure before the coffee is cold.”"),
    Told(
        PRICE,
        "wrong",
        "The page says 15 % from ten sites; the quote tool takes it from nine.",
        said="The tool was wrong. It's mended, thank you.",
    ),
    Told(THIRTY, "worked", "“What annoys you?” as the first question. Twenty minutes, and all of it useful."),
    Told(
        THIRTY,
        "missing",
        "The figures come from service on Tuesdays; my calls are on Mondays.",
        said="Service now sends them on Friday.",
    ),
    Told(REVIEW, "customer-words", "“We had forgotten that it was ever otherwise.”"),
    Told(
        RESCUE,
        "idea",
        "Half of the drops are stocktakes. Look at the calendar before you ring.",
        said="It's the first to-do of the play now.",
    ),
    Told(RENEWAL, "worked", "Asking why they stay: he named three reasons that aren't on any page of ours."),
)

NINE_SAY: tuple[str, ...] = (
    "They clear customs at the dock. The booking has no field for the customs reference. What do we say?",
    "Customs reference again: without it the truck stands at the gate, slot or no slot. No field, no answer.",
    "“Where does the haulier enter the customs number?” I had to say that I don't know.",
    "Bonded goods: the customs reference must be there before the slot. Our booking doesn't ask for it.",
    "Third time: customs reference in the booking. They'd put it in the comment, but nobody sees that at the gate.",
    "Their customs broker wants the reference in the booking. Is that planned, or shall I say no?",
    "Imports: a slot without a customs reference is worth nothing to them. Nothing on the page about it.",
    "The customs reference, once more. He asked whether we had ever seen a bonded warehouse.",
    "No field for customs references. They'd buy at once otherwise, he says. I believe him.",
)
"""One thing said in nine ways, from the nine who clear goods through customs."""

ASKED = Told(
    DISCOVERY,
    "competitor",
    "Bluehall promises them a price for five years. I have seen the mail.",
    "new",
    severity=3,
)
ASKED_FOR = "That would be new. Can you send me the mail, without names? And is it for all sites, or for the first one?"
"""What Noor asks Finn, who does not answer."""
