"""Proposals of one playbook: made, said yes or no to, published; everything they are lies in git."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from playbook.errors import NotFoundError, PlaybookError
from playbook.library.git_writing import GitWriter, PushRefusedError, UnreachableError, Who
from playbook.library.repository import Repository
from playbook.library.review import trailers
from playbook.library.review.judging import Verdict, asked_for, digest_of, judge, voices_of
from playbook.library.review.log import Entry, entries, voices
from playbook.library.review.model import SETTINGS_PATH, PageChange, Proposal
from playbook.library.review.wording import same_but_for_words
from playbook.plays.model import Page
from playbook.plays.settings_model import Settings
from playbook.plays.slug import slug
from playbook.progress import WasStoppedError

if TYPE_CHECKING:
    from playbook.progress import Progress

FOLDER = "proposals/"
_TRIES = 5


class NothingToProposeError(PlaybookError):
    """Nothing differs from what is published."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing differs from the published playbook, so there is nothing to propose. Edit a page first."
        )


class NotReadyError(PlaybookError):
    """A proposal that may not be published yet."""

    def __init__(self, proposal: Proposal, verdict: Verdict) -> None:
        self.verdict = verdict
        said = [f"It still needs {' and '.join(verdict.needed)}."] if verdict.needed else []
        said += verdict.notes
        said += [f"Not counted: {one.why}." for one in verdict.refused]
        super().__init__(f"“{proposal.title}” cannot be published. {' '.join(said)}".strip())


