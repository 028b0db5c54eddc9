"""A page that is not there yet, begun from feedback: a proposal of a draft, which both sides look at before it is one.

What reps wrote stands in it as they said it, as text and never as markup; who they are, and where they heard it,
stays with the feedback. The rep whose words they are becomes the sales owner.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

from playbook.errors import PlaybookError
from playbook.plays.model import Kind
from playbook.reviewing.amending import changed_on
from playbook.reviewing.changing import Change, bench_of, check_allowed
from playbook.text import count_of, first_words, one_line

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.library.review.reviews import Reviews
    from playbook.workspace import Workspace

KIND_OF = {"objection": "objection", "missing": "objection", "idea": "play", "competitor": "battlecard"}
"""Kind of feedback → what kind of page it is to become, where nobody says otherwise."""
KINDS = tuple(kind for kind in get_args(Kind) if kind not in ("scorecard", "account-plan"))
"""Kinds of page that can begin so."""
LONGEST = 70
"""Letters of a title made of what was said."""
_QUOTES = "“”\"„«»‘’' "


class NoDraftError(PlaybookError):
    """No page can be begun from this feedback."""


def kind_for(items: Sequence[Item]) -> str:
    """Return what kind of page these would become; empty where somebody has to say."""
    return KIND_OF.get(items[0].kind, "") if items else ""


def title_for(items: Sequence[Item]) -> str:
    """Return a title made of what was said: the words in quotation marks where there are any, else the first ones.

    What was said to the liaisons alone is on no page: empty, where there is nothing else.
    """
    open_ = [item for item in items if not item.liaison_only]
    if not open_:
        return ""
    said = one_line(open_[0].text or open_[0].quote)
    opened = said.find("“")
    if opened >= 0 and (closed := said.find("”", opened)) > opened + 1:
        said = said[opened + 1 : closed]
    said = said.strip(_QUOTES)
    short = first_words(said, LONGEST)
    return (short.rpartition(" ")[0] or short if short.endswith("…") else short).rstrip(".,;: …")


def begin_page(
    workspace: Workspace,
    reviews: Reviews,
    items: Sequence[Item],
    title: str,
    *,
    kind: str = "",
    wordings: Sequence[str] = (),
) -> Change:
    """Lay a new page out on a bench of its own, to be edited and proposed as a change that answers `items`.

    What was begun there and not proposed stays. Raises NoDraftError, NotAllowedError, or what `new_page` raises.
    """
    if not items:
        raise NoDraftError("Name the feedback that the page is to come of.")
    check_allowed(workspace, items)
    kind = kind or kind_for(items)
    if kind not in KINDS:
        what = f"“{one_line(kind)}” is no kind of page" if kind else "Say what it is to become"
        raise NoDraftError(f"{what}: {', '.join(KINDS)}.")
    bench = bench_of(workspace, reviews, items[0])
    ids = tuple(item.id for item in items)
    if begun := sorted(changed_on(bench)):
        return Change(bench, begun[0], 1, ids, unfinished=True)
    path, text = draft(workspace, items, kind, title, wordings)
    file = bench.file(path)
    if file.exists():
        raise NoDraftError(
            f"{path} is published already. Give the new page another title, or change that one."
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return Change(bench, path, _first_line(text), ids)


def draft(
    workspace: Workspace, items: Sequence[Item], kind: str, title: str, wordings: Sequence[str] = ()
) -> tuple[str, str]:
    """Return the path and the text of the page; nothing is made."""
    from playbook.library.new_page import new_page
    from playbook.plays.front_edit import set_key

    path, text = new_page(
        workspace.root,
        workspace.settings,
        kind,
        title,
        stage=_stage(workspace, items[0]) if kind == "play" else "",
        author=workspace.person,
        today=workspace.today.isoformat(),
    )
    owners = {"marketing": _owner(workspace), "sales": _rep(workspace, items)}
    named = ", ".join(f"{side}: {who or '~'}" for side, who in owners.items())
    text = set_key(text, "owners", f"{{{named}}}")
    said = wordings or _said(items)
    if not said:
        return path, text
    quoted = "\n".join(f"- {_as_text(one)}" for one in said)
    return path, f"{text.rstrip()}\n\n## Background\n\n{_from(items)}\n\n{quoted}\n"


def _stage(workspace: Workspace, item: Item) -> str:
    """Return the stage of the play it was said on, where there still is one."""
    if not item.play:
        return ""
    try:
        stage = workspace.page(item.play).page.facts.stage
    except PlaybookError:  # gone from the playbook
        return ""
    return stage if stage in {one.id for one in workspace.settings.stages} else ""


def _owner(workspace: Workspace) -> str:
    return workspace.me if workspace.person.side == "marketing" and workspace.me in workspace.people else ""


def _rep(workspace: Workspace, items: Sequence[Item]) -> str:
    """Return the first of the reps who said it: theirs are the words."""
    people = workspace.people
    reps = (
        rep
        for item in items
        if not item.liaison_only
        for rep in item.people
        if rep in people and people[rep].side == "sales"
    )
    return next(reps, "")


def _said(items: Sequence[Item]) -> list[str]:
    said = (one_line(item.text) for item in items if not item.liaison_only)
    return [one for one in dict.fromkeys(said) if one]


def _from(items: Sequence[Item]) -> str:
    people = {person for item in items for person in item.people}
    what = "An idea from the field" if items[0].kind == "idea" else "Heard in the field"
    many = f", by {count_of(len(people), 'person', 'people')}" if len(people) > 1 else ""
    return f"{what}{many}, in their own words:"


def _as_text(text: str) -> str:
    """Return what somebody wrote as Markdown that shows just that: no markup, no link, no blank to fill."""
    from playbook.reporting.markdown import escaped

    return escaped(text).replace("{", "\\{")


def _first_line(text: str) -> int:
    """Return the line of the first thing to say, where the editor opens; else the first."""
    lines = text.split("\n")
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(">")), 1)
