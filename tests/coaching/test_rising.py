"""What settled the matter rises, by how surely it did, and says why; never by a handful of calls."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.coaching.objections import OpenedFigures, Typed, opened_figures
from playbook.coaching.rising import Lift, lift
from playbook.library.documents import Part, document
from playbook.library.search import SearchIndex
from playbook.records.model import Opened, Settled
from playbook.statistics.intervals import wilson
from tests.coaching.calls import Log
from tui.finder_rows import head_rows, hits_for


def figures(yes: int, judged: int, *words: Typed, page: str = "objections/dear") -> OpenedFigures:
    return OpenedFigures(page, judged + 3, yes, 0, judged - yes, words)


@pytest.mark.parametrize(
    ("found", "typed"),
    [
        (None, "price"),
        (figures(0, 40), "price"),  # settles nothing: it stays where it is, and does not sink
        (figures(9, 9), "price"),  # under ten the count alone
        (figures(4, 4, Typed("price", 4, 4)), "price"),
        (figures(5, 5, Typed("price", 5, 5)), "pr"),  # two letters are the beginning of too much
        (figures(5, 5, Typed("pr", 5, 5)), "price"),
        (figures(5, 5, Typed("price", 5, 5)), "budget"),
        (figures(3, 8, Typed("price", 0, 5)), "price"),
    ],
)
def test_few_calls_raise_nothing(found: OpenedFigures | None, typed: str) -> None:
    assert lift(found, typed) == Lift()


def test_ten_judged_calls_raise_it_by_the_lower_end_of_their_interval() -> None:
    raised = lift(figures(12, 19), "price")
    assert raised.factor == pytest.approx(1 + 0.3 * wilson(12, 19).low)
    assert raised.reason == "Stands higher: it settled 12 of 19 on calls."


@pytest.mark.parametrize("typed", ["haul", "HAULIERS", "  hauliers   won't book at all "])
def test_words_that_begin_alike_count_together(typed: str) -> None:
    words = (Typed("hauliers", 2, 3), Typed("hauliers won't", 2, 2), Typed("drivers", 0, 9))
    raised = lift(figures(4, 14, *words), typed)
    asked = " ".join(typed.casefold().split())
    alike = [one for one in words if one.words.startswith(asked) or asked.startswith(one.words)]
    yes, judged = sum(one.yes for one in alike), sum(one.judged for one in alike)
    assert (yes, judged) == (4, 5)
    assert raised.factor == pytest.approx(1 + 0.5 * wilson(4, 5).low)
    assert raised.reason == f"Stands higher: found with “{typed.strip()}” on calls, it settled 4 of 5."


def test_where_the_words_settled_nothing_the_page_may_still_have() -> None:
    found = figures(12, 30, Typed("haul", 0, 6))
    assert lift(found, "haul").reason == "Stands higher: it settled 12 of 30 on calls."


@given(st.integers(0, 60), st.integers(0, 60), st.text(max_size=20))
def test_nothing_sinks_and_nothing_rises_beyond_half(yes: int, no: int, typed: str) -> None:
    words = (Typed(" ".join(typed.casefold().split()), yes, yes + no),)
    raised = lift(figures(yes, yes + no, *words), typed)
    assert 1 <= raised.factor <= 1.5
    assert (raised.factor > 1) == bool(raised.reason)


@given(st.integers(10, 40), st.integers(0, 40))
def test_more_that_settled_raises_no_less(judged: int, yes: int) -> None:
    yes = min(yes, judged - 1)
    assert lift(figures(yes + 1, judged), "x").factor >= lift(figures(yes, judged), "x").factor


# From the runs to the finder


def test_what_was_typed_is_counted_with_what_came_of_it(log: Log) -> None:
    said: list[tuple[str, Settled | None]] = [
        ("Haul", "yes"), ("haul ", "no"), ("haul", None), ("", "yes"), ("they  WON'T", "partly"),
    ]  # fmt: skip
    for number, (words, settled) in enumerate(said):
        log.run(f"r{number}", opened=(Opened("objections/use", words=words, settled=settled),))
    log.run("private", private=True, opened=(Opened("objections/use", words="haul", settled="yes"),))
    found = opened_figures(log.past.openings())["objections/use"]
    assert found.words == (Typed("haul", 1, 2), Typed("they won't", 0, 1))


def test_of_two_that_fit_as_well_the_one_that_settled_it_stands_first_and_says_why() -> None:
    titles = ("Hauliers are slow", "Hauliers will not book")
    index = SearchIndex(
        document(f"objections/{number}", "objection", title, [Part("", "", "x")])
        for number, title in enumerate(titles)
    )
    plain = hits_for("hauliers", ("objection",), index, None, {})
    assert [hit.title for hit in plain] == list(titles)
    known = {"objections/1": figures(8, 9, Typed("haul", 5, 6), page="objections/1")}
    first, second = hits_for("hauliers", ("objection",), index, None, known)
    assert (first.title, second.title) == ("Hauliers will not book", "Hauliers are slow")
    rows = [row.text for row in head_rows(first, 90, known[first.id], "hauliers")]
    assert "Stands higher: found with “hauliers” on calls, it settled 5 of 6." in rows
    assert not any("Stands higher" in row.text for row in head_rows(second, 90, None, "hauliers"))


def test_what_fits_far_better_stays_first() -> None:
    index = SearchIndex(
        [
            document("objections/exact", "objection", "Budget", [Part("", "", "x")]),
            document(
                "objections/aside", "objection", "Other", [Part("", "", "The budget is one reason of many")]
            ),
        ]
    )
    known = {"objections/aside": figures(40, 40, page="objections/aside")}
    found = hits_for("budget", ("objection",), index, None, known)
    assert found[0].id == "objections/exact"


def test_what_was_typed_steers_no_terminal() -> None:
    found = figures(6, 6, Typed("abc\x1b[2j", 6, 6))
    (hit,) = hits_for(
        "abc",
        ("objection",),
        SearchIndex([document("objections/dear", "objection", "Abc", [Part("", "", "x")])]),
        None,
        {},
    )
    assert all("\x1b" not in row.text for row in head_rows(hit, 60, found, "abc\x1b[2J"))


def test_to_weigh_nothing_loads_nothing() -> None:
    code = (
        "import sys; from playbook.coaching.rising import lift; lift(None, 'x');"
        "print('playbook.statistics.intervals' in sys.modules, 'playbook.coaching.objections' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