class InTheWayError(PlaybookError):
    """Uncommitted work lies where the published pages would."""

    def __init__(self) -> None:
        super().__init__(
            "Not published: this folder has changes of its own in the same pages. Propose or undo them first."
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


class Reviews:
    """What is proposed in one repository."""

    def __init__(self, repository: Repository, settings: Settings, progress: Progress | None = None) -> None:
        """`progress` lets a person stop what talks to the remote: that raises WasStoppedError."""
        self.repository, self._settings = repository, settings
        self.writer = GitWriter(repository, progress)
        self.remote = self.writer.remote(settings.published)

    # Reading

    @cached_property
    def published(self) -> str:
        """The commit of the published branch that is newest here; raises PlaybookError where there is none."""
        name = self._settings.published
        local = self.repository.resolve(f"refs/heads/{name}")
        there = self.repository.resolve(f"refs/remotes/{self.remote}/{name}") if self.remote else None
        if local and there and local != there:
            return there if self.writer.ancestor(local, there) else local
        found = there or local
        if not found:
            raise PlaybookError(
                f"There is no published branch “{name}”. Commit the playbook to it, or name another one as "
                "[playbook] published in playbook.toml."
            )
        return found

    @cached_property
    def settings(self) -> Settings:
        """What the published playbook.toml says: a proposal cannot loosen the rules that it is judged by."""
        blob = self._files(self.published).get(SETTINGS_PATH)
        if blob is None:
            return self._settings
        from playbook.plays.decode import decode
        from playbook.plays.settings import parse_settings

        return parse_settings(decode(self.repository.read(blob))[0])

    def fetch(self) -> str:
        """Bring here what others did; return why that was not possible, or an empty text. Raises WasStoppedError."""
        if not self.remote:
            return ""
        try:
            self.writer.fetch(self.remote)
        except UnreachableError as error:
            return str(error)
        finally:
            self.forget()
        return ""

    def all(self) -> list[Proposal]:
        """Return every proposal that is open, the oldest first."""
        found = [proposal for id_ in self._ids() if (proposal := self._read(id_)) is not None]
        return sorted(found, key=lambda proposal: (proposal.at, proposal.id))

    def get(self, name: str) -> Proposal:
        """Return the proposal of that name; raises NotFoundError with the nearest."""
        id_ = name.removeprefix(FOLDER)
        proposal = self._read(id_) if id_ in self._ids() else None
        if proposal is None:
            from playbook.text import nearest

            raise NotFoundError("review", name, nearest(id_, self._ids()))
        return proposal

    def verdict(self, proposal: Proposal) -> Verdict:
        """Return what stands between a proposal and its publication."""
        return judge(
            proposal, self.settings, self._page_approvals(proposal), only_wording=self._only_wording(proposal)
        )

    def asked(self, proposal: Proposal) -> tuple[str, ...]:
        """Return the sides and roles that a proposal needs."""
        return asked_for(proposal, self.settings, self._page_approvals(proposal))

    def text(self, blob: str) -> str:
        """Return the text of a blob; empty for none."""
        from playbook.plays.decode import decode

        return decode(self.repository.read(blob))[0] if blob else ""

    def judged(self, merge: Entry) -> Verdict | None:
        """Return whether a merge on the published branch was approved as its playbook then asked; None: it is none."""
        if len(merge.parents) != 2:
            return None
        then = self.as_of(merge.parents[0])
        proposal = then.proposal_of(merge.commit, merge.parents[1])
        return then.verdict(proposal) if proposal is not None else None

    def as_of(self, commit: str) -> Reviews:
        """Return the proposals as they would be judged if `commit` were what is published."""
        then = Reviews(self.repository, self._settings)
        then.__dict__["published"] = commit
        return then

    def proposal_of(self, name: str, head: str) -> Proposal | None:
        """Return what commit `head` would change as a proposal, whatever its branch is called; None: nothing."""
        return self._proposal(name, head, shared=True)

    # Acting

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
        return self._say(
            proposal, f"Reject “{proposal.title}”", reason, [(f"{trailers.REJECTED}{may[0]}", str(who))], who
        )

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
                kept = "Nothing was published, and its approvals are kept"
                raise UnreachableError(error.remote, error.said, kept) from error
            except PushRefusedError as error:
                if not error.behind or attempt == _TRIES - 1:
                    raise
                self.writer.fetch(self.remote)
                self.forget()
        self._end_here(proposal)
        return commit

    def catch_up(self) -> str:
        """Bring the published branch here up to what is newest; return why the folder stays behind, or nothing."""
        newest, name = self.published, self._settings.published
        local = self.repository.resolve(f"refs/heads/{name}")
        if local == newest:
            return ""
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

    def forget(self) -> None:
        """Read git anew: something has moved."""
        for name in ("published", "settings", "_tips"):
            self.__dict__.pop(name, None)

    @cached_property
    def _tips(self) -> dict[str, str]:
        found = self.writer.branches(f"refs/heads/{FOLDER}")
        return found | (self.writer.branches(f"refs/remotes/{self.remote}/{FOLDER}") if self.remote else {})

    def _local(self, id_: str) -> str:
        return f"refs/heads/{FOLDER}{id_}"

    def _there(self, id_: str) -> str:
        return f"refs/remotes/{self.remote}/{FOLDER}{id_}"

    def _ids(self) -> list[str]:
        return sorted({ref.partition(FOLDER)[2] for ref in self._tips})

    def _tip(self, id_: str) -> tuple[str, bool]:
        """Return the newest commit of a proposal, and whether the remote has all of it."""
        local, there = self._tips.get(self._local(id_), ""), self._tips.get(self._there(id_), "")
        if not there or local == there:
            return local or there, bool(there)
        if not local or self.writer.ancestor(local, there):
            return there, True
        return (local, False) if self.writer.ancestor(there, local) else (there, False)

    def _read(self, id_: str) -> Proposal | None:
        head, shared = self._tip(id_)
        if not head or self.writer.ancestor(head, self.published):
            return None  # published, or never more than that
        return self._proposal(id_, head, shared=shared)

    def _proposal(self, id_: str, head: str, *, shared: bool) -> Proposal | None:
        base = self.writer.base(self.published, head)
        if not base and self.writer.is_shallow():
            raise ShallowError
        found = entries(self.writer, base, head)
        own = [entry for entry in found if self._changes_pages(entry)]
        if not own:
            return None
        pages = self._changed(base, head)
        said = [pair for entry in own for pair in entry.trailers]
        merged = self.writer.merge(self.published, head)
        return Proposal(
            id=id_,
            head=head,
            base=base,
            title=own[0].subject,
            text=own[0].text,
            author_name=own[0].author,
            authors=tuple(dict.fromkeys(entry.email for entry in own)),
            at=own[0].at,
            pages=pages,
            feedback=tuple(dict.fromkeys(value for key, value in said if key == trailers.FEEDBACK)),
            wording_only=any(key == trailers.WORDING and value.casefold() == "yes" for key, value in said),
            voices=voices(self.writer, found, self.settings),
            shared=shared,
            conflicts=self._conflicts(pages, merged.tree, merged.conflicts),
            changed_at=own[-1].at,
        )

    def _changes_pages(self, entry: Entry) -> bool:
        """Say whether a commit has work of its author's in it, whatever its message says."""
        if len(entry.parents) > 1:
            merged = self.writer.merge(*entry.parents[:2])
            return bool(merged.conflicts) or merged.tree != entry.tree
        return not entry.parents or self.writer.tree_of(entry.parents[0]) != entry.tree

    def _conflicts(self, pages: Iterable[PageChange], tree: str, conflicts: Iterable[str]) -> tuple[str, ...]:
        """Return the pages that would not be published as they were approved."""
        prefix = self.repository.prefix
        apart = {path.removeprefix(prefix) for path in conflicts}
        merged = self.repository.files_of_tree(tree)
        return tuple(
            page.path for page in pages if page.path in apart or merged.get(page.path, "") != page.after
        )

    def _files(self, commit: str) -> dict[str, str]:
        return self.repository.committed(commit)

    def _changed(self, base: str, head: str) -> tuple[PageChange, ...]:
        before, after = self._files(base) if base else {}, self._files(head)
        return tuple(
            PageChange(path, before.get(path, ""), after.get(path, ""))
            for path in sorted(before.keys() | after.keys())
            if before.get(path) != after.get(path)
        )

    def page(self, path: str, blob: str) -> Page | None:
        """Return a page in the revision `blob`; None for another file, or none."""
        if not blob or not path.lower().endswith(".md"):
            return None
        from playbook.plays.parse import read_page

        headings, root = self.settings.vocabulary.reference_headings, self.settings.link_root
        return read_page(self.repository.read(blob), path, reference_headings=headings, link_root=root)

    def _page_approvals(self, proposal: Proposal) -> set[str]:
        """Return what the pages ask for, as they were and as they would be: a change cannot drop its own judge."""
        found: set[str] = set()
        for change in proposal.pages:
            for blob in (change.before, change.after):
                page = self.page(change.path, blob)
                found |= set(page.facts.approvals) if page else set()
        return found

    def _only_wording(self, proposal: Proposal) -> bool:
        if not proposal.wording_only:
            return False
        for change in proposal.pages:
            before, after = self.page(change.path, change.before), self.page(change.path, change.after)
            if before is None or after is None or not same_but_for_words(before, after):
                return False
        return True

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

    def land(self, commit: str) -> None:
        """Move the published branch of a repository without a remote; raises InTheWayError."""
        name = self._settings.published
        if self.repository.branch() != name:
            ref = f"refs/heads/{name}"
            self.writer.move(ref, commit, self.repository.resolve(ref) or "")
        elif self.writer.fast_forward(commit):
            raise InTheWayError
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
