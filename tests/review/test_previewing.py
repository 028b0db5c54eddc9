"""What marketing proposes waits until sales has looked; `desk previews` says since when, and for whom."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.review.conftest import PATH, Team
from tests.review.test_joint_approval import approved, proposed
from tests.review.test_page_over_time import Shell


def tables(shell: Shell) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(shell.ok("desk", "previews", "--json"))["tables"]
    return found


def test_a_proposal_waits_until_sales_has_approved_it(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    dana, lee = team.clone("dana"), team.clone("lee")
    shell = Shell(dana, capsys)
    assert tables(shell) == {}
    proposed(dana)
    (row,) = tables(shell)["proposed"]
    assert (row["id"], row["kind"], row["by"], row["asked"]) == (
        "ask-for-the-cost", "play", "Dana Ortiz", "Lee Park",
    )  # fmt: skip
    assert row["pages"] == PATH
    assert "| ask-for-the-cost |" in shell.ok("desk", "previews")
    approved(lee)
    shell.ok("plays", "pull")
    assert tables(shell) == {}


def test_a_draft_waits_for_its_sales_owner(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    dana = team.clone("dana")
    card = dana.root / "battlecards" / "acme.md"
    card.parent.mkdir()
    card.write_text(
        "---\ntitle: Acme\nowners: {marketing: dana, sales: kim}\nstatus: draft\n---\n\nText.\n", "utf-8"
    )
    note = dana.root / "note.md"
    note.write_text("---\ntitle: A note\nstatus: draft\n---\n\nFor us alone.\n", "utf-8")
    (row,) = tables(Shell(dana, capsys))["drafts"]
    assert (row["page"], row["kind"], row["asked"], row["by"]) == (
        "battlecards/acme", "battlecard", "Kim Sato", "Dana Ortiz",
    )  # fmt: skip
