"""What waits for a look by sales, and what no page answers, as pages to send."""

from __future__ import annotations

from datetime import date

import pytest

from playbook.desk.clusters import put_together
from playbook.liaison.previews import MOST_ASKED, Preview, previews_report, promotion_report
from playbook.liaison.promotion import Answered, Promotable
from playbook.liaison.reports import Names
from playbook.reporting.data import report_data
from playbook.reporting.html import report_html
from playbook.reporting.markdown import report_markdown
from tests.desk.field import Field

TODAY = date(2026, 11, 23)
NAMES = Names(str.title, str.title)


def preview(id_: str, day: int, **facts: object) -> Preview:
    given = {"title": id_.title(), "kinds": ("battlecard",), "by": "Dana", "since": date(2026, 11, day)}
    return Preview(id_, **{**given, **facts})  # type: ignore[arg-type]


def rows(proposed: list[Preview], drafts: list[Preview], table: str) -> list[dict[str, object]]:
    return report_data(previews_report(proposed, drafts, TODAY, NAMES))["tables"].get(table, [])  # type: ignore[no-any-return]


def test_what_waits_longest_comes_first_with_whom_it_waits_for() -> None:
    found = rows(
        [preview("new", 23), preview("old", 3, asked=("lee",), reminded=True, feedback=2)], [], "proposed"
    )
    assert [(one["id"], one["days"], one["asked"], one["why"], one["feedback"]) for one in found] == [
        ("old", 20, "Lee", "late", 2),
        ("new", 0, "anybody of sales", "", None),
    ]


def test_a_day_to_come_is_no_negative_wait() -> None:
    assert rows([preview("early", 30)], [], "proposed")[0]["days"] == 0


@pytest.mark.parametrize(("many", "said"), [(1, "A"), (MOST_ASKED, "A, B, C, D"), (5, "anybody of sales")])
def test_many_who_are_asked_are_everybody(many: int, said: str) -> None:
    assert rows([preview("x", 1, asked=tuple("abcde"[:many]))], [], "proposed")[0]["asked"] == said


def test_drafts_stand_below_by_kind_with_whose_they_are() -> None:
    drafts = [
        Preview("plays/b", "B", ("play",), "Dana", asked=("lee",)),
        Preview("battlecards/z", "Z", ("battlecard",), ""),
    ]
    found = rows([], drafts, "drafts")
    assert [(one["page"], one["kind"], one["asked"], one["by"]) for one in found] == [
        ("battlecards/z", "battlecard", "anybody of sales", ""),
        ("plays/b", "play", "Lee", "Dana"),
    ]
    assert "A draft is offered to nobody" in report_markdown(previews_report([], drafts, TODAY, NAMES))


def test_where_nothing_waits_that_is_said() -> None:
    told = report_markdown(previews_report([], [], TODAY, NAMES))
    assert "\nAs of Mon 23 Nov 2026." in told
    assert "Sales has seen all that marketing has made." in told


def made(desk: Field, *texts: str, near: Answered | None = None) -> Promotable:
    for number, text in enumerate(texts):
        desk.capture(
            f"{len(desk.items)}-{number}", f"rep{number}", "objection", text=text, account=f"a{number}"
        )
    items = tuple(desk.items.values())[-len(texts) :]
    return Promotable(
        put_together(items, len(texts)), tuple(f"rep{n}" for n in range(len(texts))), texts, near
    )


def test_what_no_page_answers_is_told_with_its_wordings_and_the_nearest_page(desk: Field) -> None:
    one = made(
        desk, "The council", "Works council first", "Ask the council", near=Answered("o/boss", "My boss")
    )
    report = promotion_report([one], 3, 60, NAMES)
    tables = report_data(report)["tables"]
    assert [(row["text"], row["people"], row["accounts"], row["near"]) for row in tables["promotable"]] == [
        ("The council", 3, 3, "My boss")
    ]
    assert [row["text"] for row in tables["wordings"]] == ["Works council first", "Ask the council"]
    assert "at least 3 people heard in 60 days" in report.about


def test_where_all_is_answered_that_is_said() -> None:
    assert "What reps hear that often is answered." in report_markdown(promotion_report([], 3, 60, NAMES))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "| a | b |", "# big\x1b[31m", "[x](javascript:y)"]
)
def test_what_reps_wrote_is_markup_in_no_page(desk: Field, text: str) -> None:
    report = promotion_report([made(desk, text, f"{text} too")], 2, 60, NAMES)
    page, html = report_markdown(report), report_html(report)
    assert "<script>alert" not in html
    assert "\x1b" not in page + html
    assert "[x](javascript" not in page
    shown = previews_report([preview("x", 1, title=text, by=text)], [], TODAY, NAMES)
    assert "<script>alert" not in report_html(shown)
    assert "\x1b" not in report_markdown(shown)
