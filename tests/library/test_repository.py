from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from playbook.errors import NotFoundError
from playbook.library.blobs import blob_id
from playbook.library.repository import (
    NotARepositoryError,
    NotTrustedError,
    Repository,
    RepositoryError,
)
from tests.library.gitfolder import GitFolder

ONE = "# One\n\nWords to say, long enough that git knows the page again after it was moved.\n"


def test_tracked_untracked_and_ignored(folder: GitFolder) -> None:
    folder.write("plays/one.md", ONE)
    folder.commit()
    folder.write("plays/new page.md", "# New")
    folder.write("-rf.md", "# Dash")
    folder.write("drafts/secret.md", "# Ignored")
    folder.write("node_modules/deep/er/readme.md", "# Ignored")
    folder.write(".gitignore", "drafts\nnode_modules/\n")
    repository = Repository.open(folder.path)
    assert repository.tracked() == {"plays/one.md": blob_id(ONE.encode())}
    assert repository.untracked() == ["-rf.md", ".gitignore", "plays/new page.md"]
    assert repository.ignored_folders() == ["drafts", "node_modules"]
    assert repository.committed() == repository.tracked()


def test_a_playbook_in_a_sub_folder_has_its_own_paths(folder: GitFolder) -> None:
    folder.write("books/sales/plays/one.md", ONE)
    folder.write("other/two.md", "# Two")
    first = folder.commit()
    folder.write("books/sales/new.md", "# New")
    folder.write("other/new.md", "# New")
    repository = Repository.open(folder.path / "books" / "sales")
    assert (repository.prefix, repository.top) == ("books/sales/", folder.path)
    assert list(repository.tracked()) == ["plays/one.md"]
    assert repository.untracked() == ["new.md"]
    assert list(repository.committed()) == ["plays/one.md"]
    revision = repository.revision("plays/one.md")
    assert revision is not None
    assert (revision.commit, revision.path) == (first, "plays/one.md")
    assert repository.blob_at("plays/one.md", first) == blob_id(ONE.encode())


def test_history_follows_renames_and_names_the_blob_of_each_state(folder: GitFolder) -> None:
    folder.write("drafts/opening.md", ONE)
    first = folder.commit("Write it", at="2026-10-01T10:00:00+02:00")
    folder.write("drafts/opening.md", ONE + "More.\n")
    second = folder.commit("Say more")
    folder.git("mv", "drafts", "plays")
    third = folder.commit("Move it")
    folder.write("elsewhere.md", "# Elsewhere")
    folder.commit("Not about it")
    history = Repository.open(folder.path).history("plays/opening.md")
    assert [(rev.commit, rev.subject, rev.path) for rev in history] == [
        (third, "Move it", "plays/opening.md"),
        (second, "Say more", "drafts/opening.md"),
        (first, "Write it", "drafts/opening.md"),
    ]
    more = blob_id((ONE + "More.\n").encode())
    assert [rev.blob for rev in history] == [more, more, blob_id(ONE.encode())]
    assert history[2].at == datetime(2026, 10, 1, 8, tzinfo=UTC)
    assert (history[2].author, history[2].email) == ("Dana Ortiz", "dana@northwind.example")


def test_history_follows_a_page_that_came_from_outside_the_playbook(folder: GitFolder) -> None:
    folder.write("inbox/opening.md", ONE)
    folder.commit()
    (folder.path / "book").mkdir()
    folder.git("mv", "inbox/opening.md", "book/opening.md")
    folder.commit()
    history = Repository.open(folder.path / "book").history("opening.md")
    assert [rev.path for rev in history] == ["opening.md", "../inbox/opening.md"]


def test_the_text_that_a_merge_brought_has_its_blob(folder: GitFolder) -> None:
    folder.write("one.md", ONE)
    folder.commit()
    folder.git("checkout", "--quiet", "-b", "side")
    folder.write("one.md", ONE + "side\n")
    folder.commit("Side")
    folder.git("checkout", "--quiet", "main")
    folder.write("one.md", ONE + "main\n")
    folder.commit("Main")
    with pytest.raises(subprocess.CalledProcessError):
        folder.git("merge", "side")
    folder.write("one.md", ONE + "both\n")
    merge = folder.commit("Merge")
    revision = Repository.open(folder.path).revision("one.md")
    assert revision is not None
    assert (revision.commit, revision.blob) == (merge, blob_id((ONE + "both\n").encode()))


def test_revision_and_history_of_a_page_that_was_never_committed(folder: GitFolder) -> None:
    folder.write("one.md", ONE)
    folder.commit()
    folder.write("new.md", "# New")
    repository = Repository.open(folder.path)
    assert repository.revision("new.md") is None
    assert repository.history("new.md") == []


