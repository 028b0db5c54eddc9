"""Any text is a page: what holds for every one of them."""

from __future__ import annotations

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playbook.plays.model import Notice, Page, Prose, Question, TalkTrack, Todo, summarize
from playbook.plays.parse import parse_page, read_blocks, read_page

LINES = st.sampled_from(
    [
        "---",
        "title: x",
        "kind: scorecard",
        "a: b: c",
        "# T",
        "## A",
        "## A (1 min, must)",
        "## Out (branch)",
        "## Background",
        "## Objections",
        "### Why?",
        '### "Quoted"',
        "#### Deep",
        "# ",
        "===",
        "> said",
        "> > deep",
        ">",
        "> [!NOTE]",
        "> [!WARNING] care",
        "> **Label:** hint",
        "- plain",
        "- asks?",
        "- [ ] do (due: 2026-12-01)",
        "- [ ] due: 2026-99-99",
        "  - [x] nested",
        "    - deeper?",
        "- no → [Out](#out)",
        "- x → [y](#missing)",
        "* [A](../b.md#c)",
        "1. one",
        "2. ______",
        "   1. two",
        "   > said inside",
        "   ```",
        "```md",
        "```",
        "````markdown",
        "````",
        "~~~",
        "    code",
        "\ttab",
        "| a | b |",
        "|---|---|",
        "[^1]: as of 2026-01",
        "[ref]: #out",
        "<div>",
        "<!-- x",
        "-->",
        "→ [End](#end)",
        "{{account.name}} [blank] ______",
        "text[^1] **b** [l](x.md)",
        "テキスト？",
        "\u202eleft",
        "\x00\x1b[31m",
        "",
        "",
        "",
    ]
)
TEXTS = st.lists(LINES, max_size=25).map("\n".join) | st.text(max_size=200)
PATHS = st.sampled_from(["plays/a/x.md", "x.md", "README.md", "scorecards/x.md", "docs/x.md"])


def ids_of(page: Page) -> list[list[str]]:
    """Groups of ids, each of which must not repeat."""
    groups = [[step.id for step in page.steps] + [each.id for each in page.objections]]
    for step in page.steps:
        groups.append([todo.id for todo in step.todos])
        groups.append([question.id for question in step.questions])
        groups.append([notice.id for notice in step.notices])
        groups += [[answer.id for answer in question.answers] for question in step.questions]
    return groups


@settings(max_examples=400, deadline=None)
@given(TEXTS, PATHS)
@example("---\nmoved: {a: a, b: a}\n---\n## A\n## B (branch)\n→ [x](#b)", "plays/a/x.md")
@example("- - - [ ] x\n      > y", "x.md")
@example("1. 1. a?\n   - b?\n     1. > c", "x.md")
@example("\ud800# x", "x.md")
def test_any_text_is_a_page(text: str, path: str) -> None:
    page = parse_page(text, path)
    assert page == parse_page(text, path)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(page), type=Page) == page
    assert summarize(page, "b").warnings == len(page.problems)

    last = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert [problem.line for problem in page.problems] == sorted(problem.line for problem in page.problems)
    lines = [problem.line for problem in page.problems]
    lines += [step.line for step in page.steps] + [each.line for each in page.objections]
    lines += [note.line for note in page.evidence]
    lines += [block.line for step in page.steps for block in step.blocks]
    lines += [line for step in page.steps for track in step.talk_tracks for line in track.lines]
    lines += [answer.line for step in page.steps for each in step.questions for answer in each.answers]
    lines += [*page.facts.lines.values()]
    assert all(1 <= line <= last for line in lines)

    for group in ids_of(page):
        assert len(set(group)) == len(group)
        assert all(group)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_steps_and_blocks_follow_the_file(text: str) -> None:
    page = parse_page(text, "plays/a/x.md")
    starts = [step.line for step in page.steps]
    assert starts == sorted(starts)
    for step, following in zip(page.steps, [*page.steps, None][1:], strict=True):
        assert step.line <= step.end_line
        assert following is None or step.end_line < following.line or step.reference
        inside = [block.line for block in step.blocks]
        assert inside == sorted(inside)
        assert all(step.line <= line <= step.end_line for line in inside if not page.template)
        for block in step.blocks:
            if isinstance(block, TalkTrack):
                assert len(block.texts) == len(block.lines) >= 1
                assert all(said.strip() for said in block.texts)
                assert list(block.lines) == sorted(block.lines)
            elif isinstance(block, Question):
                assert block.id.startswith(step.id)
                assert block.scale or bool(block.answers) == (block.choose != "text")
            elif isinstance(block, (Todo, Prose)):
                assert block.text.strip()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_answers_lead_to_places_that_are_there(text: str) -> None:
    page = parse_page(text, "plays/a/x.md")
    there = {f"#{step.id}" for step in page.run_steps} | {"#end", ""}
    own = {f"{page.id}#{each.id}" for each in page.objections}
    own |= {f"{page.id}#{step.id}" for step in page.steps if step.reference}
    leads = [answer.leads_to for step in page.steps for each in step.questions for answer in each.answers]
    leads += [step.leads_to for step in page.steps]
    for lead in leads:
        if lead.startswith("#") or not lead:
            assert lead in there
        elif lead.startswith(f"{page.id}#"):
            assert lead in own
        else:
            assert not lead.startswith(("/", "..")) and "\0" not in lead
    assert all(not step.leads_to or step.branch for step in page.steps)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_run_has_something_to_stand_in(text: str) -> None:
    page = parse_page(text, "notes/x.md")
    if page.runnable and page.kind == "page":
        assert len(page.run_steps) >= 2
        assert page.path_steps
    for step in page.steps:
        if step.reference:
            assert not (step.todos or step.questions)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_words_of_a_page_are_lost(text: str) -> None:
    """A word that stands alone on a line of plain text is shown somewhere."""
    page = parse_page(f"# T\n\n## First\n\nneedle-one\n\n{text}", "plays/a/x.md")
    shown = page.brief + "".join(step.title + repr(step.blocks) for step in page.steps)
    shown += "".join(each.text for each in page.objections)
    assert "needle-one" in shown


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_page(data: bytes) -> None:
    page = read_page(data, "plays/a/x.md")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(page), type=Page) == page


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(1, 50))
def test_blocks_of_any_text_begin_where_they_are_said_to(text: str, line: int) -> None:
    last = line + len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for block in read_blocks(text, line):
        assert line <= block.line < last
        assert not isinstance(block, Notice) or block.id
