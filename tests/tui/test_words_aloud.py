"""Words to say are at most 72 columns wide, in however wide a window; all other text takes the room there is."""

from __future__ import annotations

import pytest

from tests.tui.driver import opened
from tests.tui.world import DISCOVERY, World
from tui.markdown_rows import markdown_rows
from tui.page_text import words_rows
from tui.rows import width_of
from tui.screens.prep import PrepScreen

SAID = " ".join(["what happens on the day the forecast is wrong"] * 8)


@pytest.mark.parametrize("width", [40, 72, 73, 90, 200])
@pytest.mark.parametrize("words", [SAID, "予測が外れた日に何が起きますか。" * 12])
def test_a_talk_track_is_folded_for_the_eye_of_who_speaks(width: int, words: str) -> None:
    rows = markdown_rows(f"> {words}\n", width)
    widest = max(width_of(row.text) for row in rows)
    assert min(width, 72) - 14 <= widest <= min(width, 72)
    assert "".join(row.text.replace("┃ ", "") for row in rows).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize("opening", ["", "> [!tip]\n> ", "> [!important]\n> ", "- ", "## "])
def test_other_text_takes_the_room_there_is(opening: str) -> None:
    assert max(width_of(row.text) for row in markdown_rows(f"{opening}{SAID}\n", 140)) > 110


def test_a_list_inside_words_to_say_is_words_to_say() -> None:
    rows = markdown_rows(f"> {SAID}\n>\n> - {SAID}\n\n{SAID}\n", 120)
    said = [row for row in rows if row.text.startswith("┃")]
    assert max(width_of(row.text) for row in said) <= 72
    assert max(width_of(row.text) for row in rows) > 100


@pytest.mark.parametrize(("width", "most"), [(30, 30), (72, 72), (160, 72)])
def test_my_own_words_are_no_wider(width: int, most: int) -> None:
    assert most - 12 <= max(width_of(row.text) for row in words_rows(SAID, width, "My words", "")) <= most


async def test_prep_on_a_wide_screen_keeps_them_narrow(world: World) -> None:
    page = world.root / f"{DISCOVERY}.md"
    page.write_text(f"{page.read_text('utf-8')}\n## One more thing\n\n> {SAID}\n", "utf-8")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(200, 60)) as driver:
        driver.app.push_screen(PrepScreen(DISCOVERY))
        await driver.settle()
        await driver.press("G")
        driver.sees("what happens on the day")
        said = [line for line in driver.lines if "┃ what happens" in line or "┃ day the" in line]
        assert said
        for line in said:
            words = line.split("┃ ")[-1].split("  ")[0]
            assert len(words) <= 70, line
