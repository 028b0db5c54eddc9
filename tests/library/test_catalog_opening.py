"""One page out of the catalog: by its name or a short one, as it is now and as it was, whatever its bytes."""

from __future__ import annotations

import threading

import pytest

from playbook.errors import NotFoundError
from playbook.library.blobs import blob_id
from playbook.library.search import SearchIndex
from playbook.plays.parse import parse_page
from tests.library import test_catalog as base
from tests.library.gitfolder import GitFolder
from tests.library.test_catalog import PLAY, open_catalog

book = base.book


def test_a_page_opens_with_its_text_and_revision(book: GitFolder) -> None:
    first = book.git("rev-parse", "HEAD").strip()
    book.write("README.md", "# Other\n")
    book.commit("Other")
    entry = open_catalog(book).get("plays/first-call")
    assert entry.page == parse_page(PLAY, "plays/first-call.md")
    assert (entry.text, entry.blob, entry.commit, entry.edited) == (
        PLAY,
        blob_id(PLAY.encode()),
        first,
        False,
    )
    assert entry.summary.title == "First call"


def test_an_edited_page_opens_as_it_is_now(book: GitFolder) -> None:
    catalog = open_catalog(book)
    catalog.summaries()
    commit = book.git("rev-parse", "HEAD").strip()
    book.write("README.md", "# Edited\n")
    entry = catalog.get("README")
    assert (entry.text, entry.page.title, entry.edited, entry.commit) == (
        "# Edited\n",
        "Edited",
        True,
        commit,
    )
    book.commit()
    assert not catalog.get("README").edited
    (book.path / "README.md").unlink()
    with pytest.raises(NotFoundError):
        catalog.get("README")


@pytest.mark.parametrize(
    "name", ["plays/first-call", "plays/first-call.md", "./plays/first-call", "first-call"]
)
def test_a_page_may_be_named_shortly(book: GitFolder, name: str) -> None:
    assert open_catalog(book).get(name).page.id == "plays/first-call"


def test_a_name_that_two_pages_end_in_names_neither(book: GitFolder) -> None:
    book.write("more/first-call.md", PLAY)
    with pytest.raises(NotFoundError):
        open_catalog(book).get("first-call")


@pytest.mark.parametrize("name", ["plays/frist-call", "first-cal", "plays/firstcall"])
def test_an_unknown_page_names_the_nearest(book: GitFolder, name: str) -> None:
    with pytest.raises(NotFoundError, match="Did you mean plays/first-call"):
        open_catalog(book).get(name)


@pytest.mark.parametrize(
    "name", ["", ".md", "/", "..", "../handbook/README", "/etc/passwd", "\0", "x" * 5000]
)
def test_no_name_leads_out_of_the_playbook(book: GitFolder, name: str) -> None:
    with pytest.raises(NotFoundError):
        open_catalog(book).get(name)


def test_older_revisions_can_be_read(book: GitFolder) -> None:
    first = book.git("rev-parse", "HEAD").strip()
    book.write("plays/first-call.md", PLAY.replace("First", "Second"))
    second = book.commit()
    catalog = open_catalog(book)
    old = catalog.revision("plays/first-call.md", blob_id(PLAY.encode()))
    assert (old.page.title, old.text, old.commit, old.edited) == ("First call", PLAY, first, False)
    new = catalog.revision("plays/first-call.md", catalog.get("plays/first-call").blob)
    assert (new.page.title, new.commit) == ("Second call", second)
    with pytest.raises(NotFoundError):
        catalog.revision("plays/first-call.md", "0" * 40)


def test_an_edited_text_that_was_never_committed_can_be_read_while_it_is_there(book: GitFolder) -> None:
    book.write("README.md", "# Edited\n")
    catalog = open_catalog(book)
    blob = catalog.get("README").blob
    assert catalog.revision("README.md", blob).page.title == "Edited"
    book.git("checkout", "-q", "README.md")
    with pytest.raises(NotFoundError):
        catalog.revision("README.md", blob)


BAD = {
    "latin.md": b"# Na\xefve\n\n## One\n\n> \xff\n\n## Two\n",
    "empty.md": b"",
    "nul.md": b"# T\0\x1b[31m\n",
    "quotes.md": b">" * 300_000,
    "brackets.md": b"[" * 300_000,
    "deep.md": b"".join(b"  " * depth + b"- x\n" for depth in range(1_500)),
    "bomb.md": b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n---\n# T\n",
    "front.md": b"---\ntitle: a: b\n---\n# T\n",
    "bom.md": b"\xef\xbb\xbf# Bom\r\n",
    "utf16.md": "# Sixteen\n".encode("utf-16"),
}


def test_pages_of_any_bytes_are_listed_opened_and_found(folder: GitFolder) -> None:
    for name, data in BAD.items():
        folder.write(name, data)
    catalog = open_catalog(folder)
    assert [summary.path for summary in catalog.summaries()] == sorted(BAD)
    for summary in catalog.summaries():
        entry = catalog.get(summary.id)
        assert entry.blob == blob_id(BAD[summary.path])
        assert "\r" not in entry.text
    assert catalog.get("latin").page.problems[0].message.startswith("The file is not UTF-8")
    assert catalog.get("latin").text == "# Naïve\n\n## One\n\n> ÿ\n\n## Two\n"
    assert catalog.get("bom").page.title == "Bom"
    SearchIndex(catalog.documents()).find("naïve")


def test_a_page_that_changes_while_it_is_opened(book: GitFolder) -> None:
    catalog = open_catalog(book)
    catalog.summaries()
    stop = threading.Event()

    def save() -> None:
        count = 0
        while not stop.is_set():
            count += 1
            temporary = book.write(".README.tmp", f"# Save {count}\n")
            temporary.rename(book.path / "README.md")

    writer = threading.Thread(target=save)
    writer.start()
    opened = []
    try:
        for _ in range(20):
            try:
                opened.append(catalog.get("README"))
            except NotFoundError:
                continue
    finally:
        stop.set()
        writer.join()
    for entry in opened:
        assert entry.blob == blob_id(entry.text.encode())
        assert f"# {entry.page.title}\n" == entry.text
