"""docs/play-format.md on pages of any repository: what is read as steps, as text, or left out."""

from __future__ import annotations

import subprocess
from pathlib import Path

from playbook.library.catalog import Catalog
from playbook.plays.markdown import MAX_LINES, MAX_NESTING
from playbook.plays.model import Page, TalkTrack
from playbook.plays.parse import parse_page
from playbook.plays.settings import Settings
from tests.docs.test_play_format import DOC

# Pages of any repository


def test_steps_of_pages_that_were_not_written_for_this() -> None:
    deeper = parse_page("# T\n\n### A\n\nx\n\n### B\n\nx\n", "x.md")
    assert [one.id for one in deeper.steps] == ["a", "b"]
    listed = parse_page("# T\n\nDo:\n\n1. First\n2. Second\n", "x.md")
    assert [one.id for one in listed.steps] == ["first", "second"]
    rule = parse_page("---\n\nNo front matter.\n\n---\n\n## A\n\n## B\n", "x.md")
    assert [one.id for one in rule.steps] == ["a", "b"]
    linked = parse_page(
        "## A\n\n### Well?\n\n- [x](/plays/y.md?id=z)\n\n## B\n", "docs/x.md", link_root="docs"
    )
    assert linked.steps[0].questions[0].answers[0].leads_to == "docs/plays/y"


def test_what_is_too_much_is_shown_as_plain_text() -> None:
    assert f"{MAX_NESTING // 2} deep" in DOC and f"{MAX_LINES:,} lines" in DOC
    nested = parse_page(">" * 1_000 + "x\n\n## A\n\n## B\n", "x.md")
    assert ([one.id for one in nested.steps], len(nested.problems)) == (["a", "b"], 1)
    long = parse_page("## A\n\n## B\n" + "\n" * MAX_LINES, "x.md")
    assert (long.steps, long.runnable, len(long.problems)) == ((), False, 1)


def test_what_is_left_out_and_why(tmp_path: Path) -> None:
    root = tmp_path / "pb"
    root.mkdir()
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    (root / "nested").mkdir()
    subprocess.run(["git", "init", "--quiet", str(root / "nested")], check=True)
    (root / ".gitignore").write_text("draft.md\n")
    for name in ("page.md", "page.MD", "draft.md", "line\nbreak.md", "notes.txt", "nested/inside.md"):
        (root / name).write_text("## A\n\n## B\n")
    (root / "large.md").write_bytes(b"x" * 5_000_001)
    (root / "folder.md").mkdir()
    (root / "link.md").symlink_to(tmp_path)
    catalog = Catalog(root, Settings(), tmp_path / "cache")
    (page,) = catalog.summaries()
    reasons = {one.path: one.reason for one in catalog.left_out}
    assert page.path in ("page.md", "page.MD")
    assert set(reasons) == {
        "page.md", "page.MD", "nested", "line␊break.md", "large.md", "folder.md", "link.md",
    } - {page.path}  # fmt: skip
    assert "5 MB" in reasons["large.md"] and "5 MB" in DOC


def test_a_page_opens_with_a_warning_where_its_front_matter_is_broken() -> None:
    page: Page = parse_page("---\ntitle: A: B\nstage: x\n---\n\n## A\n\n> Hi\n", "plays/x.md")
    assert (page.title, page.facts.stage, len(page.problems)) == ("A: B", "x", 1)
    assert isinstance(page.steps[0].blocks[0], TalkTrack)