def test_before_the_first_commit_everything_is_simply_empty(folder: GitFolder) -> None:
    folder.write("one.md", ONE)
    repository = Repository.open(folder.path)
    assert repository.head() is None
    assert repository.branch() == "main"
    assert repository.root_commit() is None
    assert repository.committed() == {}
    assert repository.revision("one.md") is None
    assert repository.history("one.md") == []
    assert repository.commits() == []
    assert repository.untracked() == ["one.md"]


def test_head_branch_and_root(folder: GitFolder) -> None:
    folder.write("one.md", ONE)
    first = folder.commit()
    second = folder.commit("Nothing")
    repository = Repository.open(folder.path)
    assert (repository.head(), repository.branch(), repository.root_commit()) == (second, "main", first)
    folder.git("checkout", "--quiet", "--detach", first)
    assert (repository.head(), repository.branch()) == (first, None)
    assert repository.contains(first)
    assert not repository.contains(second)
    assert not repository.contains("0" * 40)
    assert not repository.contains("--all")


def test_a_shallow_clone_has_no_root_commit(folder: GitFolder, tmp_path: Path) -> None:
    folder.write("one.md", ONE)
    folder.commit()
    folder.commit("Second")
    source = folder.path.as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth=1", source, tmp_path / "shallow"], check=True)
    repository = Repository.open(tmp_path / "shallow")
    assert repository.head() is not None
    assert repository.root_commit() is None


def test_resolve_takes_names_and_never_options(folder: GitFolder) -> None:
    folder.write("one.md", ONE)
    first = folder.commit()
    folder.commit("Second")
    repository = Repository.open(folder.path)
    assert repository.resolve("HEAD~1") == first
    assert repository.resolve(first[:8]) == first
    for name in ["--all", "-1", "nope", "", "HEAD\n", "a\0b", "@{u}", f"{first}:one.md"]:
        assert repository.resolve(name) is None, name


def test_read_gives_the_bytes_of_any_committed_blob(folder: GitFolder) -> None:
    data = b"\xff\x00\r\n# odd\n"
    folder.write("odd.md", data)
    folder.commit()
    folder.write("odd.md", "later")
    repository = Repository.open(folder.path)
    assert repository.read(blob_id(data)) == data
    for missing in ["0" * 40, "HEAD", "--help", ""]:
        with pytest.raises(NotFoundError, match="no revision"):
            repository.read(missing)


def test_diff_between_commits_and_blobs(folder: GitFolder) -> None:
    folder.write("one.md", "# One\n\nold words\n")
    first = folder.commit()
    folder.write("one.md", "# One\n\nnew words\n")
    second = folder.commit()
    repository = Repository.open(folder.path)
    body = "@@ -1,3 +1,3 @@\n # One\n \n-old words\n+new words\n"
    assert repository.diff("one.md", first, second).endswith(body)
    old, new = blob_id(b"# One\n\nold words\n"), blob_id(b"# One\n\nnew words\n")
    assert repository.diff("one.md", old, new).endswith(body)
    assert repository.diff("one.md", first, first) == ""
    with pytest.raises(NotFoundError):
        repository.diff("one.md", first, "0" * 40)


def test_odd_names_are_names_and_never_options_or_patterns(folder: GitFolder) -> None:
    names = [
        "-rf.md",
        "--help.md",
        "a b.md",
        "line\nbreak.md",
        ":(glob)*.md",
        "*.md",
        "café.md",
    ]
    for name in [*names, "bystander.md"]:
        folder.write(name, f"# {name}")
    commit = folder.commit("All")
    folder.write("bystander.md", "# changed")
    folder.commit("Only the bystander")
    repository = Repository.open(folder.path)
    assert set(repository.tracked()) == {*names, "bystander.md"}
    for name in names:
        revision = repository.revision(name)
        assert revision is not None
        assert (revision.commit, revision.path) == (commit, name)
        assert [rev.path for rev in repository.history(name)] == [name]


def test_a_name_that_is_not_utf8_comes_through(folder: GitFolder) -> None:
    name = os.fsdecode(b"na\xefve.md")
    folder.write(name, ONE)
    commit = folder.commit()
    repository = Repository.open(folder.path)
    assert list(repository.tracked()) == [name]
    revision = repository.revision(name)
    assert revision is not None
    assert (revision.commit, revision.path) == (commit, name)


def test_sha256_repositories(tmp_path: Path) -> None:
    folder = GitFolder(tmp_path / "modern", "--object-format=sha256")
    folder.write("one.md", ONE)
    commit = folder.commit()
    repository = Repository.open(folder.path)
    assert repository.algorithm == "sha256"
    assert repository.tracked() == {"one.md": blob_id(ONE.encode(), "sha256")}
    assert repository.head() == commit
    assert repository.read(blob_id(ONE.encode(), "sha256")) == ONE.encode()


def test_a_linked_working_tree(folder: GitFolder, tmp_path: Path) -> None:
    folder.write("one.md", ONE)
    folder.commit()
    folder.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    repository = Repository.open(tmp_path / "linked")
    assert (repository.branch(), list(repository.tracked())) == ("side", ["one.md"])


