"""One review with all there is to decide by: words, lint, the field's feedback and figures, and who has approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from playbook.errors import NotFoundError
from playbook.reviewing.lines import ReviewLine, line_of
from playbook.reviewing.standing import Standing, standings

if TYPE_CHECKING:
    from playbook.coaching.figures import PlayFigures
    from playbook.coaching.tallies import Past
    from playbook.library.changed_facts import Fact
    from playbook.library.prose_diff import Segment
    from playbook.library.review.model import PageChange, Proposal
    from playbook.library.review.reviews import Reviews
    from playbook.plays.model import Page
    from playbook.reviewing.linted import Linted, Text
    from playbook.workspace import Workspace


EMERGENCY = "emergency-"
"""What the names of emergencies begin with."""


@dataclass(frozen=True)
class Said:
    """Feedback that a change answers, as far as I may read it."""

    id: str
    text: str = ""
    quote: str = ""
    kind: str = ""
    by: str = ""
    """Its author's id; empty where it is not here, or was given to the liaisons alone and I am none."""
    account: str = ""
    """The account's name."""
    is_here: bool = False


@dataclass(frozen=True)
class Figures:
    """What was done with the text that is to be changed."""

    runs: int
    """Connected runs of exactly this text that I may count."""
    of_all: int
    """Connected runs of the page in any revision, as far as I may count them."""
    play: PlayFigures | None = None


@dataclass(frozen=True)
class Changed:
    """One file of a review."""

    path: str
    id: str
    """The page's id; of another file its path."""
    title: str
    before: str
    """Blob id; empty: it is new."""
    after: str
    """Blob id; empty: it is removed."""
    facts: tuple[Fact, ...]
    """What its front matter says otherwise, in words."""
    words: tuple[Segment, ...]
    """The text without its front matter, word by word."""
    figures: Figures | None = None

    @property
    def how(self) -> str:
        """`new`, `removed` or `changed`."""
        return "changed" if self.before and self.after else "new" if self.after else "removed"


@dataclass(frozen=True)
class Detail:
    """One review."""

    line: ReviewLine
    proposal: Proposal | None
    """None: what was done in an emergency, and is published already."""
    text: str
    """Why, in the author's words."""
    pages: tuple[Changed, ...]
    standings: tuple[Standing, ...]
    feedback: tuple[Said, ...]
    lint: Linted
    signing: str
    """What the published playbook says about signatures."""
    touches_rules: bool
    """It changes who approves what; it is judged by the rules as they are published."""
    published: str
    """The commit that is published now."""


def detail_of(workspace: Workspace, reviews: Reviews, name: str) -> Detail:
    """Return a review by its name; raises NotFoundError. Slow: git, the linter and all runs are read."""
    from playbook.reviewing.lines import review_lines

    if name.startswith(EMERGENCY):
        line = next((one for one in review_lines(workspace, reviews) if one.id == name), None)
        if line is None:
            raise NotFoundError("review", name)
        return _detail(workspace, reviews, line, None, _pages_of(reviews, line), _open(reviews, line))
    proposal = reviews.get(name)
    verdict = reviews.verdict(proposal)
    stand = standings(reviews.asked(proposal), verdict, reviews.settings.people, proposal.authors)
    line = line_of(workspace, reviews, proposal, verdict)
    return _detail(workspace, reviews, line, proposal, proposal.pages, stand)


def _detail(
    workspace: Workspace,
    reviews: Reviews,
    line: ReviewLine,
    proposal: Proposal | None,
    pages: tuple[PageChange, ...],
    stand: tuple[Standing, ...],
) -> Detail:
    from playbook.library.review.model import SETTINGS_PATH

    return Detail(
        line=line,
        proposal=proposal,
        text=proposal.text if proposal else "",
        pages=_changed(workspace, reviews, pages),
        standings=stand,
        feedback=said_in(workspace, line.feedback),
        lint=_lint(workspace, reviews, pages),
        signing=reviews.settings.review.signing,
        touches_rules=any(page.path == SETTINGS_PATH for page in pages),
        published=reviews.published,
    )


def _pages_of(reviews: Reviews, line: ReviewLine) -> tuple[PageChange, ...]:
    """Return what an emergency changed."""
    from playbook.library.review.model import PageChange

    before = reviews.repository.committed(f"{line.commit}^")
    after = reviews.repository.committed(line.commit)
    return tuple(PageChange(path, before.get(path, ""), after.get(path, "")) for path in line.pages)


def _open(reviews: Reviews, line: ReviewLine) -> tuple[Standing, ...]:
    """Return who still has to agree to what was done in an emergency."""
    from playbook.library.review.judging import may_speak_for

    people = reviews.settings.people
    return tuple(
        Standing(what, "open", may=tuple(id_ for id_, one in people.items() if may_speak_for(one, what)))
        for what in line.needed
    )


