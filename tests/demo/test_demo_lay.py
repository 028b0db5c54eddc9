"""Laying: whole or not at all, the same bytes for the same seed, and nothing of anybody's lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from playbook import __version__
from playbook.clock import FixedClock, SystemClock, parse_stamp
from playbook.demo.lay import CannotLayError, Demo, Marker, NotADemoError, lay_demo, read_marker
from playbook.library.repository import GitMissingError
from playbook.progress import Progress, WasStoppedError
from tests.demo.laid import NOW, Laid, Lay, files_below


def test_what_it_returns(demo: Laid) -> None:
    folder = demo.demo.root.parent
    assert demo.demo == Demo(folder / "playbook", folder / "data", "lee", is_new=True)
    assert sorted(path.name for path in folder.iterdir()) == ["data", "demo.json", "playbook"]


def test_the_marker_says_of_what_it_was_made(demo: Laid) -> None:
    marker = read_marker(demo.demo.root.parent)
    assert marker is not None
    assert (marker.version, marker.seed, marker.laid) == (__version__, 7, "2026-11-19T10:30:00.000Z")
    assert len(marker.starter) == 32


def test_nobody_has_said_yet_who_they_are(demo: Laid) -> None:
    assert "device.json" not in demo.as_laid
    workspace = Laid(demo.demo).workspace("")
    assert not workspace.chosen
    assert workspace.guess_me() == "lee"


ROOT = Path(__file__).resolve().parents[2]


# The same seed, the same data


def test_equal_seeds_and_clocks_give_equal_bytes(demo: Laid, lay: Lay) -> None:
    again = lay()
    assert files_below(again.demo.data) == demo.as_laid
    assert again.git("rev-parse", "HEAD") == demo.git("rev-parse", "HEAD")
    assert again.git("log", "--format=%H %T %aI %cI") == demo.git("log", "--format=%H %T %aI %cI")


def test_another_process_with_other_settings_gives_the_same_bytes(demo: Laid, tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text("[user]\n\tname = Somebody\n[commit]\n\tgpgsign = true\n")
    script = (
        "from datetime import datetime, UTC; from pathlib import Path; from playbook.clock import FixedClock;"
        "from playbook.demo.lay import lay_demo;"
        f"lay_demo(Path({str(tmp_path / 'demo')!r}), clock=FixedClock(datetime.fromisoformat({NOW.isoformat()!r})))"
    )
    environment = os.environ | {
        "PYTHONHASHSEED": "12345",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "de_DE.UTF-8",
        "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"),
        "GIT_DIR": str(tmp_path / "elsewhere"),
        "GIT_AUTHOR_NAME": "Somebody Else",
        "GIT_DEFAULT_HASH": "sha256",
    }
    subprocess.run([sys.executable, "-c", script], check=True, env=environment, cwd=ROOT)
    assert files_below(tmp_path / "demo" / "data") == demo.as_laid
    assert not (tmp_path / "elsewhere").exists()


def test_another_seed_tells_it_otherwise(demo: Laid, lay: Lay) -> None:
    other = lay(seed=8)
    assert other.git("rev-parse", "HEAD") != demo.git("rev-parse", "HEAD"), "commits name feedback"
    assert other.git("rev-parse", "HEAD^{tree}") == demo.git("rev-parse", "HEAD^{tree}")
    assert {row.id for row in other.rows}.isdisjoint(row.id for row in demo.rows)
    seconds = [[row.run.seconds for row in laid.rows] for laid in (demo, other)]
    assert seconds[0] != seconds[1]
    assert len(other.rows) == len(demo.rows)


def test_another_day_moves_everything_with_it(demo: Laid, lay: Lay) -> None:
    later = lay(now=NOW + timedelta(days=7))
    shift = [
        (after.run.started[:10], before.run.started[:10])
        for after, before in zip(later.rows, demo.rows, strict=True)
    ]
    assert all(after > before for after, before in shift)
    assert later.git("show", "HEAD", "-s", "--format=%cs").strip() == "2026-11-25"


# What lies there already


def test_a_demo_of_the_same_day_is_kept_with_what_was_done_in_it(lay: Lay) -> None:
    first = lay()
    (first.demo.root / "plays" / "mine.md").write_text("# Mine\n")
    again = lay(now=NOW + timedelta(hours=5))
    assert again.demo == Demo(first.demo.root, first.demo.data, "lee", is_new=False)
    assert (again.demo.root / "plays" / "mine.md").read_text() == "# Mine\n"


def test_a_demo_of_another_day_makes_room_and_is_kept_beside(lay: Lay, tmp_path: Path) -> None:
    first = lay()
    (first.demo.root / "plays" / "mine.md").write_text("# Mine\n")
    later = lay(now=NOW + timedelta(days=1))
    assert later.demo.is_new
    assert not (later.demo.root / "plays" / "mine.md").exists()
    assert (tmp_path / "demo.before" / "playbook" / "plays" / "mine.md").read_text() == "# Mine\n"
    lay(now=NOW + timedelta(days=2))
    assert not (tmp_path / "demo.before" / "playbook" / "plays" / "mine.md").exists(), "one is kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo", "demo.before"]


MADE = Marker("0.1.0", "digest", 7, "2026-11-19T10:30:00.000Z")


@pytest.mark.parametrize(
    ("change", "as_good"),
    [
        ({}, True),
        ({"laid": "2026-11-19T23:59:59.000Z"}, True),
        ({"laid": "2026-11-20T00:00:00.000Z"}, False),
        ({"laid": "2026-10-19T10:30:00.000Z"}, False),
        ({"seed": 8}, False),
        ({"version": "0.2.0"}, False),
        ({"starter": "another"}, False),
    ],
)
def test_a_demo_is_as_good_as_another_of_the_same_making_and_day(
    change: dict[str, object], as_good: bool
) -> None:
    assert MADE.stands_for(msgspec.structs.replace(MADE, **change)) is as_good


def test_a_demo_of_another_seed_is_laid_anew(lay: Lay) -> None:
    assert lay(seed=8).demo.is_new
    assert lay(seed=7).demo.is_new
    assert not lay(seed=7).demo.is_new


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.md").write_text("Years of work")
    with pytest.raises(NotADemoError, match="holds something else than a demo, so it is left as it is"):
        lay_demo(tmp_path / "thesis", clock=FixedClock(NOW))
    assert files_below(tmp_path) == {"thesis/chapter.md": b"Years of work"}


@pytest.mark.parametrize("marker", [b"", b"{", b"[]", b'{"version": 1}'])
def test_a_marker_that_cannot_be_read_marks_nothing(tmp_path: Path, marker: bytes) -> None:
    (tmp_path / "demo.json").write_bytes(marker)
    assert read_marker(tmp_path) is None
    with pytest.raises(NotADemoError):
        lay_demo(tmp_path, clock=FixedClock(NOW))


def test_an_empty_folder_is_filled(lay: Lay, tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    assert lay().demo.is_new
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_a_name_with_spaces_and_brackets(tmp_path: Path) -> None:
    demo = lay_demo(tmp_path / "a [b] *c" / "my demo's", clock=FixedClock(NOW))
    assert (demo.root / "playbook.toml").is_file()
    assert lay_demo(tmp_path / "a [b] *c" / "my demo's", clock=FixedClock(NOW)).is_new is False


# Interrupted


def test_a_file_in_the_way_is_said_and_stays(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("a file")
    with pytest.raises(NotADemoError):
        lay_demo(tmp_path / "demo", clock=FixedClock(NOW))
    with pytest.raises(CannotLayError, match="could not be written"):
        lay_demo(tmp_path / "demo" / "inside", clock=FixedClock(NOW))
    assert files_below(tmp_path) == {"demo": b"a file"}


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="there is no folder here that nobody may write to"
)
def test_a_folder_that_cannot_be_written_to_is_said() -> None:
    with pytest.raises(CannotLayError, match="another folder with --dir"):
        lay_demo(Path("/proc/self/demo"), clock=FixedClock(NOW))


FULL = """
import resource, signal, sys
from pathlib import Path
from playbook.demo.lay import lay_demo
from playbook.errors import PlaybookError

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    lay_demo(Path(sys.argv[1]))
except PlaybookError as error:
    print(error)
