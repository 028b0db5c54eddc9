"""Score cards from the shell: blind until both are in, corrections, who may read, and bad input."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell, write

CARD = """\
# Call review

## Consent asked? (yes/no, auto-fail)

> A nod is no.

## Listened (1–5)

## What was a cost?

- [ ] Overtime
- [ ] Waiting

## One thing to keep
"""
ALL = "--answer 1=yes --answer 2=4"


@pytest.fixture
def run(own: Shell) -> str:
    """A finished run of Lee's, in a playbook with a score card."""
    write(own.root, {"scorecards/review.md": CARD})
    return own.finished()


def test_the_cards_and_one_with_its_guide(shell: Shell, run: str) -> None:
    (row,) = shell.ok("coach cards --json").data
    assert row == {"id": "scorecards/review", "title": "Call review", "questions": 4, "scored": 0, "both": 0}
    told = shell.ok("coach cards review")
    assert "A nod is no." in told.out and "[auto-fail]" in told.out
    (consent, listened, *_) = shell.ok("coach cards review --json").data["questions"]
    assert (consent["kind"], consent["options"], consent["auto_fail"]) == ("yes-no", ["yes", "no"], True)
    assert (listened["kind"], listened["scale"], listened["n"], listened["kappa"]) == (
        "scale",
        [1, 5],
        0,
        None,
    )


def test_rep_and_manager_score_blind_and_see_each_other_when_both_are_in(shell: Shell, run: str) -> None:
    kim = shell.ok(
        f"coach score {run} review {ALL} --answer 3=overtime --answer 3=Waiting --json", as_="kim"
    ).data
    assert (kim["mine"]["by"], kim["mine"]["blind"], kim["others"], kim["both"]) == ("kim", True, [], False)
    before = shell.ok(f"coach score {run} review --json").data
    assert (before["mine"], before["others"], before["hidden"]) == (None, [], ["Kim Adeyemi"])
    assert "hidden until yours are in" in shell.ok("coach scores").out
    after = shell.ok(f"coach score {run} review --answer 1=yes --answer listened=2 --json").data
    assert [one["by"] for one in after["others"]] == ["kim"]
    assert after["both"] is True
    assert after["others"][0]["answers"][2]["values"] == ["overtime", "waiting"]
    listened = shell.ok("coach cards review --json", as_="kim").data["questions"][1]
    assert (listened["n"], listened["same"]) == (1, 0)
    assert "2.0 apart on average; 1 is too few" in shell.ok("coach cards review").out


def test_said_anew_one_question_is_enough_and_the_first_stays_what_agreement_counts(
    shell: Shell, run: str
) -> None:
    shell.ok(f"coach score {run} review {ALL}")
    shell.ok(f"coach score {run} review --answer 1=yes --answer 2=2", as_="kim")
    again = shell.ok(f"coach score {run} review --answer 2=2 --json").data["mine"]
    assert (again["corrections"], again["blind"]) == (1, True)
    assert [one["values"] for one in again["answers"]] == [["yes"], ["2"]]
    assert "said anew 1 time" in shell.ok(f"coach score {run} review").out
    assert shell.ok("coach cards review --json").data["questions"][1]["same"] == 0


def test_a_changed_card_leaves_old_scores_as_they_were(shell: Shell, run: str) -> None:
    shell.ok(f"coach score {run} review {ALL}")
    write(shell.root, {"scorecards/review.md": CARD.replace("Listened (1–5)", "Heard them out (1–10)")})
    mine = shell.ok(f"coach score {run} review --json").data["mine"]
    assert [one["text"] for one in mine["answers"]] == ["Consent asked?", "Listened"]
    again = shell.ok(f"coach score {run} review --answer heard=9 --json").data["mine"]
    assert [one["text"] for one in again["answers"]] == ["Consent asked?", "Heard them out"]


def test_to_look_without_scoring_is_on_record_and_what_comes_after_is_not_blind(
    shell: Shell, run: str
) -> None:
    shell.ok(f"coach score {run} review {ALL}", as_="kim")
    looked = shell.ok(f"coach score {run} review --look --json").data
    assert [one["by"] for one in looked["others"]] == ["kim"]
    mine = shell.ok(f"coach score {run} review {ALL} --json").data
    assert (mine["mine"]["blind"], mine["both"]) == (False, False)
    again = shell(f"coach score {run} review --look")
    assert again.code == 2 and "nothing hidden" in again.err


def test_taken_back_they_are_told_as_withdrawn(shell: Shell, run: str) -> None:
    shell.ok(f"coach score {run} review {ALL}")
    shell.ok(f"coach score {run} review --withdraw")
    assert "withdrawn" in shell.ok("coach scores").out
    assert shell(f"coach score {run} review --withdraw").code == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("--answer 1=yes", "Not answered yet: “Listened” (1 to 5)"),
        ("--answer 2=9", "is no answer to “Listened”: 1 to 5"),
        ("--answer 2", "write it like --answer 2=4"),
        ("--answer tone=3", "no question on this card “tone”"),
    ],
)
def test_what_is_no_answer_saves_nothing(shell: Shell, run: str, said: str, words: str) -> None:
    refused = shell(f"coach score {run} review {said}")
    assert refused.code == 2 and words in refused.err
    assert shell.ok("coach scores --json").data == []


