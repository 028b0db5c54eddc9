"""Linting a working tree again: what has not changed is known, and what has is found, whatever it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from playbook.library import linting, parsing
from playbook.library.catalog import Catalog
from playbook.library.linting import Linter
from playbook.library.repository import Repository
from playbook.library.settings_reading import load_settings
from playbook.plays.lint.model import Report
from tests.library.gitfolder import GitFolder

TODAY = date(2026, 11, 21)

TOML = """\
[[stages]]
id = "discover"
name = "Discover"
exit = "A problem worth solving."

[review]
verify-every = "90 days"

[people]
dana = {name = "Dana", email = "dana@northwind.example", side = "marketing"}
lee = {name = "Lee", email = "lee@northwind.example", side = "sales"}
"""

PLAY = """\
---
title: {title}
stage: discover
owners: {{marketing: dana, sales: lee}}
verified: {verified}
value: Leaves with a picture.
commitment: Introduces the owner of the budget.
triggers: [{trigger}]
---

## Open

> What made you call?

See [the prices]({link}).

## Close

- [ ] Agree the next step
"""


def play(title: str, *, trigger: str = "", link: str = "../prices.csv", verified: date = TODAY) -> str:
    return PLAY.format(title=title, trigger=trigger or title.lower(), link=link, verified=verified)


class Again:
    """A working tree that is linted as each start of the program lints it."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = GitFolder(tmp_path / "playbook")
        self.cache = tmp_path / "cache"
        self.asked: list[str] = []
        self.folder.write("playbook.toml", TOML)
        self.folder.write("prices.csv", "1")
        for title in ("Alpha", "Beta", "Gamma"):
            self.folder.write(f"plays/{title.lower()}.md", play(title))
        self.folder.commit("Three plays")

    def lint(self, today: date = TODAY) -> Report:
        return self._linter().report(today)

    def said(self, today: date = TODAY) -> list[tuple[str, str]]:
        """Return the path and code of each finding, and expect what a machine that knows nothing finds."""
        report = self.lint(today)
        found = [(one.path, one.code) for one in report.findings]
        kept, self.cache = self.cache, self.cache.with_name("empty")
        assert self._linter().report(today) == report
        self.cache = kept
        for file in sorted(self.cache.with_name("empty").rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        return found

    def _linter(self) -> Linter:
        settings = load_settings(self.folder.path, self.cache)

        def open_git() -> Repository:
            self.asked.append("git")
            return Repository.open(self.folder.path)

        return Linter(
            self.folder.path, settings, Catalog(self.folder.path, settings, self.cache), open_git, self.cache
        )


@pytest.fixture
def again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Again:
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    return Again(tmp_path)


def test_where_nothing_has_changed_git_is_not_asked_and_no_page_is_looked_at(
    again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = again.lint()
    assert first.pages == 3
    assert not first.findings
    again.asked.clear()
    monkeypatch.setattr(parsing, "read_pages", lambda *_: pytest.fail("a page was read again"))
    assert again.lint() == first
    assert again.asked == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda f: f.write("plays/beta.md", play("Beta", link="gone.csv")), [("plays/beta.md", "PB007")]),
        (lambda f: f.write("plays/delta.md", play("Delta", link="gone.csv")), [("plays/delta.md", "PB007")]),
        (
            lambda f: f.git("rm", "--quiet", "prices.csv"),
            [("plays/alpha.md", "PB007"), ("plays/beta.md", "PB007"), ("plays/gamma.md", "PB007")],
        ),
        (lambda f: (f.path / "plays/gamma.md").unlink(), []),
        (lambda f: f.write("playbook.toml", TOML.replace("lee =", "ray =").replace("Lee", "Ray")), None),
        (lambda f: f.write("playbook.toml", '[lint]\nPB003 = "off"\n' + TOML), []),
        (lambda f: f.write(".gitignore", "plays/gamma.md\n"), []),
    ],
    ids=["page edited", "page added", "file gone", "page gone", "person gone", "level", "ignored"],
)
def test_whatever_changes_is_found_as_by_a_machine_that_knows_nothing(
    again: Again, change: Callable[[GitFolder], object], expected: list[tuple[str, str]] | None
) -> None:
    assert again.said() == []
    change(again.folder)
    found = again.said()
    assert found == (found if expected is None else expected)
    if expected is None:
        assert [code for _, code in found] == ["PB003"] * 3


