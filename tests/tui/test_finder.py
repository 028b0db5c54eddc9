"""Finding while typing: from the first letter, over a typing error, in any script; or nothing."""

from __future__ import annotations

import pytest

from playbook.library.search import SearchIndex
from playbook.records.customers import Account, Event, Opportunity
from tests.tui.conftest import commit_all
from tests.tui.driver import opened
from tests.tui.test_call_asides import calling, run
from tests.tui.world import World
from tui.found import Found
from tui.screens.finder import FinderScreen

EXPENSIVE = "objections/too-expensive"


async def test_anything_is_found_from_anywhere_with_its_kind(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash")
        driver.sees("Find anything", "Type to find.", "two or three letters are enough")
        await driver.type("disc")
        driver.sees("play       First discovery", "Half an hour with someone")
        await driver.press("enter")
        driver.sees("First discovery", "c call now")


async def test_where_there_is_no_page_of_that_kind_it_says_so_and_how_one_comes(world: World) -> None:
    for page in (world.root / "battlecards").glob("*.md"):
        page.unlink()
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f3")
        driver.sees("There is no battlecard in this playbook yet.", "--kind battlecard")
        driver.sees_no("Type to find.")


async def test_a_typing_error_is_forgiven(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        driver.sees("Objection", "That's too expensive")
        await driver.type("expnsiv")
        driver.sees("That's too expensive").sees_no("Nothing found")


async def test_japanese_is_found_by_two_letters(world: World) -> None:
    (world.root / "objections/高い.md").write_text("# 値段が高いです\n\n> 何と比べて高いですか。\n", "utf-8")
    commit_all(world.root, "Write Japanese")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        await driver.type("高い")
        driver.sees("値段が高いです", "何と比べて高いですか。")


async def test_nothing_found_says_so_and_enter_does_nothing(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash")
        await driver.type("zeppelin")
        driver.sees("Nothing found for “zeppelin”.").sees_no("noted as a gap")
        await driver.press("enter", "down", "up", "pagedown")
        driver.sees("Nothing found for “zeppelin”.")
        await driver.press("escape")
        driver.sees("1 Today").sees_no("Find anything", "│ zeppelin")


async def test_the_arrows_choose_while_one_types_and_the_answer_follows(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2", "down")
        first = driver.app.screen.query_one("#answer").rows[0].text  # type: ignore[attr-defined]
        await driver.press("down")
        second = driver.app.screen.query_one("#answer").rows[0].text  # type: ignore[attr-defined]
        assert first != second
        await driver.type("boss")
        driver.sees("boss")
        assert driver.app.screen.query_one("#words").value == "boss"  # type: ignore[attr-defined]
        await driver.press("up", "up", "enter")
        driver.sees("esc back", "boss")


async def test_what_is_deleted_is_listed_again(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f3")
        await driver.until("Velantis")
        driver.sees("Battlecard")
        await driver.type("zzz")
        driver.sees("Nothing found")
        await driver.press("backspace", "backspace", "backspace")
        driver.sees("Velantis").sees_no("Nothing found")


async def test_an_objection_inside_a_play_opens_the_play_at_it(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        await driver.type("portal already")
        driver.sees("We have a portal already", "How many of your trucks book through it?")
        await driver.press("enter")
        driver.sees("First discovery", "We have a portal already")
        row = driver.app.screen.query_one("#prep").row  # type: ignore[attr-defined]
        assert "We have a portal already" in row.text


async def test_a_long_answer_is_read_on_with_page_down(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("slash")
        await driver.type("first discovery")
        view = driver.app.screen.query_one("#answer")
        await driver.press("pagedown")
        assert view.scroll_offset.y > 0
        await driver.press("pageup")
        assert view.scroll_offset.y == 0


@pytest.mark.parametrize(
    ("found", "gap"),
    [(Found("words"), True), (Found(""), False), (Found("words", "page"), False), (Found("", "page"), False)],
)
def test_a_gap_is_what_was_searched_in_vain(found: Found, gap: bool) -> None:
    assert found.gap is gap


# How often it settled it


async def test_beside_each_objection_stands_how_often_it_settled_it(world: World) -> None:
    for settled in ("yes", "yes", "no"):
        world.ran(("opened", EXPENSIVE, "exp"), ("settle", settled))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        assert "settled 2 of 3" in driver.line_with("That's too expensive")
        titles = driver.app.screen.query_one("#hits").row_count  # type: ignore[attr-defined]
        assert titles > 10
        hits = driver.app.screen.hits  # type: ignore[attr-defined]
        assert hits[0].id == EXPENSIVE, "what is opened most stands first"
        await driver.type("exp")
        driver.sees("objection · settled 2 of 3")


async def test_what_i_may_not_read_is_not_counted(world: World) -> None:
    world.ran(("opened", EXPENSIVE, "exp"), ("settle", "yes"), by="mia")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        await driver.type("exp")
        driver.sees("That's too expensive").sees_no("settled")


# Into the very same state


async def test_escape_is_back_in_the_half_typed_answer_to_the_cursor(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("t", "4")
        await driver.type("nine thousand")
        await driver.press("left", "left", "left")
        await driver.press("f2")
        await driver.type("exp")
        driver.sees("Fair enough. Too expensive compared with what")
        await driver.press("escape")
        await driver.type("X")
        driver.sees("nine thousXand")


async def test_nothing_found_in_a_call_is_a_gap_and_one_key_tells_marketing(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("f2")
        await driver.type("zeppelin")
        driver.sees(
            "Nothing found for “zeppelin”. It is noted as a gap", "F4 tells marketing that it is missing."
        )
        await driver.press("f4")
        driver.sees("4  missing: what did you look for?", "zeppelin", "step “Open”").sees_no("“Ask how long")
        await driver.press("enter")
        driver.sees("Feedback F-", "saved", "1/6 Open")
        assert [event.text for event in run(driver).events if event.kind == "gap"] == ["zeppelin"]
        id_ = run(driver).id
    (item,) = world.of("dana").feedback().values()
    assert (item.kind, item.text, item.run, item.quote) == ("missing", "zeppelin", id_, "")


async def test_in_a_call_too_nothing_is_missing_before_it_is_named(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("f2")
        driver.sees("Objection", "two or three letters are enough", "too expensive").sees_no("Type first")
        await driver.press("f4")
        driver.sees("Type first what you are looking for.")


async def test_what_is_missing_can_be_told_from_anywhere_but_not_before_it_is_named(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash", "f4")
        driver.sees("Type first what you are looking for.")
        await driver.type("churn")
        await driver.press("f4", "escape")
        driver.sees("Find anything", "churn")
        await driver.press("f4", "enter")
        driver.sees("Feedback F-", "saved", "1 Today").sees_no("Find anything")


# Anything


async def test_an_account_is_found_by_its_name_and_says_what_is_open(world: World) -> None:
    lee = world.of("lee")
    lee.append(Account(id="0" * 16, name="Brenner Foods", segment="regional", owner="lee"))
    lee.append(
        Opportunity(
            id="1" * 16,
            account="0" * 16,
            name="Dock booking",
            stage="qualify",
            amount=48_000.0,
            currency="EUR",
        )
    )
    lee.append(Event("2" * 16, "0" * 16, "new-warehouse", "2025-11-03", "In Lahti"))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash")
        await driver.type("bren")
        driver.sees(
            "account    Brenner Foods", "Segment: regional", "Opportunities", "Dock booking", "Qualify · €48k"
        )
        driver.sees("Events", "3 Nov 2025  In Lahti")
        await driver.press("enter")
        driver.sees_no("Find anything")
        assert driver.app.account == "0" * 16


async def test_feedback_is_found_by_its_words_and_its_id_and_opens_among_mine(world: World) -> None:
    id_ = world.feedback("The hauliers book by fax", by="lee", account="Kestrel")
    world.feedback("Something of Mia's", by="mia", audience="liaison")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash")
        await driver.type("hauliers fax")
        driver.sees("feedback   The hauliers book by fax")
        await driver.press(
            "down"
        )  # a page comes first: what was told in passing is seldom what is looked for
        driver.sees("wrong · new", "You: The hauliers book by fax")
        await driver.press("escape", "slash")
        await driver.type(f"F-{id_[:6].upper()}")
        driver.sees("feedback   The hauliers book by fax")
        await driver.press("enter")
        driver.sees("My feedback", "○ new", "The hauliers book by fax")
        await driver.press("escape", "slash")
        await driver.type("something of mia")
        driver.sees_no("feedback   Something")


async def test_feedback_is_shown_with_where_it_belongs_as_people_call_it(world: World) -> None:
    world.feedback("It ripens", "customer-words", step="a-bad-morning", account="Kestrel")
    world.feedback("It rots", play="plays/that-is-gone", blob="0" * 40)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash")
        await driver.type("it ripens")
        driver.sees("customer's words · new", "First discovery · A bad morning · Kestrel")
        driver.sees_no("customer-words", "plays/", "a-bad-morning")
        await driver.press("ctrl+u")
        await driver.type("it rots")
        driver.sees("wrong · new", "plays/that-is-gone")


async def test_only_plays_that_can_be_called_stand_in_for_the_wrong_one(world: World) -> None:
    (world.root / "terms.md").write_text("# Price and terms\n\nOne price, per dock.\n", "utf-8")
    async with calling(world) as driver:
        await driver.press("w")
        driver.sees("The wrong play", "play       Price conversation")
        driver.sees_no("Reading the playbook", "play       First discovery", "page  ")
        await driver.type("pri")
        driver.sees("play       Price conversation").sees_no("page       Price and terms")
        await driver.press("backspace", "backspace", "backspace")
        await driver.type("first discovery")
        driver.sees("The wrong play").sees_no("play       First discovery")


async def test_of_several_words_that_nothing_has_nothing_is_guessed(world: World) -> None:
    world.of("lee").append(Account(id="a" * 16, name="Halgate Kitchens"))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash")
        for letter in "zeppelin hangar":
            await driver.type(letter)
        driver.sees("Nothing found for “zeppelin hangar”.").sees_no("Halgate")
        await driver.press("ctrl+u")
        await driver.type("too expnsive")
        driver.sees("objection  That's too expensive")


async def test_a_liaison_opens_feedback_on_the_desk_at_the_item(world: World) -> None:
    for text in ("The first", "The hauliers book by fax", "The third"):
        world.feedback(text, by="lee")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("slash")
        await driver.type("hauliers fax")
        await driver.press("enter")
        item = driver.app.screen.item  # type: ignore[attr-defined]
        assert item.text == "The hauliers book by fax"
        driver.sees("New 3")


async def test_a_small_window_gives_the_answer_the_lines_that_the_hits_do_not_need(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("slash")
        await driver.type("too expens")
        hits, answer = (driver.app.screen.query_one(id_) for id_ in ("#hits", "#answer"))
        assert hits.size.height == min(len(driver.app.screen.hits), 6)  # type: ignore[attr-defined]
        few = answer.size.height
        await driver.type("ive zq")
        await driver.press("ctrl+u")
        await driver.type("the")
        assert answer.size.height < few


async def test_an_account_that_was_found_has_the_cursor_in_the_list_whatever_that_was_narrowed_to(
    world: World,
) -> None:
    lee = world.of("lee")
    for number, name in enumerate(("Ardenne Kitchens", "Brenner Foods", "Kallio Timberframe")):
        lee.append(Account(str(number) * 16, name, owner="lee" if number == 0 else "mia"))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("6", "m", "ctrl+f")
        await driver.type("ard")
        driver.sees("Accounts 1 of 3 · mine").sees_no("Kallio")
        await driver.press("enter", "slash")
        await driver.type("kallio")
        await driver.press("enter")
        driver.sees("Accounts 3 · ", "╭─ Kallio Timberframe")
        await driver.press("1", "slash")
        await driver.type("brenner")
        await driver.press("enter")
        driver.sees("6 Accounts", "╭─ Brenner Foods")


async def test_the_finder_shows_what_is_known_before_it_looks_again(world: World) -> None:
    world.of("lee").finding.current()
    (world.root / "objections/new.md").write_text("# Quite new here\n\n> Yes.\n", "utf-8")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        await driver.type("quite new")
        driver.sees("Quite new here", "┃ Yes.")


async def test_the_answer_of_a_hit_beyond_the_first_is_read_back_and_on(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("f3")
        view = driver.app.screen.query_one("#answer")
        await driver.press("down", "pagedown")
        assert view.scroll_offset.y > 0
        await driver.press("pageup")
        assert view.scroll_offset.y == 0
        await driver.press("up", "ctrl+n")
        assert driver.app.screen.query_one("#hits").cursor_row == 1  # type: ignore[attr-defined]


async def test_what_was_known_last_never_takes_the_place_of_what_is_there_now(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        driver.sees("That's too expensive")
        finder = driver.app.screen
        assert isinstance(finder, FinderScreen)
        finder._got_known(SearchIndex(()))  # its thread was overtaken by the one that reads the pages
        await driver.settle()
        driver.sees("That's too expensive")
