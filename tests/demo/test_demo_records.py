"""Every record of the demo is one that the product could have written, and all its references resolve."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from playbook.clock import FixedClock, parse_stamp
from playbook.coaching.plausibility import filled_in_afterwards
from playbook.demo.customers import CUSTOMERS
from playbook.plays.model import Page
from playbook.records.access import may_read
from playbook.records.coaching import Note
from playbook.records.customers import Event, Opportunity, Touch
from playbook.records.exchange import import_records
from playbook.records.model import Correction, Feedback, Kept, Run, Seen, Triage, Vote
from playbook.records.store import Store
from playbook.runs.fold import fold
from playbook.runs.open_runs import OpenRuns
from playbook.runs.plan import plan_of
from tests.demo.laid import NOW, Laid, Lay
from tests.records.support import export_records

LAST_WEEKS = timedelta(days=23)


# Journals


def test_every_journal_is_whole(demo: Laid) -> None:
    checks = demo.store().check()
    assert len(checks) == 13
    for check in checks:
        assert check.held == check.last > 0, check
        assert not (check.gaps or check.breaks or check.doubled or check.damage or check.not_understood), (
            check
        )
    assert demo.store().quarantine() == []


def test_all_four_write_on_one_device(demo: Laid) -> None:
    parts = [journal.split("/") for journal in demo.store().journals()]
    assert {person for person, _, _ in parts} == {"lee", "mia", "dana", "kim"}
    assert len({device for _, device, _ in parts}) == 1
    assert {audience for _, _, audience in parts} == {
        "team",
        "line",
        "self",
        "liaison",
        "pair-lee",
        "pair-kim",
    }


def test_the_order_of_the_records_is_the_order_of_time(demo: Laid) -> None:
    times = [record.at for record in demo.records]
    assert times == sorted(times)
    assert [record.clock for record in demo.records] == list(range(1, len(times) + 1))


def test_everything_happened_within_three_weeks_and_before_now(demo: Laid) -> None:
    for record in demo.records:
        assert NOW - LAST_WEEKS < parse_stamp(record.at) <= NOW
    assert 300 <= len(demo.records) <= 600


def test_the_records_can_be_taken_elsewhere(demo: Laid, tmp_path: Path) -> None:
    lines = BytesIO()
    assert export_records(demo.store(), lines) == len(demo.records)
    elsewhere = Store(tmp_path / "fernyard", "kim", FixedClock(NOW))
    report = import_records(elsewhere, lines.getvalue().splitlines())
    assert (report.new, report.already, report.quarantined) == (len(demo.records), 0, 0)
    assert [record.ref for record in elsewhere.records()] == [record.ref for record in demo.records]


# Runs


def page_of(demo: Laid, run: Run) -> Page:
    return demo.page(run.play, run.blob)


def test_every_run_is_of_the_revision_that_stood_that_day(demo: Laid) -> None:
    for run in demo.bodies(Run):
        standing = demo.git(
            "log", "-1", f"--before={run.started}", "--format=%H", "--", f"{run.play}.md"
        ).strip()
        assert run.commit == standing, run.play
        assert run.blob == demo.git("rev-parse", f"{run.commit}:{run.play}.md").strip()


def test_every_step_question_and_answer_is_one_of_the_play(demo: Laid) -> None:
    for run in demo.bodies(Run):
        plan = plan_of(page_of(demo, run))
        assert [step.id for step in run.steps] == list(plan.steps)
        for step in run.steps:
            assert set(step.todos) <= {todo.id for todo in plan.steps[step.id].todos}
        for answer in run.answers:
            question, _ = plan.questions[answer.question]
            if question.choose == "text":
                assert len(answer.values) == 1
                assert answer.values[0].strip()
            else:
                assert set(answer.values) <= {offered.id for offered in question.answers}
                assert question.choose == "many" or len(answer.values) == 1


def test_every_page_that_was_opened_is_there(demo: Laid) -> None:
    pages = set(demo.git("ls-files").splitlines())
    opened = [one for run in demo.bodies(Run) for one in run.opened]
    assert len(opened) >= 15
    for one in opened:
        assert f"{one.page.partition('#')[0]}.md" in pages
        assert one.settled in ("yes", "partly", "no")
    assert {one.page.split("/")[0] for one in opened} == {"objections", "battlecards", "plays"}


def test_runs_take_the_time_that_calls_take(demo: Laid) -> None:
    for run in demo.bodies(Run):
        assert parse_stamp(run.ended) - parse_stamp(run.started) == timedelta(seconds=run.seconds)
        assert [entry[0] for entry in run.trace] == sorted(entry[0] for entry in run.trace)
        if run.connect != "connected":
            assert 15 <= run.seconds <= 560
            assert run.result == ""
        elif run.mode == "call" and not run.wrong_play:
            assert 60 <= run.seconds <= 3000, run
        assert not filled_in_afterwards(run)


def test_nobody_talks_on_two_phones_or_at_night(demo: Laid) -> None:
    for rep in ("lee", "mia"):
        runs = sorted((row.run for row in demo.rows if row.rep == rep), key=lambda run: run.started)
        for before, after in pairwise(runs):
            assert before.ended <= after.started, (before.account, after.account)
    for run in demo.bodies(Run):
        started = parse_stamp(run.started)
        assert started.weekday() < 5
        assert 8 <= started.hour < 17


def test_amounts_stand_where_there_is_a_deal(demo: Laid) -> None:
    for run in demo.bodies(Run):
        assert (run.amount is not None) == bool(run.opportunity) == bool(run.currency) == bool(run.deal_stage)
        assert bool(run.opportunity) == (not run.play.startswith("plays/connect/"))
        assert run.triggers == () or set(run.triggers) <= set(demo.settings.vocabulary.triggers)


def test_each_call_counts_once_as_having_reached_out(demo: Laid) -> None:
    touched = Counter(touch.run for touch in demo.bodies(Touch))
    for run in demo.bodies(Run):
        assert touched[run.id] == (0 if run.wrong_play else 1), run.account


def test_ids_are_nobody_elses(demo: Laid) -> None:
    ids = [body.id for kind in (Run, Feedback, Note) for body in demo.bodies(kind)]  # type: ignore[attr-defined]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[0-9a-hjkmnp-tv-z]{16}", id_) for id_ in ids)


def test_what_became_of_something_is_said_once_and_after_it(demo: Laid) -> None:
    runs = {run.id: run for run in demo.bodies(Run)}
    said = [(record.body, record) for record in demo.records if isinstance(record.body, Kept)]
    assert len({(kept.run, kept.what) for kept, _ in said}) == len(said)
    for kept, record in said:
        run = runs[kept.run]
        assert record.person == run.rep
        assert record.at > run.ended
        assert run.next_date if kept.what == "next" else run.commitment == "promised"
    assert {kept.state for kept, _ in said} == {"kept", "broken", "moved"}


def test_a_correction_is_by_the_rep_and_of_a_run(demo: Laid) -> None:
    [record] = [record for record in demo.records if isinstance(record.body, Correction)]
    [row] = [row for row in demo.rows if row.corrected]
    assert (record.person, row.rep, row.run.account) == ("mia", "mia", CUSTOMERS["rosk"].id)
    assert (row.run.commitment, row.run.commitment_by) == ("promised", NOW.date().isoformat())


def test_a_private_run_leaves_no_trace_elsewhere(demo: Laid) -> None:
    [row] = [row for row in demo.rows if row.private]
    assert row.rep == "lee"
    for record in demo.records:
        if row.run.id.encode() in repr(record.body).encode():
            assert record.audience == "self"


# Feedback


def as_typed(line: str) -> str:
    """Return a Markdown line without marks, links and footnotes."""
    line = re.sub(r"\[\^[\w-]+\]", "", re.sub(r"\[([^\]^]+)\]\([^)]*\)", r"\1", line))
    return " ".join(line.lstrip("> -#").removeprefix("[ ] ").split())


def test_every_quote_is_really_a_line_of_that_revision(demo: Laid) -> None:
    quoted = [feedback for feedback in demo.bodies(Feedback) if feedback.quote]
    assert len(quoted) >= 14
    for feedback in quoted:
        line = demo.text(feedback.blob).splitlines()[feedback.line - 1]
        assert as_typed(line).startswith(feedback.quote), feedback.text
        assert demo.git("rev-parse", f"{feedback.commit}:{feedback.play}.md").strip() == feedback.blob


def test_every_feedback_is_pinned_to_a_step_and_its_run(demo: Laid) -> None:
    runs = {run.id: run for run in demo.bodies(Run)}
    on_calls = 0
    for record in demo.records:
        feedback = record.body
        if not isinstance(feedback, Feedback):
            continue
        assert demo.page(feedback.play, feedback.blob).step(feedback.step) is not None
        if not feedback.run:
            assert feedback.account == ""
            continue
        run = runs[feedback.run]
        on_calls += 1
        assert record.person == run.rep
        assert run.started < record.at
        assert (feedback.account, feedback.amount, feedback.blob, feedback.commit, feedback.deal_stage) == (
            run.account, run.amount, run.blob, run.commit, run.deal_stage,
        )  # fmt: skip
        states = {step.id: step.state for step in run.steps}
        assert states[feedback.step] in ("done", "skipped")
    assert on_calls >= 18


def test_every_action_did_something(demo: Laid) -> None:
    for item in demo.items.values():
        assert item.conflict == ""
        for act in item.thread:
            assert act.applied, (item.text, act.action)


def test_every_action_is_by_somebody_who_may(demo: Laid) -> None:
    for record in demo.records:
        if isinstance(record.body, Triage):
            person = demo.settings.people[record.person]
            assert record.body.side == person.side
            assert record.body.role in person.roles


def test_votes_and_marks_are_about_feedback_that_is_there(demo: Laid) -> None:
    ids = set(demo.items)
    accounts = {run.account for run in demo.bodies(Run)}
    for vote in demo.bodies(Vote):
        assert vote.feedback in ids
        assert vote.account in accounts | {""}
    refs = {record.ref for record in demo.records if isinstance(record.body, Triage)}
    for seen in demo.bodies(Seen):
        kind, id_, ref = seen.what.split(":")
        assert (kind, id_ in ids, ref in refs) == ("answer", True, True)


def test_commits_name_the_feedback_and_the_feedback_the_commits(demo: Laid) -> None:
    trailers = demo.git("log", "--format=%H %(trailers:key=Feedback,valueonly,separator=%x20)")
    named = {id_: line.split()[0] for line in trailers.splitlines() for id_ in line.split()[1:]}
    assert len(named) == 7
    for id_, commit in named.items():
        assert demo.items[id_].commit == commit
        assert demo.items[id_].state in ("answered", "merged")


def test_what_is_for_liaisons_alone_is_read_by_them_alone(demo: Laid) -> None:
    people = demo.settings.people
    liaison = [record for record in demo.records if record.audience == "liaison"]
    assert {record.person for record in liaison} == {"lee", "dana"}
    for record in liaison:
        assert may_read("dana", record.journal, people)
        assert not may_read("mia", record.journal, people)


# Under way


def test_one_call_is_parked(demo: Laid) -> None:
    loaded = OpenRuns(demo.folder).load()
    assert loaded.troubles == ()
    [run] = loaded.runs
    assert (run.rep, run.play) == ("lee", "plays/qualify/how-they-decide")
    assert (run.account, run.opportunity) == (
        CUSTOMERS["ostrander"].id,
        CUSTOMERS["ostrander"].opportunity_id,
    )
    page = demo.page(run.play, run.blob)
    state = fold(run, plan_of(page).main[0])
    assert state.parked
    assert state.at == "the-last-time"
    assert timedelta(minutes=20) < NOW - parse_stamp(run.started) < timedelta(hours=1)
    assert OpenRuns(demo.folder).text(run.blob) == demo.text(run.blob).encode()


def test_the_texts_of_all_revisions_that_were_run_are_kept(demo: Laid) -> None:
    kept = {path.name: path.read_text() for path in (demo.folder / "revisions").iterdir()}
    assert set(kept) == {run.blob for run in demo.bodies(Run)}
    for blob, text in kept.items():
        assert text == demo.text(blob)


def test_a_record_can_be_added_to_a_demo(demo: Laid, lay: Lay) -> None:
    laid = lay()
    store = Store(laid.folder, "lee", FixedClock(NOW + timedelta(minutes=5)))
    record = store.append(Seen("news"))
    assert record.clock == len(demo.records) + 1
    assert datetime.fromisoformat(record.at) > NOW
    assert all(check.held == check.last for check in store.check())


# Accounts


def test_every_run_and_touch_is_with_an_account_and_a_contact_that_are_known(demo: Laid) -> None:
    for rep in ("lee", "mia"):
        book = demo.workspace(rep).accounts
        for run in (row.run for row in demo.rows if row.rep == rep):
            account = book.get(run.account)
            assert account is not None and account.owner == rep
            [contact] = run.contacts
            assert book.contact_name(contact) != contact
            if run.opportunity:
                assert book.opportunity_name(run.opportunity) != run.opportunity
    book = demo.workspace("lee").accounts
    assert all(touch.account == book.id_of(touch.account) for touch in demo.bodies(Touch))
    assert len(book.all()) == len(CUSTOMERS)


def test_a_deal_stood_in_the_stage_that_its_run_says(demo: Laid) -> None:
    stages: dict[str, str] = {}
    for record in demo.records:
        if isinstance(record.body, Opportunity):
            stages[record.body.id] = record.body.stage
        elif isinstance(record.body, Run) and record.body.opportunity and record.audience == "line":
            assert stages[record.body.opportunity] == record.body.deal_stage


def test_deals_are_open_won_and_lost(demo: Laid) -> None:
    deals = demo.workspace("lee").accounts.all_opportunities()
    assert {deal.state for deal in deals} == {"open", "won", "lost"}
    assert all(deal.amount and deal.currency == "EUR" and deal.close_date for deal in deals)


def test_something_happened_at_every_account_before_it_was_written_down(demo: Laid) -> None:
    events = [record for record in demo.records if isinstance(record.body, Event)]
    assert len(events) == len(CUSTOMERS)
    for record in events:
        assert isinstance(record.body, Event)
        assert record.body.date <= record.at[:10]
        assert record.body.trigger in demo.settings.vocabulary.triggers


def test_names_of_contacts_are_in_no_record_and_in_their_reps_book_alone(demo: Laid) -> None:
    lines = b"".join(path.read_bytes() for path in demo.folder.rglob("*.jsonl"))
    for customer in CUSTOMERS.values():
        assert f"{customer.first_name.casefold()}@".encode() not in lines
    assert {row.name for row in demo.workspace("lee").accounts.all_contacts()} == {
        customer.contact for customer in CUSTOMERS.values() if customer.rep == "lee"
    }
    assert not demo.workspace("kim").accounts.all_contacts()
