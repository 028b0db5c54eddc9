"""Merge fields, blanks and the evidence behind claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.plays.evidence import footnotes_in
from playbook.plays.fields import fields_in, fill, label
from playbook.plays.model import Evidence
from playbook.plays.parse import parse_page


def test_fields_are_named_once_in_order() -> None:
    text = "{{ rep.name }} {{contact.first_name}} {{rep.name}} {{answer.how-do-you-forecast}} {{name}}"
    assert fields_in(text) == ("rep.name", "contact.first_name", "answer.how-do-you-forecast", "name")


@pytest.mark.parametrize(
    "text",
    [
        "{{}}",
        "{{ }}",
        "{rep.name}",
        "{{rep name}}",
        "{{< figure >}}",
        "{{ .Values.x }}",
        "{{ a | upcase }}",
        "{{a\n}}",
        "{{1a}}",
    ],
)
def test_other_braces_are_no_fields(text: str) -> None:
    assert fields_in(text) == ()
    assert fill(text, {"a": "x"}) == text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account.name", "account name"),
        ("contact.first_name", "contact first name"),
        ("answer.how-do-you-forecast", "how do you forecast"),
        ("answer", "answer"),
        ("a._", "a"),
        ("x", "x"),
    ],
)
def test_blanks_say_what_goes_there(name: str, words: str) -> None:
    assert label(name) == words


def test_filled_fields_show_values_and_others_a_blank() -> None:
    values = {"contact.first_name": " Ann\n Lee ", "account.name": "", "rep.name": " "}
    text = "Hi {{contact.first_name}}, {{ rep.name }} here for {{account.name}} / {{answer.why-now}}."
    assert fill(text, values) == "Hi Ann Lee, [rep name] here for [account name] / [why now]."


def test_a_value_is_data() -> None:
    assert fill("{{a}}", {"a": "{{b}}", "b": "no"}) == "{{b}}"
    assert fill("{{a}}", {"a": "*x* [y](z) `c` \\ <b> a_b #1"}, markdown=True) == (
        "\\*x\\* \\[y\\](z) \\`c\\` \\\\ \\<b\\> a\\_b \\#1"
    )
    assert fill("{{a}}", {"a": r"\1 \g<0>"}) == r"\1 \g<0>"


@given(st.text(), st.dictionaries(st.sampled_from(["a", "a.b"]), st.text()))
def test_filling_leaves_no_known_field(text: str, values: dict[str, str]) -> None:
    assert fill("", values) == ""
    filled = fill("<{{a}}|{{a.b}}>", values)
    assert filled.startswith("<")
    assert fill(text.replace("{", ""), values) == text.replace("{", "")


def test_fields_of_a_page_leave_code_out() -> None:
    page = parse_page(
        "{{a.b}} `{{c.d}}`\n\n```yaml\n{{e.f}}\n```\n\n    {{g.h}}\n\n- x\n\n"
        "  ```\n  {{i.j}}\n  ```\n\n> {{k.l}} {{a.b}}\n",
        "x.md",
    )
    assert page.fields == ("a.b", "c.d", "k.l")


def test_fields_of_a_template_count() -> None:
    page = parse_page("{{a}}\n\n```md\n## {{b}}\n\n```sh\n{{no}}\n\n## {{c}}\n```\n\n{{d}}\n", "x.md")
    assert page.fields == ("a", "d") or page.fields == ("a", "b", "c", "d")
    page = parse_page("{{a}}\n\n````md\n## {{b}}\n\n```sh\n{{no}}\n```\n\n## {{c}}\n````\n\n{{d}}\n", "x.md")
    assert page.fields == ("a", "b", "c", "d")


def test_footnotes_are_evidence() -> None:
    page = parse_page(
        "## A\n\n> A third[^third].\n\n## B\n\nx[^2]\n\n[^third]: Median of 41, as of 2026-06. [Study](x.md)\n"
        "[^2]: First\n    line, As  Of\n    2025-12-31.\n\n    Second.\n\n[^third]: Again\n\n- [^in]: as of 2026-13\n",
        "plays/x.md",
    )
    assert page.evidence == (
        Evidence("third", "Median of 41, as of 2026-06. [Study](x.md)", "2026-06", 9),
        Evidence("2", "First\nline, As  Of\n2025-12-31.\n\nSecond.", "2025-12", 10),
        Evidence("in", "as of 2026-13", "", 18),
    )


@pytest.mark.parametrize(
    "text", ["as of 2026", "as of 2026-6", "as of 2026-00", "has of 2026-01", "as of 2026-011"]
)
def test_other_dates_date_no_claim(text: str) -> None:
    assert parse_page(f"x[^1]\n\n[^1]: {text}\n", "x.md").evidence[0].as_of == ""


def test_footnotes_that_a_text_refers_to() -> None:
    assert footnotes_in("a[^1] b[^two] c[^1] [^]: [^3]: d [^four five]") == ("1", "two")
