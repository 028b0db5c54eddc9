"""Joint approval checked from outside, as a host's CI does: of a branch before it is merged, and of what was merged."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.errors import NotFoundError
from playbook.library.review.bypass import bypasses
from playbook.library.review.judging import Verdict
from playbook.library.review.model import Proposal
from playbook.library.review.reading import Proposals


@dataclass(frozen=True)
class Checked:
    """What was found, each in a sentence; nothing where all is as it is asked for."""

    proposal: Proposal | None = None
    verdict: Verdict | None = None
    missing: tuple[str, ...] = ()
    note: str = ""
    """What is to be known though nothing is wrong."""


def check_branch(reviews: Proposals, head: str, base: str = "") -> Checked:
    """Say what a branch lacks to be merged: it is judged by the rules of `base`, by default what is published.

    Raises NotFoundError for a revision that is none, and ShallowError where the clone lacks the history.
    """
    start, end = (_commit(reviews, one) for one in (base or reviews.published, head))
    then = reviews.as_of(start)
    if not then.settings.people:
        return Checked(note="playbook.toml lists nobody, so nobody can approve and nothing is checked.")
    proposal = then.proposal_of(head, end)
    if proposal is None:
        return Checked(note="Nothing differs from what is published.")
    verdict = then.verdict(proposal)
    said = [f"It still needs the approval of {' and '.join(verdict.needed)}."] if verdict.needed else []
    said += verdict.notes
    if verdict.state != "ready":
        said += [f"Not counted: {one.why}." for one in verdict.refused]
    return Checked(proposal, verdict, tuple(said) if verdict.state != "ready" else ())


def check_published(reviews: Proposals, since: str) -> Checked:
    """Say what was published after `since` without joint approval; raises NotFoundError."""
    found = bypasses(reviews, _commit(reviews, since))
    return Checked(
        missing=tuple(
            f"{one.commit[:8]} “{one.title}” by {one.by} changed {', '.join(one.pages[:3])} without {one.lacks}."
            for one in found
        )
    )


def _commit(reviews: Proposals, revision: str) -> str:
    commit = reviews.repository.resolve(revision)
    if commit is None:
        raise NotFoundError("revision", revision)
    return commit
