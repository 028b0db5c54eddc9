"""The proposals of one playbook, read: everything they are lies in git."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from playbook.dates import said
from playbook.errors import NotFoundError, PlaybookError
from playbook.library.git_running import UnreachableError
from playbook.library.git_writing import GitWriter
from playbook.library.repository import Repository
from playbook.library.review import trailers
from playbook.library.review.errors import PublishedAlreadyError, ShallowError
from playbook.library.review.judging import Verdict, asked_for, judge
from playbook.library.review.log import Entry, entries, publication, voices
from playbook.library.review.model import FOLDER, SETTINGS_PATH, PageChange, Proposal
from playbook.library.review.wording import same_but_for_words
from playbook.plays.model import Page
from playbook.plays.settings_model import Settings

if TYPE_CHECKING:
    from playbook.progress import Progress


class Proposals:
    """What is proposed in one repository, and what the playbook says that it is judged by."""

    def __init__(self, repository: Repository, settings: Settings, progress: Progress | None = None) -> None:
        """`progress` lets a person stop what talks to the remote: that raises WasStoppedError."""
        self.repository, self._settings = repository, settings
        self.writer = GitWriter(repository, progress)
        self.remote = self.writer.remote(settings.published)

    @cached_property
    def published(self) -> str:
        """The commit of the published branch, as the remote was last seen; raises PlaybookError where there is none.

        What somebody has committed to that branch and not pushed is no more published than what they have not
        committed: it can be proposed, and goes out with nothing else.
        """
        name = self._settings.published
        local = self.repository.resolve(f"refs/heads/{name}")
        there = self.repository.resolve(f"refs/remotes/{self.remote}/{name}") if self.remote else None
        found = there or local
        if not found:
            raise PlaybookError(
                f"There is no published branch “{name}”. Commit the playbook to it, or name another one as "
                "[playbook] published in playbook.toml."
            )
        return found

    @property
    def going_out(self) -> str:
        """What would be published by a plain push: the branch as it stands here, where it only goes further."""
        here = self.repository.resolve(f"refs/heads/{self._settings.published}")
        return here if here and self.writer.ancestor(self.published, here) else self.published

    @cached_property
    def settings(self) -> Settings:
        """What the published playbook.toml says: a proposal cannot loosen the rules that it is judged by."""
        blob = self.repository.committed(self.published).get(SETTINGS_PATH)
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
            self.fetch_all()
        except UnreachableError as error:
            return str(error)
        finally:
            self.forget()
        return ""

    def fetch_all(self) -> None:
        """Bring here what is published and proposed, in a clone of one branch too; raises UnreachableError."""
        self.writer.fetch(self.remote, self._settings.published, f"{FOLDER}*")

    def forget(self) -> None:
        """Read git anew: something has moved."""
        for name in ("published", "settings", "_tips"):
            self.__dict__.pop(name, None)

    def all(self) -> list[Proposal]:
        """Return every proposal that is open, the oldest first."""
        found = [proposal for id_ in self._ids() if (proposal := self._read(id_)) is not None]
        return sorted(found, key=lambda proposal: (proposal.at, proposal.id))

    def get(self, name: str) -> Proposal:
        """Return the proposal of that name; raises PublishedAlreadyError, else NotFoundError with the nearest."""
        id_ = name.removeprefix(FOLDER)
        proposal = self._read(id_) if id_ in self._ids() else None
        if proposal is None:
            from playbook.text import nearest

            if done := publication(self.writer, self.published, id_):
                raise PublishedAlreadyError(done.subject, said(done.at.astimezone().date()), done.author)
            there_are = [one.id for one in self.all()]
            raise NotFoundError("review", name, nearest(id_, there_are), there_are)
        return proposal

    def verdict(self, proposal: Proposal) -> Verdict:
        """Return what stands between a proposal and its publication."""
        return judge(
            proposal, self.settings, self._page_approvals(proposal), only_wording=self._only_wording(proposal)
        )

    def asked(self, proposal: Proposal) -> tuple[str, ...]:
        """Return the sides and roles that a proposal needs."""
        return asked_for(proposal, self.settings, self._page_approvals(proposal))

    def judged(self, merge: Entry) -> Verdict | None:
        """Return whether a merge on the published branch was approved as its playbook then asked; None: it is none."""
        if len(merge.parents) != 2:
            return None
        then = self.as_of(merge.parents[0])
        proposal = then.proposal_of(merge.commit, merge.parents[1])
        return then.verdict(proposal) if proposal is not None else None

    def as_of(self, commit: str) -> Proposals:
        """Return the proposals as they would be judged if `commit` were what is published."""
        then = Proposals(self.repository, self._settings)
        then.published = commit
        return then

    def proposal_of(self, name: str, head: str) -> Proposal | None:
        """Return what commit `head` would change as a proposal, whatever its branch is called; None: nothing."""
        return self._proposal(name, head, shared=True)

    def changed(self, base: str, head: str) -> tuple[PageChange, ...]:
        """Return the files that differ between two commits, by path; an empty `base` has none."""
        before, after = self.repository.committed(base) if base else {}, self.repository.committed(head)
        return tuple(
            PageChange(path, before.get(path, ""), after.get(path, ""))
            for path in sorted(before.keys() | after.keys())
            if before.get(path) != after.get(path)
        )

    def text(self, blob: str) -> str:
        """Return the text of a blob; empty for none."""
        from playbook.plays.decode import decode

        return decode(self.repository.read(blob))[0] if blob else ""

    def page(self, path: str, blob: str) -> Page | None:
        """Return a page in the revision `blob`; None for another file, or none."""
        if not blob or not path.lower().endswith(".md"):
            return None
        from playbook.plays.parse import read_page

        headings, root = self.settings.vocabulary.reference_headings, self.settings.link_root
        return read_page(self.repository.read(blob), path, reference_headings=headings, link_root=root)

    # Branches

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

    # Parts

    def _read(self, id_: str) -> Proposal | None:
        head, shared = self._tip(id_)
        if not head or self.writer.ancestor(head, self.published):
            return None  # published, or never more than that
        return self._proposal(id_, head, shared=shared)

    def _proposal(self, id_: str, head: str, *, shared: bool) -> Proposal | None:
        base = self.writer.base(self.published, head)
        if not base and self.repository.is_shallow():
            raise ShallowError
        found = entries(self.writer, base, head)
        trees = {entry.commit: entry.tree for entry in found}
        own = [entry for entry in found if self._changes_pages(entry, trees)]
        if not own:
            return None
        pages = self.changed(base, head)
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
            others=self._others(base, head, pages),
        )

    def _others(self, base: str, head: str, pages: Iterable[PageChange]) -> tuple[str, ...]:
        """Return what is changed and no page: outside the playbook, a submodule, what a file is rather than says."""
        known = {f"{self.repository.prefix}{page.path}" for page in pages}
        return (
            tuple(path for path in self.writer.changed_paths(base, head) if path not in known) if base else ()
        )

    def _changes_pages(self, entry: Entry, trees: Mapping[str, str]) -> bool:
        """Say whether a commit has work of its author's in it, whatever its message says; `trees`: of commits."""
        if len(entry.parents) > 1:
            merged = self.writer.merge(*entry.parents[:2])
            return bool(merged.conflicts) or merged.tree != entry.tree
        if not entry.before:
            return True
        return entry.tree != (trees.get(entry.before) or self.writer.tree_of(entry.before))

    def _conflicts(self, pages: Iterable[PageChange], tree: str, conflicts: Iterable[str]) -> tuple[str, ...]:
        """Return the pages that would not be published as they were approved."""
        prefix = self.repository.prefix
        apart = {path.removeprefix(prefix) for path in conflicts}
        merged = self.repository.files_of_tree(tree)
        return tuple(
            page.path for page in pages if page.path in apart or merged.get(page.path, "") != page.after
        )

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
