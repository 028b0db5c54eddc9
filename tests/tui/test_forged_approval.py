"""An approval in somebody else's name, where the playbook requires signatures: refused in words, on every way in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from playbook.library.review.judging import digest_of
from playbook.library.review.model import Proposal
from tests.review import conftest as clones
from tests.review import test_joint_approval as signing
from tests.review.conftest import Clone, Team
from tests.review.test_joint_approval import NEW, approved, proposed, sign_with
from tests.review.test_page_over_time import Shell
from tests.tui.test_reviews_screen import reviews

team, built, keys = clones.team, clones.built, signing.keys

KIM = ("-c", "user.name=Kim Sato", "-c", "user.email=kim@northwind.example")
NAME = "ask-for-the-cost"


def forge(lee: Clone, made: Proposal, key: Path | None = None) -> None:
    """Let Lee push an approval whose author, committer and trailer are Kim's, unsigned or signed with `key`."""
    lee.git("fetch", "-q")
    lee.git("checkout", "-q", "-B", "forge", f"origin/proposals/{NAME}")
    sign = (
        ("-c", "gpg.format=ssh", "-c", f"user.signingkey={key}", "-c", "commit.gpgsign=true") if key else ()
    )
    said = f"Approved-by-sales: Kim Sato <kim@northwind.example>\nApproved-pages: {digest_of(made.pages)}"
    lee.git(*KIM, *sign, "commit", "-q", "--allow-empty", "-m", f"Approve\n\n{said}")
    lee.git("push", "-q", "origin", f"forge:proposals/{NAME}")
    lee.git("checkout", "-q", "main")
    lee.git("branch", "-qD", f"proposals/{NAME}", ok=False)


@dataclass(frozen=True)
class Waiting:
    """A proposal of Lee's that Dana approved with her key, and Kim has not."""

    made: Proposal
    lee: Clone
    kim: Clone
    keys: dict[str, Path]

    def forge(self, key: str = "") -> None:
        """Let Lee push an approval in Kim's name, unsigned or signed with somebody's key."""
        forge(self.lee, self.made, self.keys[key] if key else None)

    @property
    def published(self) -> bool:
        """What was proposed is what everybody reads."""
        self.kim.git("pull", "-q")
        return NEW in self.kim.read()


@pytest.fixture
def waiting(team: Team, keys: dict[str, Path]) -> Waiting:
    """That proposal."""
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    proposed(lee)
    sign_with(dana, keys["dana"])
    return Waiting(approved(dana), lee, kim, keys)


@pytest.mark.parametrize(("key", "wrong"), [("", "not signed"), ("dana", "wrongly signed")])
def test_the_command_line_refuses_it_and_says_why(
    waiting: Waiting, key: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    waiting.forge(key)
    shell = Shell(waiting.lee, capsys)
    code, out, err = shell("plays", "publish", NAME)
    assert (code, out) == (2, "")
    assert f"the approval of Kim Sato is {wrong}" in err
    assert "still needs sales" in err
    assert wrong in shell.ok("plays", "review", NAME)
    assert not waiting.published


@pytest.mark.parametrize(("key", "wrong"), [("", "not signed"), ("dana", "wrongly signed")])
async def test_the_review_on_the_screen_refuses_it_and_says_why(
    waiting: Waiting, key: str, wrong: str
) -> None:
    waiting.forge(key)
    async with reviews(waiting.lee) as driver:
        await driver.press("enter")
        driver.sees("✓ marketing: Dana Ortiz", f"the approval of Kim Sato is {wrong}")
        await driver.press("p")
        driver.sees("It still needs sales.")
    assert not waiting.published


async def test_kim_s_own_key_is_what_it_takes(waiting: Waiting) -> None:
    waiting.forge()
    sign_with(waiting.kim, waiting.keys["kim"])
    async with reviews(waiting.kim) as driver:
        await driver.press("enter", "a")
        driver.sees("✓ sales: Kim Sato")
    assert waiting.kim.reviews.verdict(waiting.kim.reviews.get(NAME)).state == "ready"


def test_who_acts_as_another_cannot_approve_in_that_name(
    waiting: Waiting, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = Shell(waiting.lee, capsys)("--as", "kim", "plays", "approve", NAME)
    assert (code, "You act as Kim Sato, but git commits as Lee Park" in err) == (2, True)


async def test_nor_on_the_screen(waiting: Waiting) -> None:
    pretending = replace(waiting.lee, person="kim")
    async with reviews(pretending) as driver:
        await driver.press("enter", "a")
        driver.sees("You act as Kim Sato, but git commits as Lee Park")
    assert not waiting.published
