"""From what somebody has changed in their folder to a published page, with the feedback that it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.library.blobs import is_lfs_pointer
from playbook.library.git_writing import GitWriter, NoIdentityError, Who
from playbook.library.review.errors import UnderWayError
from playbook.library.review.reviews import Reviews

if TYPE_CHECKING:
    from playbook.library.review.model import Proposal
    from playbook.progress import Progress
    from playbook.workspace import Workspace

_DEMO = "demo.json"
"""Lies beside the demo's repository: there, people are acted, and approve as who they act."""


class NotYouError(PlaybookError):
    """Git commits as somebody else than the person who acts."""


class LfsError(PlaybookError):
    """A page that git LFS keeps."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is kept by git LFS, so git has no words of it to compare or approve. Take pages out of LFS "
            "(git lfs migrate export --include='*.md'), or change it with git."
        )


@dataclass(frozen=True)
class Edited:
    """What somebody has changed and not published."""

    base: str
    """The commit that their folder and the published branch last had in common."""
    files: Mapping[str, bytes | None]
    """Path → text; None: removed."""
    restored: Mapping[str, bytes]
    """What stands uncommitted in the folder of these paths, as it was read."""


def open_reviews(workspace: Workspace, progress: Progress | None = None) -> Reviews:
    """Return the playbook's proposals; `progress` lets a person stop what talks to the remote."""
    return Reviews(workspace.repository, workspace.settings, progress)


def who_am_i(workspace: Workspace) -> Who:
    """Return as whom a commit is made: git's name and address, which must be those of the person who acts.

    Raises NotYouError or NoIdentityError.
    """
    me = workspace.person
    acted = Who(me.name or me.id, me.email)
    if (workspace.root.parent / _DEMO).is_file() and me.email:
        return acted
    try:
        git = GitWriter(workspace.repository).identity()
    except NoIdentityError:
        if not me.email:
            raise
        return acted
    known = workspace.settings.person(git.email)
    if known is not None and known.id != workspace.me and workspace.people:
        raise NotYouError(
            f"You act as {me.name or me.id}, but git commits as {known.name or known.id} <{git.email}>. Approvals come "
            "from git: act as yourself, or set git's user.email."
        )
    return git if known is not None or not me.email else acted


def edited(workspace: Workspace, wanted: Sequence[str] = ()) -> Edited:
    """Return what differs in this folder from what is published: of these paths, else of all pages."""
    repository, reviews = workspace.repository, open_reviews(workspace)
    head = repository.head()
    if what := reviews.writer.under_way():
        raise UnderWayError(what)
    if head is None:
        raise PlaybookError("This playbook has no commit yet. Commit its pages first, then propose changes.")
    base = reviews.writer.base(head, reviews.published) or head
    before, committed = repository.committed(base), repository.committed(head)
    names = {*committed, *before, *repository.tracked(), *repository.untracked()}
    files: dict[str, bytes | None] = {}
    standing: dict[str, bytes] = {}
    for path in sorted(names):
        if not (path.lower().endswith(".md") or path in wanted) or (wanted and not _meant(path, wanted)):
            continue
        file = workspace.root / path
        data = file.read_bytes() if file.is_file() and not file.is_symlink() else None
        if data is None and path not in before:
            continue
        then = repository.read(before[path]) if path in before else None
        if (
            data is not None
            and then is not None
            and data.replace(b"\r\n", b"\n") == then.replace(b"\r\n", b"\n")
        ):
            continue
        if is_lfs_pointer(then or b"") or is_lfs_pointer(data or b""):
            raise LfsError(path)
        files[path] = data
        if data is not None:
            standing[path] = data
    return Edited(base, files, standing)


def _meant(path: str, wanted: Iterable[str]) -> bool:
    return any(
        path == one or path.removesuffix(".md") == one or path.startswith(f"{one.rstrip('/')}/")
        for one in wanted
    )


def propose(
    workspace: Workspace,
    changes: Edited,
    title: str,
    *,
    text: str = "",
    feedback: Iterable[str] = (),
    wording_only: bool = False,
) -> Proposal:
    """Make a proposal of what was changed, put the folder back to its published pages, and tell the desk."""
    reviews, answers = open_reviews(workspace), list(feedback)
    made = reviews.propose(
        changes.files, title, who_am_i(workspace),
        base=changes.base, text=text, feedback=answers, wording_only=wording_only,
    )  # fmt: skip
    _put_back(workspace, changes)
    tell_desk(workspace, answers, title)
    return made


def title_of(paths: Sequence[str]) -> str:
    """Return how a proposal of these pages is called that nobody named."""
    names = [path.rpartition("/")[2].removesuffix(".md").replace("-", " ") for path in paths]
    return f"Change {', '.join(names[:3])}" + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _put_back(workspace: Workspace, changes: Edited) -> None:
    """Let the proposed pages stand in the folder as they are committed there; the proposal has what was changed."""
    from playbook.library.saving import replace_text

    repository = workspace.repository
    committed = repository.committed()
    for path, standing in changes.restored.items():
        file = workspace.root / path
        # Whatever was changed since it was read is somebody's new work, and stays.
        with suppress(PlaybookError, OSError):
            if path in committed:
                replace_text(workspace.root, path, standing, repository.read(committed[path]))
            elif file.read_bytes() == standing:
                file.unlink()


def publish(workspace: Workspace, proposal: Proposal) -> tuple[str, str]:
    """Publish a proposal and answer the feedback it names; return the commit, and what stays behind in words."""
    from playbook.published import settle

    reviews = open_reviews(workspace)
    commit, behind = publish_pages(workspace, reviews, proposal)
    settle(workspace, reviews)
    return commit, behind


def publish_pages(workspace: Workspace, reviews: Reviews, proposal: Proposal) -> tuple[str, str]:
    """Publish a proposal and bring this folder up to it; return the commit, and what stays behind in words."""
    commit = reviews.publish(proposal, who_am_i(workspace))
    return commit, reviews.catch_up()


def pull(workspace: Workspace, progress: Progress | None = None) -> tuple[str, str]:
    """Bring here what others published; return why the remote was not reached, and why the folder stays behind."""
    reviews = open_reviews(workspace, progress)
    offline = reviews.fetch()
    return offline, "" if offline else reviews.catch_up()


def pulled_words(offline: str, behind: str) -> str:
    """Return how bringing here what others published is said."""
    return f"Shown as last known: {offline}" if offline else behind or "Your pages are as they are published."


def tell_desk(workspace: Workspace, feedback: Iterable[str], title: str = "") -> None:
    """Put on record that a change of that title is under way because of this feedback, as far as this person may."""
    from playbook.desk.actions import NotAllowedError, audience_for, triage

    items = workspace.feedback_index.items(feedback) if feedback else {}
    for id_ in feedback:
        if (item := items.get(id_)) is not None:
            with suppress(NotAllowedError):
                body = triage(item, "change", workspace.person, text=title)
                workspace.append(body, audience_for(item, body))
