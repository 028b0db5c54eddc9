"""`playbook accounts`: customers, their opportunities, events and people; imported from a CRM's export."""

from __future__ import annotations

import argparse

from playbook.cli import accounts_import as importing
from playbook.cli import accounts_read as read
from playbook.cli import accounts_write as write
from playbook.cli.parser import Verbs, add_json, add_verb, verbs_of

KINDS = ("accounts", "opportunities", "contacts")


def register(parser: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    parser.epilog = (
        "A is an account's name, or its id or first letters. Contacts stay in this device's address book: "
        "nobody else sees their names."
    )
    verbs = verbs_of(parser)
    _reading(verbs)
    _import(verbs)
    _writing(verbs)


def _reading(verbs: Verbs) -> None:
    listing = add_verb(verbs, "list", "accounts, mine first", read.list_)
    listing.add_argument("--find", metavar="WORDS", default="", help="by name, domain, segment or tag")
    listing.add_argument("--mine", action="store_true", help="only those that I own")
    add_json(listing)
    show = add_verb(
        verbs, "show", "one account: deals, events, touches, people, runs, feedback", read.show, ["A"]
    )
    add_json(show)


def _import(verbs: Verbs) -> None:
    parser = add_verb(
        verbs,
        "import",
        "take in a CRM's export (CSV) of accounts, opportunities or contacts",
        importing.import_,
        ["FILE"],
    )
    parser.epilog = (
        "HubSpot's and Salesforce's headings are known. Rows are matched by the CRM's id, then by domain or e-mail, "
        "then by name; importing twice changes nothing, an empty cell leaves what is known. Rows that fail go to "
        "FILE-failed.csv with the reason."
    )
    parser.add_argument("--kind", choices=KINDS, help="what the rows are; else it is seen from the headings")
    parser.add_argument("--mapping", metavar="M", default="", help="a file that says which column is which")
    parser.add_argument(
        "--dates", choices=("day-first", "month-first"), default="", help="how 1/2/2026 is meant"
    )
    parser.add_argument("--currency", metavar="C", default="", help="of amounts that have none, such as EUR")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    add_json(parser)


def _writing(verbs: Verbs) -> None:
    add = add_verb(verbs, "add", "a new account; prints its id", write.add, ["NAME"])
    add.add_argument("--domain", metavar="D", default="")
    add.add_argument("--segment", metavar="S", default="")
    event = add_verb(
        verbs, "event", "something happened at an account: a trigger", write.event, ["A", "TRIGGER"]
    )
    event.add_argument("text", metavar="TEXT", nargs="*", default=[])
    event.add_argument("--date", metavar="DATE", default="", help="else today")
    contact = add_verb(
        verbs, "contact", "somebody at an account, for my address book", write.contact, ["A", "NAME"]
    )
    for name in ("email", "phone", "title"):
        contact.add_argument(f"--{name}", metavar=name[0].upper(), default="")
    contact.add_argument("--channel", metavar="C", default="", help="how the person wants to be reached")
    contact.add_argument("--not-before", metavar="DATE", default="")
    add_verb(verbs, "forget", "erase somebody from my address book, for good", write.forget, ["CONTACT"])
