"""Title, brief and steps of pages as people write them."""

from __future__ import annotations

from textwrap import dedent

import pytest

from playbook.plays.model import Page, Prose, Todo
from playbook.plays.parse import parse_page


def page(text: str, path: str = "notes/x.md") -> Page:
    return parse_page(dedent(text), path)


def steps(text: str, path: str = "notes/x.md") -> list[str]:
    return [step.id for step in page(text, path).run_steps]


def references(text: str) -> list[str]:
    return [step.id for step in page(text).steps if step.reference]


def test_second_level_headings_are_the_steps() -> None:
    found = page("# T\n\nBrief.\n\n## A\n\na\n\n### Deeper\n\nb\n\n## B\n\nc\n\n#### Deepest\n")
    assert found.title == "T"
    assert found.brief == "Brief."
    assert [(step.id, step.title, step.line, step.end_line) for step in found.steps] == [
        ("a", "A", 5, 11),
        ("b", "B", 13, 17),
    ]
    assert found.steps[0].blocks == (Prose("a\n\n### Deeper\n\nb", 7),)
    assert found.runnable


def test_setext_headings_count_and_headings_inside_lists_and_quotes_do_not() -> None:
    assert steps("T\n===\n\nA\n---\n\n> ## Quoted\n\n- ## Listed\n\n```\n## Code\n```\n\nB\n---\n") == [
        "a",
        "b",
    ]


def test_with_fewer_than_two_the_shallowest_level_that_occurs_twice_gives_the_steps() -> None:
    text = "# T\n\n## Steps\n\nintro\n\n### A\n\n#### x\n\n#### y\n\n### B\n\n##### z\n"
    assert steps(text) == ["a", "b"]
    assert page(text).brief == "## Steps\n\nintro"
    assert steps("# T\n\n#### A\n\n### Once\n\n#### B\n") == ["a", "b"]


def test_several_first_level_headings_are_the_steps_below_the_title() -> None:
    assert steps("# T\n\nx\n\n# A\n\n### a\n\n### b\n\n# B\n") == ["a", "b"]
    assert steps("# T\n\n# A\n\n### a\n\n### b\n") == ["a", "b"]
    assert steps("# T\n\n# A\n\n## a\n\n## b\n") == ["a", "b"]
    assert steps("# T\n\n# A\n\n# B\n\n## a\n\n## b\n") == ["a", "b"]
    assert steps("# T\n\n# A\n\n# B\n\n## a\n") == ["a", "b"]


def test_a_page_that_opens_with_a_deeper_heading_takes_it_as_its_title() -> None:
    found = page("#### 13.1 Plan\n\nBrief\n\n## A\n\n## B\n")
    assert (found.title, found.brief, steps("#### 13.1 Plan\n\n## A\n\n## B\n")) == (
        "13.1 Plan",
        "Brief",
        ["a", "b"],
    )
    found = page("<!-- x -->\n\n---\n\n## Title\n\n### A\n\n### B\n")
    assert (found.title, [step.id for step in found.steps]) == ("Title", ["a", "b"])
    assert found.brief == "<!-- x -->\n\n---"


def test_a_heading_is_no_title_where_it_is_a_step_or_follows_text() -> None:
    assert page("### A\n\n### B\n", "notes/my-page.md").title == "My page"
    assert page("Text\n\n## Once\n\n### A\n\n### B\n", "notes/my-page.md").title == "My page"
    assert page("Text\n\n## Once\n\n### A\n\n### B\n").brief == "Text\n\n## Once"


def test_a_single_second_level_heading_is_a_step_when_nothing_else_is() -> None:
    assert steps("# T\n\n## A\n\ntext\n") == ["a"]
    assert not page("# T\n\n## A\n\ntext\n").runnable
    assert steps("# T\n\n## A\n\n1. x\n2. y\n") == ["x", "y"]


@pytest.mark.parametrize("text", ["# T\n\ntext\n", "text\n", "# T\n\n- a\n- b\n", "# T\n\n### Once\n"])
def test_pages_without_steps_are_a_brief(text: str) -> None:
    found = page(text)
    assert found.steps == ()
    assert found.brief == text.removeprefix("# T\n\n").strip()
    assert not found.runnable


