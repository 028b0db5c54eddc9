"""The twenty statements of the relationship audit, and what to do next where one of them is not true."""

from __future__ import annotations

from typing import NamedTuple

EDITION = 1
"""Counted up when a statement changes its meaning: answers to different editions are never compared."""


class Statement(NamedTuple):
    """One sentence that each side says how true it is, and what to do where the sides differ or it is low."""

    key: str
    area: str
    text: str
    next: str


STATEMENTS: tuple[Statement, ...] = (
    Statement(
        "aim", "Aims", "Both sides can name this quarter's revenue aim, and it is the same number.",
        "Write the aim on a page of the playbook; begin the monthly meeting with it.",
    ),
    Statement(
        "customers", "Aims", "We agree which customers we want, and which we turn away.",
        "Name the segments you want in playbook.toml, and write a play for saying no.",
    ),
    Statement(
        "stages", "Aims", "A stage of the sale means the same to both sides, and so does what ends it.",
        "Give each stage an exit in playbook.toml: what the customer does.",
    ),
    Statement(
        "figures", "Aims", "Both sides look at the same figures, and nobody argues where they come from.",
        "Read Coach's team page together once a month; its definitions stand beside the figures.",
    ),
    Statement(
        "ready", "Handing over", "What marketing hands over is what sales has agreed to take.",
        "Write down together what makes a lead one, as the play that accepts or returns it.",
    ),
    Statement(
        "speed", "Handing over", "Who asks us for a talk is called back as fast as we promised each other.",
        "Put the promise into the callback play as a time box, and look at it in Coach.",
    ),
    Statement(
        "returned", "Handing over", "What sales sends back has a reason, and something changes because of it.",
        "Count the reasons of returned leads in the digest, and decide on the first one.",
    ),
    Statement(
        "delivery", "Handing over", "Those who deliver know what was promised before the customer signed.",
        "Run the handover play with them, and let them propose changes to it.",
    ),
    Statement(
        "used", "Plays", "Reps use on real calls what marketing has written.",
        "Look in Coach for plays that nobody opens; retire or rewrite one of them a month.",
    ),
    Statement(
        "joint", "Plays", "New words for customers are written by both sides together.",
        "Give every play an owner on each side, and let proposals wait for both.",
    ),
    Statement(
        "true", "Plays", "What our pages claim is true today.",
        "Go through “playbook plays due” together; whoever owns a page verifies it.",
    ),
    Statement(
        "listens", "Plays", "Marketing hears real conversations with customers every month.",
        "Have each liaison sit in on two calls a month and tell one thing that was heard.",
    ),
    Statement(
        "easy", "The field's voice", "A rep can tell marketing what a customer said within a minute.",
        "Show F4 in the next team meeting: a digit, a few words, Enter.",
    ),
    Statement(
        "answered", "The field's voice", "Who tells marketing something hears back, every time.",
        "Clear the desk's overdue tab first, every morning.",
    ),
    Statement(
        "changed", "The field's voice", "Last quarter something that we say changed because of the field.",
        "Take the item with most accounts behind it, and publish a change within two weeks.",
    ),
    Statement(
        "lost", "The field's voice", "We know why we lose, from customers and not from ourselves.",
        "Run the loss debrief on the next three lost deals, and read the answers together.",
    ),
    Statement(
        "meets", "Together", "Marketing and sales meet at fixed times, and both bring what is spoken about.",
        "Fix a monthly hour; “playbook desk agenda” writes what there is to speak about.",
    ),
    Statement(
        "whom", "Together", "Everybody knows whom to call on the other side.",
        "Look at who is missing in “playbook desk directory”, and give those pages an owner.",
    ),
    Statement(
        "decides", "Together", "When the sides disagree, somebody decides within days.",
        "Name who decides, and write the reason beside the decision.",
    ),
    Statement(
        "credit", "Together", "When something goes well, both sides are thanked for it.",
        "Read out in the meeting whose words went into a play.",
    ),
)  # fmt: skip
