"""Commits straight to the published branch: what one person may do alone, and the second approval that follows.

An owner says that a page is still right; a named person withdraws a page or puts a notice on it in an emergency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from playbook.errors import NotFoundError, PlaybookError
from playbook.library.git_running import UnreachableError
from playbook.library.git_writing import PushRefusedError, Who
from playbook.library.review import trailers
from playbook.library.review.errors import MayNotError
from playbook.library.review.judging import may_speak_for
from playbook.library.review.log import Entry, entries
from playbook.library.review.reviews import Reviews
from playbook.plays.settings_model import Person

LOOK_BACK = 500
"""Commits of the published branch that are searched for emergencies."""
WITHIN = timedelta(days=2)
"""By when the second approval of an emergency is due."""
_TRIES = 5


@dataclass(frozen=True)
class Emergency:
    """What one person did at once, and whether the other side has agreed since."""

    id: str
    """`emergency-` and the commit's first letters."""
    commit: str
    what: str
    """`withdraw` or `notice`."""
    title: str
    by: str
    email: str
    at: datetime
    pages: tuple[str, ...]
    needed: tuple[str, ...]
    """Sides that have not agreed."""

    @property
    def due(self) -> datetime:
        """By when they are to."""
        return self.at + WITHIN

    def is_overdue(self, now: datetime) -> bool:
        """Say whether the day they were to agree by is over, on this machine's calendar."""
        return now.astimezone().date() > self.due.astimezone().date()


class Direct:
    """Commits to the published branch of one playbook."""

    def __init__(self, reviews: Reviews) -> None:
        self.reviews = reviews

    def commit(self, changes: Mapping[str, bytes], message: str, who: Who) -> str:
        """Publish changed files in one commit; return it. Raises UnreachableError or PushRefusedError.

        Another commit that arrives meanwhile is no harm, unless it changed the same files.
        """
        reviews, writer = self.reviews, self.reviews.writer
        begun = reviews.published
        before = reviews.repository.committed(begun)
        for attempt in range(_TRIES):
            base = reviews.published
            now = reviews.repository.committed(base)
            if any(now.get(path) != before.get(path) for path in changes):
                raise PlaybookError(
                    "Somebody changed the same page a moment ago. Look at it again, then repeat this."
                )
            blobs = {path: writer.blob(data) for path, data in changes.items()}
            made = writer.commit(
                writer.tree(base, blobs) if blobs else writer.tree_of(base), [base], message, who
            )
            if not reviews.remote:
                reviews.land(made)
                return made
            try:
                writer.push(reviews.remote, f"{made}:refs/heads/{reviews.settings.published}")
                reviews.forget()
                return made
            except UnreachableError as error:
                raise error.but("Nothing was changed") from error
            except PushRefusedError as error:
                if not error.behind or attempt == _TRIES - 1:
                    raise
                reviews.fetch_all()
                reviews.forget()
        raise AssertionError  # the loop returns or raises

    def text(self, path: str) -> str:
        """Return the published text of a file, line ends as they are; raises NotFoundError."""
        reviews = self.reviews
        blob = reviews.repository.committed(reviews.published).get(path)
        if blob is None:
            raise NotFoundError("published page", PurePosixPath(path).with_suffix("").as_posix())
        return reviews.repository.read(blob).decode("utf-8", "surrogateescape")

    # Emergencies

    def emergency(self, what: str, path: str, text: str, title: str, reason: str, who: Who) -> Emergency:
        """Publish a file at once, by a person whom `[review] emergency` names; raises MayNotError."""
        settings = self.reviews.settings
        person = settings.person(who.email)
        if person is None or person.id not in settings.review.emergency:
            named = ", ".join(settings.review.emergency) or "nobody"
            raise MayNotError(
                f"{who.name} may not do that alone; {named} may ([review] emergency in playbook.toml). "
                "`playbook plays propose` asks both sides."
            )
        said = [(trailers.EMERGENCY, what)]
        said += [
            (f"{trailers.APPROVED}{side}", str(who))
            for side in settings.review.approvals
            if may_speak_for(person, side)
        ]
        message = trailers.message(title, reason, said)
        made = self.commit({path: text.encode("utf-8", "surrogateescape")}, message, who)
        return next(one for one in self.emergencies() if one.commit == made)

    def emergencies(self) -> list[Emergency]:
        """Return what was done in an emergency lately, the newest last."""
        found = self._log()
        agreed: dict[str, set[str]] = {}
        for entry in found:
            of = [value for key, value in entry.trailers if key == trailers.APPROVES]
            sides = self._sides(entry)
            for commit in of:
                agreed.setdefault(commit, set()).update(sides)
        return [self._emergency(entry, agreed.get(entry.commit, set())) for entry in found if _what(entry)]

    def agree(self, emergency: Emergency, who: Who) -> str:
        """Record the second approval of an emergency; raises MayNotError."""
        person = self.reviews.settings.person(who.email)
        sides = [side for side in emergency.needed if person is not None and may_speak_for(person, side)]
        if not sides or who.email.casefold() == emergency.email.casefold():
            raise MayNotError(
                f"{who.name} cannot give the second approval; it is {' or '.join(emergency.needed)}'s."
            )
        said = [(f"{trailers.APPROVED}{side}", str(who)) for side in sides]
        said.append((trailers.APPROVES, emergency.commit))
        return self.commit({}, trailers.message(f"Approve “{emergency.title}”", "", said), who)

    def _emergency(self, entry: Entry, agreed: set[str]) -> Emergency:
        given = self._sides(entry) | agreed
        asked = self.reviews.settings.review.approvals
        pages = tuple(change.path for change in self.reviews.changed(entry.before, entry.commit))
        return Emergency(
            f"emergency-{entry.commit[:8]}", entry.commit, _what(entry), entry.subject, entry.author, entry.email,
            entry.at, pages, tuple(side for side in asked if side not in given),
        )  # fmt: skip

    def _sides(self, entry: Entry) -> set[str]:
        """Return the sides that a commit speaks for, by people who may and who made it themselves."""
        found = set()
        for key, value in entry.trailers:
            if not key.startswith(trailers.APPROVED):
                continue
            side, (_, email) = key.removeprefix(trailers.APPROVED).casefold(), trailers.person(value)
            person = self.reviews.settings.person(email)
            own = email.casefold() == entry.email.casefold() == entry.committer.casefold()
            if own and (person is None or may_speak_for(person, side)):
                found.add(side)
        return found

    def _log(self) -> list[Entry]:
        reviews = self.reviews
        return entries(reviews.writer, "", reviews.published, limit=LOOK_BACK)


def _what(entry: Entry) -> str:
    return next((value for key, value in entry.trailers if key == trailers.EMERGENCY), "")


def owner(person: Person | None, owners: Iterable[str], name: str) -> bool:
    """Say whether somebody is an owner of a page."""
    return name in owners or (person is not None and person.id in owners)
