"""A page as it reads: headings, words to say, hints, notices, lists, tables, code."""

from __future__ import annotations

import pytest

from tui.markdown_rows import inline, markdown_rows
from tui.rows import Row, width_of


def shown(text: str, width: int = 60) -> list[str]:
    """Return the lines that Markdown is shown as."""
    return [row.text.rstrip() for row in markdown_rows(text, width)]


def styles(rows: list[Row], text: str) -> set[str]:
    """Return the names of the styles that `text` is shown in."""
    return {
        name for row in rows for said, names in row.spans if text in said for name in (names.split() or [""])
    }


# Headings


def test_a_heading_is_marked_as_its_level_and_can_be_jumped_to() -> None:
    rows = markdown_rows("# The *first* call\n\nWhen they rang.\n\n## Open\n\n##### Deep\n", 60)
    assert [(row.text, row.anchor, row.line) for row in rows if row.anchor] == [
        ("The first call", "the-first-call", 1),
        ("Open", "open", 5),
        ("Deep", "deep", 7),
    ]
    assert styles(rows, "Open") == {"h2"}
    assert styles(rows, "Deep") == {"h4"}
    assert styles(rows, "first") == {"h1", "em"}


def test_two_equal_headings_are_two_places() -> None:
    assert [row.anchor for row in markdown_rows("## Ask\n\n## Ask\n\n## Ask\n", 60) if row.anchor] == [
        "ask",
        "ask-1",
        "ask-2",
    ]


def test_a_heading_longer_than_the_pane_is_one_place_on_two_lines() -> None:
    rows = markdown_rows("## Ask who decides which truck goes first", 20)
    assert [(row.text, bool(row.anchor)) for row in rows] == [
        ("Ask who decides", True),
        ("which truck goes", False),
        ("first", False),
    ]


def test_one_empty_line_stands_between_blocks_and_none_at_the_ends() -> None:
    assert shown("\n\n# A\n\n\n\ntext\n\n\n- x\n- y\n\n\n") == ["A", "", "text", "", "• x", "• y"]


# Words to say, hints, notices


@pytest.mark.parametrize(
    ("quote", "bar", "style", "text"),
    [
        ("> Take me back to it.", "┃ ", "talk", "Take me back to it."),
        ("> **Wait** for the answer.", "┃ ", "talk", "Wait for the answer."),
        ("> **War story:** They rang twice.", "▎ ", "hint", "War story: They rang twice."),
        ("> **War story**: They rang twice.", "▎ ", "hint", "War story: They rang twice."),
        ("> **Note**\n> They rang twice.", "▎ ", "hint", "Note They rang twice."),
        ("> 💡 **Tip:** Count to four.", "▎ ", "hint", "💡 Tip: Count to four."),
        ("> [!TIP]\n> Count to four.", "▎ ", "hint", "Tip  Count to four."),
        ("> [!note] Count to four.", "▎ ", "hint", "Note  Count to four."),
        ("> [!IMPORTANT]\n> Ask first.", "▎ ", "notice", "! Important  Ask first."),
        ("> [!WARNING]\n> Ask first.", "▎ ", "notice", "! Warning  Ask first."),
        ("> [!CAUTION]\n> Ask first.", "▎ ", "notice", "! Caution  Ask first."),
    ],
)
def test_what_to_say_has_another_bar_than_what_not_to_say(
    quote: str, bar: str, style: str, text: str
) -> None:
    (row,) = markdown_rows(quote, 60)
    assert row.spans[0] == (bar, f"{style}-bar")
    assert row.text == bar + text
    assert all(style in names.split() for said, names in row.spans[1:] if said.strip())


def test_a_bar_stands_before_every_line_of_a_quotation() -> None:
    assert shown("> Take me back to the last bad morning.\n>\n> Who rang whom?", 20) == [
        "┃ Take me back to",
        "┃ the last bad",
        "┃ morning.",
        "┃",
        "┃ Who rang whom?",
    ]


def test_two_quotations_are_two_blocks() -> None:
    assert shown("> One.\n\n> Two.") == ["┃ One.", "", "┃ Two."]


def test_an_empty_quotation_and_one_that_begins_with_a_list_are_shown() -> None:
    assert shown(">\n\nafter") == ["after"]
    assert shown("> - one\n> - two") == ["┃ • one", "┃ • two"]


# Lists


def test_lists_have_bullets_numbers_and_boxes() -> None:
    assert shown("- one\n- two\n\n3. three\n4. four\n\n- [ ] open\n- [x] done\n- [X] too") == [
        "• one", "• two", "", "3. three", "4. four", "", "☐ open", "☑ done", "☑ too",
    ]  # fmt: skip


def test_what_a_list_item_goes_on_with_stands_under_its_text() -> None:
    assert shown("- [ ] Ask who else is on the line\n\n  And write it down.\n  - even so", 22) == [
        "☐ Ask who else is on",
        "  the line",
        "",
        "  And write it down.",
        "  • even so",
    ]


