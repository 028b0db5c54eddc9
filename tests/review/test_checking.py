"""Joint approval as a host's CI checks it: the same trailers, judged by the rules of what it is merged into."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.cli.main import main
from tests.review.conftest import PATH, Clone, Team, git
from tests.review.test_joint_approval import NEW, OLD, approved, proposed


class Job:
    """A CI job: a clone without a person's name, the branch of a pull request checked out."""

    def __init__(self, team: Team, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.data, self._capsys = team.folder / "job", team.folder / "job-data", capsys
        git(team.folder, "clone", "-q", str(team.bare), str(self.root))

    def __call__(self, *arguments: str, branch: str = "ask-for-the-cost") -> tuple[int, str, str]:
        """Fetch, check the proposal out as CI does, and run the check."""
        git(self.root, "fetch", "-q")
        git(self.root, "checkout", "-q", "--detach", f"origin/proposals/{branch}")
        return self.run(*arguments)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Run the check on what is checked out."""
        code = main(["-C", str(self.root), "--data", str(self.data), "plays", "check", *arguments])
        out, err = self._capsys.readouterr()
        return code, out, err


@pytest.fixture
def job(team: Team, capsys: pytest.CaptureFixture[str]) -> Job:
    return Job(team, capsys)


def test_a_branch_passes_once_both_sides_have_approved_it(team: Team, job: Job) -> None:
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    proposed(lee)
    assert job("--base", "origin/main") == (1, "It still needs the approval of marketing and sales.\n", "")
    approved(dana)
    assert job("--format", "github") == (
        1, "::error title=Joint approval::It still needs the approval of sales.\n", "",
    )  # fmt: skip
    approved(kim)
    assert job("--base", "origin/main") == (0, "", "Approved by Dana Ortiz (marketing), Kim Sato (sales).\n")


def test_a_change_after_the_approvals_fails_it_and_says_why(team: Team, job: Job) -> None:
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    made = proposed(lee)
    approved(dana)
    approved(kim)
    lee.reviews.share(lee.reviews.amend(lee.reviews.get(made.id), {PATH: b"# Other\n"}, "Other", lee.who))
    code, out, _ = job()
    assert code == 1
    assert "Not counted: the pages have changed since Dana Ortiz approved." in out


def test_a_branch_cannot_loosen_the_rules_that_it_is_judged_by(team: Team, job: Job) -> None:
    lee = team.clone("lee")
    lee.write(OLD, NEW)
    lee.write('approvals = ["marketing", "sales"]', "approvals = []", "playbook.toml")
    lee.git("checkout", "-qb", "proposals/loose")
    lee.git("commit", "-qam", "Loosen")
    lee.git("push", "-q", "origin", "proposals/loose")
    code, out, _ = job(branch="loose")
    assert (code, "marketing and sales" in out) == (1, True)


def merged_on_the_host(clone: Clone, *how: str) -> str:
    """Merge the proposal as a host's button does; return the commit."""
    clone.git("fetch", "-q")
    clone.git(
        "merge",
        "-q",
        "--no-ff",
        *how,
        "-m",
        "Merge pull request #7 from lee",
        "origin/proposals/ask-for-the-cost",
    )
    clone.git("push", "-q", "origin", "main")
    return clone.git("rev-parse", "HEAD")


def test_what_a_host_merged_counts_by_the_commits_it_merged(team: Team, job: Job) -> None:
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    before = lee.git("rev-parse", "HEAD")
    proposed(lee)
    approved(dana)
    approved(kim)
    merged_on_the_host(kim)
    git(job.root, "pull", "-q")
    assert job.run("--since", before) == (0, "", "All of it has joint approval.\n")
    assert job.run()[2] == "Nothing differs from what is published.\n"


def test_what_a_host_merged_too_early_is_shown(team: Team, job: Job) -> None:
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    before = lee.git("rev-parse", "HEAD")
    proposed(lee)
    approved(dana)
    commit = merged_on_the_host(kim)
    git(job.root, "pull", "-q")
    code, out, _ = job.run("--since", before)
    assert (code, out) == (
        1, f"{commit[:8]} “Merge pull request #7 from lee” by Kim Sato changed {PATH} without the approval of sales.\n",
    )  # fmt: skip


def test_what_cannot_be_told_is_said(team: Team, job: Job) -> None:
    proposed(team.clone("lee"))
    code, _, err = job("--base", "origin/nothing")
    assert (code, "There is no revision “origin/nothing”" in err) == (2, True)
    shallow = team.folder / "shallow"
    git(team.folder, "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{team.bare}", str(shallow))
    git(shallow, "checkout", "-q", "--detach", "origin/proposals/ask-for-the-cost")
    job.root = shallow
    code, _, err = job.run("--base", "origin/main")
    assert (code, "git fetch --unshallow" in err) == (2, True)


def test_where_nobody_is_listed_nothing_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], team: Team
) -> None:
    root = tmp_path / "alone"
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    for number in range(2):
        (root / "page.md").write_text(f"# A page\n\n{number}\n")
        git(root, "add", "-A")
        git(root, "-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "Write")
    code = main(["-C", str(root), "--data", str(tmp_path / "d"), "plays", "check", "--base", "HEAD~1"])
    assert (code, "lists nobody" in capsys.readouterr().err) == (0, True)
