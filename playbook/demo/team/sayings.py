"""What customers of the whole team say at the end of a call, and what is agreed next."""

from __future__ import annotations

PROOFS: dict[str, tuple[str, ...]] = {
    "connect": (
        "Thursday at ten, I'll have the dock lead with me.",
        "Put it in for Tuesday. Half an hour, you said.",
        "Fine, Wednesday. But ring the gate number, not my mobile.",
        "Next Monday works. I want to hear what the others do at seven.",
        "Yes, Friday. I'll bring the list of last week's bills.",
        "Send the invitation, I'm sitting at the calendar.",
    ),
    "discover": (
        "That's three thousand a month, I hadn't added it up before.",
        "Two people on the phone all morning. That's a salary.",
        "Eleven hundred for one bad Monday, and we have two a month.",
        "If I count the overtime it's more than the rent of the yard.",
        "We paid four thousand for waiting last quarter. I found the file.",
    ),
    "qualify": (
        "I'll put you and our finance lady in one room next week.",
        "He signs above ten thousand. I've told him you'll ring.",
        "The director has the budget. He'll come to the demo.",
        "I've asked him already. He wants to see it with our doors.",
    ),
    "prove": (
        "All three were there. The dock lead has nothing to add, and that says a lot.",
        "That was our Monday, on your screen. It would work.",
        "Criteria met. Put it in writing, and leave out the nice things.",
    ),
    "propose": (
        "I've moved the start to after the stocktake and put my name on the list for the hauliers.",
        "Changed two dates, added IT. Otherwise as you wrote it.",
        "My line, my name, my date. Now yours.",
    ),
    "commit": (
        "Signed this morning. It's on its way to you.",
        "The director signs on Thursday. I've seen it on his desk.",
    ),
    "adopt": (
        "Waiting is down by a third since we began. I've told the director so.",
        "The phone rings half as often. That's what we wanted.",
        "Forty of forty-four hauliers book. The others we ring.",
    ),
    "renew": (
        "We stay, and we say so now so that nobody has to ask in spring.",
        "Another two years, same terms.",
    ),
}
"""Stage → the customer's words that prove its exit."""

NEXT: dict[str, str] = {
    "connect": "First discovery",
    "discover": "How they decide, with their figures",
    "qualify": "Demo with whoever stands at the gate",
    "prove": "Write the plan together",
    "propose": "Talk about the price",
    "commit": "Handover to the start team",
    "adopt": "Look at the figures together",
    "renew": "Send the renewal",
}
AGAIN = "Ring once more"
LATER = ("After the stocktake", "When the budget is out", "When the new dock lead has begun")

LOOKED_UP: dict[str, tuple[tuple[str, str], ...]] = {
    "connect": (
        ("objections/not-interested", "not interested"),
        ("objections/send-an-email", "send an e-mail"),
        ("objections/call-next-quarter", "next quarter"),
        ("objections/how-did-you-get-my-number", "number"),
    ),
    "discover": (
        ("objections/spreadsheets-work", "spreadsheet"),
        ("objections/spreadsheets-work", "excel"),
        ("objections/too-busy-to-change", "busy"),
        ("objections/happy-with-our-tool", "happy"),
    ),
    "qualify": (
        ("objections/must-ask-my-boss", "my boss"),
        ("objections/a-committee-decides", "committee"),
        ("objections/we-built-our-own", "our own"),
    ),
    "prove": (
        ("objections/too-busy-to-change", "no time"),
        ("objections/wont-integrate", "integrate"),
        ("objections/feature-missing", "missing"),
    ),
    "propose": (("objections/it-failed-before", "failed"), ("objections/where-is-our-data", "data")),
    "commit": (
        ("objections/too-expensive", "too expensive"),
        ("objections/discount-or-no-deal", "discount"),
        ("objections/theyre-cheaper", "cheaper"),
    ),
}
"""Stage → objections that are looked up there, with the words typed."""
