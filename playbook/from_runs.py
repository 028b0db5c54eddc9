"""What a call taught, made a proposal: words that worked better in their place, or a new play as it was really run.

Both lie on a branch of their own, made from the published pages: nobody's folder is touched, and nothing is offered
to anybody before both sides approve.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.clock import shown_day
from playbook.errors import NotFoundError, PlaybookError
from playbook.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.coaching.runs import RunRow
    from playbook.desk.model import Item
    from playbook.library.review.model import Proposal
    from playbook.plays.model import Page, Step
    from playbook.workspace import Workspace

TOLD = ("worked", "hard-to-say", "wrong", "idea")
"""Kinds of feedback whose text may be words to say."""


class CannotPlaceError(PlaybookError):
    """The words cannot be put into the page by a program."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"These words would be something else than a talk track in “{title}”: a line in them begins like Markdown. "
            "Leave the marks out and try again."
        )


@dataclass(frozen=True)
class Better:
    """Words from a run that may be better than what the play says."""

    step: str
    step_title: str
    place: int
    """Which talk track of the step, from 0."""
    now: str
    """What the play said there, in the revision that was run; empty where the step has no talk track."""
    words: str
    source: str
    """`my words`, or the kind of feedback."""
    feedback: str = ""
    """Id of the feedback that says it."""


def better_words(workspace: Workspace, row: RunRow) -> tuple[Better, ...]:
    """Return the words of a run that may be better than the play's, in the order of its steps."""
    page = workspace.page_at(row.run.play, row.run.blob)
    said = workspace.feedback_index.of_run(row.id).values()
    told = [item for item in said if _is_told(workspace, item, row.id)]
    found = {(one.step, one.place): one for one in _my_words(workspace, row, page)}
    for item in told:
        one = _of_feedback(page, item)
        if one is not None and one.words:
            same = found.get((one.step, one.place))
            if same is None or _alike(same.words, one.words):
                found[one.step, one.place] = one
            else:
                found[f"{one.step}:{item.id}", one.place] = one
    order = {step.id: number for number, step in enumerate(page.steps)}
    return tuple(sorted(found.values(), key=lambda one: (order.get(one.step, len(order)), one.place)))


def anywhere(page: Page, step: str, place: int = 0) -> Better:
    """Return a talk track of the page of a run, for words that are yet to be said; raises NotFoundError."""
    found = page.step(step)
    if found is None or found.reference:
        from playbook.text import nearest

        known = [one.id for one in page.run_steps]
        raise NotFoundError("step", step, nearest(step, known) or known[:3])
    return _better(found, place, "", "")


def _my_words(workspace: Workspace, row: RunRow, page: Page) -> Iterator[Better]:
    from playbook.preparing import worded
    from playbook.runs.work import MY_WORDS

    mine = worded(workspace, page).here
    for key, used in row.run.wording.items():
        step_id, _, place = key.rpartition("/")
        step = page.step(step_id)
        words = mine.get((step.id if step else step_id, int(place) if place.isdigit() else 0))
        if used == MY_WORDS and step is not None and words is not None:
            yield _better(step, int(place), words.text, MY_WORDS)


def _is_told(workspace: Workspace, item: Item, run: str) -> bool:
    return item.run == run and item.rep in workspace.names and item.kind in TOLD and not item.redacted


def _of_feedback(page: Page, item: Item) -> Better | None:
    step = page.step(item.step) if item.step else None
    if step is None:
        return None
    quoted = " ".join(item.quote.split())
    places = [
        number
        for number, track in enumerate(step.talk_tracks)
        if quoted and any(quoted in " ".join(text.split()) for text in track.texts)
    ]
    return _better(step, places[0] if places else 0, item.text.strip(), item.kind, item.id)


def _better(step: Step, place: int, words: str, source: str, feedback: str = "") -> Better:
    tracks = step.talk_tracks
    now = tracks[place].texts[0] if place < len(tracks) else ""
    return Better(step.id, step.title, place, now, words, source, feedback)


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


# A change


