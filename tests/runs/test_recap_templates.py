"""Templates of recaps: found in the playbook only, in their order, with what is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from playbook.errors import NotFoundError
from playbook.recapping import BrokenTemplateError, FileExistsAlreadyError, default_file, in_words, write_new
from playbook.runs.recap import CRM, MAIL
from playbook.runs.recap_templates import LARGEST, template, templates, wrong_fields
from tests.runs.driver import PLAIN, Rep


def names(root: Path) -> list[tuple[str, str]]:
    return [(one.name, one.kind) for one in templates(root)]


def test_without_any_there_is_one_of_each_kind(tmp_path: Path) -> None:
    assert [(one.name, one.kind, one.text, one.path) for one in templates(tmp_path)] == [
        ("recap", "summary", CRM, ""), ("mail", "mail", MAIL, ""),
    ]  # fmt: skip
    assert all(one.problems == () for one in templates(tmp_path))
    assert wrong_fields(CRM + MAIL, "") == ()


def test_summaries_come_first_and_the_plain_name_before_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    for name, text in (
        ("a", "x"),
        ("recap", "x"),
        ("mail", "subject: x\n"),
        ("b", "\nSubject: y\n"),
        (".c", "x"),
    ):
        (folder / f"{name}.md").write_text(text)
    (folder / "notes.txt").write_text("x")
    assert names(tmp_path) == [("recap", "summary"), ("a", "summary"), ("mail", "mail"), ("b", "mail")]
    (folder / "recap.md").unlink()
    (folder / "a.md").unlink()
    assert names(tmp_path) == [("recap", "summary"), ("mail", "mail"), ("b", "mail")]
    assert templates(tmp_path)[0].text == CRM


def test_links_pipes_folders_and_giants_are_told_and_never_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "link.md").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.md")
    (folder / "dir.md").mkdir()
    (folder / "giant-mail.md").write_text("x" * (LARGEST + 1))
    found = {one.name: one for one in templates(tmp_path)}
    assert found["link"].problems == (
        "templates/link.md cannot be read: is a link, and links are not followed.",
    )
    assert found["pipe"].problems == ("templates/pipe.md cannot be read: not a file.",)
    assert found["dir"].problems == ("templates/dir.md cannot be read: not a file.",)
    assert found["giant-mail"].problems == ("templates/giant-mail.md cannot be read: too large.",)
    assert found["giant-mail"].kind == "mail"
    with pytest.raises(BrokenTemplateError, match="links are not followed"):
        in_words(Rep(PLAIN).finish("advance"), PLAIN, {}, found["link"])
    aside = folder.rename(tmp_path / "aside")
    folder.symlink_to(aside)
    assert names(tmp_path) == [("recap", "summary"), ("mail", "mail")]


def test_a_template_is_chosen_by_name_whatever_its_kind(tmp_path: Path) -> None:
    known = templates(tmp_path)
    assert template(known).name == "recap"
    assert template(known, mail=True).name == "mail"
    assert template(known, "MAIL.md").name == "mail"
    with pytest.raises(NotFoundError, match="Did you mean recap"):
        template(known, "recup")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("{{run.next}} {{ run.next }} {{answer.a-b_c}} {{contact.title}} {{opportunity.name}}", ()),
        ("{{}}", ("t.md:1: nothing fills “{{}}”.",)),
        ("a\n{{run.nextdate}}", ("t.md:2: nothing fills “{{run.nextdate}}”. Did you mean run.next_date?",)),
        ("{{play.title}", ("t.md:1: “{{play.title” is not closed; end it with “}}”.",)),
        ("{{run.next\n}}", ("t.md:1: “{{run.next” is not closed; end it with “}}”.",)),
        ("{{answer.a b}}", ("t.md:1: nothing fills “{{answer.a b}}”.",)),
        ("{ {run.next} } {run.next}", ()),
    ],
)
def test_fields_that_nothing_fills_are_said(text: str, problems: tuple[str, ...]) -> None:
    assert wrong_fields(text, "t.md") == problems


def test_a_file_is_proposed_that_is_not_there_yet(tmp_path: Path) -> None:
    run = Rep(PLAIN).finish("advance")
    first = default_file(run, "Acme / Sons: “Ltd”", tmp_path)
    assert first == tmp_path / "Plain-Acme-Sons-Ltd-2026-11-21.txt"
    first.touch()
    assert default_file(run, "Acme / Sons: “Ltd”", tmp_path).name == "Plain-Acme-Sons-Ltd-2026-11-21-2.txt"
    assert default_file(run, "../../etc", tmp_path).parent == tmp_path
    assert len(default_file(run, "x" * 500, tmp_path).name) <= 84


def test_a_file_is_only_ever_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    path = write_new("note.txt", "söme\nwords\n")
    assert (path, path.read_bytes()) == (tmp_path / "note.txt", "söme\nwords\n".encode())
    with pytest.raises(FileExistsAlreadyError, match="stays as it is"):
        write_new("~/note.txt", "other")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsAlreadyError):
        write_new(tmp_path / "dangling", "other")
    assert not (tmp_path / "nowhere").exists()
    assert path.read_text() == "söme\nwords\n"
