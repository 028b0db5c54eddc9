"""Reviews: what waits for me, all there is to decide by, and what each key does; with real clones and a remote."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from playbook.clock import FixedClock
from tests.review import conftest as clones
from tests.review.conftest import PATH, Clone, Team
from tests.review.test_joint_approval import NEW, approved, proposed
from tests.tui.driver import Driver, opened

team, built = clones.team, clones.built
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@asynccontextmanager
async def at_desk(clone: Clone, **how: Any) -> AsyncIterator[Driver]:
    """Open the app in somebody's clone."""
    clock = how.pop("clock", FixedClock(NOW))
    async with opened(clone.root, clone.data, person=clone.person, clock=clock, **how) as driver:
        yield driver


@asynccontextmanager
async def reviews(clone: Clone, **how: Any) -> AsyncIterator[Driver]:
    """Open the app in somebody's clone, at the reviews."""
    async with at_desk(clone, **how) as driver:
        await driver.press("P")
        yield driver


async def test_nothing_proposed_says_how_it_begins(team: Team) -> None:
    async with reviews(team.clone("dana"), size=(80, 24)) as driver:
        driver.sees("Nothing waits for you. What the other side proposes comes here.")
        await driver.press("enter")
        driver.sees("Nothing is proposed in this list.")
        await driver.press("]")
        driver.sees("You have proposed nothing that is still open.")
        await driver.press("[", "escape")
        driver.sees_no("Nothing waits for you.").sees("1 Today")


async def test_the_walk_from_what_waits_to_what_is_published(team: Team) -> None:
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    proposed(lee)
    async with reviews(dana) as driver:
        driver.sees("For me 1", "All 1", "○ waits     needs marketing, sales · Lee Park", "Ask for the cost")
        await driver.press("enter")
        driver.sees(
            "Three reps asked.",
            "○ marketing: waits for Dana Ortiz",
            "○ sales: waits for Lee Park or Kim Sato",
        )
        driver.sees("What −happens on the day the forecast is wrong? +does a bad morning cost you?")
        await driver.press("p")
        driver.sees("It still needs marketing and sales.")
        await driver.press("a")
        driver.sees("✓ Approved. It still needs sales.", "✓ marketing: Dana Ortiz", "unsigned")
        await driver.press("a")
        driver.sees("You have approved exactly these words.")
        await driver.press("escape")
        driver.sees_no("For me 1").sees("Nothing waits for you.", "All 1")
    async with reviews(kim) as driver:
        driver.sees("For me 1")
        await driver.press("enter", "a")
        driver.sees("✓ Approved. Everybody has: it can be published.")
        await driver.press("p")
        driver.sees("Publish?", "1 page will be what everybody reads.")
        await driver.press("2")
        driver.sees_no("Publish?")
        await driver.press("p", "1")
        driver.sees("✓ Published: Ask for the cost.", "Nothing waits for you.")
    assert NEW in kim.read()
    async with reviews(lee) as driver:
        assert NEW not in lee.read()
        await driver.press("ctrl+r")
        driver.sees("✓ Your pages are as they are published.")
    assert NEW in lee.read()