def propose_words(
    workspace: Workspace, row: RunRow, better: Better, words: str = "", *, beside: bool = False, why: str = ""
) -> Proposal:
    """Propose `words` (default: those of `better`) in place of what the published play says there.

    `beside`: as one more way to say it. Raises NotFoundError where the step is published no more, CannotPlaceError,
    and what proposing raises.
    """
    from playbook.proposing import Edited, propose

    path, _, after = words_in_place(workspace, row, better, words, beside=beside)
    page = workspace.page(row.run.play).page
    title = f"Say “{one_line(better.step_title)}” of {one_line(page.title)} as it worked on a call"
    feedback = [better.feedback] if better.feedback and not _is_hidden(workspace, better.feedback) else []
    return propose(
        workspace,
        Edited("", {path: after.encode("utf-8", "surrogateescape")}, {}),
        title,
        text=why or _told_of(row),
        feedback=feedback,
    )


def words_in_place(
    workspace: Workspace, row: RunRow, better: Better, words: str = "", *, beside: bool = False
) -> tuple[str, str, str]:
    """Return the path of the published play, its text, and its text with the words in place; nothing is made."""
    from playbook.library.review.direct import Direct
    from playbook.plays.talk_edit import with_words
    from playbook.proposing import open_reviews

    said = words.strip() or better.words
    reviews = open_reviews(workspace)
    path = workspace.page(row.run.play).page.path
    before = Direct(reviews).text(path)
    page = _parsed(workspace, path, before)
    step = page.step(better.step)
    if step is None:
        raise NotFoundError("published step", better.step, [one.id for one in page.run_steps][:3])
    place = _place_now(workspace, row, page, step, better)
    after = with_words(before, step, place, said, beside=beside)
    _check(_parsed(workspace, path, after), page, step, place, said)
    return path, before, after


def _parsed(workspace: Workspace, path: str, text: str) -> Page:
    from playbook.plays.parse import read_page

    settings = workspace.settings
    headings, root = settings.vocabulary.reference_headings, settings.link_root
    return read_page(
        text.encode("utf-8", "surrogateescape"), path, reference_headings=headings, link_root=root
    )


def _place_now(workspace: Workspace, row: RunRow, page: Page, step: Step, better: Better) -> int:
    """Return which talk track of the published step is meant: the one that says the same, else the same one."""
    from playbook.runs.wording import original_of

    then = workspace.page_at(row.run.play, row.run.blob).step(better.step)
    if then is not None and better.place < len(then.talk_tracks):
        wanted = original_of(then.talk_tracks[better.place])
        same = [n for n, track in enumerate(step.talk_tracks) if original_of(track) == wanted]
        if same:
            return min(same, key=lambda number: abs(number - better.place))
    return max(min(better.place, len(step.talk_tracks) - 1), 0)


def _check(page: Page, before: Page, step: Step, place: int, said: str) -> None:
    """Raise unless the page reads as before, but for the words."""
    now = page.step(step.id)
    same = [one.id for one in page.steps] == [one.id for one in before.steps]
    wanted = " ".join(said.split())
    tracks = now.talk_tracks if now is not None else ()
    there = place < len(tracks) and any(wanted == " ".join(text.split()) for text in tracks[place].texts)
    kept = now is not None and (len(now.todos), len(now.questions), len(now.notices)) == (
        len(step.todos), len(step.questions), len(step.notices)
    )  # fmt: skip
    if not (same and there and kept):
        raise CannotPlaceError(before.title)


def _is_hidden(workspace: Workspace, feedback: str) -> bool:
    item = workspace.feedback_index.item(feedback)
    return item is None or item.liaison_only


def _told_of(row: RunRow) -> str:
    """Return where the words come from, for who approves them; of a private run nothing is said."""
    if row.private:
        return "It worked better on a call."
    result = f", which ended in {row.run.result}" if row.run.result else ""
    return f"It worked better on a call of {shown_day(row.run.started)}{result}."


# A new play