def test_a_file_that_appears_mends_the_links_to_it(again: Again) -> None:
    again.folder.write("plays/alpha.md", play("Alpha", link="../later.csv"))
    assert again.said() == [("plays/alpha.md", "PB007")]
    again.folder.write("later.csv", "2")
    assert again.said() == []


def test_what_grows_old_is_found_on_the_day_it_does(again: Again) -> None:
    assert again.said() == []
    assert again.said(TODAY + timedelta(days=89)) == []
    later = again.said(TODAY + timedelta(days=400))
    assert later == [(path, "PB011") for path in ("plays/alpha.md", "plays/beta.md", "plays/gamma.md")]
    assert again.said() == []


def test_a_heading_reworded_is_told_by_what_is_published_now(again: Again) -> None:
    assert again.said() == []
    reworded = play("Beta").replace("## Open", "## Begin the call")
    again.folder.write("plays/beta.md", reworded)
    assert again.said() == [("plays/beta.md", "PB010")]
    assert again.said() == [("plays/beta.md", "PB010")]
    # On a branch of its own the published text is what it was; published, the page is what there is.
    again.folder.git("switch", "--quiet", "--create", "other")
    again.folder.commit("Reworded")
    assert again.said() == [("plays/beta.md", "PB010")]
    again.folder.git("branch", "--force", "main", "other")
    assert again.said() == []


def test_a_page_saved_while_it_is_looked_at_is_not_taken_for_the_one_that_was_listed(
    again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    again.lint()
    again.folder.write("plays/beta.md", play("Beta", link="gone.csv"))
    read = Catalog.data

    def meanwhile(self: Catalog, summary: object) -> bytes | None:
        again.folder.write("plays/beta.md", play("Beta", link="gone-too.csv"))
        return read(self, summary)  # type: ignore[arg-type]

    monkeypatch.setattr(Catalog, "data", meanwhile)
    again.lint()
    monkeypatch.undo()
    [finding] = again.lint().findings
    assert "gone-too.csv" in finding.message


@pytest.mark.parametrize("name", ["", ".report"])
def test_a_damaged_cache_is_made_again(again: Again, name: str) -> None:
    again.folder.write("plays/beta.md", play("Beta", link="gone.csv"))
    first = again.lint()
    [file] = [one for one in (again.cache / "lint").iterdir() if one.suffix == name]
    file.write_bytes(file.read_bytes()[:-9] + b"damaged!!")
    assert again.lint() == first
    file.write_bytes(b"")
    assert again.lint() == first


def test_pages_shared_out_among_processes_are_found_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Again(tmp_path)
    for number in range(60):
        title = f"Play {number}"
        link = "gone.csv" if number % 7 == 0 else "prices.csv"
        again.folder.write(f"plays/p{number:02}.md", play(title, trigger=f"t{number}", link=f"../{link}"))
    again.folder.commit("Many plays")
    alone = again.lint()
    assert sum(one.code == "PB007" for one in alone.findings) == 9
    monkeypatch.setattr(parsing, "WORTHWHILE", 20)
    monkeypatch.setattr(parsing, "cores", lambda: 3)
    again.cache = tmp_path / "second"
    assert again.lint() == alone
    again.cache = tmp_path / "second"
    (again.cache / "lint").joinpath(linting.Linter.__name__).unlink(missing_ok=True)
    for file in (again.cache / "lint").iterdir():
        file.unlink()  # the pages are known, what the rules say of them is not
    assert again.lint() == alone