def test_user_email(folder: GitFolder) -> None:
    repository = Repository.open(folder.path)
    assert repository.user_email() == ""
    folder.git("config", "user.email", "lee@northwind.example")
    assert repository.user_email() == "lee@northwind.example"


def test_not_a_repository_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotARepositoryError, match=r"is not in a git repository.*git init"):
        Repository.open(tmp_path)
    with pytest.raises(NotARepositoryError, match="is not a folder"):
        Repository.open(tmp_path / "missing")


def test_a_bare_repository_says_that_it_has_no_files(tmp_path: Path) -> None:
    bare = GitFolder(tmp_path / "bare.git", "--bare")
    with pytest.raises(NotARepositoryError, match="is a bare git repository"):
        Repository.open(bare.path)


def test_inside_the_git_folder_is_no_playbook(folder: GitFolder) -> None:
    with pytest.raises(NotARepositoryError, match="git keeps its own files"):
        Repository.open(folder.path / ".git" / "refs")


def test_somebody_elses_repository_says_how_to_trust_it(
    folder: GitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(NotTrustedError, match=r"safe\.directory"):
        Repository.open(folder.path)


def test_a_damaged_repository_says_so(folder: GitFolder) -> None:
    folder.write("one.md", ONE)
    commit = folder.commit()
    (folder.path / ".git" / "objects" / commit[:2] / commit[2:]).unlink()
    repository = Repository.open(folder.path)
    with pytest.raises(RepositoryError, match="git fsck"):
        repository.head()
    with pytest.raises(RepositoryError, match="git fsck"):
        repository.history("one.md")


def test_a_head_of_garbage_says_so(folder: GitFolder) -> None:
    folder.write(".git/HEAD", b"\0\xff garbage")
    with pytest.raises(NotARepositoryError):
        Repository.open(folder.path)


def test_an_index_of_garbage_says_so(folder: GitFolder) -> None:
    folder.write(".git/index", b"\0\xff garbage")
    with pytest.raises(RepositoryError, match="index file"):
        Repository.open(folder.path).tracked()


def test_variables_of_another_repository_do_not_mislead(
    folder: GitFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("one.md", ONE)
    folder.commit()
    other = GitFolder(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.path))
    assert list(Repository.open(folder.path).tracked()) == ["one.md"]


def test_nothing_that_the_repository_names_is_ever_run(folder: GitFolder, tmp_path: Path) -> None:
    trace = tmp_path / "it-ran"
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> "{trace}"\ncat\n')
    program.chmod(0o755)
    folder.write("one.md", ONE)
    folder.write(".gitattributes", "*.md filter=evil diff=evil\n")
    first = folder.commit()
    folder.write("one.md", ONE + "more\n")
    second = folder.commit()
    for key in [
        "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.command",
        "diff.evil.textconv", "diff.external", "core.fsmonitor", "core.pager", "core.editor",
        "core.askPass", "core.sshCommand", "gpg.program", "gpg.ssh.program", "credential.helper",
        "pager.log", "pager.diff", "core.alternateRefsCommand", "uploadpack.packObjectsHook",
    ]:  # fmt: skip
        folder.git("config", key, str(program))
    folder.git("config", "filter.evil.required", "true")
    folder.git("config", "log.showSignature", "true")
    folder.git("config", "core.hooksPath", str(tmp_path / "hooks"))
    for hook in ["post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction"]:
        (tmp_path / "hooks").mkdir(exist_ok=True)
        (tmp_path / "hooks" / hook).symlink_to(program)
    os.utime(folder.path / "one.md")  # the index no longer knows whether it changed
    repository = Repository.open(folder.path)
    repository.tracked(), repository.untracked(), repository.ignored_folders(), repository.committed()
    repository.head(), repository.branch(), repository.root_commit(), repository.user_email()
    repository.revision("one.md"), repository.commits(), repository.blob_at("one.md", first)
    assert len(repository.history("one.md")) == 2
    assert "+more" in repository.diff("one.md", first, second)
    assert repository.read(blob_id(ONE.encode())) == ONE.encode()
    assert not trace.exists(), trace.read_text()


def test_nothing_is_fetched_for_a_partial_clone(folder: GitFolder, tmp_path: Path) -> None:
    trace = tmp_path / "it-ran"
    folder.write("one.md", ONE)
    folder.commit()
    blob = blob_id(ONE.encode())
    (folder.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    folder.git("config", "extensions.partialClone", "origin")
    folder.git("config", "remote.origin.promisor", "true")
    folder.git("config", "remote.origin.url", f"ext::sh -c 'touch {trace}'")
    folder.git("config", "protocol.ext.allow", "always")
    with pytest.raises(NotFoundError):
        Repository.open(folder.path).read(blob)
    assert not trace.exists()