def test_items_of_the_first_ordered_list_are_steps_where_no_heading_is() -> None:
    found = page(
        """\
        # T

        Before.

        1. Open the *app* (1 min)
           - [ ] sign in

           Wait.
        2. Say hello

        ```sh
        ls
        ```

        3. [Close](x.md)

        After.

        ## More

        1. not a step

        ### Deeper
        """
    )
    assert found.brief == "Before."
    assert [(step.id, step.title, step.seconds, step.line, step.end_line) for step in found.run_steps] == [
        ("open-the-app", "Open the app", 60, 5, 8),
        ("say-hello", "Say hello", None, 9, 13),
        ("close", "Close", None, 15, 17),
    ]
    [first, second, third] = found.run_steps
    assert first.blocks == (Todo("sign-in", "sign in", line=6), Prose("Wait.", 8))
    assert second.blocks == (Prose("```sh\nls\n```", 11),)
    assert third.blocks == (Prose("[Close](x.md)", 15), Prose("After.", 17))
    [more] = [step for step in found.steps if step.reference]
    assert (more.id, more.title, more.blocks) == ("more", "More", (Prose("1. not a step\n\n### Deeper", 21),))


def test_a_list_goes_on_by_its_number() -> None:
    assert steps("1. a\n2. b\n\ntext\n\n3. c\n4. d\n") == ["a", "b", "c", "d"]
    assert steps("1. a\n\ntext\n\n1. b\n\ntext\n\n1. c\n") == ["a", "b", "c"]
    assert steps("3. a\n\ntext\n\n4. b\n") == ["a", "b"]
    assert steps("1. a\n2. b\n\ntext\n\n1. other\n2. list\n") == ["a", "b"]
    assert steps("1. a\n2. b\n\n# H\n\n3. c\n") == ["a", "b"]


def test_a_long_item_is_shown_whole_in_its_step() -> None:
    text = "word " * 60
    found = page(f"1. {text}\n2. **b** & c\n3. plain\n4.\n")
    assert [step.title for step in found.steps] == [
        "word " * 19 + "word…",
        "b & c",
        "plain",
        "Step 4",
    ]
    assert found.steps[0].blocks == (Prose(text.strip(), 1),)
    assert found.steps[0].id == ("word-" * 40).rstrip("-")
    assert found.steps[1].blocks == ()
    assert found.steps[3].id == "step-4"


def test_reference_headings_are_no_steps() -> None:
    text = "## A\n\n## Background\n\n- [ ] x?\n\n> q\n\n## B\n\n## KNOW (optional)\n\n## resources\n"
    assert steps(text) == ["a", "b"]
    assert references(text) == ["background", "know", "resources"]


def test_a_playbook_names_its_own_reference_headings() -> None:
    found = parse_page("## A\n\n## Context\n\n## Background\n", "x.md", reference_headings=["context"])
    assert [(step.id, step.reference) for step in found.steps] == [
        ("a", False),
        ("context", True),
        ("background", False),
    ]


def test_reference_above_the_steps_level_is_kept_whole() -> None:
    text = "# T\n\n### A\n\n### B\n\n## Background\n\n### Not a step\n\nx\n"
    assert steps(text) == ["a", "b"]
    [background] = [step for step in page(text).steps if step.reference]
    assert background.blocks == (Prose("### Not a step\n\nx", 9),)


def test_reference_is_shown_and_never_done() -> None:
    [background] = page("## Background\n\n- [ ] x\n\n1. y\n\n### Why?\n\n- a\n\n## A\n").steps[:1]
    assert background.blocks == (Prose("- [ ] x\n\n1. y\n\n### Why?\n\n- a", 3),)
    assert background.todos == ()
    assert background.questions == ()


def test_objections_are_found_below_their_heading() -> None:
    found = page(
        """\
        ## A

        ## Objections (must)

        Never argue.

        ### "We already have a tool" (must)

        > Most did.

        #### Proof

        41 customers.

        ### Too dear

        ## B
        """
    )
    assert [step.id for step in found.steps] == ["a", "b"]
    assert [(each.id, each.title, each.text, each.line) for each in found.objections] == [
        (
            "we-already-have-a-tool",
            '"We already have a tool"',
            "> Most did.\n\n#### Proof\n\n41 customers.",
            7,
        ),
        ("too-dear", "Too dear", "", 15),
    ]


