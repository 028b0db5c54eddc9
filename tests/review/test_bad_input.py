"""What goes wrong in real repositories is said in a sentence, and nothing of anybody's is touched."""

from __future__ import annotations

import pytest

from playbook.library.review.errors import ShallowError, UnderWayError
from playbook.progress import Progress, WasStoppedError
from playbook.proposing import LfsError, edited, propose, pull
from playbook.reviewing.amending import MeanwhileError, NotAmendedError, lay_out, take_in
from playbook.reviewing.detail import detail_of
from tests.review.conftest import PATH, Clone, Team, as_, git
from tests.review.test_joint_approval import NEW, OLD, approved, proposed, why

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


def published(team: Team, path: str, text: bytes, *, by: str = "dana") -> None:
    """Publish a file by plain git."""
    other = team.folder / f"plain-{len(list(team.folder.iterdir()))}"
    git(team.folder, "clone", "-q", str(team.bare), str(other))
    (other / path).write_bytes(text)
    git(other, "add", "-A")
    git(other, *as_(by), "commit", "-qm", f"Change {path}")
    git(other, "push", "-q", "origin", "main")


@pytest.fixture
def rebasing(team: Team) -> Clone:
    """Lee's folder in the middle of a rebase that has met a conflict."""
    lee = team.clone("lee")
    lee.write(OLD, "Mine?")
    lee.git("commit", "-qam", "Mine")
    published(team, PATH, lee.read().replace("Mine?", "Theirs?").encode())
    lee.git("fetch", "-q")
    lee.git("rebase", "origin/main", ok=False)
    assert "<<<<<<<" in lee.read()
    return lee


def test_a_rebase_under_way_is_not_proposed_with_its_marks(rebasing: Clone) -> None:
    with pytest.raises(
        UnderWayError, match=r"A rebase is under way in this folder. Finish it \(git rebase --continue\)"
    ):
        edited(rebasing.workspace)


def test_a_rebase_under_way_is_not_disturbed_by_what_others_publish(rebasing: Clone, team: Team) -> None:
    before = rebasing.git("rev-parse", "refs/heads/main"), rebasing.read()
    published(team, "know.md", b"# Know\n\nOther.\n")
    offline, behind = pull(rebasing.workspace)
    assert offline == ""
    assert "a rebase is under way" in behind or "has commits that “origin” lacks" in behind
    assert (rebasing.git("rev-parse", "refs/heads/main"), rebasing.read()) == before
    rebasing.write("<<<<<<<", "")
    rebasing.git("add", "-A")
    rebasing.git("-c", "core.editor=true", "rebase", "--continue")
    assert rebasing.git("branch", "--show-current") == "main"


def test_branches_that_have_gone_apart_are_said_and_stay(team: Team) -> None:
    lee = team.clone("lee")
    lee.write(OLD, "Mine?")
    lee.git("commit", "-qam", "Mine")
    head = lee.git("rev-parse", "HEAD")
    published(team, "know.md", b"# Know\n\nOther.\n")
    _, behind = pull(lee.workspace)
    assert "Your branch “main” has commits that “origin” lacks" in behind
    assert lee.git("rev-parse", "HEAD") == head


def test_a_clone_without_its_history_says_how_to_get_it(team: Team) -> None:
    lee = team.clone("lee")
    proposed(lee)
    for number in range(3):
        published(team, "know.md", f"# Know\n\n{number}\n".encode())
    root = team.folder / "shallow" / "pb"
    git(team.folder, "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{team.bare}", str(root))
    shallow = Clone(root, "dana", team.folder / "shallow" / "data")
    with pytest.raises(ShallowError, match="git fetch --unshallow"):
        shallow.reviews.all()
    git(root, "fetch", "-q", "--unshallow")
    assert [one.id for one in shallow.reviews.all()] == ["ask-for-the-cost"]


def test_a_page_that_lfs_keeps_is_not_overwritten_by_its_words(team: Team) -> None:
    published(team, "know.md", POINTER)
    lee = team.clone("lee")
    lee.git("pull", "-q")
    (lee.root / "know.md").write_text("# Know\n\nThe words themselves.\n", "utf-8")
    with pytest.raises(LfsError, match=r"know.md is kept by git LFS"):
        edited(lee.workspace)
    lee.write(OLD, NEW)
    made = propose(lee.workspace, edited(lee.workspace, [PATH]), "Ask for the cost")
    assert [page.path for page in made.pages] == [PATH]


def test_a_review_of_a_page_that_lfs_keeps_says_that_its_words_are_not_there(team: Team) -> None:
    published(team, "know.md", POINTER)
    lee = team.clone("lee")
    reviews = lee.reviews
    reviews.propose({"know.md": POINTER.replace(b"4d7a", b"beef")}, "Other words", lee.who)
    [page] = detail_of(lee.workspace, reviews, "other-words").pages
    told_of_it = "It is kept by git LFS: what is shown says where its words lie, not what they are."
    assert page.facts == ((("same", told_of_it),),)