def said_in(workspace: Workspace, ids: Iterable[str]) -> tuple[Said, ...]:
    """Return feedback by its ids, in their order; what is not on this device by its id alone."""
    wanted = tuple(ids)
    items = workspace.feedback_index.items(wanted) if wanted else {}
    liaison = workspace.has_role("liaison")
    found = []
    for id_ in wanted:
        item = items.get(id_)
        # A git hub brings every journal to everybody: what is for the liaisons alone is not read to others.
        if item is None or item.redacted or not item.is_for(workspace.me, liaison=liaison):
            found.append(Said(id_))
            continue
        account = workspace.account_name(item.account) if item.account else ""
        found.append(Said(id_, item.text, item.quote, item.kind, item.rep, account, is_here=True))
    return tuple(found)


# The pages


def _changed(workspace: Workspace, reviews: Reviews, pages: Iterable[PageChange]) -> tuple[Changed, ...]:
    from playbook.briefed import past_of

    past = past_of(workspace)
    return tuple(_page(reviews, change, past) for change in pages)


def _page(reviews: Reviews, change: PageChange, past: Past) -> Changed:
    old, new = reviews.text(change.before), reviews.text(change.after)
    before, after = reviews.page(change.path, change.before), reviews.page(change.path, change.after)
    told = compared(change, (before, old), (after, new))
    if before is None or not before.runnable:
        return told
    return replace(told, figures=_figures(before, change.before, past))


def compared(change: PageChange, before: tuple[Page | None, str], after: tuple[Page | None, str]) -> Changed:
    """Return what changes in one file, word by word, of its page (None: it is none) and text before and after."""
    from playbook.library.changed_facts import without_facts
    from playbook.library.prose_diff import word_diff

    page, (_, old), (_, new) = after[0] or before[0], before, after
    facts: tuple[Fact, ...] = ()
    if page is not None:
        facts, old, new = _facts(old, new), without_facts(old), without_facts(new)
    id_, title = (page.id, page.title) if page is not None else (change.path, change.path)
    words = tuple(word_diff(old, new))
    return Changed(change.path, id_, title, change.before, change.after, facts, words)


def _facts(old: str, new: str) -> tuple[Fact, ...]:
    from playbook.library.blobs import is_lfs_pointer
    from playbook.library.changed_facts import changed_facts

    if any(is_lfs_pointer(text.encode()) for text in (old, new)):
        told = "It is kept by git LFS: what is shown says where its words lie, not what they are."
        return ((("same", told),),)
    return tuple(changed_facts(old, new)) if old and new else ()


def _figures(page: Page, blob: str, past: Past) -> Figures:
    from playbook.coaching.figures import play_summary
    from playbook.coaching.tallies import Held

    rows = past.facts(page.ids)
    same = play_summary(Held(row for row in rows if row.blob == blob), page)
    return Figures(same.runs, sum(row.counts for row in rows), same if same.runs else None)


def _lint(workspace: Workspace, reviews: Reviews, pages: Iterable[PageChange]) -> Linted:
    from playbook.reviewing.linted import lint_change

    before: dict[str, Text] = {}
    after: dict[str, Text] = {}
    for change in pages:
        for kept, blob in ((before, change.before), (after, change.after)):
            page = reviews.page(change.path, blob)
            if page is not None:
                kept[change.path] = (page, reviews.text(blob))
    return lint_change(workspace.linter.looked_at(workspace.today), before, after)


# For programs


def detail_row(detail: Detail) -> dict[str, Any]:
    """Return the keys that `plays review` has besides those of `plays reviews`."""
    from playbook.coaching.rows import step_row
    from playbook.library.prose_diff import in_plain

    return {
        "text": detail.text,
        "diff": [
            {
                "path": page.path,
                "change": page.how,
                "facts": [in_plain(fact) for fact in page.facts],
                "words": [{"op": op, "text": text} for op, text in page.words if op != "same"],
            }
            for page in detail.pages
        ],
        "standing": [
            {
                "for": one.what,
                "state": one.how,
                "by": one.by,
                "signature": one.signature,
                "why": one.why,
                "may": list(one.may),
            }
            for one in detail.standings
        ],
        "answers": [
            {"id": one.id, "text": one.text, "quote": one.quote, "by": one.by, "account": one.account}
            for one in detail.feedback
        ],
        "lint": {
            name: [_finding(one) for one in found]
            for name, found in (
                ("mended", detail.lint.mended),
                ("left", detail.lint.left),
                ("new", detail.lint.new),
            )
        },
        "figures": [
            {
                "page": page.id,
                "runs": page.figures.runs,
                "runs_of_all": page.figures.of_all,
                "steps": [step_row(step) for step in page.figures.play.steps] if page.figures.play else [],
            }
            for page in detail.pages
            if page.figures is not None
        ],
    }


def _finding(one: Any) -> Mapping[str, Any]:
    return {
        "path": one.path,
        "line": one.line,
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
    }
