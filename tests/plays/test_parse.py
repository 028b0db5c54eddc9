"""A page from its text: the documented example, kinds, what can be run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from playbook.plays.model import (
    Answer,
    Evidence,
    Hint,
    Objection,
    Page,
    Problem,
    Prose,
    Question,
    Step,
    TalkTrack,
    Todo,
    summarize,
)
from playbook.plays.parse import page_id, parse_page, read_page

EXAMPLE = """\
---
title: First discovery call
stage: discover
segments: [mid-market, enterprise]
owners: {marketing: dana, sales: lee}
status: live
verified: 2026-09-30
value: Leaves with a costed picture of the problem, whether or not they buy.
---

A first conversation with someone who asked to talk.

## Open (1 min, must)

> Hi {{contact.first_name}}, thanks for making the time.
> If it's not a fit, I'll say so. Fair?

- [ ] Confirm how long they have
- [ ] Ask who else should be here

## Find the cost (10 min)

> [!TIP]
> Silence works. Count to four before you fill it.

### How do you forecast today?

- Spreadsheets
- [Acme Forecast](../../battlecards/acme-forecast.md)
- They don't → [Qualify out](#qualify-out)

### What does a wrong forecast cost you?

## Agree the next step (2 min)

> Teams like yours cut forecast error by a third[^third].

## Qualify out (branch)

> It sounds like this isn't the year.