def test_lists_in_lists_are_further_in() -> None:
    assert shown("1. one\n   - in\n     - deeper\n2. two") == ["1. one", "   • in", "     • deeper", "2. two"]


def test_a_list_far_too_deep_stays_on_the_screen() -> None:
    depth = 45
    text = "".join("  " * level + f"- level {level}\n" for level in range(depth))
    rows = markdown_rows(text, 40)
    assert max(width_of(row.text) for row in rows) <= 40
    assert "level 44" in "".join(row.text for row in rows)


def test_quotations_far_too_deep_stay_on_the_screen() -> None:
    rows = markdown_rows(">" * 60 + " say it well\n", 40)
    assert max(width_of(row.text) for row in rows) <= 40
    assert "say it well" in " ".join(row.text.strip("┃ ") for row in rows)


# Tables


def test_a_table_has_columns_as_wide_as_its_words() -> None:
    assert shown("| who | cost |\n|---|---|\n| Logistics | 9 |\n| CFO | 1200 |") == [
        "who       │ cost",
        "──────────┼─────".replace("┼", "┼", 1),
        "Logistics │ 9",
        "CFO       │ 1200",
    ]


def test_the_head_of_a_table_is_strong() -> None:
    rows = markdown_rows("| who | cost |\n|---|---|\n| us | **9** |", 60)
    assert styles(rows, "who") == {"strong"}
    assert styles(rows, "us") == {""}
    assert styles(rows, "9") == {"strong"}


def test_in_a_table_wider_than_the_pane_the_widest_column_folds() -> None:
    table = "| q | what it costs them every month |\n|---|---|\n| a | waiting charges and nights |"
    assert shown(table, 24) == [
        "q │ what it costs them",
        "  │ every month",
        "──┼─────────────────────",
        "a │ waiting charges and",
        "  │ nights",
    ]


def test_a_japanese_table_lines_up() -> None:
    rows = shown("| 名 | 値段 |\n|---|---|\n| 東京倉庫 | 12 |\n| 大阪 | 9 |")
    assert {width_of(row.partition("│")[0]) for row in rows if "│" in row} == {9}


def test_a_table_of_too_many_columns_is_read_row_by_row() -> None:
    heads = [f"column {n}" for n in range(12)]
    table = "\n".join(
        f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * 12, [f"value {n}" for n in range(12)])
    )
    lines = shown(table, 40)
    assert lines[0] == "column 0: value 0"
    assert "column 11: value 11" in lines
    assert max(map(width_of, lines)) <= 40


def test_an_empty_cell_and_a_row_that_is_too_short_are_shown() -> None:
    assert shown("| a | b |\n|---|---|\n| 1 |\n|  | 2 |") == [
        "a │ b",
        "──┼──".replace("──┼──", "──┼──"),
        "1 │",
        "  │ 2",
    ]


def test_a_table_in_a_list_stays_behind_its_bullet() -> None:
    lines = shown("- see\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |", 30)
    assert lines[0] == "• see"
    assert all(line.startswith("  ") for line in lines[2:])


# Code, rules, HTML, footnotes


def test_code_is_shown_letter_by_letter_on_lines_of_its_own() -> None:
    rows = markdown_rows("```sh\nplaybook -C .\n\n  indented\n```", 60)
    assert [row.text for row in rows] == ["  playbook -C .", "  ", "    indented"]
    assert [row.line for row in rows] == [2, 3, 4]
    assert styles(rows, "playbook") == {"code"}


def test_what_looks_like_markdown_in_code_is_none() -> None:
    assert shown("```\n# no heading\n- [ ] no box\n> no quote\n```") == [
        "  # no heading",
        "  - [ ] no box",
        "  > no quote",
    ]
    assert not any(row.anchor for row in markdown_rows("```\n# no heading\n```", 60))


def test_indented_code_begins_on_its_own_line() -> None:
    rows = markdown_rows("text\n\n    code here\n    and here\n", 60)
    assert [(row.text, row.line) for row in rows if row.text.strip()] == [
        ("text", 1),
        ("  code here", 3),
        ("  and here", 4),
    ]


def test_a_template_in_a_fence_reads_as_the_page_it_is_for() -> None:
    rows = markdown_rows(
        "Fill it in:\n\n```markdown\n## Open\n\n- [ ] Call [Name]\n\n## Close\n\n____\n```\n", 60
    )
    assert [(row.text, row.line, row.anchor) for row in rows if row.text.strip()] == [
        ("Fill it in:", 1, ""),
        ("Open", 4, "open"),
        ("☐ Call [Name]", 6, ""),
        ("Close", 8, "close"),
        ("________", 10, ""),
    ]
    assert styles(rows, "[Name]") == {"field"}
    assert styles(rows, "____") == {"field"}


def test_a_fence_with_one_heading_is_code() -> None:
    assert shown("```markdown\n## Open\n\ntext\n```") == ["  ## Open", "", "  text"]


