"""Proposals made, said yes or no to, and published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from playbook.library.git_running import UnreachableError
from playbook.library.git_writing import PushRefusedError, Who
from playbook.library.review import trailers
from playbook.library.review.errors import (
    DivergedError,
    InTheWayError,
    MayNotError,
    NothingToProposeError,
    NotReadyError,
    UnderWayError,
)
from playbook.library.review.judging import Verdict, digest_of, voices_of
from playbook.library.review.model import FOLDER, Proposal
from playbook.library.review.reading import Proposals
from playbook.plays.slug import slug
from playbook.progress import WasStoppedError

_TRIES = 5


class Reviews(Proposals):
    """What is proposed in one repository, and all that can be done about it."""

    def propose(
        self,
        changes: Mapping[str, bytes | None],
        title: str,
        who: Who,
        *,
        base: str = "",
        text: str = "",
        feedback: Iterable[str] = (),
        wording_only: bool = False,
    ) -> Proposal:
        """Make a proposal of changed files (path → text, None: removed); raises NothingToProposeError.

        It begins with commit `base`, else with the published state, whatever is checked out.
        """
        base = base or self.published
        commit = self._commit_changes(base, changes, title, who, text, feedback, wording_only=wording_only)
        id_ = self._free_id(title)
        self.writer.move(self._local(id_), commit)
        self.forget()
        return self.get(id_)

    def amend(
        self,
        proposal: Proposal,
        changes: Mapping[str, bytes | None],
        title: str,
        who: Who,
        *,
        feedback: Iterable[str] = (),
    ) -> Proposal:
        """Add a change to a proposal; approvals of the earlier text no longer count."""
        head = self._own(proposal, who)
        commit = self._commit_changes(
            head, changes, title, who, "", feedback, wording_only=proposal.wording_only
        )
        return self._advance(proposal.id, commit)

    def bring_up_to_date(self, proposal: Proposal, who: Who) -> Proposal:
        """Merge the published state into a proposal; raises DivergedError where both changed one place."""
        head = self._own(proposal, who)
        if self.writer.ancestor(self.published, head):
            return proposal
        merged = self.writer.merge(head, self.published)
        if merged.conflicts:
            raise DivergedError(proposal.id, merged.conflicts)
        message = trailers.message(f"Bring “{proposal.title}” up to date")
        return self._advance(
            proposal.id, self.writer.commit(merged.tree, [head, self.published], message, who)
        )

    def approve(self, proposal: Proposal, who: Who, what: Iterable[str] = ()) -> Proposal:
        """Record an approval, for `what` or for all that `who` may speak for; raises MayNotError."""
        asked = self.asked(proposal)
        person = self.settings.person(who.email)
        may = voices_of(person, asked, self.settings)
        wanted = tuple(what) or may
        for one in wanted:
            if one not in may:
                raise MayNotError(self._why_not(who, one))
        if not wanted:
            raise MayNotError(self._why_not(who, " or ".join(asked)))
        said = [(f"{trailers.APPROVED}{one}", str(who)) for one in wanted]
        said.append((trailers.PAGES, digest_of(proposal.pages)))
        return self._say(proposal, f"Approve “{proposal.title}”", "", said, who)

    def reject(self, proposal: Proposal, who: Who, reason: str) -> Proposal:
        """Record a rejection with its reason; an approval by the same person later lifts it."""
        asked = self.asked(proposal)
        may = voices_of(self.settings.person(who.email), asked, self.settings)
        if not may:
            raise MayNotError(self._why_not(who, " or ".join(asked)))
        said = [(f"{trailers.REJECTED}{may[0]}", str(who)), (trailers.PAGES, digest_of(proposal.pages))]
        return self._say(proposal, f"Reject “{proposal.title}”", reason, said, who)

    def share(self, proposal: Proposal) -> str:
        """Push a proposal to the remote; return why that was not possible, or an empty text."""
        if not self.remote:
            return ""
        try:
            self.writer.push(self.remote, f"{proposal.head}:refs/heads/{FOLDER}{proposal.id}")
        except (UnreachableError, PushRefusedError, WasStoppedError) as error:
            return str(error)
        finally:
            self.forget()
        return ""

    def publish(self, proposal: Proposal, who: Who) -> str:
        """Merge an approved proposal into the published branch, here and on the remote; return the commit.

        Raises NotReadyError, UnreachableError, PushRefusedError, or PlaybookError where git has to be older.
        """
        for attempt in range(_TRIES):
            proposal = self.get(proposal.id)
            verdict = self.verdict(proposal)
            if verdict.state != "ready":
                raise NotReadyError(proposal, verdict)
            commit = self._merge(proposal, verdict, who)
            if not self.remote:
                self.land(commit)
                break
            try:
                self.writer.push(
                    self.remote, f"{commit}:refs/heads/{self._settings.published}", *self._end_there(proposal)
                )
                break
            except UnreachableError as error:
                raise error.but("Nothing was published, and its approvals are kept") from error
            except PushRefusedError as error:
                if not error.behind or attempt == _TRIES - 1:
                    raise
                self.fetch_all()
                self.forget()
        self._end_here(proposal)
        return commit

    def land(self, commit: str) -> None:
        """Move the published branch of a repository without a remote; raises InTheWayError."""
        name = self._settings.published
        if what := self.writer.under_way():
            raise UnderWayError(what)
        if self.repository.branch() != name:
            ref = f"refs/heads/{name}"
            self.writer.move(ref, commit, self.repository.resolve(ref) or "")
        elif self.writer.fast_forward(commit):
            raise InTheWayError
        self.forget()

    def catch_up(self) -> str:
        """Bring the published branch here up to what is newest; return why the folder stays behind, or nothing."""
        newest, name = self.published, self._settings.published
        local = self.repository.resolve(f"refs/heads/{name}")
        if local == newest or (local and self.writer.ancestor(newest, local)):
            return ""
        if local and not self.writer.ancestor(local, newest):
            return (
                f"Your branch “{name}” has commits that “{self.remote}” lacks, and lacks some of its own, so your "
                f"folder stays as it is. Bring them together with: git rebase {self.remote}/{name}"
            )
        if what := self.writer.under_way():
            return (
                f"It is published, but your folder stays as it is: a {what} is under way in it. Finish it "
                f"(git {what} --continue) or take it back (git {what} --abort), then get what is published."
            )
        if self.repository.branch() == name:
            said = self.writer.fast_forward(newest)
            self.forget()
            return (
                ""
                if not said
                else "It is published, but your folder still shows the older pages, because you have changed some of "
                "them yourself. Propose or undo those changes, then run: git merge --ff-only"
            )
        self.writer.move(f"refs/heads/{name}", newest, local or "")
        self.forget()
        return ""

    # Parts

    def _commit_changes(
        self, parent: str, changes: Mapping[str, bytes | None], title: str, who: Who, text: str,
        feedback: Iterable[str], *, wording_only: bool,
    ) -> str:  # fmt: skip
        blobs = {path: None if data is None else self.writer.blob(data) for path, data in changes.items()}
        tree = self.writer.tree(parent, blobs)
        if tree == self.writer.tree_of(parent):
            raise NothingToProposeError
        said = [(trailers.FEEDBACK, one) for one in feedback]
        said += [(trailers.WORDING, "yes")] if wording_only else []
        return self.writer.commit(tree, [parent], trailers.message(title, text, said), who)

    def _say(
        self, proposal: Proposal, subject: str, text: str, said: list[tuple[str, str]], who: Who
    ) -> Proposal:
        head = self._own(proposal, who)
        message = trailers.message(subject, text, said)
        return self._advance(proposal.id, self.writer.commit(self.writer.tree_of(head), [head], message, who))

    def _own(self, proposal: Proposal, who: Who) -> str:
        """Return the head to go on from: what is here and what is on the remote, put together."""
        local = self._tips.get(self._local(proposal.id), "")
        there = self._tips.get(self._there(proposal.id), "")
        if not local or not there or self.writer.ancestor(local, there) or self.writer.ancestor(there, local):
            return proposal.head
        merged = self.writer.merge(there, local)
        if merged.conflicts:
            raise DivergedError(proposal.id, merged.conflicts)
        return self.writer.commit(merged.tree, [there, local], trailers.message("Put both together"), who)

    def _advance(self, id_: str, commit: str) -> Proposal:
        self.writer.move(self._local(id_), commit, self._tips.get(self._local(id_), ""))
        self.forget()
        return self.get(id_)

    def _merge(self, proposal: Proposal, verdict: Verdict, who: Who) -> str:
        merged = self.writer.merge(self.published, proposal.head)
        said = [(f"{trailers.APPROVED}{one.what}", f"{one.name} <{one.email}>") for one in verdict.counted]
        said += [(trailers.FEEDBACK, one) for one in proposal.feedback]
        said.append((trailers.REVIEW, proposal.id))
        message = trailers.message(proposal.title, proposal.text, said)
        return self.writer.commit(merged.tree, [self.published, proposal.head], message, who)

    def _end_there(self, proposal: Proposal) -> list[str]:
        return [f":refs/heads/{FOLDER}{proposal.id}"] if self._there(proposal.id) in self._tips else []

    def _end_here(self, proposal: Proposal) -> None:
        """Drop the proposal's branch here; of the remote's, git has taken note when it pushed."""
        self.forget()
        if self._local(proposal.id) in self._tips:
            self.writer.remove(self._local(proposal.id), self._tips[self._local(proposal.id)])
        self.forget()

    def _free_id(self, title: str) -> str:
        base = slug(title)[:40].strip("-") or "change"
        taken, found, number = set(self._ids()), base, 1
        while found in taken:
            number += 1
            found = f"{base}-{number}"
        return found

    def _why_not(self, who: Who, what: str) -> str:
        person = self.settings.person(who.email)
        if person is None and self.settings.people:
            return f"{who} is not among the people of this playbook, so nobody can tell what you may approve."
        named = person.name if person else who.name
        return f"{named} cannot approve for {what}. Ask somebody who is."
