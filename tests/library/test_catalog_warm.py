"""What a second start may not do: run git, load the parser, read what has not changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from playbook.library.catalog import Catalog
from playbook.library.settings_reading import load_settings
from tests.library.gitfolder import GitFolder

HEAVY = [
    "git",
    "gitdb",
    "markdown_it",
    "mdit_py_plugins",
    "yaml",
    "tinydb",
    "textual",
    "rich",
    "difflib",
    "sqlite3",
]

SCRIPT = """
import sys
from pathlib import Path
from playbook.library.catalog import Catalog
from playbook.library.settings_reading import load_settings
root, cache = Path(sys.argv[1]), Path(sys.argv[2])
catalog = Catalog(root, load_settings(root), cache)
print(len(catalog.summaries()), len(catalog.left_out), catalog.git.user_email)
print(*[name for name in sys.argv[3:] if name in sys.modules])
"""


@pytest.fixture
def book(folder: GitFolder) -> GitFolder:
    for count in range(30):
        folder.write(f"plays/{count % 3}/p{count}.md", f"# Play {count}\n\n## One\n\n## Two\n")
    folder.write("playbook.toml", '[playbook]\nname = "Northwind"\n')
    folder.write(".gitignore", "drafts\n")
    folder.git("config", "user.email", "lee@northwind.example")
    folder.commit()
    (folder.path / "loop.md").symlink_to("loop.md")
    # Files just written are looked at again; these were written long ago, as far as the catalog can tell.
    return folder


def settle(book: GitFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read all, as if the files had been there for some time."""
    import playbook.library.reader as reader

    seconds_ahead = 10_000_000_000
    now = reader.now()
    monkeypatch.setattr("playbook.library.catalog.now", lambda: now + seconds_ahead)
    Catalog(book.path, load_settings(book.path), book.path.parent / "cache").summaries()


def start(book: GitFolder, **environment: str) -> list[str]:
    command = [sys.executable, "-c", SCRIPT, str(book.path), str(book.path.parent / "cache"), *HEAVY]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=Path.cwd(), env=os.environ | environment, check=False
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_second_start_needs_no_git_and_loads_nothing_heavy(
    book: GitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(book, monkeypatch)
    assert start(book, PATH="/nowhere") == ["30 1 lee@northwind.example", ""]


def test_one_edited_page_needs_no_git(book: GitFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(book, monkeypatch)
    book.write("plays/0/p0.md", "# Other\n")
    said, loaded = start(book, PATH="/nowhere")
    assert said == "30 1 lee@northwind.example"
    assert "git" not in loaded.split()


def test_nothing_that_has_not_changed_is_opened(book: GitFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(book, monkeypatch)
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open" and str(arguments[0]).endswith(".md"):
            opened.append(str(arguments[0]))

    catalog = Catalog(book.path, load_settings(book.path), book.path.parent / "cache")
    sys.addaudithook(watch)
    catalog.summaries()
    catalog.summaries()
    assert opened == []
    page = book.write("plays/0/p0.md", "# Other\n")
    opened.clear()
    catalog.summaries()
    assert opened == [str(page)]
    opened.clear()
    book.git("reset", "-q", "--soft", "HEAD")
    book.git("update-index", "--force-write-index")
    book.git("commit", "-q", "--allow-empty", "-m", "Nothing")
    monkeypatch.undo()
    catalog.summaries()
    assert [path for path in opened if path != str(page)] == []
    watching = False  # the hook itself cannot be taken off again


def test_a_page_opened_again_is_not_parsed_again(book: GitFolder) -> None:
    Catalog(book.path, load_settings(book.path), book.path.parent / "cache").summaries()
    script = SCRIPT.replace(
        "print(len",
        "catalog.get('plays/0/p0')\nlist(catalog.documents())\nlist(catalog.pages())\nprint(len",
        1,
    )
    command = [
        sys.executable,
        "-c",
        script,
        str(book.path),
        str(book.path.parent / "cache"),
        "markdown_it",
        "git",
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path.cwd(), check=True)
    assert done.stdout.splitlines() == ["30 1 lee@northwind.example", ""]


def test_after_the_first_seconds_the_files_are_no_longer_read_again(
    book: GitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = book.path.parent / "cache"
    Catalog(book.path, load_settings(book.path), cache).summaries()
    settle(book, monkeypatch)
    [state] = (cache / "pages").glob("*/catalog")
    before = state.stat().st_mtime_ns, state.stat().st_ino
    Catalog(book.path, load_settings(book.path), cache).summaries()
    assert (state.stat().st_mtime_ns, state.stat().st_ino) == before


def test_others_get_ready_to_read_while_git_is_asked_and_only_where_nothing_is_known(
    book: GitFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from playbook.library import listing, parsing

    happened: list[str] = []
    list_pages, crew_for = listing.list_pages, parsing.crew_for

    def listed(*arguments: object) -> object:
        happened.append("git")
        return list_pages(*arguments)  # type: ignore[arg-type]

    def ready(count: int, *, looking: bool = False) -> object:
        happened.append(f"ready for {count}")
        return crew_for(count, looking=looking)

    monkeypatch.setattr(listing, "list_pages", listed)
    monkeypatch.setattr(parsing, "crew_for", ready)
    catalog = Catalog(book.path, load_settings(book.path), tmp_path / "cache")
    assert len(catalog.summaries()) == 30
    assert happened == ["ready for 32", "git"]  # .gitignore and playbook.toml are tracked too
    happened.clear()
    book.write("plays/new.md", "# New")
    assert len(catalog.summaries()) == 31
    assert happened[:2] == ["ready for 0", "git"]