def test_a_rule_is_a_line_that_fits() -> None:
    assert shown("a\n\n---\n\nb", 20) == ["a", "", "─" * 20, "", "b"]
    assert shown("a\n\n***\n", 200)[-1] == "─" * 40


def test_html_is_shown_as_it_is_written() -> None:
    assert shown("<details>\n<summary>More</summary>\n</details>") == [
        "<details>",
        "<summary>More</summary>",
        "</details>",
    ]
    rows = markdown_rows("Press <kbd>F2</kbd> now", 60)
    assert rows[0].text == "Press <kbd>F2</kbd> now"
    assert styles(rows, "<kbd>") == {"dim"}


def test_a_footnote_has_its_name_where_it_is_used_and_where_it_stands() -> None:
    rows = markdown_rows("Cut by a third[^third].\n\nMore.\n\n[^third]: Median of 41, as of 2026-06.\n", 60)
    assert [row.text for row in rows if row.text.strip()] == [
        "Cut by a third[third].",
        "More.",
        "[third] Median of 41, as of 2026-06.",
    ]
    assert styles(rows, "[third]") >= {"footnote"}
    assert [row.line for row in rows if "Median" in row.text] == [5]


def test_what_follows_a_footnote_is_not_taken_for_a_part_of_it() -> None:
    assert shown("A[^a].\n\n[^a]: Note.\n\nAfter.\n")[-1] == "After."


# Inline


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("plain", [("plain", "")]),
        ("**strong** *em* ~~old~~", [("strong", "strong"), (" ", ""), ("em", "em"), (" ", ""), ("old", "dim")]),
        ("***both***", [("both", "em strong")]),
        ("`code`", [("code", "code")]),
        ("[words](../x.md)", [("words", "link to:../x.md")]),
        ("Hi {{contact.first_name}}!", [("Hi ", ""), ("{{contact.first_name}}", "field"), ("!", "")]),
        ("Cost: ____ or [Amount]", [("Cost: ", ""), ("____", "field"), (" or ", ""), ("[Amount]", "field")]),
        ("By a third[^third].", [("By a third", ""), ("[third]", "footnote"), (".", "")]),
        ("![a chart](x.png)", [("[picture: a chart]", "dim")]),
        ("![](x.png)", [("[picture: x.png]", "dim")]),
        ("one\\\ntwo", [("one", ""), ("\n", ""), ("two", "")]),
        ("one\ntwo", [("one", ""), (" ", ""), ("two", "")]),
        ("A &amp; B \\*C\\*", [("A ", ""), ("&", ""), (" B ", ""), ("*", ""), ("C", ""), ("*", "")]),
    ],
)  # fmt: skip
def test_emphasis_links_and_fields_are_styled(text: str, spans: list[tuple[str, str]]) -> None:
    found = [span for row in [inline(text)] for span in row]
    assert _joined(found) == _joined(spans)


def _joined(spans: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return spans with neighbours of one style made one."""
    found: list[tuple[str, str]] = []
    for text, style in spans:
        if found and found[-1][1] == style:
            found[-1] = (found[-1][0] + text, style)
        else:
            found.append((text, style))
    return found


def test_rich_markup_is_text() -> None:
    assert shown("[red]x[/] and [@click=app.quit]y[/]") == ["[red]x[/] and [@click=app.quit]y[/]"]


# Lines of the file


def test_every_row_knows_its_line_of_the_file() -> None:
    text = "# T\n\nBrief text\nthat goes on.\n\n## S\n\n> Say it.\n\n- [ ] do\n- [ ] do more\n\n| a |\n|---|\n| b |\n"
    rows = [
        (row.text.strip("┃ "), row.line)
        for row in markdown_rows(text, 60, first_line=11)
        if row.text.strip("┃ ")
    ]
    assert rows == [
        ("T", 11), ("Brief text that goes on.", 13), ("S", 16), ("Say it.", 18), ("☐ do", 20),
        ("☐ do more", 21), ("a", 23), ("─", 23), ("b", 25),
    ]  # fmt: skip


# What would take too long


@pytest.mark.parametrize(
    "text",
    [
        "[" * 30_000,
        ">" * 30_000 + "x",
        "> " * 20_000 + "x",
        "*a_" * 10_000,
        "- " * 5_000 + "x",
        "`" * 30_001 + "\nx",
        "|" * 30_000,
    ],
    ids=["brackets", "quotes", "spaced quotes", "stars", "bullets", "fence", "bars"],
)
def test_text_made_to_take_for_ever_is_shown_at_once(text: str) -> None:
    rows = markdown_rows(text, 80)
    assert rows
    assert max(width_of(row.text) for row in rows) <= 80


def test_one_line_made_to_take_for_ever_is_shown_at_once() -> None:
    assert "".join(text for text, _ in inline("[" * 20_000)) == "[" * 20_000
