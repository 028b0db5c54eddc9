"""Finishing on disk: the record, the touch, and then the open run goes, once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from playbook.clock import FixedClock
from playbook.files import CannotSaveError
from playbook.records.customers import Touch
from playbook.records.model import Body, Kept, Record, Run
from playbook.records.store import Store
from playbook.runs.finish import audience, touches
from playbook.runs.open_runs import OpenRuns
from playbook.runs.recording import OnRecord, put_on_record, recorded_in
from tests.runs.driver import PLAIN, Rep
from tests.runs.recovering import recover

TEXT = b"# Plain\n"


class Crash(BaseException):
    """The process ends here."""


class Field:
    """A real store and folder of open runs; each append can be the last thing the process does."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder, "lee", FixedClock(datetime(2026, 11, 21, 18, 40, tzinfo=UTC)))
        self.open_runs = OpenRuns(folder)
        self.crash_before: type[Body] | None = None
        self.crash_after: type[Body] | None = None

    def append(self, body: Body, audience: str) -> None:
        if isinstance(body, self.crash_before or ()):
            raise Crash
        self.store.append(body, audience)
        if isinstance(body, self.crash_after or ()):
            raise Crash

    @property
    def records(self) -> list[Record]:
        return list(self.store.records({"run", "touch"}))

    def finish(self, run: Run, *, private: bool = False) -> Run:
        return put_on_record(self.open_runs, run, self.append, recorded_in(self.records), private=private)

    def recover(self) -> tuple[str, ...]:
        self.crash_before = self.crash_after = None
        return recover(self.open_runs, self.append, recorded_in(self.records))

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(record.kind, record.audience) for record in self.records]


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return Field(tmp_path / "northwind")


def begun(field: Field, **facts: object) -> tuple[Rep, Run]:
    rep = Rep(PLAIN, account="acme", contacts=["c1", "c2"], channel="phone", **facts)
    field.open_runs.begin(rep.run, TEXT)
    run = rep.next_step().finish("advance")
    field.open_runs.save(rep.run)
    return rep, run


def test_a_finished_run_is_on_record_and_no_longer_open(field: Field) -> None:
    _, run = begun(field)
    assert field.finish(run) == run
    assert [record.body for record in field.records] == [
        run,
        Touch("acme", "c1", "phone", "connected", "2026-11-21", run.id),
        Touch("acme", "c2", "phone", "connected", "2026-11-21", run.id),
    ]
    assert field.kinds == [("run", "line"), ("touch", "team"), ("touch", "team")]
    assert field.open_runs.load().runs == ()


def test_a_private_run_leaves_no_trace_elsewhere(field: Field) -> None:
    _, run = begun(field)
    field.finish(run, private=True)
    assert field.kinds == [("run", "self"), ("touch", "self"), ("touch", "self")]
    assert (audience(True), audience(False)) == ("self", "line")


def test_a_run_is_for_the_line_unless_it_is_said_to_be_private(field: Field) -> None:
    _, run = begun(field)
    put_on_record(field.open_runs, run, field.append, recorded_in([]))
    assert [audience for _, audience in field.kinds] == ["line", "team", "team"]


def test_who_was_touched() -> None:
    run = Rep(PLAIN, account="acme").connect("no-answer").finish()
    assert touches(run) == (Touch("acme", "", "", "no-answer", "2026-11-21", run.id),)
    assert touches(Rep(PLAIN, contacts=["c1"]).finish("advance")) == ()
    assert touches(Rep(PLAIN, account="acme", mode="prep").finish()) == ()
    assert len(touches(Rep(PLAIN, account="acme", mode="debrief").finish("advance"))) == 1


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        (Run, None, []),
        (None, Run, ["run"]),
        (Touch, None, ["run"]),
        (None, Touch, ["run", "touch"]),
    ],
)
def test_a_crash_anywhere_in_between_ends_in_the_same_records(
    field: Field, before: type[Body] | None, after: type[Body] | None, left: list[str]
) -> None:
    _, run = begun(field)
    field.crash_before, field.crash_after = before, after
    with pytest.raises(Crash):
        field.finish(run)
    assert [kind for kind, _ in field.kinds] == left
    assert len(field.open_runs.load().runs) == 1
    assert field.recover() == ((run.id,) if left else ())
    assert (len(field.open_runs.load().runs) == 0) is bool(left)
    field.finish(run)
    field.finish(run)
    assert field.kinds == [("run", "line"), ("touch", "team"), ("touch", "team")]
    assert [record.body for record in field.records][1:] == list(touches(run))
    assert field.open_runs.load().runs == ()
    assert field.recover() == ()


def test_the_touch_of_a_private_run_is_completed_in_private(field: Field) -> None:
    _, run = begun(field)
    field.crash_after = Run
    with pytest.raises(Crash):
        field.finish(run, private=True)
    assert field.recover() == (run.id,)
    assert field.kinds == [("run", "self"), ("touch", "self"), ("touch", "self")]


def test_what_is_on_record_stands_when_finished_again_otherwise(field: Field) -> None:
    rep, run = begun(field)
    field.crash_after = Run
    with pytest.raises(Crash):
        field.finish(run)
    field.crash_after = None
    assert field.finish(rep.finish("declined")) == run
    assert field.kinds == [("run", "line"), ("touch", "team"), ("touch", "team")]


def test_recovering_leaves_runs_that_are_really_open(field: Field) -> None:
    rep, _ = begun(field)
    assert field.recover() == ()
    assert field.open_runs.load().runs == (rep.run,)
    assert field.records == []


def test_a_disk_that_refuses_the_record_keeps_the_run_open(field: Field) -> None:
    rep, run = begun(field)

    def refuse(body: Body, audience: str) -> None:
        raise CannotSaveError(Path("journal"), OSError(28, "No space left on device"))

    with pytest.raises(CannotSaveError):
        put_on_record(field.open_runs, run, refuse, recorded_in([]))
    assert field.open_runs.load().runs == (rep.run,)


def test_asking_what_is_on_record(field: Field) -> None:
    _, run = begun(field)
    field.finish(run)
    field.append(Touch("acme", "c9"), "team")
    field.append(Kept(run.id, "next", "kept"), "line")
    ask = recorded_in(field.store.records())
    assert ask(run.id) == OnRecord(run, False, frozenset({"c1", "c2"}))
    assert ask("another") is None