async def test_a_rejection_has_a_reason_that_the_author_reads(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    async with reviews(dana) as driver:
        await driver.press("enter", "x")
        driver.sees("Why not?")
        await driver.type("Too blunt")
        await driver.press("enter")
        driver.sees("✓ Rejected, with your reason", "Dana Ortiz rejected it: Too blunt")
    async with reviews(lee) as driver:
        await driver.press("]")
        driver.sees("✗ rejected", "Dana Ortiz rejected it: Too blunt")


async def test_an_approval_that_a_change_took_back_says_why_and_whose_it_needs(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    made = proposed(lee)
    approved(dana)
    text = lee.reviews.text(made.pages[0].after).replace(NEW, "What would it cost?")
    amended = lee.reviews.amend(lee.reviews.get(made.id), {PATH: text.encode()}, "Shorter", lee.who)
    lee.reviews.share(amended)
    async with reviews(dana) as driver:
        await driver.press("enter")
        driver.sees("↺ marketing: Dana Ortiz approved an earlier text", "the pages have changed since.")


async def test_what_changed_while_it_was_read_is_not_approved_unread(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    made = proposed(lee)
    async with reviews(dana) as driver:
        await driver.press("enter")
        amended = lee.reviews.amend(
            lee.reviews.get(made.id), {PATH: b"# Other\n\n## A\n\n## B\n"}, "Other", lee.who
        )
        lee.reviews.share(amended)
        await driver.press("a")
        driver.sees("Not approved: somebody has changed the proposal since you opened it.")
    assert dana.reviews.get(made.id).voices == ()


async def test_the_page_can_be_read_as_it_was_and_as_it_will_be(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    async with reviews(dana) as driver:
        await driver.press("enter", "o")
        driver.sees("▲ As it will be once it is published", NEW)
        await driver.press("escape", "O")
        driver.sees("▲ As it was when the change was proposed", "What happens on the day")


async def test_the_next_review_is_one_key_away(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    lee.write("Agree the next step", "Agree the next date", PATH)
    from playbook.proposing import edited, propose

    lee.reviews.share(propose(lee.workspace, edited(lee.workspace), "Name a date"))
    async with reviews(dana, size=(80, 24)) as driver:
        driver.sees("For me 2")
        await driver.press("v")
        driver.sees("⏎ opens it, to approve, reject or amend.")
        await driver.press("v", "enter")
        driver.sees("Three reps asked.")
        await driver.press("n")
        driver.sees("Agree the next −step +date")
        await driver.press("N")
        driver.sees("Three reps asked.").sees_no("+date")
        await driver.press("m")
        driver.sees("It is up to date with what is published.")


async def test_an_editor_that_cannot_be_opened_leaves_nothing_behind(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    async with reviews(dana) as driver:
        await driver.press("enter", "e")
        # A headless screen cannot be handed over; in a real terminal it can (tests/system).
        driver.sees("✗ An editor cannot be opened from here")
    assert dana.git("worktree", "list").count("\n") == 0


async def test_a_proposal_brought_up_to_date_with_what_is_published(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    (dana.root / "know.md").write_text("# Know\n\nOther text.\n", "utf-8")
    dana.git("commit", "-qam", "Know more")
    dana.git("push", "-q")
    async with reviews(lee) as driver:
        await driver.press("enter", "m")
        driver.sees("✓ Up to date. It still needs marketing and sales.")


async def test_a_remote_out_of_reach_keeps_the_approval_here(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    dana.git("fetch", "-q")
    team.bare.rename(team.folder / "away.git")
    async with reviews(dana) as driver:
        driver.sees("Shown as last known: “origin” cannot be reached")
        await driver.press("enter", "a")
        driver.sees("Approved. It still needs sales. Kept here, not shared yet")
    (team.folder / "away.git").rename(team.bare)
    assert [voice.what for voice in dana.reviews.get("ask-for-the-cost").voices] == ["marketing"]


async def test_news_tells_of_a_review_that_waits_and_opens_it(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    proposed(lee)
    async with at_desk(dana) as driver:
        await driver.press("5")
        driver.sees("Nothing new.")
        await driver.press("ctrl+r")
        driver.sees("✓ Your pages are as they are published.", "●  review", "Ask for the cost", "5 News 1")
        driver.sees("It needs marketing and sales.")
        await driver.press("enter")
        driver.sees("Three reps asked.")
        await driver.press("a")
        driver.sees("✓ Approved. It still needs sales.")
        await driver.press("escape")
        driver.sees("Nothing new.").sees_no("5 News 1")


async def test_news_reminds_who_decides_after_two_days(team: Team) -> None:
    team.settings("[review]\n", '[review]\ndecider = "kim"\n')
    lee, kim = team.clone("lee"), team.clone("kim")
    proposed(lee)
    kim.git("fetch", "-q")
    later = FixedClock(datetime.now(UTC) + timedelta(days=3))
    async with at_desk(kim, clock=later) as driver:
        await driver.press("5")
        driver.sees(
            "●  review",
            "Dana Ortiz has not answered for marketing since",
            "now Kim Sato is asked, who decides.",
        )
        await driver.press("y")
        driver.sees("✓ Read. u takes it back.").sees_no("●")


async def test_what_cannot_be_published_says_why(team: Team) -> None:
    """Only the author's own approval; one by a stranger; one that somebody else wrote in another's name."""
    from playbook.library.review.judging import digest_of

    team.settings('approvals = ["marketing", "sales"]', 'approvals = ["sales"]')
    lee = team.clone("lee")
    lee.git("pull", "-q")
    made = proposed(lee)
    async with reviews(lee) as driver:
        await driver.press("enter", "a")
        driver.sees("Approved.", "✓ sales: Lee Park", "the author's own, so somebody else must approve as")
        await driver.press("p")
        driver.sees("Only its own author has approved it; somebody else must too.")
    lee.git("checkout", "-q", "-B", "forge", "proposals/ask-for-the-cost")
    forged = f"Approved-by-sales: Kim Sato <kim@northwind.example>\nApproved-pages: {digest_of(made.pages)}"
    lee.git(
        "commit",
        "-q",
        "--allow-empty",
        "--author",
        "Kim Sato <kim@northwind.example>",
        "-m",
        f"Yes\n\n{forged}",
    )
    lee.git("push", "-q", "origin", "forge:proposals/ask-for-the-cost")
    async with reviews(lee) as driver:
        await driver.press("enter", "p")
        driver.sees("Only its own author has approved it; somebody else must too.")


async def test_a_stale_approval_publishes_nothing(team: Team) -> None:
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    made = proposed(lee)
    approved(dana)
    approved(kim)
    amended = lee.reviews.amend(
        lee.reviews.get(made.id), {PATH: b"# Other\n\n## A\n\n## B\n"}, "Other", lee.who
    )
    lee.reviews.share(amended)
    async with reviews(kim) as driver:
        await driver.press("enter", "p")
        driver.sees("It still needs marketing and sales.", "↺ marketing: Dana Ortiz approved an earlier text")
