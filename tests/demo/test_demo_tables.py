"""The tables of calls, customers and voices: complete, and true to the plays."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from playbook.demo.calls import Call
from playbook.demo.calls_lee import CALLS as LEE
from playbook.demo.calls_mia import CALLS as MIA
from playbook.demo.customers import CUSTOMERS
from playbook.demo.history import CHAPTERS
from playbook.demo.starter import starter_files
from playbook.demo.story import VOICES
from playbook.demo.voices import On, Voice
from playbook.paths import content_folder
from playbook.plays.model import Page
from playbook.plays.parse import read_page
from playbook.plays.settings import parse_settings
from playbook.runs.plan import plan_of

STARTER = starter_files(content_folder())
SETTINGS = parse_settings(STARTER["playbook.toml"].decode())
CALLS = (*LEE, *MIA)
CONNECTED = [call for call in CALLS if call.connect == "connected"]


def page(id_: str) -> Page:
    headings = SETTINGS.vocabulary.reference_headings
    return read_page(STARTER[f"{id_}.md"], f"{id_}.md", reference_headings=headings)


def named(call: Call) -> str:
    return "-".join((call.account, call.play.rpartition("/")[2], str(call.back)))


def test_sixty_to_ninety_calls_about_half_of_which_reach_somebody() -> None:
    assert 60 <= len(CALLS) <= 90
    assert 0.4 <= len(CONNECTED) / len(CALLS) <= 0.65
    assert {call.connect for call in CALLS} == {
        *("connected", "no-answer", "voicemail", "gatekeeper", "wrong-person", "no-show", "rescheduled"),
    }


def test_the_plays_that_are_run_are_there_and_every_way_to_end_is_met() -> None:
    assert {f"{call.play}.md" for call in CONNECTED} <= {p for p in STARTER if p.startswith("plays/")}
    assert {call.result for call in CONNECTED} == {
        *("advance", "continuation", "not-now", "declined", "disqualified", "closed"),
    }
    assert {call.commitment for call in CONNECTED if call.commitment} == {
        *("done", "promised", "refused", "not-asked"),
    }


def test_nobody_is_called_twice_a_day_and_every_customer_is_called() -> None:
    assert set(Counter((call.account, call.back) for call in CALLS).values()) == {1}
    assert {call.account for call in CALLS} == set(CUSTOMERS)
    for rep, calls in (("lee", LEE), ("mia", MIA)):
        assert {CUSTOMERS[call.account].rep for call in calls} == {rep}


def test_three_weeks() -> None:
    assert {call.back for call in CALLS} == set(range(1, 16))
    for rep in (LEE, MIA):
        assert max(Counter(call.back for call in rep).values()) <= 6


@pytest.mark.parametrize("call", CONNECTED, ids=named)
def test_everything_said_is_asked_by_the_play(call: Call) -> None:
    questions = {id_: question for id_, (question, _) in plan_of(page(call.play)).questions.items()}
    slugs = [id_.rpartition("/")[2] for id_ in questions]
    for key in call.said:
        assert sum(slug.startswith(key) for slug in slugs) == 1, f"“{key}” could be several questions"


@pytest.mark.parametrize("call", CONNECTED, ids=named)
def test_every_step_named_is_one_of_the_play(call: Call) -> None:
    steps = list(plan_of(page(call.play)).steps)
    wanted = [*call.skips, *call.notes, *call.gaps, *(heard.step for heard in call.heard)]
    for name in (*wanted, call.stop, call.short):
        assert not name or sum(step.startswith(name) for step in steps) == 1, name
    assert set(call.skips.values()) <= set(SETTINGS.vocabulary.skip_reasons)


@pytest.mark.parametrize("call", CONNECTED, ids=named)
def test_what_was_looked_up_is_there(call: Call) -> None:
    for heard in call.heard:
        target, _, inside = heard.page.partition("#")
        assert f"{target}.md" in STARTER
        if inside:
            assert inside in [objection.id for objection in page(target).objections]


@pytest.mark.parametrize("call", CONNECTED, ids=named)
def test_how_a_call_ended_makes_sense(call: Call) -> None:
    assert call.result
    assert (call.by is not None) == (call.commitment == "promised")
    assert (call.until is not None) == (call.result == "not-now")
    assert bool(call.proof) == (call.result in ("advance", "closed")), "the exit is the customer's words"
    assert call.due is None or call.next
    assert call.due is None or call.due < call.back
    assert call.by is None or call.by < call.back


def test_a_next_step_is_the_day_of_the_next_call() -> None:
    for call in CALLS:
        later = [other.back for other in CALLS if other.account == call.account and other.back < call.back]
        if later and call.due is not None:
            assert call.due == max(later), named(call)
        elif call.due is not None and call.due > 0:
            assert call.forgotten or call.next, named(call)


@pytest.mark.parametrize("key", sorted(CUSTOMERS))
def test_a_customer_is_told_in_full(key: str) -> None:
    customer = CUSTOMERS[key]
    assert customer.trigger in SETTINGS.vocabulary.triggers
    assert customer.rep in SETTINGS.people
    assert " " in customer.contact
    assert 1 <= customer.sites <= 40
    assert customer.amount > 0


def test_amounts_follow_the_price_list() -> None:
    assert CUSTOMERS["dellbrook"].amount == 1 * (490 * 12 + 1500), "up to eight doors, new"
    assert CUSTOMERS["ardenne"].amount == 4 * (890 * 12 + 1500), "more than eight doors, new"
    assert CUSTOMERS["nordhafen"].amount == 6 * 890 * 12, "a renewal has no set-up"
    assert CUSTOMERS["tolvane"].amount == 14 * 890 * 12 * 0.85 + 14 * 1500, "from ten sites 15 per cent less"


def test_the_prices_are_those_of_the_starter() -> None:
    text = STARTER["know/price-and-terms.md"].decode()
    for figure in ("€490", "€890", "€1,500", "up to 8 doors", "From ten sites: 15 % less"):
        assert figure in text


def test_no_company_and_no_sentence_is_told_twice() -> None:
    names = [customer.name for customer in CUSTOMERS.values()]
    assert len(set(names)) == len(names)
    proofs = [call.proof for call in CONNECTED if call.proof]
    assert len(set(proofs)) == len(proofs)
    texts = [voice.text for voice in VOICES]
    assert len(set(texts)) == len(texts)


def test_there_are_voices_of_every_kind_from_both_reps() -> None:
    assert {voice.kind for voice in VOICES} == {
        *("worked", "hard-to-say", "wrong", "missing", "objection", "competitor", "customer-words", "idea"),
    }
    assert {voice.by for voice in VOICES} == {"lee", "mia"}
    assert 14 <= len(VOICES) <= 24
    assert len({voice.key for voice in VOICES}) == len(VOICES)


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.key)
def test_a_voice_is_short_and_its_thread_runs_forward(voice: Voice) -> None:
    assert 20 <= len(voice.text) <= 120
    days = [turn.back for turn in voice.thread]
    assert days == sorted(days, reverse=True)
    assert all(turn.back <= voice.where.back for turn in voice.thread)
    assert all(too.back <= voice.where.back and too.by != voice.by for too in voice.too)
    chapters = {chapter.key: chapter for chapter in CHAPTERS}
    for turn in voice.thread:
        if turn.chapter:
            assert voice.key in chapters[turn.chapter].feedback
            assert turn.back == chapters[turn.chapter].back
    if isinstance(voice.where, On):
        assert CUSTOMERS[voice.where.account].rep == voice.by


_FILLER = re.compile(r"lorem|ipsum|foo|bar\b|test|example|asdf|TODO|XXX", re.IGNORECASE)


def test_nothing_reads_like_filler() -> None:
    said = [text for call in CALLS for text in (call.proof, call.next, *call.notes.values())]
    said += [voice.text for voice in VOICES] + [turn.text for voice in VOICES for turn in voice.thread]
    for text in said:
        assert not _FILLER.search(text), text
