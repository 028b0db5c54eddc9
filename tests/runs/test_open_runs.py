"""The open runs of a device: one document each, never half of one, never lost."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from playbook.errors import NotFoundError, PlaybookError
from playbook.files import CannotSaveError
from playbook.runs.errors import ChangedElsewhereError, DamagedRunError, GoneElsewhereError, NewerRunError
from playbook.runs.model import EventKind, OpenRun, RunEvent
from playbook.runs.open_runs import OpenRuns, decode, encode
from tests.runs.driver import PLAIN, Rep

TEXT = b"# Plain\n\n## A\n\n## B\n"
BLOB = "b10b" * 10


@pytest.fixture
def open_runs(tmp_path: Path) -> OpenRuns:
    return OpenRuns(tmp_path / "northwind")


def rep(id_: str = "0123456789abcdef", started: str = "2026-11-21T18:15:00.000Z") -> Rep:
    return Rep(PLAIN, id=id_, started=started)


def test_nothing_is_written_before_the_first_run(open_runs: OpenRuns) -> None:
    assert open_runs.load().runs == ()
    assert not open_runs.folder.parent.exists()


def test_a_run_that_begins_is_kept_with_the_text_it_runs(open_runs: OpenRuns) -> None:
    run = rep().run
    open_runs.begin(run, TEXT)
    assert open_runs.folder.name == "open"
    assert (open_runs.folder / "0123456789abcdef.json").read_bytes() == encode(run)
    assert (open_runs.folder.parent / "revisions" / BLOB).read_bytes() == TEXT
    assert open_runs.text(BLOB) == TEXT
    assert OpenRuns(open_runs.folder.parent).load().runs == (run,)


def test_the_text_of_a_revision_is_written_once(open_runs: OpenRuns) -> None:
    open_runs.begin(rep().run, TEXT)
    open_runs.begin(rep("f" * 16).run, b"other text under the same blob")
    assert open_runs.text(BLOB) == TEXT


def test_a_revision_that_is_gone_says_so(open_runs: OpenRuns) -> None:
    with pytest.raises(
        PlaybookError,
        match=r"^The page as it was when this run began \(cccccccccc\) cannot be read: No such file or directory\. "
        r"Its history in git may still have it\.$",
    ):
        open_runs.text("c" * 40)


def test_every_act_that_was_saved_is_there_again(open_runs: OpenRuns) -> None:
    lee = rep()
    open_runs.begin(lee.run, TEXT)
    for act in (lee.next_step, lee.next_step, lee.undo):
        open_runs.save(act().run)
        assert OpenRuns(open_runs.folder.parent).load().runs == (lee.run,)
        assert decode(open_runs.path(lee.run.id), encode(lee.run)) == lee.run


def test_open_runs_come_oldest_first_and_by_any_prefix(open_runs: OpenRuns) -> None:
    newer, older = rep("aaaa0000aaaa0000", "2026-11-22T08:00:00.000Z"), rep("ab0000aaaa0000aa")
    for each in (newer, older):
        open_runs.begin(each.run, TEXT)
    assert open_runs.load().runs == (older.run, newer.run)
    assert open_runs.get("R-AB00") == older.run
    with pytest.raises(PlaybookError, match=r"^“a” could be 2 different open runs: "):
        open_runs.get("a")
    with pytest.raises(NotFoundError, match=r"^There is no open run “zz”\.$"):
        open_runs.get("zz")


def test_a_removed_run_is_gone_and_removing_it_again_is_fine(open_runs: OpenRuns) -> None:
    open_runs.remove("0123456789abcdef")
    assert not open_runs.folder.exists()
    run = rep().run
    open_runs.begin(run, TEXT)
    half = open_runs.folder / ".0123456789abcdef.json.99999.tmp"
    half.write_bytes(b"{")
    other = open_runs.folder / ".other.json.99999.tmp"
    other.write_bytes(b"{")
    open_runs.remove(run.id)
    open_runs.remove(run.id)
    assert list(open_runs.folder.iterdir()) == [other]
    open_runs.save(run)
    assert open_runs.load().runs == (run,)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "Input data was truncated"),
        (b'{"v":1,"id":"01', "Input data was truncated"),
        (b"\x00" * 200, "JSON is malformed"),
        (b"[]", "Expected `object`, got `array`"),
        (b'{"v":1,"id":"0123456789abcdef"}', "Object missing required field `play`"),
        (b"[" * 100_000, ""),
        (b'{"v":"\xff"}', ""),
    ],
)
def test_a_damaged_document_is_kept_aside_with_the_reason(
    open_runs: OpenRuns, data: bytes, reason: str
) -> None:
    good = rep("f" * 16).run
    open_runs.begin(good, TEXT)
    broken = open_runs.path("0123456789abcdef")
    broken.write_bytes(data)
    loaded = open_runs.load()
    assert loaded.runs == (good,)
    (trouble,) = loaded.troubles
    assert isinstance(trouble, DamagedRunError)
    assert reason in trouble.reason
    assert str(trouble) == (
        f"The open run 0123456789abcdef.json cannot be read ({trouble.reason}). It was kept aside."
    )
    assert not broken.exists()
    assert (open_runs.aside / "0123456789abcdef.0.json").read_bytes() == data
    assert (open_runs.aside / "0123456789abcdef.0.reason.txt").read_text() == f"{trouble.reason}\n"
    assert open_runs.load().troubles == ()


def test_two_damaged_documents_of_one_run_are_both_kept(open_runs: OpenRuns) -> None:
    open_runs.begin(rep("f" * 16).run, TEXT)
    for data in (b"first", b"second"):
        open_runs.path("0123456789abcdef").write_bytes(data)
        open_runs.load()
    assert (open_runs.aside / "0123456789abcdef.0.json").read_bytes() == b"first"
    assert (open_runs.aside / "0123456789abcdef.1.json").read_bytes() == b"second"


def test_a_document_under_another_runs_name_is_damaged(open_runs: OpenRuns) -> None:
    open_runs.begin(rep().run, TEXT)
    open_runs.path("0123456789abcdef").rename(open_runs.path("f" * 16))
    (trouble,) = open_runs.load().troubles
    assert isinstance(trouble, DamagedRunError)
    assert trouble.reason == "it holds the run 0123456789abcdef"


def test_a_document_of_a_newer_program_stays_as_it_is(open_runs: OpenRuns) -> None:
    open_runs.begin(rep().run, TEXT)
    newer = open_runs.path("f" * 16)
    newer.write_bytes(b'{"v":2,"id":["another","shape"]}')
    loaded = open_runs.load()
    assert loaded.runs == (rep().run,)
    (trouble,) = loaded.troubles
    assert isinstance(trouble, NewerRunError)
    assert str(trouble) == (
        f"The open run {'f' * 16}.json was begun with a newer Playbook (format 2). "
        "Update this one to go on with it; it is kept as it is."
    )
    assert newer.read_bytes() == b'{"v":2,"id":["another","shape"]}'
    with pytest.raises(NewerRunError):
        open_runs.get("f" * 16)


def test_what_is_no_file_is_told_and_stays(open_runs: OpenRuns) -> None:
    open_runs.begin(rep().run, TEXT)
    open_runs.path("f" * 16).mkdir()
    loaded = open_runs.load()
    assert loaded.runs == (rep().run,)
    assert [str(trouble) for trouble in loaded.troubles] == [
        f"The open run {'f' * 16}.json cannot be read: Is a directory."
    ]


def test_a_run_finished_while_the_folder_is_read_is_passed_over(open_runs: OpenRuns) -> None:
    open_runs.begin(rep().run, TEXT)
    open_runs.path("0000").symlink_to(open_runs.folder / "gone")
    loaded = open_runs.load()
    assert (loaded.runs, loaded.troubles) == ((rep().run,), ())


def test_half_written_files_of_a_crash_are_passed_over(open_runs: OpenRuns) -> None:
    open_runs.begin(rep().run, TEXT)
    (open_runs.folder / ".0123456789abcdef.json.7.tmp").write_bytes(b'{"v":1')
    assert open_runs.load().troubles == ()
    assert open_runs.load().runs == (rep().run,)


def test_a_key_of_a_later_program_of_this_format_is_passed_over(open_runs: OpenRuns) -> None:
    run = rep().run
    open_runs.begin(run, TEXT)
    document = msgspec.json.decode(encode(run))
    open_runs.path(run.id).write_bytes(msgspec.json.encode({**document, "mood": "good"}))
    assert open_runs.load().runs == (run,)


@pytest.mark.parametrize("name", ["", "../evil", "a/b", "a.b", ".", "a" * 81, "a\n", "ä"])
def test_no_name_leads_out_of_the_folder(open_runs: OpenRuns, name: str) -> None:
    for act in (open_runs.path, open_runs.text, open_runs.remove):
        with pytest.raises(PlaybookError, match=r"cannot be the id of a run or revision"):
            act(name)
    with pytest.raises(PlaybookError, match=r"cannot be the id of a run or revision"):
        open_runs.begin(msgspec.structs.replace(rep().run, blob=name), TEXT)
    assert not open_runs.folder.parent.exists()


def test_a_run_changed_in_another_window_is_told_and_not_overwritten(open_runs: OpenRuns) -> None:
    here = rep()
    open_runs.begin(here.run, TEXT)
    there = OpenRuns(open_runs.folder.parent)
    (run,) = there.load().runs
    other = rep()
    other.run = run
    there.save(other.note("from the command line").run)
    with pytest.raises(ChangedElsewhereError) as told:
        open_runs.save(here.next_step().run)
    assert str(told.value) == (
        "The run of “Plain” was changed in another window meanwhile. "
        "Open it again to go on from there; what was done here since has not been saved."
    )
    assert open_runs.load().runs == (other.run,)
    here.run = other.run
    open_runs.save(here.next_step().run)
    assert open_runs.get("0123") == here.run


def test_saving_the_same_from_two_windows_is_fine(open_runs: OpenRuns) -> None:
    here = rep()
    open_runs.begin(here.run, TEXT)
    there = OpenRuns(open_runs.folder.parent)
    there.load()
    there.save(here.next_step().run)
    open_runs.save(here.run)
    open_runs.save(here.next_step().run)
    assert there.get("0123") == here.run


def test_a_run_finished_in_another_window_does_not_come_back(open_runs: OpenRuns) -> None:
    here = rep()
    open_runs.begin(here.run, TEXT)
    OpenRuns(open_runs.folder.parent).remove(here.run.id)
    with pytest.raises(GoneElsewhereError) as told:
        open_runs.save(here.next_step().run)
    assert str(told.value) == (
        "The run of “Plain” was finished or discarded in another window. "
        "Look for it under finished runs; what was done here since can be added there as a correction."
    )
    assert open_runs.load().runs == ()


def test_a_disk_that_refuses_is_told_and_the_old_document_stands(open_runs: OpenRuns) -> None:
    lee = rep()
    open_runs.begin(lee.run, TEXT)
    before = lee.run
    blocker = open_runs.folder / f".{lee.run.id}.json.{os.getpid()}-{threading.get_ident()}.tmp"
    blocker.mkdir()
    with pytest.raises(CannotSaveError, match=r"^Not saved: Is a directory"):
        open_runs.save(lee.next_step().run)
    assert open_runs.load().runs == (before,)
    blocker.rmdir()
    open_runs.save(lee.run)
    assert open_runs.load().runs == (lee.run,)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "northwind").write_text("a file in the way")
    with pytest.raises(CannotSaveError):
        OpenRuns(tmp_path / "northwind").begin(rep().run, TEXT)
    assert OpenRuns(tmp_path / "northwind").load().runs == ()


def test_the_document_is_one_short_line_of_json() -> None:
    lee = rep()
    for _ in range(50):
        lee.tick("c")
    data = encode(lee.run)
    assert data.count(b"\n") == 1
    assert len(data) < 50 * 60 + 600
    assert msgspec.json.decode(data, type=OpenRun) == lee.run


def test_the_words_of_a_document_are_its_format_and_stay() -> None:
    words = (
        "connect tick untick done reopen answer acknowledge skip next pass go back short mark settle reword "
        "note opened gap people field ending edit park resume hang-up switched undo"
    )
    for word in words.split():
        line = f'{{"seconds":1.5,"kind":"{word}"}}'.encode()
        assert msgspec.json.decode(line, type=RunEvent).kind == word
    assert set(get_args(EventKind)) == set(words.split())
    assert encode(rep().note("x", at=1.5).run) == (
        b'{"id":"0123456789abcdef","play":"plays/plain","title":"Plain","blob":"' + BLOB.encode() + b'",'
        b'"started":"2026-11-21T18:15:00.000Z","rep":"lee","v":1,"path":"plays/plain.md","commit":"",'
        b'"mode":"call","channel":"","direction":"","account":"","opportunity":"","deal_stage":"",'
        b'"amount":null,"currency":"","contacts":[],"triggers":[],"variant":"","fields":{},'
        b'"my_words":{},"left_out":[],"drafts":{},"switched_from":"","before":0.0,"discarded":"","carried":0,"events":[{"seconds":1.5,"kind":"note","step":"a","text":"x"}]}\n'
    )


def test_two_commands_take_turns(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    order: list[str] = []
    holding, may_go = threading.Event(), threading.Event()

    def other() -> None:
        with OpenRuns(tmp_path).turn():
            order.append("first")
            holding.set()
            assert may_go.wait(30)
            order.append("first is done")

    thread = threading.Thread(target=other)
    thread.start()
    assert holding.wait(30)
    may_go.set()
    with OpenRuns(tmp_path).turn():
        order.append("second")
    thread.join(30)
    assert order == ["first", "first is done", "second"]


def test_before_the_first_run_a_turn_writes_nothing(tmp_path: Path) -> None:
    with OpenRuns(tmp_path).turn():
        pass
    assert list(tmp_path.iterdir()) == []