"""


@pytest.mark.parametrize("room", [1_000, 50_000])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, room: int) -> None:
    command = [sys.executable, "-c", FULL, str(tmp_path / "demo"), str(room)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    assert "Free some space" in done.stdout, done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_git_it_says_so_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    monkeypatch.delenv("GIT_PYTHON_GIT_EXECUTABLE", raising=False)
    with pytest.raises(GitMissingError):
        lay_demo(tmp_path / "demo", clock=FixedClock(NOW))
    assert list(tmp_path.iterdir()) == []


def test_an_error_half_way_leaves_nothing(tmp_path: Path) -> None:
    def give_up(progress: Progress) -> None:
        if progress.what == "Writing it down":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lay_demo(tmp_path / "demo", clock=FixedClock(NOW), progress=Progress(give_up))
    assert list(tmp_path.iterdir()) == []


def test_it_can_be_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    def tire(progress: Progress) -> None:
        if progress.what.startswith("Mia") and progress.done == 5:
            progress.stop()

    with pytest.raises(WasStoppedError):
        lay_demo(tmp_path / "demo", clock=FixedClock(NOW), progress=Progress(tire))
    assert list(tmp_path.iterdir()) == []


SLOW = """
import sys, time
from datetime import datetime
from pathlib import Path
from playbook.clock import FixedClock
from playbook.demo.lay import lay_demo
from playbook.progress import Progress

