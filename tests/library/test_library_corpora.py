"""Two handbooks that nobody here wrote, each in a fresh repository without a playbook.toml."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from playbook.library.catalog import Catalog
from playbook.library.search import SearchIndex
from playbook.library.settings_reading import load_settings
from tests.library.gitfolder import GitFolder

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(
        "PLAYBOOK_CORPORA" not in os.environ, reason="PLAYBOOK_CORPORA does not name the handbooks' folder"
    ),
]

BOOKS = {"presales-playbook": 78, "sourcegraph-handbook": 209}


@pytest.fixture(scope="module", params=sorted(BOOKS))
def handbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    name = request.param
    folder = tmp_path_factory.mktemp(name)
    shutil.copytree(Path(os.environ["PLAYBOOK_CORPORA"]) / name, folder / name)
    book = GitFolder(folder / name)
    book.commit()
    return Catalog(book.path, load_settings(book.path), folder / "cache")


def test_every_page_is_listed_and_none_is_edited(handbook: Catalog) -> None:
    there = sorted(path.relative_to(handbook.root).as_posix() for path in handbook.root.rglob("*.md"))
    summaries = handbook.summaries()
    assert [summary.path for summary in summaries] == there
    assert len(there) >= BOOKS[handbook.root.name]
    assert not any(summary.edited for summary in summaries)
    assert (handbook.left_out, handbook.warnings) == ([], [])


def test_every_page_opens_with_its_revision(handbook: Catalog) -> None:
    head = handbook.git.head
    for summary in handbook.summaries():
        entry = handbook.get(summary.id)
        assert entry.text == (handbook.root / summary.path).read_text(encoding="utf-8-sig")
        assert entry.page.id == summary.id
    assert handbook.get(handbook.summaries()[0].id).commit == head


def test_every_page_is_found_by_its_title(handbook: Catalog) -> None:
    index = SearchIndex(handbook.documents())
    missed = []
    for summary in handbook.summaries():
        hits = index.find(summary.title, limit=500)
        if summary.id not in [hit.id for hit in hits]:
            missed.append(summary.id)
    assert missed == []
