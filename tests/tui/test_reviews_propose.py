"""What an author edited in their own folder is proposed from the reviews: looked at, named, and on the remote."""

from __future__ import annotations

from tests.review import conftest as clones
from tests.review.conftest import PATH, PLAY, Team
from tests.review.test_joint_approval import NEW, OLD
from tests.tui.test_reviews_screen import reviews

team, built = clones.team, clones.built


async def test_what_was_edited_is_looked_at_named_and_proposed(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    lee.write(OLD, NEW)
    async with reviews(lee) as driver:
        await driver.press("p")
        driver.sees("Your change, not proposed yet", "What −happens", "does a bad morning cost you?")
        await driver.press("enter")
        driver.sees("Propose the change as", "Change first call")
        await driver.type("Ask for the cost")
        await driver.press("enter")
        driver.sees("Proposed: the other side is asked.", "○ marketing: waits for Dana Ortiz")
    assert lee.read() == PLAY
    [proposal] = dana.reviews.all()
    assert (proposal.title, proposal.author_name) == ("Ask for the cost", "Lee Park")
    assert [page.path for page in proposal.pages] == [PATH]


async def test_backed_out_of_the_look_or_the_name_it_stays_in_the_folder(team: Team) -> None:
    lee = team.clone("lee")
    lee.write(OLD, NEW)
    async with reviews(lee) as driver:
        await driver.press("p", "x")
        driver.sees("It stands in your folder's own files", "Your change, not proposed yet")
        await driver.press("escape")
        driver.sees("Not proposed: it stays in your folder, for you alone.")
        await driver.press("p", "enter", "escape")
        driver.sees("Not proposed: it stays in your folder, for you alone.")
    assert NEW in lee.read()
    assert lee.reviews.all() == []


async def test_of_several_pages_one_can_be_proposed_alone(team: Team) -> None:
    lee = team.clone("lee")
    lee.write(OLD, NEW)
    lee.write("Text.", "Words.", "know.md")
    async with reviews(lee) as driver:
        await driver.press("p")
        driver.sees("Propose which of the pages you edited?", "All 2 pages", "know.md", PATH)
        await driver.press("2")
        driver.sees("−Text. +Words.")
        await driver.press("enter", "enter")
        driver.sees("Proposed: the other side is asked.")
    [proposal] = lee.reviews.all()
    assert [page.path for page in proposal.pages] == ["know.md"]
    assert NEW in lee.read(), "the other page is as it was edited"


async def test_without_an_edit_it_says_how_one_begins(team: Team) -> None:
    async with reviews(team.clone("lee")) as driver:
        await driver.press("p")
        driver.sees("You have edited no page in your folder. e on a page edits it, in Plays.")


async def test_where_git_is_in_the_middle_of_something_that_is_said(team: Team) -> None:
    lee = team.clone("lee")
    lee.write(OLD, NEW)
    (lee.root / ".git" / "MERGE_HEAD").write_text(lee.git("rev-parse", "HEAD"), "utf-8")
    async with reviews(lee) as driver:
        await driver.press("p")
        driver.sees("A merge is under way in this folder. Finish it")
    assert NEW in lee.read()