def tell(progress):
    print(progress.words, flush=True)

lay_demo(Path(sys.argv[1]), clock=FixedClock(datetime.fromisoformat(sys.argv[2])), progress=Progress(tell))
print("done", flush=True)
"""


def test_killed_at_any_moment_it_is_never_taken_for_complete(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    command = [sys.executable, "-c", SLOW, str(folder), NOW.isoformat()]
    for words in ("Writing the playbook", "Mia Novak makes", "Writing it down · 507 of 507"):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if line.startswith(words):
                    process.send_signal(signal.SIGKILL)
                    break
        assert process.returncode == -signal.SIGKILL
        assert not folder.exists()
    assert lay_demo(folder, clock=FixedClock(NOW)).is_new
    assert [path.name for path in tmp_path.iterdir()] == ["demo"], "what the killed one left is swept up"


def test_one_that_is_being_laid_by_another_process_is_not_swept_up(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        busy = tmp_path / f".demo.{other.pid}.laying"
        busy.mkdir()
        lay_demo(tmp_path / "demo", clock=FixedClock(NOW))
        assert busy.is_dir()
        other.communicate(b"\n")
    lay_demo(tmp_path / "demo", seed=8, clock=FixedClock(NOW))
    assert not busy.exists()


def test_a_neighbour_with_a_longer_name_is_not_swept_up(tmp_path: Path) -> None:
    neighbour = tmp_path / ".demo.two.999999999.laying"
    neighbour.mkdir()
    lay_demo(tmp_path / "demo", clock=FixedClock(NOW))
    assert neighbour.is_dir()


# Fast, and telling


def test_it_tells_what_it_does(tmp_path: Path) -> None:
    told: dict[str, None] = {}
    progress = Progress(lambda progress: told.setdefault(progress.words))
    lay_demo(tmp_path / "demo", clock=FixedClock(NOW), progress=progress)
    assert [words for words in told if " of " not in words or words.endswith("45 of 45 calls")] == [
        "Writing the playbook and its history",
        "Lee Park makes their calls · 45 of 45 calls",
    ]
    assert list(told)[-1] == "Writing it down · 507 of 507 records"
    told.clear()
    lay_demo(tmp_path / "demo", clock=FixedClock(NOW), progress=progress)
    assert told == {}


def test_it_takes_no_more_than_four_seconds_of_the_processor(tmp_path: Path) -> None:
    began = time.process_time()
    lay_demo(tmp_path / "demo", clock=FixedClock(NOW))
    assert time.process_time() - began < 4


def test_asking_for_it_loads_nothing_heavy() -> None:
    script = (
        "import sys; import playbook.demo.lay;"
        "heavy = {'git', 'markdown_it', 'yaml', 'tinydb', 'filelock', 'platformdirs', 'textual', 'rich'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"


def test_the_clock_is_the_machines_own_unless_one_is_given(tmp_path: Path) -> None:
    before = SystemClock().now().replace(microsecond=0)
    lay_demo(tmp_path / "demo")
    marker = read_marker(tmp_path / "demo")
    assert marker is not None
    assert before <= parse_stamp(marker.laid) <= SystemClock().now()
