"""Two more pages of Together: what sales has not looked at, and what no page answers."""

from __future__ import annotations

from playbook.proposing import Edited, propose
from tests.tui.driver import opened
from tests.tui.world import World
from tui.together_pages import PAGES

PREVIEWS = [key for key, _, _ in PAGES].index("previews")
PROMOTE = [key for key, _, _ in PAGES].index("promote")
COUNCIL = {
    "lee": "The works council must agree first",
    "mia": "They ask their works council first",
    "kim": "Works council again, first",
}


def card(world: World) -> None:
    """Let Dana propose a battlecard that sales has not seen."""
    text = b"---\ntitle: Acme\nowners: {marketing: dana, sales: lee}\nstatus: draft\n---\n\n> Ask.\n"
    propose(world.of("dana"), Edited("", {"battlecards/acme.md": text}, {}), "A card for Acme")


async def test_what_sales_has_not_seen_is_listed_and_enter_leads_to_the_reviews(world: World) -> None:
    card(world)
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(140, 40)) as driver:
        await driver.press("D", *["down"] * PREVIEWS)
        driver.sees("For sales to look at", "1 proposal, as of", "A card for Acme")
        driver.sees("  battlecard · by Dana Ortiz", "asked Lee Park").sees_no("a-card-for-acme")
        await driver.press("enter")
        await driver.until("Reviews")
        driver.sees("A card for Acme").sees_no("1 proposal, as of")
        await driver.press("escape")
        driver.sees("1 proposal, as of")


async def test_what_no_page_answers_is_told_and_where_a_page_is_made_of_it(world: World) -> None:
    for rep, text in COUNCIL.items():
        world.feedback(text, "objection", by=rep, play="")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("D", *["down"] * PROMOTE)
        driver.sees("Not in the playbook yet", "at least 3 people heard in 60 days", "3 people")
        driver.sees(*COUNCIL.values())
        await driver.press("enter")
        driver.sees("The desk makes a page of it: 3 goes there, and p begins one.")


async def test_on_a_narrow_screen_enter_shows_them_too(world: World) -> None:
    card(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("D", *["down"] * PREVIEWS, "enter")
        driver.sees("A card for Acme", "asked Lee Park").sees_no("Who to call")
