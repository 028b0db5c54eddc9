"""What had happened when the pictures were taken: a playbook, customers and people of the pictures' own."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from playbook.accounts.rows import ContactRow
from playbook.clock import FixedClock
from playbook.records.customers import Account, Event, Opportunity, Touch
from tests.tui.conftest import commit_all
from tests.tui.world import DISCOVERY, World

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
PRICE = "plays/commit/price-conversation"
RENEWAL = "plays/renew/renewal-at-120-days"
KALLIO, BRENNER, WEXMORE = "k" * 16, "b" * 16, "w" * 16

CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//album//EN
BEGIN:VEVENT
UID:1@album
DTSTAMP:20261101T100000Z
DTSTART:20261120T153000Z
DTEND:20261120T160000Z
SUMMARY:Kallio Timberframe: how they decide
LOCATION:Video call
END:VEVENT
END:VCALENDAR
"""


def lay(folder: Path) -> World:
    """Lay the scene in a new folder."""
    root = Path(shutil.copytree(Path(__file__).parent / "playbook", folder / "playbook"))
    commit_all(root)
    page = root / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8").replace("and who rang whom?", "and who rang first?"), "utf-8")
    commit_all(root, "Say who rang first", at="2026-11-18T10:00:00Z")
    (folder / "meetings.ics").write_text(CALENDAR.replace("\n", "\r\n"), "utf-8")
    world = World(root, folder / "data", FixedClock(NOW))
    _customers(world)
    _calls(world)
    _feedback(world)
    return world


def _customers(world: World) -> None:
    lee = world.of("lee")
    lee.append(
        Account(KALLIO, "Kallio Timberframe", domain="kallio.example", segment="regional", owner="lee")
    )
    lee.append(Account(BRENNER, "Brenner Foods", domain="brenner.example", segment="network", owner="mia"))
    lee.append(Account(WEXMORE, "Wexmore Tiles", segment="regional", owner="lee"))
    lee.append(
        Opportunity("1" * 16, KALLIO, "Kallio, 3 sites", stage="qualify", amount=48_000.0, currency="EUR")
    )
    lee.append(Opportunity("2" * 16, BRENNER, "Brenner", stage="prove", amount=1_250_000.0, currency="CHF"))
    lee.append(Event("3" * 16, KALLIO, "new-warehouse", "2026-11-17", "In Lahti, from March"))
    lee.address_book.add([ContactRow("juha", "Juha Salo", KALLIO, title="site manager", channel="phone")])
    lee.append(Touch(KALLIO, "juha", "phone", "voicemail", "2026-11-16"))


def _calls(world: World) -> None:
    world.ran(
        ("acknowledge",), ("next_step",), ("next_step",),
        account=KALLIO, days_ago=3, result="advance", commitment="promised", commitment_by="2026-11-20",
        next="Send the dock plan", next_date="2026-11-19", exit_proof="“We lose a day each week.”",
    )  # fmt: skip
    world.ran(("acknowledge",), account=WEXMORE, days_ago=12, result="declined")
    for days in (2, 6, 9):
        world.ran(
            ("acknowledge",), ("next_step",), by="mia", account=BRENNER, days_ago=days, result="advance"
        )
    world.ran(by="mia", play=PRICE, account=BRENNER, days_ago=4, result="closed")
    world.begin(("acknowledge",), ("tick", "", "ask-how-long-they-have"), account=WEXMORE, days_ago=0.02)


def _feedback(world: World) -> None:
    world.clock.at = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    asked = world.feedback("Which price do we say now?", play=PRICE, account=KALLIO)
    answered = world.feedback("“Whom” sounds stiff", "hard-to-say", step="a-bad-morning", account=KALLIO)
    new = world.feedback(
        "Velantis gives the first year away", "competitor", play=PRICE, by="mia", account=BRENNER
    )
    world.me_too(new, by="lee", account=KALLIO)
    world.feedback("The cost question opened everything", "worked", step="what-it-costs", by="mia")
    world.act("ask", asked, "Which list had they seen?")
    world.act("answer", answered, "It says “who” now.")
    world.clock.at = NOW
