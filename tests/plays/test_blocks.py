"""To-dos, questions, answers and prose of a step, in the order of the file."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from playbook.plays.items import asks, is_task
from playbook.plays.model import Answer, Block, Problem, Prose, Question, Step, TalkTrack, Todo
from playbook.plays.parse import parse_page, read_blocks


def blocks(text: str) -> list[Block]:
    return list(read_blocks(dedent(text)))


def step(text: str, path: str = "plays/x.md") -> Step:
    """The first step of a page that has others to lead to."""
    page = parse_page(
        f"## First\n{dedent(text)}\n## Next step (2 min)\n\n## Objections\n\n### Why\n\nSo.\n", path
    )
    return page.steps[0]


def test_todos_of_both_sorts() -> None:
    assert blocks(
        """\
        - [ ] Ask **who** [decides](x.md)
        - [x] Tick
        * [X] Star

        1. First
        2. [ ] Second
        3) Other list
        """
    ) == [
        Todo("ask-who-decides", "Ask **who** [decides](x.md)", line=1),
        Todo("tick", "Tick", line=2),
        Todo("star", "Star", line=3),
        Todo("first", "First", ordered=True, line=5),
        Todo("second", "Second", ordered=True, line=6),
        Todo("other-list", "Other list", ordered=True, line=7),
    ]


def test_equal_todos_are_told_apart_and_nested_ones_know_their_depth() -> None:
    assert blocks("1. ______\n2. ______\n   - [ ] deep\n     1. deeper\n- [ ] …\n") == [
        Todo("______", "______", ordered=True, line=1),
        Todo("______-1", "______", ordered=True, line=2),
        Todo("deep", "deep", depth=1, line=3),
        Todo("deeper", "deeper", ordered=True, depth=2, line=4),
        Todo("to-do", "…", line=5),
    ]


@pytest.mark.parametrize(
    "item", ["- [ ]", "- [ ] ", "- [] no", "- [y] no", "- [ ]no", "- [link](x)", "- [ ][a]"]
)
def test_a_box_needs_a_blank_and_words(item: str) -> None:
    assert [type(block) for block in blocks(item)] == [Prose]
    assert not is_task(item[2:])


def test_todos_carry_dates_and_sides() -> None:
    found = blocks(
        """\
        - [ ] Send the contract (due: 2026-12-01) (by legal)
        - [ ] due: 2026-12-02 Call
        - [ ] Plan DUE:2026-12-03
        - [ ] Agree (by Friday)
        - [ ] (by marketing)
        - [ ] Overdue: 2026
        """
    )
    assert found == [
        Todo("send-the-contract", "Send the contract", by="legal", due=date(2026, 12, 1), line=1),
        Todo("call", "Call", due=date(2026, 12, 2), line=2),
        Todo("plan", "Plan", due=date(2026, 12, 3), line=3),
        Todo("agree-by-friday", "Agree (by Friday)", line=4),
        Todo("by-marketing", "(by marketing)", line=5),
        Todo("overdue-2026", "Overdue: 2026", line=6),
    ]


@pytest.mark.parametrize("due", ["2026-02-30", "2026-13-01", "1.12.2026"])
def test_a_wrong_date_is_told_and_kept(due: str) -> None:
    page = parse_page(f"## A\n- [ ] Send, due: {due}\n## B\n", "plays/x.md")
    assert page.steps[0].todos[0].text == f"Send, due: {due}"
    assert page.steps[0].todos[0].due is None
    assert page.problems == (Problem(2, "The date after “due:” is not one like 2026-12-31."),)


def test_todos_of_another_sides_step_are_theirs() -> None:
    page = parse_page("## A (by service)\n- [ ] x\n- [ ] y (by sales)\n## B\n", "plays/x.md")
    assert [todo.by for todo in page.steps[0].todos] == ["service", "sales"]


def test_a_question_with_answers_to_choose_one() -> None:
    assert blocks(
        """\
        ### How do you forecast today?

        Listen for names.

        | a | b |
        |---|---|

        - Spreadsheets
        - *Gut* feeling

          and more
        - Spreadsheets

        After.
        """
    ) == [
        Question(
            id="how-do-you-forecast-today",
            text="How do you forecast today?",
            choose="one",
            answers=(
                Answer("spreadsheets", "Spreadsheets", line=8),
                Answer("gut-feeling", "Gut feeling", line=9),
                Answer("spreadsheets-1", "Spreadsheets", line=12),
            ),
            body="Listen for names.\n\n| a | b |\n|---|---|",
            line=1,
        ),
        Prose("and more", 11),
        Prose("After.", 14),
    ]


def test_a_question_with_boxes_takes_many_answers() -> None:
    [question] = blocks("#### Who feels it? (must)\n- [ ] Sales\n- [x] Finance\n- plain\n")
    assert question == Question(
        id="who-feels-it",
        text="Who feels it?",
        choose="many",
        answers=(
            Answer("sales", "Sales", line=2),
            Answer("finance", "Finance", line=3),
            Answer("plain", "plain", line=4),
        ),
        line=1,
    )


def test_a_question_without_a_list_takes_text() -> None:
    assert blocks("### What does it cost?\n\nCount to four.\n\nWait.\n\n### Next\n\ntext\n") == [
        Question("what-does-it-cost", "What does it cost?", body="Count to four.\n\nWait.", line=1),
        Prose("### Next\n\ntext", 7),
    ]


def test_only_the_first_list_holds_answers() -> None:
    assert blocks("### Why?\n- a\n\n<!-- -->\n\n- b\n- [ ] c\n\n1. d\n") == [
        Question("why", "Why?", "one", (Answer("a", "a", line=2),), line=1),
        Prose("<!-- -->", 4),
        Prose("- b", 6),
        Todo("c", "c", line=7),
        Todo("d", "d", ordered=True, line=9),
    ]


def test_an_ordered_list_under_a_question_is_what_to_do() -> None:
    assert blocks("### How do I log in?\n1. Open\n2. Type\n\n- note\n") == [
        Question("how-do-i-log-in", "How do I log in?", line=1),
        Todo("open", "Open", ordered=True, line=2),
        Todo("type", "Type", ordered=True, line=3),
        Prose("- note", 5),
    ]


def test_a_list_of_nothing_gives_no_answers() -> None:
    assert blocks("### Why?\n-\n-\n") == [Question("why", "Why?", line=1)]


@pytest.mark.parametrize(
    "heading",
    ["### Why?", '### "Why?"', "### *Why?*", "### Why？", "### لماذا؟", "### Why?[^1]", "Why?\n---"],
)
def test_headings_that_ask(heading: str) -> None:
    text = f"{heading}\n\n[^1]: x\n"
    assert [type(block) for block in blocks(text)][:1] == [Question]


@pytest.mark.parametrize("heading", ["### Why", "### Why? Because.", "### (Why?)", "### ?!"])
def test_headings_that_do_not_ask(heading: str) -> None:
    assert blocks(heading) == [Prose(heading, 1)]


def test_bullets_that_ask_take_text() -> None:
    assert blocks(
        """\
        - Who decides?
        - Statement
        - "How, *exactly*?"
          - by post
          - by fax

            slowly
        - Why?
          - Since when?
        """
    ) == [
        Question("who-decides", "Who decides?", line=1),
        Prose("- Statement", 2),
        Question("how-exactly", '"How, exactly?"', body="- by post\n- by fax\n\n  slowly", line=3),
        Question("why", "Why?", line=8),
        Question("since-when", "Since when?", line=9),
    ]


def test_what_is_to_do_below_a_question_is_nested() -> None:
    assert blocks("- Why?\n  - [ ] note [ ] it\n") == [
        Question("why", "Why?", line=1),
        Todo("note---it", "note [ ] it", depth=1, line=2),
    ]


def test_a_box_that_asks_is_still_to_do_and_so_is_a_number() -> None:
    assert blocks("- [ ] Budget?\n\n1. Who?\n") == [
        Todo("budget", "Budget?", line=1),
        Todo("who", "Who?", ordered=True, line=3),
    ]


def test_bullets_under_a_question_do_not_ask() -> None:
    assert blocks("### Who?\n- You?\n  - Really?\n- Me\n\n* Or them?\n") == [
        Question("who", "Who?", "one", (Answer("you", "You?", line=2), Answer("me", "Me", line=4)), line=1),
        Prose("- Really?", 3),
        Prose("* Or them?", 6),
    ]


def test_questions_of_a_step_share_its_name_and_never_an_id() -> None:
    found = step("### Why?\n### Why?\n- Why?\n- [ ] Why?\n").questions
    assert [question.id for question in found] == ["first/why", "first/why-1"]
    assert [answer.id for answer in found[1].answers] == ["why", "why-1"]


@pytest.mark.parametrize(
    ("answer", "text", "leads_to"),
    [
        ("They don't → [Qualify](#next-step)", "They don't", "#next-step"),
        ("They don't -> [Qualify](#next-step)", "They don't", "#next-step"),
        ("They don't → [Qualify](#next-step-2-min)", "They don't", "#next-step"),
        ("They don't: → [x](#Next-Step)", "They don't", "#next-step"),
        ("Today → tomorrow → [x](#next-step)", "Today → tomorrow", "#next-step"),
        ("[A](a.md) or [B](b.md) → [x](#next-step)", "A or B", "#next-step"),
        ("Never → [End](#end)", "Never", "#end"),
        ("Never → End", "Never", "#end"),
        ("Never → #end", "Never", "#end"),
        ("No → Next step", "No", "#next-step"),
        ("[Acme *Forecast*](../../battlecards/acme.md)", "Acme Forecast", "battlecards/acme"),
        (
            "We use [Acme](../../battlecards/acme.md#price) a lot",
            "We use Acme a lot",
            "battlecards/acme#price",
        ),
        ("[Acme](../../battlecards/acme.md) and [Next](#next-step)", "Acme and Next", "battlecards/acme"),
        ("[Site](https://example.com) or [Next](#next-step)", "Site or Next", "#next-step"),
        ("[Site](https://example.com)", "Site", ""),
        ("Plain", "Plain", ""),
        ("4 h → now 1 h", "4 h → now 1 h", ""),
        ("`code` & <b>html</b> \\* ![alt](x.png)", "code & html * alt", ""),
        ("[Why](#why)", "Why", "plays/discover/x#why"),
        ("[By reference][r]", "By reference", "#next-step"),
        ("→ [Next](#next-step)", "→ Next", "#next-step"),
        ("[Here](x.md#next-step)", "Here", "#next-step"),
        ("![](x.png)", "![](x.png)", ""),
    ],
)
def test_answers_show_their_words_and_lead_on(answer: str, text: str, leads_to: str) -> None:
    found = step(f"### Q?\n- {answer}\n\n[r]: #next-step\n", "plays/discover/x.md").questions[0].answers[0]
    assert (found.text, found.leads_to) == (text, leads_to)


def test_an_answer_that_leads_nowhere_is_told_with_its_line() -> None:
    page = parse_page("## A\n### Q?\n\n- No → [Out](#qualify-uot)\n- Go → Nowhere\n## B\n", "plays/x.md")
    [first, second] = page.steps[0].questions[0].answers
    assert (first.text, first.leads_to, second.text) == ("No", "", "Go → Nowhere")
    assert page.problems == (Problem(4, "The answer “No” leads to #qualify-uot, which is not on this page."),)


def test_prose_is_kept_as_written_and_in_its_place() -> None:
    text = "Intro.\n\n- plain\n- list\n\n<div>\nhtml\n</div>\n\n{% liquid %} {:.x}\n\n```sh\n- [ ] code\n```"
    assert blocks(f"{text}\n\n---\n\n- [ ] do\n\nAfter\n\n---\n") == [
        Prose(text, 1),
        Todo("do", "do", line=18),
        Prose("After", 20),
    ]


def test_a_rule_inside_prose_stays_and_one_around_it_goes() -> None:
    assert blocks("---\n\na\n\n---\n\nb\n\n---\n") == [Prose("a\n\n---\n\nb", 3)]
    assert blocks("---\n\n***\n\n___\n") == []


def test_a_line_to_fill_is_no_rule() -> None:
    assert blocks("Owner:\n\n______\n\n- [ ] do\n\n_____\n") == [
        Prose("Owner:\n\n______", 1),
        Todo("do", "do", line=5),
        Prose("_____", 7),
    ]


def test_mixed_lists_are_taken_apart_in_order() -> None:
    assert blocks("- a\n- b\n- [ ] c\n- d\n  - [ ] e\n  - f\n- g\n\nh\n") == [
        Prose("- a\n- b", 1),
        Todo("c", "c", line=3),
        Prose("- d", 4),
        Todo("e", "e", depth=1, line=5),
        Prose("- f", 6),
        Prose("- g\n\nh", 7),
    ]


def test_what_belongs_to_a_todo_follows_it() -> None:
    assert blocks("1. Open\n\n   ```sh\n   ls\n   ```\n\n   - hint\n     more\n2. Close\n") == [
        Todo("open", "Open", ordered=True, line=1),
        Prose("```sh\nls\n```\n\n- hint\n  more", 3),
        Todo("close", "Close", ordered=True, line=9),
    ]


def test_code_in_a_step_keeps_its_indent() -> None:
    assert blocks("a\n\n    code\n      more\n") == [Prose("a\n\n    code\n      more", 1)]
    assert read_blocks("    code\n") == (Prose("    code", 1),)


def test_a_footnote_is_no_prose_and_parts_it() -> None:
    assert blocks("a[^1]\n\n[^1]: As of 2026-01.\n\n    More.\n\nb\n") == [Prose("a[^1]", 1), Prose("b", 7)]


def test_link_definitions_stay_with_the_prose_around_them() -> None:
    assert blocks("a\n\n[x]: y.md\n\nb\n") == [Prose("a\n\n[x]: y.md\n\nb", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why?", True),
        ("Why? ", True),
        ("“Why?”", True),
        ("**Why?**", True),
        ("`why?`", True),
        ("なぜ？", True),
        ("Why?[^a]", True),
        ("Why [^a]", False),
        ("[^a]", False),
        ("Why", False),
        ("", False),
        ("(Why?)", False),
    ],
)
def test_asking(text: str, expected: bool) -> None:
    assert asks(text) is expected


def test_blocks_of_any_markdown_know_their_lines_in_the_file() -> None:
    assert read_blocks("> Hi\n\ntext\n", 41) == (TalkTrack(("Hi",), 41, (41,)), Prose("text", 43))
    assert read_blocks("x\n" * 60_000, 5) == (Prose("x\n" * 60_000, 5),)
