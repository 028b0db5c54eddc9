"""Why a proposal could not be made, judged or published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.library.review.model import FOLDER
from playbook.text import and_all

if TYPE_CHECKING:
    from playbook.library.review.judging import Verdict
    from playbook.library.review.model import Proposal


class NothingToProposeError(PlaybookError):
    """Nothing differs from what is published."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing differs from the published playbook, so there is nothing to propose. Edit a page first."
        )


class PublishedAlreadyError(PlaybookError):
    """A proposal that somebody else has published meanwhile."""

    def __init__(self, title: str, day: str, who: str) -> None:
        super().__init__(
            f"“{title}” was published on {day} by {who}, so nothing waits for you there. `playbook plays pull` brings "
            "it into your folder."
        )


class NotReadyError(PlaybookError):
    """A proposal that may not be published yet."""

    def __init__(self, proposal: Proposal, verdict: Verdict) -> None:
        self.verdict = verdict
        said = [f"It still needs {and_all(verdict.needed)}."] if verdict.needed else []
        said += verdict.notes
        said += [f"Not counted: {one.why}." for one in verdict.refused]
        super().__init__(f"“{proposal.title}” cannot be published. {' '.join(said)}".strip())


class InTheWayError(PlaybookError):
    """Uncommitted work lies where the published pages would."""

    def __init__(self) -> None:
        super().__init__(
            "Not published: this folder has changes of its own in the same pages. Propose or undo them first."
        )


class UnderWayError(PlaybookError):
    """Git is in the middle of something in this folder."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"A {what} is under way in this folder. Finish it (git {what} --continue) or take it back "
            f"(git {what} --abort), then try again; nothing was changed."
        )


class ShallowError(PlaybookError):
    """The clone has only part of the history."""

    def __init__(self) -> None:
        super().__init__(
            "This clone has only the last part of the history, so nobody can tell what a proposal changes. Get the "
            "rest with: git fetch --unshallow"
        )


class MayNotError(PlaybookError):
    """Somebody who cannot approve it."""


class DivergedError(PlaybookError):
    """Two people have changed the same words of a proposal."""

    def __init__(self, id_: str, paths: Iterable[str]) -> None:
        super().__init__(
            f"You and somebody else have changed the same place in {', '.join(paths)} of the proposal “{id_}”. Theirs "
            f"is on the remote, yours on your branch {FOLDER}{id_}: open both, and amend it once more."
        )