def test_a_no_to_an_auto_fail_needs_nothing_more(shell: Shell, run: str) -> None:
    mine = shell.ok(f"coach score {run} review --answer 1=no --json").data["mine"]
    assert mine["failed"] == ["consent-asked"]
    assert "failed by 1 answer" in shell.ok(f"coach scores --run {run}").out


def test_it_says_who_reads_it_before_it_saves(shell: Shell, run: str) -> None:
    told = shell.ok(f"coach score {run} review {ALL}").err
    assert "Only you and Kim Adeyemi may read this. It stays on this device: there is no hub." in told
    settings = shell.root / "playbook.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f'{text}\n[records]\nhub = "../records.git"\n', "utf-8")
    assert "a git hub could not keep it between two" in shell.ok(f"coach score {run} review").err
    settings.write_text(f'{text}\n[records]\nhub = "postgresql://db.example/playbook"\n', "utf-8")
    assert "shows it to nobody else" in shell.ok(f"coach score {run} review").err


def test_the_journals_are_those_of_the_two_and_a_colleague_reads_nothing(shell: Shell, run: str) -> None:
    shell.ok(f"coach score {run} review {ALL}")
    shell.ok(f"coach score {run} review {ALL}", as_="kim")
    exported = shell.ok("export-records", as_="kim").out
    assert '/pair-kim"' in exported and '/pair-lee"' in exported
    assert shell.ok("coach scores --json", as_="mia").data == []
    refused = shell(f"coach score {run} review {ALL}", as_="mia")
    assert refused.code == 2 and "no run" in refused.err


def test_a_run_given_to_a_colleague_is_scored_by_both(shell: Shell, run: str) -> None:
    shell.ok(f"coach score {run} review {ALL}")
    shell.ok(f"coach share {run} mia")
    hidden = shell.ok(f"coach score {run} review --json", as_="mia").data
    assert (hidden["others"], hidden["hidden"]) == ([], ["Lee Park"])
    shell.ok(f"coach score {run} review --answer 1=yes --answer 2=3", as_="mia")
    assert shell.ok("coach scores --json", as_="mia").data[0]["both"] is True
    assert [one["by"] for one in shell.ok("coach scores --json").data[0]["others"]] == ["mia"]
    assert shell.ok("coach person lee --json").data[0]["n"] == 1  # the copy is no second run
    for typed, words in (
        ("mia", "has this run already"),
        ("lee", "Choose a colleague"),
        ("zoe", "no person"),
    ):
        refused = shell(f"coach share {run} {typed}")
        assert refused.code == 2 and words in refused.err
    assert "Only the rep" in shell(f"coach share {run} mia", as_="kim").err


def test_a_private_run_is_the_reps_alone_to_score(shell: Shell, run: str) -> None:
    private = shell.finished(finish="--result advance --private")
    told = shell.ok(f"coach score {private} review {ALL}").err
    assert "You alone read this" in told
    assert shell("coach share " + private + " mia").code == 2
    assert shell.ok("coach scores --json", as_="kim").data == []


def test_what_is_no_run_of_the_play_is_not_scored(shell: Shell, run: str) -> None:
    nobody = shell.start(connect=False)
    shell.ok(f"runs connect {nobody} no-answer")
    shell.ok(f"runs finish {nobody}")
    assert "Only a connected call" in shell(f"coach score {nobody} review {ALL}").err
    shell.ok(f"coach score {run} review {ALL}")
    shell.ok(f"runs redact {run}")
    assert "was redacted" in shell(f"coach score {run} review {ALL}").err
    assert shell.ok("coach scores --json").data == []


def test_a_run_whose_revision_is_gone_and_whose_rep_left_is_scored_all_the_same(
    shell: Shell, run: str
) -> None:
    (shell.root / "plays/discover/first-call.md").unlink()
    for file in (shell.root / "plays").rglob("first-call*"):
        file.unlink()
    shell.ok(f"coach score {run} review {ALL}", as_="kim")
    settings = shell.root / "playbook.toml"
    settings.write_text(settings.read_text("utf-8").replace("[people.lee]", "[people.leo]"), "utf-8")
    assert shell.ok("coach scores --json", as_="kim").data[0]["mine"]["by"] == "kim"


def test_ten_thousand_words_and_markup_are_kept_and_printed_harmlessly(shell: Shell, run: str) -> None:
    long = "[bold]\x1b[31m " + "word " * 10_000
    shell.ok(f"coach score {run} review {ALL}", "--answer", f"4={long}")
    said = shell.ok(f"coach score {run} review --json").data["mine"]["answers"][-1]["values"][0]
    assert said == long.strip()
    assert "\x1b" not in shell.ok(f"coach score {run} review").out


@pytest.mark.parametrize("text", ["# Empty\n", "---\nkind: scorecard\n---\n", ""])
def test_a_card_without_questions_says_so(shell: Shell, run: str, text: str) -> None:
    write(shell.root, {"scorecards/empty.md": text})
    refused = shell(f"coach score {run} empty {ALL}")
    assert refused.code == 2 and "has no question" in refused.err
    assert shell("coach cards first-call").code == 2
