"""1:1s from the shell: the agenda that writes itself, actions carried over, who may read, and bad input."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell, write

WEEK_ON = "2026-11-30T10:00:00Z"


@pytest.fixture
def planned(shell: Shell) -> Shell:
    """A shell in which Kim has planned a 1:1 with Lee."""
    shell.ok("coach session-plan lee fri", as_="kim")
    return shell


def agree(shell: Shell, *more: str, as_: str = "kim") -> str:
    """Return the id of something agreed."""
    shell.ok("coach session-agree lee 'Listen to Mia'", *more, as_=as_)
    found = shell.ok("coach actions --json", as_=as_).data
    return str(found[0]["id"])


def test_planned_moved_held_and_listed_by_both(planned: Shell) -> None:
    (one,) = planned.ok("coach sessions --json").data
    assert (one["rep"], one["coach"], one["day"], one["state"]) == ("lee", "kim", "2026-11-27", "planned")
    planned.ok("coach session-plan kim 2026-12-01")
    (one,) = planned.ok("coach sessions lee --json", as_="kim").data
    assert one["day"] == "2026-12-01"
    planned.ok("coach session-plan lee +20 --another", as_="kim")
    planned.ok("coach session-close lee", as_="kim")
    assert [one["state"] for one in planned.ok("coach sessions --json").data] == ["planned", "held"]
    assert "Kim Adeyemi" in planned.ok("coach sessions").out


def test_both_speak_and_the_agenda_has_the_runs_and_what_was_agreed(planned: Shell) -> None:
    planned.ok("coach session-say kim 'The CFO'")
    run = planned.finished(finish="--result advance --commitment done")
    picked = planned.finished()
    planned.ok(f"coach session-pick lee {picked}", as_="kim")
    planned.ok("coach session-note lee 'Asks well'", as_="kim")
    agree(planned, "--by", "+7")
    found = planned.ok("coach session kim --json").data
    assert [one["text"] for one in found["said"] + found["notes"]] == ["The CFO", "Asks well"]
    assert [(one["run"], one["why"]) for one in found["runs"]] == [
        (picked, "picked"),
        (run, "it ended in a commitment: what made it?"),
    ]
    assert (found["calls"], found["session"]["open"]) == (2, 1)
    told = planned.ok("coach session lee", as_="kim").out
    assert "Lee: The CFO" in told and "☐ Lee: Listen to Mia, by Mon 30 Nov 2026" in told
    planned.ok(f"coach session-pick lee {picked} --not", as_="kim")
    assert planned.ok("coach session kim --json").data["session"]["picks"] == []


def test_what_is_not_done_is_carried_over_until_it_is(planned: Shell) -> None:
    action = agree(planned, "--by", "+3")
    planned.ok("coach session-close lee", as_="kim", now="2026-11-27T16:00:00Z")
    planned.ok("coach session-plan lee 2026-12-04", as_="kim", now=WEEK_ON)
    found = planned.ok("coach session lee --json", as_="kim", now=WEEK_ON).data
    assert (found["since"], [one["id"] for one in found["carried"]]) == ("2026-11-27", [action])
    assert "(its day is over)" in planned.ok("coach session lee", as_="kim", now=WEEK_ON).out
    planned.ok(f"coach session-done {action}", now=WEEK_ON)
    found = planned.ok("coach session lee --json", as_="kim", now=WEEK_ON).data
    assert (found["carried"], [one["id"] for one in found["ended"]]) == ([], [action])
    planned.ok(f"coach session-done {action[:6]} --state open", as_="kim", now=WEEK_ON)
    assert planned.ok("coach actions --json", now=WEEK_ON).data[0]["state"] == "open"


def test_goals_scores_answers_and_promises_of_the_two_are_on_it(planned: Shell) -> None:
    planned.ok("coach goal lee next-step 60% --by 2026-12-24", as_="kim")
    item = planned.ok("feedback add idea 'A shorter opener' --play first-call").line
    planned.ok(f"desk answer {item} 'It is shorter now'", as_="dana")
    found = planned.ok("coach session lee --json", as_="kim").data
    assert len(found["goals"]) == 1
    assert found["answers"] == ["“A shorter opener”: It is shorter now"]


def test_scores_that_are_hidden_are_told_as_hidden(own: Shell) -> None:
    write(own.root, {"scorecards/review.md": "# Review\n\n## Listened (1–5)\n"})
    run = own.finished()
    own.ok(f"coach score {run} review --answer 1=2", as_="kim")
    assert own.ok("coach session kim --json").data["scores"] == [
        {"run": run, "card": "scorecards/review", "hidden": True}
    ]
    assert "shown once your own scores are in" in own.ok("coach session kim").out
    own.ok(f"coach score {run} review --answer 1=4")
    found = own.ok("coach session kim --json").data
    assert found["scores"][0]["hidden"] is False
    assert found["runs"][0]["why"] == "you scored it differently"
    assert "Score cards" in own.ok("coach report --person lee").out


def test_who_reads_it_is_said_before_it_is_written(planned: Shell, own: Shell) -> None:
    own.ok("coach session-plan lee fri", as_="kim")
    told = own.ok("coach session-note lee x", as_="kim").err
    assert "Only you and Lee Park may read this. It stays on this device" in told
    settings = own.root / "playbook.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f'{text}\n[records]\nhub = "postgresql://db.example/playbook"\n', "utf-8")
    assert "shows it to nobody else" in own.ok("coach session-note lee x", as_="kim").err


def test_it_is_between_the_two_on_record_and_for_everybody_else(planned: Shell) -> None:
    planned.ok("coach session-note lee secret", as_="kim")
    planned.ok("coach session-say kim mine")
    for other in ("mia", "dana"):
        assert planned.ok("coach sessions --json", as_=other).data == []
        assert "secret" not in planned.ok("export-records", as_=other).out
    out = planned.ok("export-records", as_="kim").out
    assert '/pair-lee"' in out and '/pair-kim"' in out and "secret" in out


@pytest.mark.parametrize(
    ("as_", "command", "words"),
    [
        ("lee", "coach session-plan mia fri", "a rep and a manager above them"),
        ("kim", "coach session-plan kim fri", "Nobody is named as your manager"),
        ("kim", "coach session-plan mia soonish", "soonish"),
        ("kim", "coach session-note mia x", "No 1:1 with Mia Novak is planned"),
        ("kim", "coach session lee --last", "was held yet"),
        ("kim", "coach session-note lee ''", "no words to keep"),
        ("kim", "coach session-agree lee '  '", "in a few words"),
        ("kim", "coach session-agree lee x --who dana", "one of the two: Lee Park or Kim Adeyemi"),
        ("kim", "coach session-done zzzzzz", "no action"),
        ("kim", "coach session-reopen lee", "no 1:1 to take up"),
        ("kim", "coach session zoe", "no person"),
    ],
)
def test_what_cannot_be_says_why(planned: Shell, as_: str, command: str, words: str) -> None:
    refused = planned(command, as_=as_)
    assert refused.code == 2 and words in refused.err


def test_only_runs_of_the_rep_that_are_shared_are_picked(planned: Shell) -> None:
    private = planned.finished(finish="--result advance --private")
    others = planned.finished(as_="mia")
    assert "stays out of a 1:1" in planned(f"coach session-pick kim {private}").err
    assert "Pick a run of Lee Park's" in planned(f"coach session-pick lee {others}", as_="kim").err


def test_withdrawn_it_is_kept_and_taken_up_again_and_its_actions_stay(planned: Shell) -> None:
    agree(planned)
    planned.ok("coach session-withdraw lee", as_="kim")
    assert planned.ok("coach sessions --json").data == []
    assert planned.ok("coach sessions --all --json").data[0]["state"] == "withdrawn"
    assert len(planned.ok("coach session kim --json").data["carried"]) == 1
    planned.ok("coach session-reopen lee", as_="kim")
    assert planned.ok("coach sessions --json").data[0]["state"] == "planned"


def test_of_somebody_who_left_all_is_read_and_nothing_new_planned(own: Shell) -> None:
    own.ok("coach session-plan lee fri", as_="kim")
    action = agree(own)
    settings = own.root / "playbook.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("[people.lee]", "[people.leo]"), "utf-8")
    assert own.ok("coach sessions lee --json", as_="kim").data[0]["rep"] == "lee"
    assert "Listen to Mia" in own.ok("coach session lee", as_="kim").out
    own.ok(f"coach session-done {action}", as_="kim")
    refused = own("coach session-plan lee fri --another", as_="kim")
    assert refused.code == 2 and "nothing new is planned" in refused.err


def test_a_new_manager_begins_anew(own: Shell) -> None:
    own.ok("coach session-plan lee fri", as_="kim")
    own.ok("coach session-note lee 'Between us'", as_="kim")
    settings = own.root / "playbook.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('manager = "kim"', 'manager = "dana"', 1), "utf-8")
    assert own.ok("coach sessions --json", as_="dana").data == []
    own.ok("coach session-plan lee fri", as_="dana")
    assert {one["coach"] for one in own.ok("coach sessions --json").data} == {"kim", "dana"}
    assert "Between us" in own.ok("coach session kim").out


def test_markup_and_ten_thousand_words_are_kept_whole_and_printed_harmlessly(planned: Shell) -> None:
    long = "[bold]\x1b[31m " + "word " * 10_000
    planned.ok("coach session-note lee", long, as_="kim")
    said = planned.ok("coach session kim --json").data["notes"][0]["text"]
    assert said.count("word") == 10_000
    out = planned.ok("coach session kim").out
    assert "\x1b" not in out and out.count("word") == 10_000


def test_as_a_file_to_take_along(planned: Shell, own: Shell) -> None:
    own.ok("coach session-plan lee fri", as_="kim")
    own.ok("coach session-say kim '<b>bold</b>'")
    file = own.root / "lee.html"
    told = own.ok(f"coach session lee --html {file}", as_="kim")
    assert "only the two may read" in told.err
    assert "&lt;b&gt;bold" in file.read_text("utf-8")
    assert own(f"coach session lee --html {file}", as_="kim").code == 2