def test_objections_alone_are_not_taken_for_steps() -> None:
    found = page("# T\n\n## Objections\n\n### A\n\na\n\n### B\n\nb\n")
    assert found.steps == ()
    assert [each.id for each in found.objections] == ["a", "b"]


def test_objections_without_headings_are_reference() -> None:
    found = page("## Objections\n\n- Too dear\n\n## A\n")
    assert [(step.id, step.reference) for step in found.steps] == [("objections", True), ("a", False)]
    assert found.objections == ()


def test_steps_and_objections_share_one_set_of_ids() -> None:
    found = page("## Price\n\n## Objections\n\n### Price\n\n## Price (2 min)\n\n## …\n")
    assert [step.id for step in found.steps] == ["price", "price-2", "step"]
    assert [each.id for each in found.objections] == ["price-1"]


def test_a_heading_shows_its_words() -> None:
    found = page("## **Open** the [door](x.md) `now` &amp; <b>go</b>[^1] \\*\n\n## Z\n\n[^1]: x\n").steps[0]
    assert (found.title, found.id) == ("Open the door now & go *", "open-the-door-now--go-")


def test_a_branch_leads_where_its_last_link_does() -> None:
    def leads(text: str) -> str:
        found = page(f"## A\n\n## Out (branch)\n\n{dedent(text)}\n\n## C\n", "plays/d/x.md")
        return found.steps[1].leads_to

    assert leads("> Bye.\n\n→ [End](#end)") == "#end"
    assert leads("See [C](#c).\n\n→ [A](#a)\n\n[site](https://example.com)") == "#a"
    assert leads("- [ ] Open [the next](../e/y.md)") == "plays/e/y"
    assert leads("> See [A](#a)") == ""
    assert leads("### Why?\n\n- x → [A](#a)\n- y\n") == ""
    assert leads("→ [C](#c)\n\n### Why?\n\n- x → [A](#a)\n") == "#c"
    assert leads("### Why?\n\n- x → [A](#a)\n\n→ [C](#c)\n") == "#c"
    assert leads("→ End") == "#end"
    assert leads("nothing") == ""


def test_only_branches_lead_on() -> None:
    assert page("## A\n\n→ [End](#end)\n\n## B\n").steps[0].leads_to == ""


def test_anchors_of_every_sort_lead_to_steps() -> None:
    def leads(anchor: str) -> str:
        text = f"""\
            ---
            moved: {{old-name: find-the-cost, gone: nowhere}}
            ---
            ## Start
            ### Q?
            - x → [y](#{anchor})
            ## Find the cost (10 min)
            ### Details
            ## Find the cost (5 min)
            ### Details
            ## Background
            ## Objections
            ### Too dear
            """
        return page(text, "plays/x.md").steps[0].questions[0].answers[0].leads_to

    assert leads("find-the-cost") == "#find-the-cost"
    assert leads("find-the-cost-10-min") == "#find-the-cost"
    assert leads("find-the-cost-1") == "#find-the-cost-1"
    assert leads("find-the-cost-5-min") == "#find-the-cost-1"
    assert leads("details") == "#find-the-cost"
    assert leads("details-1") == "#find-the-cost-1"
    assert leads("old-name") == "#find-the-cost"
    assert leads("gone") == ""
    assert leads("q") == "#start"
    assert leads("background") == "plays/x#background"
    assert leads("too-dear") == "plays/x#too-dear"
    assert leads("objections") == ""
    assert leads("end") == "#end"


def test_marks_of_steps() -> None:
    [first, second, third] = page(
        "## A (1 min, must)\n\n## B (optional)\n\n## C (by marketing, branch)\n"
    ).steps
    assert (first.seconds, first.must, first.required) == (60, True, True)
    assert (second.seconds, second.optional, second.required) == (None, True, False)
    assert (third.by, third.branch, third.required) == ("marketing", True, False)
    assert [step.title for step in (first, second, third)] == ["A", "B", "C"]


def test_nothing_of_a_page_is_lost_between_steps() -> None:
    found = page("# T\n\n## A\n\na\n\n# Middle\n\nm\n\n## B\n\nb\n")
    assert found.steps[0].blocks == (Prose("a\n\n# Middle\n\nm", 5),)
