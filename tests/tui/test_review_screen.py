"""Review: everything that will be recorded, and nothing of it that the rep does not want."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playbook.plays.parse import parse_page
from playbook.runs import machine
from playbook.runs.model import OpenRun
from playbook.runs.review import review
from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.calls import resume_call
from tui.review_rows import review_rows

Act = tuple[Any, ...]


@asynccontextmanager
async def reviewing(world: World, *acts: Act, size: tuple[int, int] = (100, 50)) -> AsyncIterator[Driver]:
    """Open the review of a call in which `acts` were done, with a next step and a result."""
    run = world.begin(*acts, account="Kallio")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=size) as driver:
        resume_call(driver.app, run.id)
        await driver.settle()
        await driver.press("e", "2", "4", "enter", "enter")
        await driver.type("Send the numbers")
        await driver.press("f10")
        driver.sees("this is what will be recorded", "Send the numbers")
        yield driver


def recorded(world: World) -> Any:
    (row,) = world.of("lee").runs().values()
    return row.run


async def put_on(driver: Driver, text: str) -> None:
    """Put the cursor on the first line that holds `text`."""
    view: Any = driver.app.screen.query_one("#review")
    view.go_to(next(i for i, row in enumerate(view.rows) if text in row.text))
    await driver.settle()


async def test_it_shows_what_was_looked_up_marked_searched_in_vain_and_left_out(world: World) -> None:
    acts: tuple[Act, ...] = (
        ("opened", "objections/too-expensive", "exp"),
        ("settle", "partly"),
        ("opened", "battlecards/velantis-suite", "vel"),
        ("gap", "sap ewm"),
        ("mark", "she laughed"),
        ("mark",),
        ("acknowledge",),
        ("skip", "customer led"),
    )
    async with reviewing(world, *acts) as driver:
        driver.sees(
            "Looked up", "That's too expensive: settled it partly", "Velantis Suite: not said whether it helped",
            "searched, nothing found", "sap ewm", "she laughed", "– skipped        Open (customer led)", "a moment",
            "account          Kallio", "You and Kim Adeyemi.", "Everyone of the playbook.",
        )  # fmt: skip


async def test_a_text_is_taken_out_by_one_key_and_comes_back_by_another(world: World) -> None:
    async with reviewing(world, ("note", "Her boss is leaving"), ("note", "Two gates")) as driver:
        await put_on(driver, "Her boss")
        await driver.press("x")
        driver.sees("(taken out)", "Taken out: no record will hold it.").sees_no("Her boss")
        await driver.press("x")
        driver.sees("That text is taken out already; u brings it back.")
        await driver.press("u")
        driver.sees("Her boss is leaving", "Undone.").sees_no("(taken out)")
        await driver.press("x")
        driver.sees_no("Her boss")
        await driver.press("enter", "enter")
    assert [note.text for note in recorded(world).notes] == ["[redacted]", "Two gates"]
    assert b"Her boss" not in b"".join(f.read_bytes() for f in world.data.rglob("*.jsonl"))


async def test_each_change_is_undone_in_turn(world: World) -> None:
    async with reviewing(world, ("note", "Two gates")) as driver:
        await put_on(driver, "Send the numbers")
        await driver.press("x")
        driver.sees_no("Send the numbers")
        await driver.press("p")
        driver.sees("Only you, on this machine.")
        await put_on(driver, "Two gates")
        await driver.press("e")
        await driver.type(", one key")
        await driver.press("enter")
        driver.sees("Two gates, one key")
        await driver.press("u")
        driver.sees_no("one key")
        await driver.press("u")
        driver.sees("You and Kim Adeyemi.")
        await driver.press("u")
        driver.sees("Send the numbers")
        await driver.press("u")
        driver.sees("Nothing has been changed here yet.")
        await driver.press("enter", "enter")
    run = recorded(world)
    assert (run.next, [note.text for note in run.notes]) == ("Send the numbers", ["Two gates"])


async def test_tab_goes_from_text_to_text_and_elsewhere_nothing_is_changed(world: World) -> None:
    async with reviewing(world, ("note", "Two gates")) as driver:
        view: Any = driver.app.screen.query_one("#review")
        await driver.press("g", "x")
        driver.sees("Put the cursor on one of your words first; tab goes there.")
        await driver.press("tab")
        assert "Two gates" in view.row.text
        await driver.press("tab")
        assert "Send the numbers" in view.row.text
        await driver.press("tab", "x")
        driver.sees_no("Two gates")


async def test_it_fits_a_small_terminal_and_is_read_by_scrolling(world: World) -> None:
    async with reviewing(world, ("note", "Two gates"), size=(80, 24)) as driver:
        driver.sees("Who sees it", "You and Kim Adeyemi.", "⏎ record").sees_no("not taken")
        await driver.press("G")
        driver.sees("not taken")


# The rows, of runs that get a light review


def rows_of(run: OpenRun, text: str, **ending: Any) -> str:
    page = parse_page(text, f"{run.play}.md")
    run = machine.set_ending(page, run, 60.0, **ending) if ending else run
    shown = review(page, run, 60.0, "2026-11-20T10:01:00Z", ["Kim Adeyemi"])
    return "\n".join(row.text for row in review_rows(shown, page, {"acc": "Acme"}, {}, 80, str).rows)


PAGE = "# Price call\n\n## Say it\n\n> It starts at 12.\n\n> From 12 a seat.\n\n- [ ] Ask\n\n## Ask for the day\n"


def start(mode: Any = "call") -> OpenRun:
    page = parse_page(PAGE, "plays/price.md")
    return machine.start(
        page, id="r1", rep="lee", started="2026-11-20T10:00:00Z", blob="b", mode=mode, account="acc"
    )


def test_a_run_that_reached_nobody_is_short() -> None:
    page = parse_page(PAGE, "plays/price.md")
    run = machine.connect(page, start(), 5.0, "no-answer")
    assert rows_of(run, PAGE, next_date="2026-11-23") == (
        "Who sees it\n"
        "  the run          You and Kim Adeyemi.\n"
        "  that you called  Everyone of the playbook.\n"
        "\n"
        "The run\n"
        "  play             Price call\n"
        "  account          Acme\n"
        "  reached          no answer\n"
        "  time             1:00\n"
        "  next date        Mon 23 Nov 2026"
    )


def test_a_step_the_call_ended_in_was_begun_and_not_skipped() -> None:
    page = parse_page(PAGE, "plays/price.md")
    run = machine.tick(page, machine.connect(page, start(), 5.0, "connected"), 6.0, "", "ask")
    shown = rows_of(run, PAGE, result="declined")
    assert "  · ended here     Say it  0:55\n  · not reached    Ask for the day" in shown
    assert "skipped" not in shown


def test_a_run_left_as_the_wrong_play_says_that_it_does_not_count() -> None:
    page = parse_page(PAGE, "plays/price.md")
    run = machine.note(page, machine.connect(page, start(), 5.0, "connected"), 6.0, "Not theirs")
    other = parse_page(PAGE, "plays/other.md")
    left, _ = machine.switch(page, run, 9.0, other, id="r2", blob="b", started="2026-11-20T10:00:09Z")
    shown = rows_of(left, PAGE)
    assert "  flags            wrong play: it does not count\n" in shown
    assert "  note             Not theirs" in shown
    assert "Steps" not in shown


def test_a_debrief_says_that_it_was_logged_afterwards_and_no_time() -> None:
    page = parse_page(PAGE, "plays/price.md")
    run = machine.reword(page, machine.tick(page, start("debrief"), 5.0, "say-it"), 6.0, 0, 1, "say-it")
    shown = rows_of(run, PAGE, result="advance")
    assert "  logged           as a debrief, afterwards\n" in shown
    assert "  time" not in shown
    assert "  ✓ done           Say it\n" in shown, "what is said stands in one column"
    assert "Another wording\n  Say it           alternative 2\n" in shown


# A play that was left for another


@asynccontextmanager
async def after_the_wrong_play(world: World) -> AsyncIterator[Driver]:
    """Take notes in the wrong play, switch, and open the review of the right one."""
    run = world.begin(("note", "Her boss is leaving"), ("mark", "a sigh"), account="Kallio")
    size = (100, 60)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=size) as driver:
        resume_call(driver.app, run.id)
        await driver.settle()
        await driver.press("w")
        await driver.type("renewal")
        await driver.press("enter")
        driver.sees("Renewal at 120 days")
        assert world.of("lee").runs() == {}
        assert [one.title for one in world.of("lee").my_open_runs()] == ["Renewal at 120 days"]
        await driver.press("e", "2", "f10")
        driver.sees(
            "this is what will be recorded", "Also recorded  left as the wrong play; it does not count"
        )
        yield driver


async def test_a_play_that_was_left_is_reviewed_with_the_one_that_goes_on(world: World) -> None:
    async with after_the_wrong_play(world) as driver:
        driver.sees("First discovery", "mark             a sigh", "note             Her boss is leaving")
        assert driver.text.count("Her boss is leaving") == 1
        await put_on(driver, "a sigh")
        await driver.press("x")
        driver.sees("mark             (taken out)").sees_no("a sigh")
        await driver.press("u")
        driver.sees("a sigh")
        await driver.press("x")
        await put_on(driver, "Her boss")
        await driver.press("x", "enter", "enter")
    rows = {row.run.title: row.run for row in world.of("lee").runs().values()}
    left, right = rows["First discovery"], rows["Renewal at 120 days"]
    assert (left.wrong_play, left.ended, right.wrong_play) == (True, "2026-11-20T10:01:30.000Z", False)
    assert [note.text for note in (*left.notes, *right.notes)] == ["[redacted]", "[redacted]"]
    assert [mark.text for mark in left.marks] == ["[redacted]"]
    assert b"Her boss" not in b"".join(f.read_bytes() for f in world.data.rglob("*.jsonl"))
    assert world.of("lee").open_runs.load().runs == ()


async def test_a_private_run_takes_the_play_that_was_left_along(world: World) -> None:
    async with after_the_wrong_play(world) as driver:
        await driver.press("p", "enter", "enter")
        driver.sees("Recorded: Renewal at 120 days")
    assert [row.private for row in world.of("lee").runs().values()] == [True, True]
    assert world.of("kim").runs() == {}


async def test_a_play_left_for_a_run_that_is_gone_is_recorded_by_itself(world: World) -> None:
    async with after_the_wrong_play(world) as driver:
        await driver.press("escape", "escape")
    lee = world.of("lee")
    (right,) = lee.my_open_runs()
    assert lee.runs() == {}
    lee.open_runs.remove(right.id)
    assert lee.my_open_runs() == ()
    (row,) = lee.runs().values()
    assert (row.run.title, row.run.wrong_play, row.private) == ("First discovery", True, False)