def smuggled(lee: Clone, *commands: tuple[str, ...]) -> None:
    """Add to Lee's proposal what plain git can."""
    lee.git("fetch", "-q")
    lee.git("checkout", "-q", "-B", "more", "origin/proposals/ask-for-the-cost")
    for command in commands:
        lee.git(*command)
    lee.git("commit", "-qm", "And more")
    lee.git("push", "-q", "origin", "more:proposals/ask-for-the-cost")
    lee.git("checkout", "-q", "-f", "main")
    lee.git("update-ref", "-d", "refs/heads/proposals/ask-for-the-cost", ok=False)


def test_a_submodule_in_a_proposal_is_not_published_unseen(team: Team) -> None:
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    proposed(lee)
    head = lee.git("rev-parse", "HEAD")
    smuggled(lee, ("update-index", "--add", "--cacheinfo", f"160000,{head},vendored"))
    approved(dana)
    approved(kim)
    said = why(kim)
    assert "It also changes vendored, which is no page of the playbook, so no approval covers it." in said


def test_what_a_file_is_counts_as_well_as_what_it_says(team: Team) -> None:
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    proposed(lee)
    smuggled(lee, ("update-index", "--chmod=+x", "know.md"))
    approved(dana)
    approved(kim)
    assert "It also changes know.md" in why(kim)


def test_a_playbook_in_a_folder_publishes_nothing_beside_it(team: Team) -> None:
    """A repository may hold more than the playbook; approvals are of the playbook's pages alone."""
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    for clone in (lee, dana, kim):
        clone.git("fetch", "-q")
    lee.git("mv", "plays", "book-plays")
    (lee.root / "book").mkdir()
    for name in ("book-plays", "playbook.toml", "know.md"):
        lee.git("mv", name, "book/" + name.removeprefix("book-"))
    lee.git("commit", "-qm", "Move into a folder")
    lee.git("push", "-q")
    for clone in (dana, kim):
        clone.git("pull", "-q")
    for clone in (lee, dana, kim):
        clone.root = clone.root / "book"
    proposed(lee)
    lee.root = lee.root.parent
    (lee.root / "deploy.sh").write_text("rm -rf /\n")
    smuggled(lee, ("add", "deploy.sh"))
    approved(dana)
    approved(kim)
    assert "It also changes deploy.sh" in why(kim)


# Amending in a working tree of its own


def test_amending_touches_nobodys_folder_and_leaves_nothing_behind(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    made = proposed(lee)
    dana.write("Thanks", "Half done: thanks")
    before = dana.read()
    bench = lay_out(dana.workspace, dana.reviews, dana.reviews.get(made.id))
    file = bench.file(PATH)
    file.write_text(file.read_text("utf-8").replace(NEW, "What would it cost?"), "utf-8")
    amended = take_in(dana.workspace, dana.reviews, bench)
    assert "What would it cost?" in dana.reviews.text(amended.pages[0].after)
    assert dana.read() == before
    assert not bench.top.exists()
    assert dana.git("worktree", "list").count("\n") == 0


def test_what_is_closed_as_it_was_opened_changes_nothing(team: Team) -> None:
    lee = team.clone("lee")
    made = proposed(lee)
    bench = lay_out(lee.workspace, lee.reviews, made)
    with pytest.raises(NotAmendedError):
        take_in(lee.workspace, lee.reviews, bench)
    assert not bench.top.exists()


def test_two_who_amend_the_same_page_keep_both_texts(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    made = proposed(lee)
    bench = lay_out(dana.workspace, dana.reviews, dana.reviews.get(made.id))
    bench.file(PATH).write_text("# Mine\n", "utf-8")
    lee.reviews.share(lee.reviews.amend(lee.reviews.get(made.id), {PATH: b"# Theirs\n"}, "Theirs", lee.who))
    with pytest.raises(MeanwhileError, match="Somebody else has amended"):
        take_in(dana.workspace, dana.reviews, bench)
    assert bench.file(PATH).read_text("utf-8") == "# Mine\n"
    again = lay_out(dana.workspace, dana.reviews, dana.reviews.get(made.id))
    assert again.top != bench.top
    assert again.file(PATH).read_text("utf-8") == "# Theirs\n"


def test_what_was_typed_before_a_crash_is_gone_on_with(team: Team) -> None:
    lee = team.clone("lee")
    made = proposed(lee)
    lay_out(lee.workspace, lee.reviews, made).file(PATH).write_text("# Half\n", "utf-8")
    assert lay_out(lee.workspace, lee.reviews, made).file(PATH).read_text("utf-8") == "# Half\n"


def test_a_remote_that_never_answers_is_left_when_somebody_stops(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    lee = team.clone("lee")
    lee.git("remote", "set-url", "origin", "ssh://nowhere.example/book")
    monkeypatch.setenv("GIT_SSH_COMMAND", "sleep 600;")
    monkeypatch.setenv("GIT_SSH_VARIANT", "ssh")
    progress = Progress()
    with pytest.raises(WasStoppedError), progress.over("Asking the remote"):
        progress.stop()
        pull(lee.workspace, progress)
