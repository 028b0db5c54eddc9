"""The rules about one page: its front matter, its steps, where they lead, and headings that were reworded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from playbook.plays.lint.context import Context
from playbook.plays.lint.facts_rules import (
    as_of_age,
    front_matter,
    owners,
    value_and_commitment,
    verified,
    vocabulary,
)
from playbook.plays.lint.history_rules import reworded
from playbook.plays.lint.mend import mend
from playbook.plays.lint.model import Finding
from playbook.plays.lint.source import Source
from playbook.plays.lint.step_rules import branches, one_id_each, something_in_it
from playbook.plays.parse import parse_page
from playbook.plays.settings_model import Person, Settings, Stage, Vocabulary

TODAY = date(2026, 11, 21)
SETTINGS = Settings(
    stages=(Stage("discover"), Stage("prove")),
    vocabulary=Vocabulary(segments=("mid-market", "enterprise"), personas=("cfo",)),
    people={
        "dana": Person("dana", "Dana", side="marketing"),
        "lee": Person("lee", "Lee", side="sales"),
        "kit": Person("kit"),
    },
)
Rule = Callable[[Source, Context], Iterator[Finding]]


def found(rule: Rule, text: str, settings: Settings = SETTINGS, path: str = "a.md") -> list[Finding]:
    source = Source(parse_page(text, path), text)
    return list(rule(source, Context(settings, TODAY)))


def said(rule: Rule, text: str, settings: Settings = SETTINGS, path: str = "a.md") -> list[tuple[int, str]]:
    return [(one.line, one.message) for one in found(rule, text, settings, path)]


def play(front: str = "", body: str = "## One\n\n> Hello.\n\n## Two\n\n> Bye.\n") -> str:
    return f"---\nkind: play\n{front}---\n# A\n\n{body}"


# Front matter


def test_front_matter_that_reads_is_no_finding() -> None:
    assert said(front_matter, play("stage: discover\n")) == []
    assert said(front_matter, "# A page without any\n") == []
    assert said(front_matter, "") == []


def test_a_value_with_a_colon_is_put_in_quotes() -> None:
    text = play("value: Leaves with: a picture\n")
    [one] = found(front_matter, text)
    assert (one.line, one.code) == (3, "PB001")
    assert one.fix == "put the value in quotes"
    mended, count = mend(text, [one])
    assert 'value: "Leaves with: a picture"\n' in mended
    assert (count, said(front_matter, mended)) == (1, [])


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        ("stage: prov\n", 3, "“prov” is not one of the playbook's stages. Did you mean “prove”?"),
        ("stage: zzz\n", 3, "“zzz” is not one of the playbook's stages. Known: discover, prove."),
        (
            "segments: [enterprise, mid market]\n",
            3,
            "“mid market” is not one of the playbook's segments. Did you mean “mid-market”?",
        ),
        ("segments:\n  - enterprise\n  - tiny\n", 5, "“tiny” is not one of the playbook's segments. Known: "),
        ("personas: [CFOs]\n", 3, "“CFOs” is not one of the playbook's personas. Did you mean “cfo”?"),
        (
            "channels: [fax]\n",
            3,
            "“fax” is not one of the playbook's channels. Known: phone, video, email, in-person.",
        ),
        ('personas: ["\\e[2J"]\n', 3, "“␛[2J” is not one of the playbook's personas."),
    ],
)
def test_a_word_that_the_playbook_does_not_know_is_told_where_it_stands(
    front: str, line: int, message: str
) -> None:
    [(at, told)] = said(vocabulary, play(front))
    assert at == line
    assert told.startswith(message)


def test_only_another_spelling_has_one_right_answer() -> None:
    [one] = found(vocabulary, play("segments: [Mid Markets]\n"))
    assert one.fix == "“mid-market”"
    [edit] = one.edits
    assert (edit.line, edit.column, edit.old, edit.new) == (3, 12, "Mid Markets", "mid-market")
    [one] = found(vocabulary, play("segments: [mid-markt]\n"))
    assert (one.fix, one.edits) == ("", ())


def test_a_playbook_without_words_leaves_the_choice_free() -> None:
    front = "stage: any\nsegments: [x]\npersonas: [y]\ntriggers: [z]\n"
    assert said(vocabulary, play(front), Settings()) == []


@pytest.mark.parametrize(
    ("front", "messages"),
    [
        ("owners: {marketing: dana, sales: lee}\n", []),
        ("owners: {marketing: kit, sales: kit}\n", []),
        ("owners: {sales: lee}\n", ["Nobody from marketing answers for this page."]),
        ("", ["Nobody from marketing answers for this page.", "Nobody from sales answers for this page."]),
        (
            "owners: {marketing: dana, sales: le}\n",
            ["“le”, who answers for sales, is not among the people of this playbook. Did you mean “lee”?"],
        ),
        (
            "owners: {marketing: dana, sales: zoe}\n",
            ["“zoe”, who answers for sales, is not among the people of this playbook. Name somebody"],
        ),
        ("owners: {marketing: lee, sales: lee}\n", ["Lee is from sales and cannot answer for marketing."]),
        ("status: retired\n", []),
    ],
)
def test_both_sides_answer_for_a_play(front: str, messages: list[str]) -> None:
    told = said(owners, play(front))
    assert len(told) == len(messages)
    assert all(text.startswith(message) for (_, text), message in zip(told, messages, strict=True))


def test_a_plain_page_and_a_readme_need_no_owner() -> None:
    assert said(owners, "---\nkind: page\n---\n# A\n") == []
    assert said(owners, play(), path="plays/ReadMe.md") == []
    assert len(said(owners, "---\nkind: persona\n---\n# CFO\n")) == 2


@pytest.mark.parametrize(
    ("front", "keys"),
    [
        ("", ["value", "commitment"]),
        ("value: A picture\n", ["commitment"]),
        ("value: A picture\ncommitment: A date\n", []),
        ("value: ''\ncommitment: A date\n", ["value"]),
        ("status: draft\n", []),
        ("status: retired\n", []),
    ],
)
def test_a_live_play_says_what_the_customer_gets_and_gives(front: str, keys: list[str]) -> None:
    told = [text for _, text in said(value_and_commitment, play(front))]
    assert [text.split("”")[0].removeprefix("“") for text in told] == keys


OWNED = "owners: {sales: lee}\n"


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("verified: 2026-11-21\n", ""),
        ("verified: 2026-08-23\n", ""),
        ("verified: 2026-08-22\n", "Last verified 2026-08-22, 91 days ago; it should be every 90 days."),
        (
            "verified: 2026-11-13\nverify-every: 1 week\n",
            "Last verified 2026-11-13, 8 days ago; it should be every 1 week.",
        ),
        ("verified: 2027-01-01\n", ""),
        (OWNED, "Nobody has verified this page yet. An owner reads it and sets “verified”."),
        ("", ""),
        ("verified: 2020-01-01\nstatus: draft\n", ""),
        ("verified: 2020-01-01\nstatus: retired\n", ""),
    ],
)
def test_a_page_is_called_right_again_within_its_interval(front: str, told: str) -> None:
    messages = [text for _, text in said(verified, play(front))]
    assert len(messages) == bool(told)
    assert "".join(messages).startswith(told)


@pytest.mark.parametrize(
    ("as_of", "months"),
    [("2026-11", 0), ("2026-10", 1), ("2025-12", 11), ("2025-11", 12), ("2027-01", -2), ("2016-11", 120)],
)
def test_evidence_ages_by_the_month(as_of: str, months: int) -> None:
    assert as_of_age(as_of, TODAY) == months


# Steps


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        ("## One\n\n> Hello.\n\n## Two\n\n- [ ] Do it\n", []),
        ("## One\n\n## Two\n\n> Bye.\n", ["Nothing stands in the step “One”."]),
        (
            "## One\n\nWords to read.\n\n## Two\n\n> Bye.\n",
            ["Nothing to say, ask or do stands in the step “One”."],
        ),
        ("## One\n\n### Who decides?\n\n## Two\n\n> Bye.\n", []),
        ("## One (by marketing)\n\n## Two\n\n> Bye.\n\n## Background\n", []),
    ],
)
def test_a_step_has_something_to_say_ask_or_do(body: str, steps: list[str]) -> None:
    told = [text for _, text in said(something_in_it, play("", body))]
    assert len(told) == len(steps)
    assert all(text.startswith(step) for text, step in zip(told, steps, strict=True))


def test_ten_steps_are_followed_on_a_call_and_eleven_are_not() -> None:
    def body(count: int) -> str:
        return "".join(f"## Step {number}\n\n> Hello.\n\n" for number in range(1, count + 1))

    assert said(something_in_it, play("", body(10))) == []
    [(line, told)] = said(something_in_it, play("", body(11)))
    assert told.startswith("11 steps are more than anybody follows on a call; at most 10, better seven.")
    assert play("", body(11)).split("\n")[line - 1] == "## Step 11"


ASKS = "## One\n\n### Ready?\n\n- Yes\n- No → [Aside](#aside)\n\n## Two\n\n> Bye.\n\n"


def test_a_branch_that_an_answer_leads_to_is_reached() -> None:
    assert said(branches, play("", ASKS + "## Aside (branch)\n\n> So be it.\n")) == []


def test_a_branch_that_nothing_leads_to_is_told_with_what_would() -> None:
    body = "## One\n\n> Hello.\n\n## Two\n\n> Bye.\n\n## Aside (branch)\n\n> So be it.\n"
    [(line, told)] = said(branches, play("", body))
    assert told == "No answer leads to the branch “Aside”. Let one: - Not now → [Aside](#aside)"
    assert play("", body).split("\n")[line - 1] == "## Aside (branch)"


def test_branches_that_only_lead_to_each_other_have_no_way_out() -> None:
    body = ASKS + (
        "## Aside (branch)\n\n> Hm.\n\n→ [Again](#again)\n\n## Again (branch)\n\n> Hm.\n\n→ [Aside](#aside)\n"
    )
    [(_, told)] = said(branches, play("", body))
    assert told.startswith("There is no way out of “Aside”, “Again”: every way leads back.")


@pytest.mark.parametrize("way_out", ["[End](#end)", "[Two](#two)", "[Elsewhere](b.md)"])
def test_the_end_the_path_and_another_page_are_ways_out(way_out: str) -> None:
    body = ASKS + f"## Aside (branch)\n\n> Hm.\n\n→ {way_out}\n"
    assert said(branches, play("", body)) == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("## One\n\n> A.\n\n## Two\n\n> B.\n", []),
        ("## One\n\n> A.\n\n## one!\n\n> B.\n", ["Two steps are called “one!”."]),
        ("## One\n\n> A.\n\n## One\n\n> B.\n\n## One\n\n> C.\n", ["Two steps are called “One”."] * 2),
        (
            "## One\n\n### Who?\n\n### Who?\n\n## Two\n\n### Who?\n",
            ["Two questions of the step “One” are called “Who?”."],
        ),
        ("## 株式\n\n> A.\n\n## 株式\n\n> B.\n", ["Two steps are called “株式”."]),
    ],
)
def test_each_step_and_question_has_a_name_of_its_own(body: str, told: list[str]) -> None:
    messages = [text for _, text in said(one_id_each, play("", body))]
    assert len(messages) == len(told)
    assert all(text.startswith(begin) for text, begin in zip(messages, told, strict=True))


# Headings reworded

BEFORE = play("", "## Find the cost\n\n> What does a wrong forecast cost you today?\n\n## Close\n\n> Bye.\n")


def history(now: str, before: str = BEFORE) -> list[Finding]:
    source = Source(parse_page(now, "a.md"), now)
    context = Context(SETTINGS, TODAY, published={"a.md": parse_page(before, "a.md")})
    return list(reworded(source, context))


def test_a_heading_reworded_over_the_same_words_is_told_and_mended() -> None:
    now = BEFORE.replace("Find the cost", "Name the price")
    [one] = history(now)
    assert one.message.startswith("This was “Find the cost” when it was last published; ")
    assert one.fix == "moved: {find-the-cost: name-the-price}"
    assert now.split("\n")[one.line - 1] == "## Name the price"
    lines = now.split("\n")
    [edit] = one.edits
    lines.insert(edit.line - 1, edit.new)
    assert history("\n".join(lines)) == []


@pytest.mark.parametrize(
    "now",
    [
        BEFORE,
        BEFORE.replace("> Bye.", "> See you."),
        BEFORE.replace("## Close", "## New one\n\n> Something else altogether.\n\n## Close"),
        play("", "## Close\n\n> Bye.\n\n## Another\n\n> Not a word in common.\n"),
        BEFORE.replace("Find the cost", "Find the cost!"),
    ],
)
def test_what_keeps_its_id_is_new_or_gone_is_not_reworded(now: str) -> None:
    assert history(now) == []


def test_a_page_that_was_never_published_has_no_history() -> None:
    assert said(reworded, BEFORE) == []


@pytest.mark.parametrize(
    ("front", "line", "new"),
    [
        ("moved: {old: close}\n", 3, "moved: {old: close, find-the-cost: name-the-price}"),
        ("moved: {}\n", 3, "moved: {find-the-cost: name-the-price}"),
        ("moved:\n  old: close\n", 4, "  find-the-cost: name-the-price"),
        ("stage: discover\n", 4, "moved: {find-the-cost: name-the-price}"),
    ],
)
def test_what_was_moved_before_stays(front: str, line: int, new: str) -> None:
    now = BEFORE.replace("kind: play\n", f"kind: play\n{front}").replace("Find the cost", "Name the price")
    [one] = history(now)
    [edit] = one.edits
    assert (edit.line, edit.new) == (line, new)


def test_two_headings_that_changed_places_and_names_each_find_their_own() -> None:
    now = play(
        "", "## Goodbye\n\n> Bye.\n\n## Name the price\n\n> What does a wrong forecast cost you today?\n"
    )
    assert {one.fix for one in history(now)} == {
        "moved: {find-the-cost: name-the-price}",
        "moved: {close: goodbye}",
    }