def new_play(workspace: Workspace, row: RunRow, title: str) -> tuple[str, str]:
    """Return the path and the text of a new play as the run went; nothing is made.

    Its facts are those of the play that was run and of the run; its steps the ones that were done, in their order,
    with my words where I used them. The rep is its sales owner. Raises what `new_page` raises.
    """
    from playbook.library.new_page import new_page
    from playbook.plays.front_edit import set_key

    settings, run = workspace.settings, row.run
    then = workspace.page_at(run.play, run.blob)
    me = workspace.people.get(workspace.me)
    stage = then.facts.stage if then.facts.stage in {one.id for one in settings.stages} else ""
    path, text = new_page(
        workspace.root, settings, "play", title, stage=stage, author=me, today=workspace.today.isoformat()
    )
    lists = {
        "segments": then.facts.segments,
        "personas": then.facts.personas,
        "channels": (run.channel,) if run.channel else then.facts.channels,
        "triggers": run.triggers or then.facts.triggers,
    }
    for key, values in lists.items():
        if values:
            text = set_key(text, key, _yaml_list(values))
    owners = dict(then.facts.owners)
    if me is not None and me.side:
        owners[me.side] = me.id
    if owners:
        named = ", ".join(f"{side}: {owners[side]}" for side in owners)
        text = set_key(text, "owners", f"{{{named}}}")
    own = (workspace.root / "templates/new/play.md").is_file()
    steps = "" if own else _steps_as_run(workspace, row, then)
    if steps:
        text = text[: _body_at(text)] + steps
    return path, f"{text.rstrip()}\n\n## Background\n\n{_from(row, then)}\n"


def propose_play(workspace: Workspace, row: RunRow, title: str, *, why: str = "") -> Proposal:
    """Propose a new play made of a run; raises what `new_play` and proposing raise."""
    from playbook.proposing import Edited, propose

    path, text = new_play(workspace, row, title)
    files: dict[str, bytes | None] = {path: text.encode()}
    return propose(
        workspace, Edited("", files, {}), f"New play: {one_line(title)}", text=why or _told_of(row)
    )


def _yaml_list(values: tuple[str, ...]) -> str:
    import json

    return f"[{', '.join(one if one.replace('-', '').isalnum() else json.dumps(one) for one in values)}]"


def _body_at(text: str) -> int:
    """Return where the Markdown below the front matter begins."""
    from playbook.plays.frontmatter import front_lines

    lines = text.splitlines(keepends=True)
    return len("".join(lines[: front_lines(text)]))


def _steps_as_run(workspace: Workspace, row: RunRow, page: Page) -> str:
    """Return the Markdown of the steps that were done, as the page of the run has them, with my words in them."""
    from playbook.plays.decode import decode
    from playbook.plays.talk_edit import with_words

    done = {step.id for step in row.run.steps if step.state == "done"}
    order: list[str] = []
    for _, at, what in row.run.trace:
        if what == "done" and at in done and at not in order:
            order.append(at)
    order += [step.id for step in page.run_steps if step.id in done and step.id not in order]
    lines = decode(_data_of(workspace, row))[0].split("\n")
    mine = {(one.step, one.place): one.words for one in better_words(workspace, row) if not one.feedback}
    found = []
    for id_ in order:
        step = page.step(id_)
        if step is None or page.template:
            return ""
        part = "\n".join(lines[step.line - 1 : step.end_line]).strip()
        marks = part[: len(part) - len(part.lstrip("#"))]
        if not marks:
            return ""
        for place in range(len(step.talk_tracks)):
            if words := mine.get((id_, place)):
                alone = _parsed(workspace, "plays/part.md", f"{part}\n\n{marks} End\n\n> End.\n").steps[0]
                part = with_words(part, alone, place, words)
        found.append(part)
    return "\n" + "\n\n".join(found) + "\n" if found else ""


def _data_of(workspace: Workspace, row: RunRow) -> bytes:
    try:
        return workspace.open_runs.text(row.run.blob)
    except PlaybookError:
        return workspace.repository.read(row.run.blob)


def _from(row: RunRow, page: Page) -> str:
    when = "" if row.private else f" on {shown_day(row.run.started)}"
    result = f": {row.run.result}" if row.run.result and not row.private else ""
    return f"Begun from a run of “{one_line(page.title)}”{when}{result}."
