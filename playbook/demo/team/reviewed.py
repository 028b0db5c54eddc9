"""From chapters to commits as reviews make them: proposed, approved, published; verified; in an emergency.

The messages are those of `playbook.library.review`, so that what judges a proposal can judge these as well. Only the
commits themselves are written in one go, which takes a tenth of a second instead of twenty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from playbook.demo.days import Days
from playbook.demo.history import Chapter, Commit, states_of, verified
from playbook.demo.team.chapters import EMERGENCY, VERIFIED, Verified, chapters
from playbook.demo.team.pages import Extras
from playbook.demo.team.plans import STALE
from playbook.library.blobs import blob_id
from playbook.library.git_writing import Who
from playbook.library.review import trailers
from playbook.library.review.judging import digest_of, may_speak_for, voices_of
from playbook.library.review.model import PageChange
from playbook.plays.settings_model import Settings
from playbook.plays.slug import slug

_ASKS = re.compile(rb"^approvals: \[([^\]]*)\]$", re.MULTILINE)
_OWNERS = re.compile(rb"^owners: \{([^}]*)\}$", re.MULTILINE)
_TITLE = re.compile(rb"^title: (.*)$", re.MULTILINE)

_PUBLISHED, _VERIFIED_AT, _NOTICED_AT = "07:40", "15:20", "15:05"


@dataclass(frozen=True)
class Open:
    """A proposal that nobody has published yet."""

    key: str
    by: str
    back: int
    title: str
    text: str
    path: str
    replaces: str
    """Words of the page."""
    words: str
    approved: tuple[str, ...] = ()


OPEN: tuple[Open, ...] = (
    Open(
        "ask-who-signs", "ella", 3, "Ask who signs before asking for the day",
        "Twice I had a day, and then learnt of a second signature.",
        "plays/commit/price-conversation.md", "## Ask for the day", "## Ask for the day, and who signs",
    ),
    Open(
        "two-weeks", "hugo", 1, "Say that a trial takes six weeks, not “a while”",
        "They all ask. I say six weeks, and nobody has minded yet.",
        "objections/too-busy-to-change.md", "> ", "> Six weeks for one site, from the first file to the first truck. ",
        approved=("kim",),
    ),
)  # fmt: skip


@dataclass
class Past:
    """The commits of the whole history, and what stood published after each chapter."""

    commits: list[Commit] = field(default_factory=list)
    """What git gets, in its order."""
    published: list[Commit] = field(default_factory=list)
    """What readers got: the texts of each publication, under the key of the commit that made them."""


def past_of(extras: Extras, days: Days, settings: Settings, feedback_ids: Mapping[str, str]) -> Past:
    """Return the five months that end in `extras.files`; `feedback_ids` are the ids of feedback by key."""
    return _Writer(extras, days, settings, feedback_ids).past()


def published_key(key: str) -> str:
    """Return the key of the commit that published a chapter."""
    return f"{key}/published"


class _Writer:
    """What is published so far, and the commits that led there."""

    def __init__(
        self, extras: Extras, days: Days, settings: Settings, feedback_ids: Mapping[str, str]
    ) -> None:
        self.extras, self.days, self.settings, self.feedback_ids = extras, days, settings, feedback_ids
        self.done = Past()
        self.texts: dict[str, bytes] = {}
        """As they would be without the day they were verified."""
        self.found_right: dict[str, date] = {}
        self.files: dict[str, bytes] = {}
        self.tip = ""

    def past(self) -> Past:
        told = chapters(self.extras)
        states = dict(zip((one.key for one in told), states_of(self.extras.files, told), strict=True))
        steps: list[Chapter | Verified] = [*told, *VERIFIED]
        for step in sorted(steps, key=lambda step: -step.back):
            if isinstance(step, Verified):
                self._verify(step)
            elif not self.tip:
                self._begin(step, states[step.key])
            elif step.key == EMERGENCY:
                self._notice(step, states[step.key])
            else:
                self._review(step, states[step.key])
        for proposal in OPEN:
            self._propose(proposal)
        return self.done

    def _begin(self, chapter: Chapter, state: Mapping[str, bytes]) -> None:
        at = self.days.at(chapter.back, _PUBLISHED)
        changed = self._changed(state, at.date())
        self._add(
            Commit(chapter.key, chapter.by, at, trailers.message(chapter.subject, chapter.because), changed)
        )
        self._publish(chapter.key, changed, state)

    def _review(self, chapter: Chapter, state: Mapping[str, bytes]) -> None:
        """Add a proposal, its approvals, and the merge that published it."""
        at = self.days.at(chapter.back, _PUBLISHED)
        changed = self._changed(state, at.date())
        feedback = [(trailers.FEEDBACK, self.feedback_ids[key]) for key in chapter.feedback]
        written = trailers.message(chapter.subject, chapter.because, feedback)
        begun = at - timedelta(hours=22)
        self._add(Commit(chapter.key, chapter.by, begun, written, changed, onto=self.tip))
        said = self._approve(chapter.key, chapter.subject, (chapter.by, *chapter.approved), changed, begun)
        last = self.done.commits[-1].key
        said += feedback
        said.append((trailers.REVIEW, slug(chapter.subject)[:40].strip("-")))
        message = trailers.message(chapter.subject, chapter.because, said)
        key = published_key(chapter.key)
        merge = Commit(key, self._publisher(chapter), at, message, changed, onto=self.tip, merges=last)
        self._add(merge)
        self._publish(chapter.key, changed, state)
        self.tip = key

    def _approve(
        self, key: str, subject: str, people: Sequence[str], changed: Mapping[str, bytes], begun: object,
        branch: str = "main",
    ) -> list[tuple[str, str]]:  # fmt: skip
        """Add a commit for each approval, bound to the texts that it is of; return what they say, each side once."""
        changes = [
            PageChange(path, self._blob(self.files.get(path)), self._blob(data))
            for path, data in changed.items()
        ]
        asked = self._asked(changed)
        said: dict[str, str] = {}
        at = self.done.commits[-1].at
        for number, person in enumerate(people, 1):
            who = self._who(person)
            given = voices_of(self.settings.person(who.email), asked, self.settings)
            voices = [(f"{trailers.APPROVED}{one}", str(who)) for one in given]
            said.update(dict(voices))
            message = trailers.message(
                f"Approve “{subject}”", "", [*voices, (trailers.PAGES, digest_of(changes))]
            )
            # They read it in the afternoon, one after the other.
            when = at + timedelta(hours=3, minutes=17 * number)
            before = self.done.commits[-1].key
            self._add(Commit(f"{key}/{person}", person, when, message, {}, onto=before, branch=branch))
        return [(what, said[what]) for what in (f"{trailers.APPROVED}{one}" for one in asked) if what in said]

    def _verify(self, step: Verified) -> None:
        at = self.days.at(step.back, _VERIFIED_AT)
        paths = [
            path for path, data in self.files.items()
            if path.startswith(step.paths) and path != f"{STALE}.md" and step.by in _owners(data)
        ]  # fmt: skip
        changed = {path: verified(self.texts[path], at.date()) for path in sorted(paths)}
        titles = [_title(data) for data in changed.values()]
        more = f" and {len(titles) - 3} more" if len(titles) > 3 else ""
        subject = f"Verify {', '.join(titles[:3])}{more}"
        self._add(Commit(step.key, step.by, at, trailers.message(subject), changed, onto=self.tip))
        self.found_right |= dict.fromkeys(changed, at.date())
        self._publish(step.key, changed, self.texts)

    def _notice(self, chapter: Chapter, state: Mapping[str, bytes]) -> None:
        """Add what one person did alone; the other side has not agreed yet."""
        at = self.days.at(chapter.back, _NOTICED_AT)
        who = self._who(chapter.by)
        person = self.settings.people[chapter.by]
        changed = {
            path: verified(data, self.found_right[path])
            for path, data in state.items()
            if data != self.texts.get(path)
        }
        sides = [side for side in self.settings.review.approvals if may_speak_for(person, side)]
        said = [(trailers.EMERGENCY, "notice"), *((f"{trailers.APPROVED}{side}", str(who)) for side in sides)]
        message = trailers.message(chapter.subject, chapter.because, said)
        self._add(Commit(chapter.key, chapter.by, at, message, changed, onto=self.tip))
        self._publish(chapter.key, changed, state)

    def _propose(self, proposal: Open) -> None:
        at = self.days.at(proposal.back, "13:10")
        standing = self.files.get(proposal.path, b"").decode()
        data = standing.replace(proposal.replaces, proposal.words, 1).encode()
        branch = f"proposals/{slug(proposal.title)[:40].strip('-')}"
        message = trailers.message(proposal.title, proposal.text)
        changed = {proposal.path: data}
        self._add(Commit(proposal.key, proposal.by, at, message, changed, onto=self.tip, branch=branch))
        self._approve(proposal.key, proposal.title, proposal.approved, changed, at, branch)

    # Parts

    def _changed(self, state: Mapping[str, bytes], day: date) -> dict[str, bytes]:
        """Return the files that a chapter touched, found right on that day."""
        touched = sorted(path for path, data in state.items() if data != self.texts.get(path))
        self.found_right |= dict.fromkeys(touched, day)
        return {path: verified(state[path], day) for path in touched}

    def _publish(self, key: str, changed: Mapping[str, bytes], state: Mapping[str, bytes]) -> None:
        last = self.done.commits[-1]
        self.done.published.append(Commit(key, last.by, last.at, "", dict(changed)))
        self.files |= changed
        self.texts = dict(state)
        self.tip = key

    def _add(self, commit: Commit) -> None:
        self.done.commits.append(commit)

    def _publisher(self, chapter: Chapter) -> str:
        """Return who publishes: the last who approved."""
        return chapter.approved[-1]

    def _asked(self, changed: Mapping[str, bytes]) -> list[str]:
        """Return the sides and roles whose approval these pages need, as they were and as they will be."""
        texts: Iterable[bytes] = (*changed.values(), *(self.files.get(path, b"") for path in changed))
        roles = {
            role.strip() for data in texts if (m := _ASKS.search(data)) for role in m[1].decode().split(",")
        }
        return [*self.settings.review.approvals, *sorted(roles)]

    def _who(self, person: str) -> Who:
        found = self.settings.people[person]
        return Who(found.name, found.email)

    @staticmethod
    def _blob(data: bytes | None) -> str:
        return "" if data is None else blob_id(data)


def _owners(data: bytes) -> set[str]:
    match = _OWNERS.search(data)
    return {pair.partition(":")[2].strip() for pair in match[1].decode().split(",")} if match else set()


def _title(data: bytes) -> str:
    match = _TITLE.search(data)
    return match[1].decode().strip().strip('"') if match else "a page"
