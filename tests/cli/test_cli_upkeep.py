"""`plays due`: what pages need, for people and programs."""

from __future__ import annotations

from tests.cli.shell import Shell

PLAY = "plays/discover/first-call"
KEYS = ["id", "title", "why", "needs", "people", "used", "verified", "status", "owners"]


def change(shell: Shell, old: str, new: str) -> None:
    path = shell.root / f"{PLAY}.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_what_is_overdue_is_told_with_whose_it_is_and_a_share(own: Shell) -> None:
    change(
        own,
        "stage: discover",
        "stage: discover\nverify-every: 1 day",
    )
    said = own.ok("plays due")
    assert "is it still right?" in said.out
    assert "Dana Ortiz, Lee Park" in said.out
    assert " pages are verified in time (" in said.err
    rows = {row["id"]: row for row in own.ok("plays due --mine --json").data}
    assert list(rows[PLAY]) == KEYS
    assert (rows[PLAY]["why"], rows[PLAY]["people"]) == ("overdue", ["dana", "lee"])
    assert own("plays due --check").code == 1
    share = own.ok("plays due --share --json").data
    assert share["verified"] < share["of"]
    assert PLAY not in [row["id"] for row in own.ok("plays due --mine --json", as_="mia").data]


def test_a_pilot_is_kept_by_reviving_it(own: Shell) -> None:
    change(own, "stage: discover", "stage: discover\nstatus: pilot\npilot: {reps: [lee], until: 2026-11-01}")
    from tests.cli.shell import git

    git(own.root, "commit", "-qam", "Try it")
    rows = {row["id"]: row for row in own.ok("plays due --json").data}
    assert rows[PLAY]["why"] == "pilot-ended"
    review = own.ok(f"plays revive {PLAY} -m Works").line
    text = git(own.root, "show", f"proposals/{review}:{PLAY}.md")
    assert "status: live" in text
    assert "pilot:" not in text
