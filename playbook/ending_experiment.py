"""Ending an experiment: the arm that did worse is proposed for retirement; both sides approve, as always."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.coaching.topics.trials import Trial
    from playbook.library.review.model import Proposal
    from playbook.workspace import Workspace


class CannotAdoptError(PlaybookError):
    """There is no verdict to act on."""


def why_not_adopt(trial: Trial | None) -> str:
    """Return why an experiment cannot be ended by adopting an arm; empty where it can."""
    if trial is None:
        return "Choose an experiment."
    if trial.losing:
        return ""
    if trial.is_over:
        return "No difference was shown: retire whichever arm you like from its page (Plays)."
    return "There is no verdict yet: until then there is progress, not a winner."


def propose_end(workspace: Workspace, trial: Trial) -> Proposal:
    """Propose the retirement of the losing arm, with the verdict as the reason.

    Raises CannotAdoptError without a verdict, and what proposing raises.
    """
    from playbook.tending import change_status

    if why := why_not_adopt(trial):
        raise CannotAdoptError(why)
    words = " ".join(trial.report.segments[-1].verdict.words)
    reason = f"End of experiment {trial.plan.id}. {words} Take its table out of playbook.toml once this is published."
    return change_status(workspace, workspace.page(trial.losing), "retired", reason)
