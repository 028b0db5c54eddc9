"""What is known of one customer as rows: deals, events, people, touches and runs, each where the cursor finds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import pytest

from playbook.accounts.rows import AccountRow, ContactRow, EventRow, OpportunityRow, TouchRow
from playbook.coaching.runs import RunRow
from playbook.customers import Customers
from playbook.records.model import Run
from tui.account_rows import CONTACT, MOST, RUN, account_rows, ago_of, first_name, list_cells
from tui.rows import Row, width_of

TODAY = date(2026, 11, 23)
KALLIO = AccountRow(
    "k", "Kallio Timberframe", domain="kallio.example", segment="regional", owner="lee", tags=("a", "b")
)


@dataclass
class Book:
    """What an account book answers about one account."""

    deals: tuple[OpportunityRow, ...] = ()
    happened: tuple[EventRow, ...] = ()
    people: tuple[ContactRow, ...] = ()

    def opportunities(self, _: str) -> tuple[OpportunityRow, ...]:
        return self.deals

    def events(self, _: str) -> tuple[EventRow, ...]:
        return self.happened

    def contacts(self, _: str) -> tuple[ContactRow, ...]:
        return self.people

    def contact_name(self, value: str) -> str:
        return next((one.name for one in self.people if one.id == value), value)


@dataclass
class Known:
    """A book with what was done there."""

    book: Book = field(default_factory=Book)
    touches: dict[str, tuple[TouchRow, ...]] = field(default_factory=dict)
    runs: dict[str, tuple[RunRow, ...]] = field(default_factory=dict)
    mine: frozenset[str] = frozenset()

    def touched(self, id_: str) -> str:
        return max((one.date for one in self.touches.get(id_, ())), default="")


def rows(known: Known, width: int = 70, row: AccountRow = KALLIO) -> list[Row]:
    called = {"prove": "Prove it"}
    return account_rows(
        cast(Customers, known),
        row,
        str.title,
        width,
        stage_name=lambda id_: called.get(id_, id_),
        today=TODAY,
    )


def texts(known: Known, width: int = 70, row: AccountRow = KALLIO) -> list[str]:
    return [one.text for one in rows(known, width, row)]


def touch(number: int, **facts: Any) -> TouchRow:
    given = {
        "account": "k",
        "contact": "",
        "run": "",
        "rep": "lee park",
        "channel": "phone",
        "connect": "no-answer",
        "date": f"2026-11-{number:02}",
    }
    return TouchRow(**(given | facts))


def run(id_: str = "r1", **facts: Any) -> RunRow:
    given: dict[str, Any] = {
        "id": id_, "play": "plays/a", "title": "First discovery", "blob": "b", "rep": "lee park",
        "started": "2026-11-20T10:00:00.000Z", "ended": "2026-11-20T10:10:00.000Z", "seconds": 600.0,
        "result": "advance",
    }  # fmt: skip
    private = facts.pop("private", False)
    body = Run(**(given | facts))
    return cast(RunRow, _Row(body, private))


@dataclass
class _Row:
    run: Run
    private: bool

    @property
    def id(self) -> str:
        return self.run.id

    @property
    def rep(self) -> str:
        return self.run.rep


def test_an_account_of_which_nothing_is_known_says_so_part_by_part() -> None:
    assert texts(Known()) == [
        "Kallio Timberframe",
        "regional · kallio.example · owner Lee · #a #b",
        "",
        "Opportunities",
        "  none yet",
        "",
        "Events",
        "  none",
        "",
        "People, as this device knows them",
        "  nobody yet",
        "",
        "Touches: 0 attempts",
        "  nobody was called",
        "",
        "Runs that you may see: 0",
        "  none",
    ]


def test_nobody_named_is_said() -> None:
    assert texts(Known(), row=AccountRow("k", "Kallio"))[1] == "owner nobody named"


def test_deals_say_how_they_stand_and_when_they_close() -> None:
    deals = (
        OpportunityRow(
            "1", "k", "Docks", stage="prove", amount=48_000.0, currency="EUR", close_date="2026-12-31"
        ),
        OpportunityRow("2", "k", "Yard", stage="Closed", state="lost", close_date="2026-01-31"),
        OpportunityRow("3", "k", "Gate", state="won"),
    )
    shown = texts(Known(Book(deals=deals)))
    assert shown[4:10] == [
        "  ○ Docks",
        "    Prove it · €48k · closes Thu 31 Dec 2026",
        "  ✗ Yard",
        "    lost · Closed",
        "  ✓ Gate",
        "    won",
    ]


def test_events_say_who_noticed_them_and_what_they_said() -> None:
    happened = (EventRow("e", "k", "new-warehouse", "2026-11-20", text="Second hall opens", by="mia"),)
    shown = texts(Known(Book(happened=happened)))
    assert "  20 Nov  new warehouse (Mia)" in shown and "    Second hall opens" in shown


@pytest.mark.parametrize("trigger", ["renewal-due", "renewal_due", "renewal due"])
def test_a_trigger_is_said_as_the_reason_why_a_play_fits_says_it(trigger: str) -> None:
    shown = texts(Known(Book(happened=(EventRow("e", "k", trigger, "2026-11-20", text="", by="mia"),))))
    assert "  20 Nov  renewal due (Mia)" in shown


def test_people_can_be_found_by_the_cursor() -> None:
    people = (
        ContactRow("c1", "Petra Novak", title="CFO", email="p@k.example", channel="mail"),
        ContactRow("c2", "Sam"),
    )
    found = [row for row in rows(Known(Book(people=people))) if row.anchor.startswith(CONTACT)]
    assert [(row.anchor, row.text) for row in found] == [
        ("contact:c1", "  Petra Novak · CFO · p@k.example · mail"),
        ("contact:c2", "  Sam"),
    ]


def test_touches_are_counted_and_the_older_ones_told_by_their_number() -> None:
    touches = tuple(touch(day) for day in range(20, 20 - MOST - 3, -1))
    shown = texts(Known(touches={"k": touches}))
    assert f"Touches: {MOST + 3} attempts" in shown
    assert "  20 Nov  Lee · phone · no answer" in shown
    assert "  and 3 before" in shown


def test_a_touch_names_whom_it_reached() -> None:
    known = Known(Book(people=(ContactRow("c1", "Petra Novak"),)), touches={"k": (touch(20, contact="c1"),)})
    assert "  20 Nov  Lee · phone · no answer · Petra Novak" in texts(known)


def test_runs_can_be_found_by_the_cursor_and_private_ones_say_so() -> None:
    known = Known(
        runs={
            "k": (
                run("r1"),
                run("r2", result="not-now", private=True),
                run("r3", result="", connect="voicemail"),
            )
        }
    )
    found = [row for row in rows(known) if row.anchor.startswith(RUN)]
    assert [(row.anchor, row.text) for row in found] == [
        ("run:r1", "▸ 20 Nov  Lee · First discovery · advance"),
        ("run:r2", "▸ 20 Nov  Lee · First discovery · not now (private)"),
        ("run:r3", "▸ 20 Nov  Lee · First discovery · voicemail"),
    ]
    assert "Runs that you may see: 3" in texts(known)


@pytest.mark.parametrize("width", [24, 40, 70])
def test_nothing_is_wider_than_its_pane_and_all_of_it_harmless(width: int) -> None:
    bad = "値段\x1b[2J\n" + "x" * 80
    row = AccountRow("k", bad, segment=bad, owner="lee", tags=(bad,))
    book = Book(
        (OpportunityRow("1", "k", bad, stage=bad, amount=1.0, currency=bad),),
        (EventRow("e", "k", bad, "2026-11-20", text=bad, by=bad),),
        (ContactRow("c", bad, title=bad, email=bad),),
    )
    known = Known(book, {"k": (touch(20, channel=bad, contact="c"),)}, {"k": (run("r", title=bad),)})
    found = rows(known, width, row)
    assert not any("\x1b" in one.text or "\n" in one.text for one in found)
    assert max(width_of(one.text) for one in found) <= width + 2


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", ""),
        ("no day", ""),
        ("2026-11-23", "today"),
        ("2026-11-24", "today"),
        ("2026-11-22", "1 d ago"),
        ("2026-11-10", "13 d ago"),
        ("2026-11-09", "2 w ago"),
        ("2026-09-15", "9 w ago"),
        ("2026-09-14", "2 mo ago"),
    ],
)
def test_how_long_ago_in_few_cells(day: str, said: str) -> None:
    assert ago_of(day, TODAY) == said


def test_a_list_marks_mine_and_says_the_deal_or_the_segment() -> None:
    open_ = Book((OpportunityRow("1", "k", "Docks", stage="Prove", amount=48_000.0, currency="EUR"),))
    mine = Known(open_, {"k": (touch(20),)}, mine=frozenset({"k"}))
    cells = [cell.plain for cell in list_cells(cast(Customers, mine), KALLIO, TODAY)]
    assert cells == ["● Kallio Timberframe", "Prove · €48k", "3 d ago"]
    other = [cell.plain for cell in list_cells(cast(Customers, Known()), KALLIO, TODAY)]
    assert other == ["  Kallio Timberframe", "regional", ""]


def test_somebody_is_called_by_the_first_name() -> None:
    assert (first_name("Lee Park"), first_name("lee"), first_name("")) == ("Lee", "lee", "")
