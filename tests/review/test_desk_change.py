"""From feedback to a published page: one command, and every rep behind it hears."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from playbook.errors import PlaybookError
from playbook.library.review.errors import NothingToProposeError
from playbook.plays.parse import parse_page
from playbook.proposing import open_reviews
from playbook.reviewing.amending import first_changed
from playbook.reviewing.changing import NoPageError, begin, finish, line_of, meant_line, title_of
from tests.desk.field import Field
from tests.review.conftest import PATH, Team
from tests.review.test_page_over_time import Shell

SAID = "What happens on the day the forecast is wrong?"
BETTER = "Who rings whom on the day the forecast is wrong?"


@pytest.fixture
def shells(team: Team, capsys: pytest.CaptureFixture[str]) -> dict[str, Shell]:
    return {name: Shell(team.clone(name), capsys) for name in ("lee", "dana", "kim")}


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that says where it was opened, and makes the one change."""
    program, told = tmp_path / "edit.sh", tmp_path / "told"
    change = "s/What happens on/Who rings whom on/"
    program.write_text(f'#!/bin/sh\necho "$@" > {told}\nfor file; do :; done\nsed -i "{change}" "$file"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(program))
    return told


def say(shell: Shell, text: str = "Nobody asks it so", *more: str) -> str:
    """Leave feedback about the line; return its id."""
    return shell.ok(
        "feedback", "add", "wrong", text, "--play", "plays/discover/first-call", "--quote", SAID, *more
    ).strip()


def test_one_command_opens_the_line_proposes_the_change_and_tells_the_desk(
    shells: dict[str, Shell], editor: Path
) -> None:
    dana = shells["dana"]
    first, second = say(dana), say(dana, "I trip over it")
    code, out, err = dana("desk", "change", first, second)
    assert code == 0, err
    assert "[-What happens-]" in err and "{+Who rings whom+}" in err
    assert "It needs the approval of" in err and "when it is published, the reps are told" in err
    assert PATH.rpartition("/")[2] in editor.read_text()
    [review] = json.loads(dana.ok("plays", "reviews", "--json"))
    assert (review["id"], sorted(review["feedback"])) == (out.strip(), sorted([first, second]))
    assert {one["state"] for one in json.loads(dana.ok("feedback", "list", "--json"))} == {"ready"}
    assert SAID in (dana.clone.root / PATH).read_text(), "nobody's folder is touched"
    assert dana.clone.git("status", "--porcelain") == ""
    assert dana.clone.git("worktree", "list").count("\n") == 0


def test_published_it_is_told_to_every_rep_whose_words_it_names(
    shells: dict[str, Shell], editor: Path
) -> None:
    dana, kim = shells["dana"], shells["kim"]
    item = say(dana)
    review = dana.ok("desk", "change", item, "-m", "Ask who rings whom").strip()
    dana.ok("plays", "approve", review)
    kim.ok("plays", "pull")
    kim.ok("plays", "approve", review)
    kim.ok("plays", "publish", review)
    dana.ok("plays", "pull")
    [found] = json.loads(dana.ok("feedback", "list", "--json"))
    assert (found["state"], found["commit"]) == ("published", dana.clone.git("rev-parse", "main"))
    assert BETTER in (dana.clone.root / PATH).read_text()


def test_nothing_changed_proposes_nothing_and_leaves_nothing(
    shells: dict[str, Shell], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")
    dana = shells["dana"]
    item = say(dana)
    code, _, err = dana("desk", "change", item)
    assert (code, str(NothingToProposeError()) in err) == (2, True)
    assert json.loads(dana.ok("feedback", "list", "--json"))[0]["state"] == "new"
    assert dana.clone.git("worktree", "list").count("\n") == 0


def test_what_is_left_half_done_is_gone_on_with(team: Team) -> None:
    workspace = team.clone("dana").workspace
    from playbook.ids import new_id
    from playbook.records.model import Feedback

    body = Feedback(id=new_id(), kind="wrong", text="x" * 80, play="plays/discover/first-call", quote=SAID)
    workspace.append(body)
    item = workspace.feedback()[body.id]
    reviews = open_reviews(workspace)
    change = begin(workspace, reviews, [item])
    assert not change.unfinished
    text = change.file.read_text()
    assert text.split("\n")[change.line - 1] == f"> {SAID}"
    change.file.write_text(text.replace(SAID, BETTER))
    again = begin(workspace, reviews, [item])
    assert (again.file, again.unfinished) == (change.file, True)
    assert BETTER in again.file.read_text()
    made = finish(workspace, reviews, again, title_of([item]))
    assert made.title == f"Answer “{'x' * 59}…”"
    assert not again.file.exists()


def test_feedback_without_a_page_or_with_one_that_is_gone_says_what_to_do(team: Team) -> None:
    from playbook.ids import new_id
    from playbook.records.model import Feedback

    workspace = team.clone("dana").workspace
    for play in ("", "plays/discover/gone"):
        workspace.append(Feedback(id=new_id(), kind="idea", text="x", play=play))
    reviews = open_reviews(workspace)
    nothing, gone = workspace.feedback().values()
    with pytest.raises(NoPageError, match="about no page"):
        begin(workspace, reviews, [nothing])
    with pytest.raises(PlaybookError, match="gone"):
        begin(workspace, reviews, [gone])


def test_a_rep_is_told_whose_it_is(shells: dict[str, Shell]) -> None:
    item = say(shells["lee"])
    code, _, err = shells["lee"]("desk", "change", item)
    assert (code, "That is for the marketing liaison" in err) == (2, True)


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("What happens on the day", 3),
        ("WHAT happens — on the day", 3),
        ("on two lines of it", 5),
        ("It stands on two lines of it", 4),
        ("", 0),
        ("!!!", 0),
        ("nowhere", 0),
    ],
)
def test_the_line_of_a_quote_is_found_whatever_marks_it_has(quote: str, line: int) -> None:
    text = "# Title\n\n> What *happens* on the day?\n> It stands\n> on two lines of it\n"
    assert line_of(text, quote) == line


@pytest.mark.parametrize(
    "written",
    [
        "It is 890 above that.[^price] Set-up is once.",
        "It is [890](prices.md#yard) above that. Set-up is once.",
        "It is **890** above that. <!-- since May --> Set-up is once.",
        "It is 890&nbsp;above that. Set-up is `once`.",
    ],
)
def test_the_line_is_found_where_the_page_has_a_footnote_a_link_or_a_comment_in_it(written: str) -> None:
    text = f"# Price\n\n## Say it\n\n> {written}\n\n[^price]: The list of May.\n"
    assert line_of(text, "It is 890 above that. Set-up is once.") == 5


def test_the_same_words_in_two_steps_are_found_in_the_step_that_is_meant() -> None:
    text = "# Call\n\n## Open\n\n> Does that suit you?\n\n## Close\n\n> Does that suit you?\n"
    page = parse_page(text, "plays/call.md")
    desk = Field()
    desk.capture("one", "lee", play="plays/call", step="close", quote="Does that suit you?")
    assert meant_line(desk.item("one"), page, text) == 9


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("a\nb\nc\n", "a\nB\nc\n", 2),
        ("a\nb\n", "a\nb\nc\n", 3),
        ("a\nb\nc", "a\nb", 2),
        ("", "a\nb", 1),
        ("a", "a", 1),
    ],
)
def test_amending_begins_at_the_first_line_that_was_changed(old: str, new: str, line: int) -> None:
    assert first_changed(old, new) == line
