"""What has changed since somebody last ran a page, marked in its text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.change_marks import change_marks, marked
from tui.markdown_rows import markdown_rows, texts_of

OLD = """\
## Open

> Thanks. I'd like an hour of your time. Fair?

- [ ] Ask how long they have

## Close

> Goodbye.
"""


def rows(old: str, new: str, width: int = 70) -> list[str]:
    """Return the new page as it is shown, with its marks."""
    marks = change_marks(texts_of(old), texts_of(new))
    return [row.text for row in markdown_rows(new, width, marks=marks)]


def added(old: str, new: str) -> list[str]:
    """Return the words that are marked as new."""
    marks = change_marks(texts_of(old), texts_of(new))
    return [
        text
        for row in markdown_rows(new, 70, marks=marks)
        for text, style in row.spans
        if "added" in style.split()
    ]


def test_nothing_is_marked_where_nothing_changed() -> None:
    assert change_marks(texts_of(OLD), texts_of(OLD)).places == 0
    assert rows(OLD, OLD) == [row.text for row in markdown_rows(OLD, 70)]


def test_a_changed_word_is_marked_and_what_stood_there_is_told() -> None:
    new = OLD.replace("an hour", "half an hour").replace("Goodbye.", "Until Thursday.")
    shown = rows(OLD, new)
    place = shown.index("┃ Thanks. I'd like half an hour of your time. Fair?")
    assert shown[place + 1] == "┃ ± changed, words added"
    assert shown[-1] == "┃ ± changed, was: “Goodbye.”"
    assert [text.strip() for text in added(OLD, new)] == ["half", "Until Thursday."]


def test_a_new_step_says_so_once_and_one_that_is_gone_where_it_was() -> None:
    new = OLD.replace("## Close", "## Check\n\n> Is that so?\n\n## Close")
    shown = rows(OLD, new)
    assert shown[shown.index("Check") + 1] == "+ new"
    assert sum(line.endswith("+ new") for line in shown) == 1
    assert "Is that so?" in " ".join(added(OLD, new))
    back = rows(new, OLD)
    assert back[back.index("Close") - 1] == "− gone: “Is that so?”"
    assert "− gone: “Check”" in back


def test_a_heading_a_to_do_and_a_table_are_marked_too() -> None:
    new = OLD.replace("## Open", "## Begin well").replace("how long they have", "who else is here")
    assert "± changed, was: “Open”" in rows(OLD, new)
    assert "  ± changed, was: “how long they have”" in rows(OLD, new)
    table = "| a | b |\n|---|---|\n| one | two |\n"
    assert rows(table, table.replace("two", "three"))[-1] == "± changed, was: “two”"


def test_the_mark_below_a_quotation_stands_behind_its_bar_and_no_line_of_the_file() -> None:
    marks = change_marks(texts_of(OLD), texts_of(OLD.replace("Goodbye", "Farewell")))
    row = markdown_rows(OLD.replace("Goodbye", "Farewell"), 70, marks=marks)[-1]
    assert (row.text, row.line) == ("┃ ± changed, was: “Goodbye.”", 0)


def test_places_are_counted() -> None:
    new = OLD.replace("Goodbye", "Farewell").replace("- [ ] Ask how long they have\n", "")
    assert change_marks(texts_of(OLD), texts_of(new)).places == 2


def test_a_merge_field_is_one_word() -> None:
    spans = marked([("Hi ", ""), ("{{contact.first_name}}", "field"), ("!", "")], None)
    assert spans == [("Hi ", ""), ("{{contact.first_name}}", "field"), ("!", "")]
    old, new = "> Hi {{contact.first_name}}, well", "> Hello {{contact.last_name}}, well"
    assert [text for text in added(old, new) if "{{" in text] == ["{{contact.last_name}}"]


@given(
    st.lists(st.sampled_from(["one two", "three", "four five six", ""]), max_size=8),
    st.lists(st.sampled_from(["one two", "three four", "seven", ""]), max_size=8),
)
def test_marks_never_change_what_the_page_says(old: list[str], new: list[str]) -> None:
    before, after = "\n\n".join(old), "\n\n".join(new)
    marks = change_marks(texts_of(before), texts_of(after))
    shown = [
        row for row in markdown_rows(after, 40, marks=marks) if not any("change" in s for _, s in row.spans)
    ]
    assert [row.text for row in shown if row.text] == [
        row.text for row in markdown_rows(after, 40) if row.text
    ]
