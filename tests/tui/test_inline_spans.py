"""Running text: what is strong, where links lead, what is to be filled, and what was filled in."""

from __future__ import annotations

import pytest

from tui.inline_spans import as_written, filled, inline


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("plain", [("plain", "")]),
        ("a **b** c", [("a ", ""), ("b", "strong"), (" c", "")]),
        ("*em*", [("em", "em")]),
        ("~~old~~", [("old", "dim")]),
        ("**a *b***", [("a ", "strong"), ("b", "strong em")]),
        ("`code`", [("code", "code")]),
        ("[price](plays/price.md)", [("price", "link to:plays/price.md")]),
        ("**[price](p.md)**", [("price", "strong link to:p.md")]),
        (r"\*no\*", [("*", ""), ("no", ""), ("*", "")]),
        ("Hello {{contact.first_name}},", [("Hello ", ""), ("{{contact.first_name}}", "field"), (",", "")]),
        ("To [Name] and ____", [("To ", ""), ("[Name]", "field"), (" and ", ""), ("____", "field")]),
        ("one[^2]", [("one", ""), ("[2]", "footnote")]),
    ],
)
def test_what_text_becomes(text: str, spans: list[tuple[str, str]]) -> None:
    assert [span for span in inline(text) if span[0]] == spans


def test_a_picture_is_named_and_html_is_shown_as_it_is() -> None:
    assert inline("![gate](gate.png)") == [("[picture: gate]", "dim")]
    assert inline("a <b>c</b>") == [("a ", ""), ("<b>", "dim"), ("c", ""), ("</b>", "dim")]


@pytest.mark.parametrize("href", ["a%20b.md", "x.md"])
def test_where_a_link_leads_stands_in_its_style(href: str) -> None:
    ((text, style),) = inline(f"[x]({href})")
    assert text == "x" and style.startswith("link to:")


def test_a_field_is_filled_and_one_without_a_value_is_a_blank() -> None:
    spans = inline("Hello {{contact.first_name}} of {{account.name}}")
    done = filled(spans, {"contact.first_name": "Petra"})
    assert "".join(text for text, _ in done) == "Hello Petra of [account name]"
    assert [style for text, style in done if text == "Petra"] == ["was:{{contact.first_name}}"]
    assert [style for text, style in done if text.startswith("[")] == ["field was:{{account.name}}"]


def test_a_value_is_one_line_and_never_markup() -> None:
    (span,) = filled(inline("{{account.name}}"), {"account.name": " **Kallio**\n Ltd "})
    assert span[0] == "**Kallio** Ltd"


def test_a_blank_of_a_template_is_left_alone() -> None:
    assert filled(inline("[Name]"), {"Name": "x"}) == [("[Name]", "field")]


def test_what_is_quoted_is_what_the_page_says() -> None:
    done = filled(
        inline("Hello **{{contact.first_name}}**, a [price](p.md)?"), {"contact.first_name": "Petra"}
    )
    assert as_written(done) == "Hello {{contact.first_name}}, a price?"


def test_a_field_that_was_folded_is_quoted_once() -> None:
    was = "was:{{account.name}}"
    spans = [("of ", ""), ("Kallio", was), (" ", "join"), ("Ltd", was), (" now", "")]
    assert as_written(spans) == "of {{account.name}} now"
    assert as_written([("two", ""), (" ", "join"), ("lines", "")]) == "two lines"