→ [End](#end)

## Objections

### "We already have a tool"

> Most teams we work with did.

## Background

[^third]: Median of 41 customers, as of 2026-06. [Study](../../assets/forecast-study.md)
"""


def test_the_documented_example() -> None:
    page = parse_page(EXAMPLE, "plays/discover/first-call.md")
    assert (page.id, page.path, page.title, page.kind) == (
        "plays/discover/first-call",
        "plays/discover/first-call.md",
        "First discovery call",
        "play",
    )
    assert page.brief == "A first conversation with someone who asked to talk."
    assert page.steps == (
        Step(
            "open",
            "Open",
            (
                TalkTrack(
                    (
                        "Hi {{contact.first_name}}, thanks for making the time.\n"
                        "If it's not a fit, I'll say so. Fair?",
                    ),
                    15,
                    (15,),
                ),
                Todo("confirm-how-long-they-have", "Confirm how long they have", line=18),
                Todo("ask-who-else-should-be-here", "Ask who else should be here", line=19),
            ),
            seconds=60,
            must=True,
            line=13,
            end_line=19,
        ),
        Step(
            "find-the-cost",
            "Find the cost",
            (
                Hint("Silence works. Count to four before you fill it.", "Tip", 23),
                Question(
                    "find-the-cost/how-do-you-forecast-today",
                    "How do you forecast today?",
                    "one",
                    (
                        Answer("spreadsheets", "Spreadsheets", line=28),
                        Answer("acme-forecast", "Acme Forecast", "battlecards/acme-forecast", 29),
                        Answer("they-dont", "They don't", "#qualify-out", 30),
                    ),
                    line=26,
                ),
                Question(
                    "find-the-cost/what-does-a-wrong-forecast-cost-you",
                    "What does a wrong forecast cost you?",
                    line=32,
                ),
            ),
            seconds=600,
            line=21,
            end_line=32,
        ),
        Step(
            "agree-the-next-step",
            "Agree the next step",
            (TalkTrack(("Teams like yours cut forecast error by a third[^third].",), 36, (36,)),),
            seconds=120,
            line=34,
            end_line=36,
        ),
        Step(
            "qualify-out",
            "Qualify out",
            (
                TalkTrack(("It sounds like this isn't the year.",), 40, (40,)),
                Prose("→ [End](#end)", 42),
            ),
            branch=True,
            leads_to="#end",
            line=38,
            end_line=42,
        ),
        Step("background", "Background", reference=True, line=50, end_line=52),
    )
    assert page.objections == (
        Objection("we-already-have-a-tool", '"We already have a tool"', "> Most teams we work with did.", 46),
    )
    assert page.evidence == (
        Evidence(
            "third",
            "Median of 41 customers, as of 2026-06. [Study](../../assets/forecast-study.md)",
            "2026-06",
            52,
        ),
    )
    assert page.fields == ("contact.first_name",)
    assert page.problems == ()
    assert page.runnable
    assert not page.template
    assert page.minutes == 13.0
    assert [step.id for step in page.path_steps] == ["open", "find-the-cost", "agree-the-next-step"]


def test_a_page_survives_being_cached() -> None:
    page = parse_page(EXAMPLE, "plays/discover/first-call.md")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(page), type=Page) == page
    summary = summarize(page, "b10b")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(summary), type=type(summary)) == summary


def test_line_ends_and_marks_of_the_file_change_nothing_but_themselves() -> None:
    page = parse_page(EXAMPLE, "plays/x.md")
    assert parse_page("\ufeff" + EXAMPLE.replace("\n", "\r\n"), "plays/x.md") == page
    assert read_page(EXAMPLE.replace("\n", "\r").encode("utf-8-sig"), "plays/x.md") == page


def test_a_file_that_is_not_utf8_opens_with_a_word() -> None:
    page = read_page(b"# Gr\xfc\xdfe\n\n## A\n\n## B\n", "x.md")
    assert page.title == "Grüße"
    assert page.problems == (
        Problem(1, "The file is not UTF-8: some letters may be wrong. Save it as UTF-8."),
    )


@pytest.mark.parametrize("text", ["", "\n", "  \n\t\n"])
def test_an_empty_file_is_a_page_that_says_so(text: str) -> None:
    page = parse_page(text, "plays/first-call.md")
    assert (page.title, page.brief, page.steps, page.runnable) == ("First call", "", (), False)
    assert page.problems == (Problem(1, "The file is empty."),)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("plays/acme-forecast.md", "Acme forecast"),
        ("plays/two__words - here.md", "Two words here"),
        ("plays/README.md", "Plays"),
        ("a/my-folder/index.md", "My folder"),
        ("a/_index.md", "A"),
        ("README.md", "README"),
        ("日本語.md", "日本語"),
        ("---.md", "---"),
        ("x.txt", "X.txt"),
    ],
)
def test_a_page_without_a_title_is_called_by_its_file(path: str, title: str) -> None:
    assert parse_page("text", path).title == title


def test_a_title_is_shown_as_words() -> None:
    assert parse_page("# The *first* [call](x.md) `now`\n", "x.md").title == "The first call now"
    assert parse_page("---\ntitle: '*as* written'\n---\n# Other\n", "x.md").title == "*as* written"
    assert parse_page("# ![](x.png)\n", "my-page.md").title == "My page"


TWO = "## A\n\n## B\n"


@pytest.mark.parametrize(
    ("path", "text", "kind", "runnable"),
    [
        ("plays/x.md", TWO, "play", True),
        ("plays/a/b/x.md", "## A\n", "play", True),
        ("Plays/x.md", TWO, "play", True),
        ("plays/x.md", "text", "play", False),
        ("plays/x.md", "## A (branch)\n\n## B (branch)\n", "play", False),
        ("plays/README.md", TWO, "page", False),
        ("a/readme.md", TWO, "page", False),
        ("README.md", f"---\nkind: play\n---\n{TWO}", "play", False),
        ("objections/x.md", TWO, "objection", False),
        ("battlecards/x.md", TWO, "battlecard", False),
        ("personas/x.md", TWO, "persona", False),
        ("scorecards/x.md", TWO, "scorecard", False),
        ("account-plans/acme.md", "## A\n", "account-plan", True),
        ("notes/x.md", TWO, "page", True),
        ("notes/x.md", "## A\n", "page", False),
        ("notes/x.md", "## A\n\n## B (branch)\n", "page", True),
        ("notes/x.md", "## A\n\n## Background\n", "page", False),
        ("notes/x.md", "## A\n\n## Objections\n\n### x\n", "page", False),
        ("x.md", TWO, "page", True),
        ("notes/plays/x.md", TWO, "page", True),
        ("plays/x.md", f"---\nkind: battlecard\n---\n{TWO}", "battlecard", False),
        ("notes/x.md", "---\nkind: play\n---\n## A\n", "play", True),
        ("notes/x.md", f"---\nkind: blog\n---\n{TWO}", "page", True),
    ],
)
def test_kinds_and_what_can_be_run(path: str, text: str, kind: str, runnable: bool) -> None:
    page = parse_page(text, path)
    assert (page.kind, page.runnable) == (kind, runnable)


def test_problems_stand_in_the_order_of_the_file() -> None:
    page = read_page(
        b"---\nstatus: x\nverified: y\n---\n## A\n### Q?\n- n \xff -> [z](#z)\n- [ ] due: 2026-13-01\n## B\n",
        "plays/x.md",
    )
    assert [problem.line for problem in page.problems] == [2, 3, 7, 7]


def test_an_account_plan_is_a_play_with_dates_and_sides() -> None:
    page = parse_page(
        "---\naccount: acme\n---\n## Grow (by service)\n- [ ] Visit (due: 2026-12-01)\n",
        "account-plans/acme.md",
    )
    assert page.facts.account == "acme"
    assert page.steps[0].by == "service"
    assert str(page.steps[0].todos[0].due) == "2026-12-01"


def test_ids_keep_their_path_and_folders_with_blanks() -> None:
    assert parse_page("x", "a folder/- odd\nname.md").id == "a folder/- odd\nname"
    assert page_id("a/b.md") == "a/b"


def test_a_step_is_found_by_its_earlier_id() -> None:
    page = parse_page("---\nmoved: {opening: open}\n---\n## Open\n\n## B\n", "plays/x.md")
    found = page.step("opening")
    assert found is not None
    assert found.id == "open"
    assert page.step("gone") is None


def test_markup_of_other_tools_is_shown() -> None:
    text = (
        "---\ntitle: x\n---\n## A {#a .b}\n{:.lead}\n\n{{< figure src='x' >}}\n\n{% include x %}\n\n"
        "<Mdx prop={1} />\n\n<details>\n<summary>More</summary>\n\n## In details\n\n</details>\n\n"
        "```mermaid\ngraph\n```\n\n<!-- ## Hidden -->\n"
    )
    page = parse_page(text, "x.md")
    assert [step.title for step in page.steps] == ["A {#a .b}", "In details"]
    [prose] = page.steps[0].blocks
    assert isinstance(prose, Prose)
    assert prose.text.startswith("{:.lead}\n\n{{< figure src='x' >}}\n\n{% include x %}")
    assert page.steps[1].blocks == (Prose("</details>\n\n```mermaid\ngraph\n```\n\n<!-- ## Hidden -->", 18),)


def test_japanese_text_reads_as_any_other() -> None:
    text = "# 初回の電話\n\n## 開始（5分）\n\n> お時間をいただき\n\n- 誰が決めますか？\n\n## 次\n"
    page = parse_page(text, "plays/電話.md")
    [first, second] = page.steps
    assert (page.title, first.id, first.seconds, second.id) == ("初回の電話", "開始", 300, "次")
    assert first.questions[0].id == "開始/誰が決めますか"


def test_the_core_reads_pages_without_loading_a_screen_or_git() -> None:
    code = (
        "import sys\n"
        "import playbook.plays.parse, playbook.plays.settings\n"
        "heavy = {'markdown_it', 'mdit_py_plugins', 'yaml', 'git', 'rich', 'textual', 'difflib', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "playbook.plays.parse.parse_page('# T', 'x.md')\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    first, second = ran.stdout.splitlines()
    assert first == "[]"
    assert "'rich'" not in second
    assert "'textual'" not in second
