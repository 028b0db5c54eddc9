"""Plays: stages, the plays of a stage, and the page as it reads."""

from __future__ import annotations

from tests.tui.conftest import commit_all
from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.widgets.page_view import PageView


async def plays(driver: Driver) -> Driver:
    """Open Plays."""
    await driver.press("2")
    return driver.sees("Stages")


def focused(driver: Driver) -> str:
    """Return the id of the pane that has the focus."""
    assert driver.app.focused is not None
    return str(driver.app.focused.id)


def page(driver: Driver) -> PageView:
    """Return the page, also while something lies over it."""
    screens = [screen for screen in driver.app.screen_stack if screen.query(PageView)]
    view: PageView = screens[-1].query_one(PageView)
    return view


def write(world: World, name: str, front: str = "", body: str = "## A\n\n> One.\n\n## B\n\n> Two.\n") -> None:
    """Write a play of the first stage, committed."""
    (world.root / f"plays/connect/{name}.md").write_text(
        f"---\nstage: connect\n{front}---\n\n{body}", "utf-8"
    )
    commit_all(world.root, f"Write {name}")


async def test_each_stage_is_listed_with_its_count_and_shows_its_plays_and_exit(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        driver.sees(
            "1 Connect",
            "2 Discover",
            "9 Renew and expand",
            "Objections",
            "Battlecards",
            "Personas",
            "Score cards",
        )
        driver.sees("Plays · Connect", "Demo-request callback", "Exit: The customer accepts a")
        await driver.press("j")
        driver.sees("Plays · Discover", "First discovery", "27 min · verified 11 days ago")
        driver.sees_no("Demo-request callback")


async def test_a_stage_without_plays_says_what_makes_one(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press(*"jjjjjj")
        driver.sees("Plays · Onboard", "No plays in this stage yet.", "F4", "marketing that one is missing.")
        await driver.press("right", "enter")
        driver.sees("Choose a play first.")
        assert page(driver).rows == []


async def test_other_kinds_of_page_have_lists_of_their_own(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press(*"jjjjjjjjj")
        driver.sees("That's too expensive")
        await driver.press("right", "c")
        driver.sees("This page has fewer than two steps, so it can be read but not run.")
        await driver.press("d")
        driver.sees("This page has fewer than two steps, so it can be read but not run.")


async def test_what_is_not_offered_stands_last_with_its_reason(world: World) -> None:
    write(world, "aa-draft", "status: draft\n")
    write(world, "ab-retired", "status: retired\n")
    write(world, "ac-later", "effective-from: 2027-01-01\n")
    write(world, "ad-over", "expires: 2026-01-01\n")
    write(world, "ae-others", "status: pilot\npilot: {reps: [mia]}\n")
    write(world, "af-mine", "status: pilot\npilot: {reps: [lee], until: 2026-12-31}\n")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        driver.sees(
            "  ✗ a draft",
            "  ✗ retired",
            "  ✗ valid from 1 Jan 2027",
            "  ✗ expired on 1 Jan",
            "  ✗ a pilot with other reps",
        )
        driver.sees("  pilot until 31 Dec")
        text = driver.text
        assert text.index("Af mine") < text.index("Demo-request callback") < text.index("Aa draft")


async def test_an_edited_page_is_marked_and_one_with_a_problem_too(world: World) -> None:
    path = world.root / "plays/connect/demo-request-callback.md"
    path.write_text(path.read_text("utf-8") + "\nEdited.\n", "utf-8")
    write(world, "zz-odd", "status: lively\n")
    path.write_text(path.read_text("utf-8") + "\nEdited again.\n", "utf-8")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        driver.sees("edited · ", "! see page", "edited, not")


async def test_what_is_written_while_the_app_is_open_is_seen_on_coming_back(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("1")
        write(world, "aa-fresh", "title: Quite fresh\n")
        await plays(driver)
        driver.sees("Quite fresh")


async def test_the_page_follows_the_cursor_and_reads_as_it_is(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("j")
        driver.sees("╭─ First discovery", "Exit      The customer names what", "Half an hour with someone")
        await driver.press("k")
        driver.sees("╭─ Demo-request callback").sees_no("╭─ First discovery")


async def test_the_arrows_go_from_pane_to_pane_and_back(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        assert focused(driver) == "stages"
        for key, pane in (
            ("right", "plays"), ("l", "page"), ("right", "page"), ("left", "plays"), ("h", "stages"),
            ("left", "stages"), ("tab", "plays"), ("tab", "page"), ("shift+tab", "plays"), ("left", "stages"),
            ("enter", "plays"),
        ):  # fmt: skip
            await driver.press(key)
            assert focused(driver) == pane, key


async def test_the_bar_says_what_enter_does_where_the_focus_is(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        driver.sees("⏎ plays").sees_no("⏎ prep")
        await driver.press("enter")
        driver.sees("⏎ prep").sees_no("⏎ plays")
        await driver.press("left")
        driver.sees("⏎ plays")


async def test_on_a_narrow_screen_v_swaps_list_and_page(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await plays(driver)
        await driver.press("j")
        driver.sees("Plays · Discover").sees_no("Half an hour with someone")
        await driver.press("v")
        driver.sees("Half an hour with someone").sees_no("Plays · Discover")
        assert focused(driver) == "page"
        assert max(len(row.text) for row in page(driver).rows) <= page(driver).text_width
        await driver.press("j", "j")
        assert page(driver).cursor == 2
        await driver.press("v")
        driver.sees("Plays · Discover")
        assert focused(driver) == "stages", "where one came from"


def found_words(driver: Driver) -> list[str]:
    """Return what is marked as found, hit by hit."""
    view = page(driver)
    return [
        " ".join("".join(view.rows[piece.row].text[piece.start : piece.end] for piece in hit).split())
        for hit in view._hits
    ]


async def test_words_are_found_while_typing_one_after_the_other_also_across_folded_lines(
    world: World,
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("j", "right", "right", "ctrl+f")
        driver.sees("Search in this page")
        await driver.type("Waiting Charges")
        driver.sees("1 of 4 “Waiting Charges”")
        folded = {word.casefold().replace(" ", "") for word in found_words(driver)}
        assert folded == {"waitingcharges"}
        hits = [hit[0].row for hit in page(driver)._hits]
        assert page(driver).cursor == hits[0]
        await driver.press("down")
        driver.sees("2 of 4")
        await driver.press("enter")
        driver.sees_no("Search in this page")
        seen = [page(driver).cursor]
        for key in ("n", "n", "N"):
            await driver.press(key)
            seen.append(page(driver).cursor)
        assert seen == [hits[1], hits[2], hits[3], hits[2]]
        driver.sees("3 of 4 “Waiting Charges” · n N · esc back")


async def test_escape_from_a_search_is_back_at_the_same_place_without_marks(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, 24)) as driver:
        await plays(driver)
        await driver.press("j", "right", "right", *"jjjj")
        before = page(driver).cursor, page(driver).scroll_offset.y, driver.text
        await driver.press("ctrl+f")
        await driver.type("portal")
        assert page(driver).cursor != before[0]
        await driver.press("escape")
        assert (page(driver).cursor, page(driver).scroll_offset.y, driver.text) == before
        await driver.press("ctrl+f")
        await driver.type("portal")
        await driver.press("enter", "n", "escape")
        assert (page(driver).cursor, page(driver).scroll_offset.y, driver.text) == before
        await driver.press("escape")
        assert focused(driver) == "page"


async def test_what_was_found_is_never_below_the_line_that_is_typed_in(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(100, 24)) as driver:
        await plays(driver)
        await driver.press("j", "right", "right", "ctrl+f")
        await driver.type("portal")
        for _ in range(len(page(driver)._hits)):
            here = page(driver)._hits[page(driver)._hit]
            words = page(driver).rows[here[0].row].text[here[0].start : here[0].end]
            line = driver.lines[page(driver).region.y + 1 + here[0].row - page(driver).scroll_offset.y]
            assert words in line
            await driver.press("down")


async def test_words_that_are_not_there_are_said_not_to_be(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("j", "right", "right", "ctrl+f")
        await driver.type("zeppelin")
        driver.sees("“zeppelin” is not on this page")
        assert page(driver).cursor == 0
        await driver.press("enter", "n", "N")
        assert page(driver).cursor == 0
        await driver.press("escape", "n")
        driver.sees("Nothing is searched (^f), and no change is marked on this page.")


async def test_a_heading_is_jumped_to_from_the_outline_and_by_brackets(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("j", "o")
        driver.sees("Outline", "Read it back (2 min)", "Who feels it most?")
        await driver.press(*"jjjj", "enter")
        driver.sees_no("Outline")
        assert focused(driver) == "page"
        row = page(driver).row
        assert row is not None
        first = row.anchor
        assert first
        await driver.press("right_square_bracket")
        after = page(driver).row
        assert after is not None
        assert after.anchor != first
        await driver.press("left_square_bracket")
        again = page(driver).row
        assert again is not None
        assert again.anchor == first


async def test_enter_prepares_and_c_calls(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("j", "enter", "enter")
        driver.sees("c call now", "esc back", "First discovery")
        await driver.press("escape")
        driver.sees("Plays · Discover")
        await driver.press("c")
        driver.sees("Who picked up?")


async def test_a_debrief_is_one_key(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("j", "d")
        driver.sees("Debrief: First discovery").sees_no("Who picked up?")


async def test_pages_of_no_stage_are_unsorted(world: World) -> None:
    write(world, "odd", "", "## A\n\n## B\n")
    (world.root / "plays/odd.md").write_text(
        "---\nstage: nowhere\n---\n## A\n\n> 1\n\n## B\n\n> 2\n", "utf-8"
    )
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        driver.sees("Unsorted")


async def test_an_empty_repository_says_how_to_begin(world: World) -> None:
    for path in world.root.rglob("*.md"):
        path.unlink()
    commit_all(world.root, "Begin anew")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        driver.sees("No pages here yet.", "`playbook demo` to look around")
        for key in ("enter", "c", "o", "v", "ctrl+f"):
            await driver.press(key)
            await driver.press("escape")
        driver.sees("Stages")


async def test_feedback_quotes_the_line_under_the_cursor_of_the_page(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("j", "f")
        driver.sees("On “First discovery”").sees_no("step “")
        await driver.press("escape", "right", "right")
        at = next(i for i, row in enumerate(page(driver).rows) if "Take me back" in row.text)
        page(driver).go_to(at)
        await driver.press("f")
        driver.sees("step “A bad morning”", "“Take me back to the last bad morning. When did it start, and")
