"""An item on the desk: what is due, who stands behind it, and the quote as it was and as it is now."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from playbook.desk.similar import SimilarIndex
from playbook.desk.told import time_left
from playbook.since import quoted_in
from tests.tui.conftest import commit_all
from tests.tui.world import DISCOVERY, World
from tui.desk_text import Beside, behind, item_cells, money, preview_rows
from tui.rows import Row, width_of

QUOTE = "Take me back to the last bad morning. When did it start, and who rang whom?"


def lines(rows: list[Row]) -> list[str]:
    return [row.text.rstrip() for row in rows]


def preview(world: World, id_: str, width: int = 60) -> list[Row]:
    """Return what Dana sees of an item."""
    dana = world.of("dana")
    items = dana.feedback()
    item = items[id_]
    similar = SimilarIndex(one for one in items.values() if one.is_open)
    alike = [(items[hit.id], hit.shared) for hit in similar.like(item, 4)]
    return preview_rows(item, quoted_in(dana, item), Beside.read(item, alike, dana), dana, width)


def cells(world: World, id_: str) -> list[str]:
    """Return the two lines of an item in the list."""
    dana = world.of("dana")
    (cell,) = item_cells(dana.feedback()[id_], dana.promise, world.clock.now())
    return cell.plain.split("\n")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ({}, ""),
        ({"EUR": 0.4}, "€0"),
        ({"EUR": 999}, "€999"),
        ({"EUR": 1000}, "€1,000"),
        ({"EUR": 48_400}, "€48k"),
        ({"USD": 999_499}, "$999k"),
        ({"USD": 999_500}, "$1M"),
        ({"GBP": 1_250_000}, "£1.2M"),
        ({"CHF": 2_000}, "2,000 CHF"),
        ({"": 12}, "12"),
        ({"EUR": 1_000_000, "USD": 5_000}, "€1M + $5,000"),
    ],
)
def test_sums_are_short(amount: dict[str, float], text: str) -> None:
    assert money(amount) == text


# The list


def test_a_new_item_says_how_long_the_promise_still_runs(world: World) -> None:
    id_ = world.feedback("The price is old", account="Brenner Foods", amount=48_000.0, currency="EUR")
    assert cells(world, id_) == ["2d left   · wrong · 1 account, €48k", "The price is old"]
    world.clock.at += timedelta(hours=24 * 3 + 1)  # over a weekend
    assert cells(world, id_)[0].startswith("7h left")


def test_an_item_that_is_late_says_so_in_a_word(world: World) -> None:
    id_ = world.feedback("The price is old")
    world.clock.at += timedelta(days=20)
    dana = world.of("dana")
    item = dana.feedback()[id_]
    assert time_left(item, dana.promise, world.clock.now()).endswith("d late")
    assert " late" in cells(world, id_)[0]
    world.act("answer", id_, "Corrected.")
    assert time_left(world.item(id_), dana.promise, world.clock.now()) == ""
    assert cells(world, id_)[0].startswith("answered ")


def test_hours_are_said_in_hours_and_the_last_one_too(world: World) -> None:
    id_ = world.feedback("The price is old")
    dana = world.of("dana")
    item = dana.feedback()[id_]
    due = dana.promise.due(item)
    assert due is not None
    for before, text in ((timedelta(hours=2), "2h left"), (timedelta(minutes=20), "<1h left")):
        assert time_left(item, dana.promise, due - before) == text
    assert time_left(item, dana.promise, due + timedelta(minutes=5)) == "<1h late"


def test_accounts_stand_behind_an_item_and_people_where_none_is_named(world: World) -> None:
    nobody = world.feedback("The price is old")
    assert behind(world.item(nobody)) == "1 person"
    world.me_too(nobody)
    assert behind(world.item(nobody)) == "2 people"
    known = world.feedback("The price is new", account="Brenner Foods")
    assert behind(world.item(known)) == "1 account"
    world.me_too(known, account="Halden Timber")
    assert behind(world.item(known)) == "2 accounts"


def test_the_line_quoted_stands_in_for_words_that_were_not_given(world: World) -> None:
    assert cells(world, world.feedback("", quote=QUOTE))[1] == QUOTE


def test_ten_thousand_letters_are_one_line_of_the_list(world: World) -> None:
    top, words = cells(world, world.feedback("x\n\n" * 5_000))
    assert width_of(words) <= 200
    assert words.endswith("…")
    assert "\n" not in top


# The preview


def test_the_preview_shows_the_quote_in_its_place_and_who_said_what(world: World) -> None:
    id_ = world.feedback(
        "Nobody says whom any more", "hard-to-say", step="a-bad-morning", quote=QUOTE, run="r1",
        account="Brenner Foods", deal_stage="Qualify", amount=48_000.0, currency="EUR",
    )  # fmt: skip
    shown = lines(preview(world, id_, 90))
    assert shown[0].startswith("F-")
    assert shown[0].endswith("hard to say")
    assert shown[1:] == [
        "First discovery · A bad morning",
        "",
        f"┃ {QUOTE}",
        "",
        "Lee Park, on a call with Brenner Foods (Qualify), Fri 20 Nov 2026:",
        "“Nobody says whom any more”",
        "1 account, €48k open · for Dana Ortiz (owns the play) · new",
    ]


def test_a_stage_that_the_playbook_knows_is_named_as_it_is_there(world: World) -> None:
    id_ = world.feedback("Nobody says whom", run="r1", account="Brenner Foods", deal_stage="discover")
    assert any("with Brenner Foods (Discover), " in line for line in lines(preview(world, id_, 90)))


def test_a_line_that_was_changed_since_is_shown_then_and_now(world: World) -> None:
    id_ = world.feedback("whom?", step="a-bad-morning", quote=QUOTE)
    page = Path(world.root) / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8").replace("and who rang whom?", "and who rang first?"), "utf-8")
    commit_all(world.root, "Say who rang first")
    rows = preview(world, id_, 100)
    assert [line for line in lines(rows) if line.startswith(("then", "now"))] == [
        f"then  ┃ {QUOTE}",
        "now   ┃ Take me back to the last bad morning. When did it start, and who rang first?",
    ]
    styles = {text.strip(): style for row in rows for text, style in row.spans}
    assert styles[QUOTE] == "old"


def test_a_line_that_only_moved_is_not_called_changed(world: World) -> None:
    id_ = world.feedback("whom?", step="a-bad-morning", quote=QUOTE)
    page = Path(world.root) / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8") + "\nOne more line.\n", "utf-8")
    shown = lines(preview(world, id_, 100))
    assert f"┃ {QUOTE}" in shown
    assert not any(line.startswith("now") for line in shown)


def test_a_line_that_is_gone_is_called_gone(world: World) -> None:
    id_ = world.feedback("whom?", step="a-bad-morning", quote=QUOTE)
    page = Path(world.root) / f"{DISCOVERY}.md"
    text = page.read_text("utf-8")
    page.write_text(text[: text.index("## A bad morning")] + "## A bad morning\n\nx\n\n## Z\n\nyy\n", "utf-8")
    assert "now   ┃ (this line is gone)" in lines(preview(world, id_, 100))


def test_a_step_that_was_renamed_is_still_its_place(world: World) -> None:
    id_ = world.feedback("whom?", step="a-bad-morning", quote=QUOTE)
    page = Path(world.root) / f"{DISCOVERY}.md"
    text = page.read_text("utf-8").replace("## A bad morning", "## The worst morning")
    page.write_text(
        text.replace("status: live", "status: live\nmoved: {a-bad-morning: the-worst-morning}"), "utf-8"
    )
    shown = lines(preview(world, id_, 100))
    assert shown[1] == "First discovery · The worst morning"
    assert not any("no longer" in line for line in shown)


def test_a_place_that_is_no_more_is_said_to_be(world: World) -> None:
    step = world.feedback("x", step="never-was", quote=QUOTE)
    page = world.feedback("x", play="plays/gone", blob="b", commit="c")
    for id_ in (step, page):
        assert "This place is no longer in the playbook." in lines(preview(world, id_, 90))
    nowhere = world.feedback("x", play="")
    assert not any("no longer" in line for line in lines(preview(world, nowhere, 90)))


def test_the_thread_tells_what_was_done_by_whom(world: World) -> None:
    id_ = world.feedback("The price is old")
    world.act("accept", id_)
    world.act("assign", id_, to="dana")
    world.act("route", id_, to="price")
    world.act("label", id_, labels=["q4"])
    world.act("ask", id_, "Which price?")
    world.act("reply", id_, "The list price.", by="lee")
    world.me_too(id_)
    shown = lines(preview(world, id_, 80))
    place = shown.index("Thread")
    assert shown[place + 1 :] == [
        "20 Nov Dana Ortiz took it on",
        "20 Nov Dana Ortiz gave it to Dana Ortiz",
        "20 Nov Dana Ortiz sent it on to price",
        "20 Nov Dana Ortiz labelled it q4",
        "20 Nov Dana Ortiz asked",
        "  Which price?",
        "20 Nov Lee Park replied",
        "  The list price.",
    ]
    assert any(
        "me too: Mia Novak · assigned to Dana Ortiz · with price since Fri 20 Nov 2026 · labels: q4 · accepted"
        in " ".join(shown[i : i + 2])
        for i in range(len(shown))
    )


def test_words_with_quotation_marks_of_their_own_stand_as_they_were_said(world: World) -> None:
    bare, own = (
        world.feedback("The price is old"),
        world.feedback("“Congratulations” sounds like a mail merge."),
    )
    assert "“The price is old”" in lines(preview(world, bare))
    assert "“Congratulations” sounds like a mail merge." in lines(preview(world, own))


def test_of_ten_thousand_words_the_beginning_stands_first_and_all_of_them_at_the_end(world: World) -> None:
    words = [f"word{number}" for number in range(10_000)]
    id_ = world.feedback(" ".join(words))
    shown = lines(preview(world, id_))
    facts = next(number for number, line in enumerate(shown) if line.endswith("new"))
    assert facts < 40 and "10,000 words stands at the end" in " ".join(shown[:facts])
    assert " ".join(shown[shown.index("The whole of it") + 1 :]).split() == words


def test_a_question_says_when_it_closes(world: World) -> None:
    id_ = world.feedback("The price is old")
    world.act("ask", id_, "Which price?")
    assert "Without a reply within 10 days it closes by itself, on Mon 30 Nov 2026." in " ".join(
        lines(preview(world, id_))
    )


def test_several_accounts_are_named(world: World) -> None:
    id_ = world.feedback("The price is old", account="Elbe Paper")
    world.me_too(id_, account="Acme")
    assert "2 accounts (Elbe Paper, Acme)" in " ".join(lines(preview(world, id_)))


def test_what_was_undone_says_so(world: World) -> None:
    from playbook.desk.undo import last_act, undo

    id_ = world.feedback("The price is old")
    world.act("accept", id_)
    dana = world.of("dana")
    last = last_act(dana.feedback(), "dana")
    assert last is not None
    for body in undo(last, dana.person):
        dana.append(body)
    assert "20 Nov Dana Ortiz took it on (undone)" in lines(preview(world, id_))


def test_similar_items_say_which_words_they_share(world: World) -> None:
    first = world.feedback("The list price on the quote is old")
    world.feedback("The list price is old on our quote too")
    shown = lines(preview(world, first, 100))
    place = shown.index("Similar")
    assert "The list price is old on our quote too" in shown[place + 1]
    assert shown[place + 1].endswith(")")


def test_feedback_for_the_liaisons_alone_says_so(world: World) -> None:
    id_ = world.feedback("My manager said so", audience="liaison")
    assert "Lee Park, Fri 20 Nov 2026, to the liaisons alone:" in lines(preview(world, id_, 90))


def test_the_preview_folds_and_is_harmless(world: World) -> None:
    nasty = "\x1b[2J\u202e[red]x[/] \x9b31m " + "w" * 300
    id_ = world.feedback(nasty, step="a-bad-morning", quote=nasty, account=nasty)
    world.act("note", id_, nasty)
    for width in (24, 46, 100):
        rows = preview(world, id_, width)
        assert max(width_of(row.text) for row in rows) <= width
        assert not any(c in row.text for row in rows for c in "\x1b\x9b\u202e")
