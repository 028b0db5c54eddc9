"""`playbook plays propose`, `reviews`, `approve`, `publish` …: changes that both sides agree on."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.cli.common import find_feedback, open_workspace
from playbook.cli.output import emit, emit_json, narrate, say
from playbook.cli.parser import Verbs, add_json, add_verb
from playbook.errors import PlaybookError
from playbook.paths import under
from playbook.text import and_all, count_of, one_line, plain

if TYPE_CHECKING:
    from playbook.library.prose_diff import Segment
    from playbook.library.review.judging import Verdict
    from playbook.library.review.model import Proposal
    from playbook.library.review.reviews import Reviews
    from playbook.reviewing.detail import Detail
    from playbook.workspace import Workspace

COLUMNS = (
    ("id", "REVIEW"),
    ("state", "STATE"),
    ("title", "TITLE"),
    ("author", "AUTHOR"),
    ("given", "APPROVED"),
    ("missing", "NEEDS"),
    ("changed", "PAGES"),
)


def register(verbs: Verbs) -> None:
    """Add the verbs to `plays`."""
    proposing = add_verb(
        verbs, "propose", "propose what you have changed, for both sides to approve", _propose
    )
    proposing.add_argument(
        "paths", metavar="PATH", nargs="*", help="only these pages; without it all you changed"
    )
    proposing.add_argument(
        "-m", "--message", metavar="TEXT", help="what changes and why; its first line is the title"
    )
    proposing.add_argument(
        "--feedback", metavar="F", action="append", default=[], help="feedback that it answers"
    )
    proposing.add_argument("--wording-only", action="store_true", help="nothing but wording changes")
    add_json(proposing)
    listing = add_verb(verbs, "reviews", "what is proposed, and what it waits for", _reviews)
    listing.add_argument("--mine", action="store_true", help="only what waits for me")
    add_json(listing)
    review = add_verb(
        verbs, "review", "one proposal: its words, what is wrong with it, who approved", _review, ["REVIEW"]
    )
    add_json(review)
    approving = add_verb(verbs, "approve", "approve a proposal as it is now", _approve, ["REVIEW"])
    approving.add_argument(
        "--for", dest="what", metavar="SIDE", action="append", default=[], help="side or role"
    )
    rejecting = add_verb(verbs, "reject", "say no to a proposal, and why", _reject, ["REVIEW"])
    rejecting.add_argument(
        "-m", "--message", metavar="TEXT", required=True, help="the reason, for its author"
    )
    amending = add_verb(
        verbs, "amend", "change a proposal: approvals of its earlier text no longer count", _amend, ["REVIEW"]
    )
    amending.add_argument(
        "page", metavar="PAGE", nargs="?", help="which of its pages; without it the only one"
    )
    amending.add_argument(
        "--from", dest="source", metavar="FILE", help="take the page from a file, without the editor"
    )
    amending.add_argument("-m", "--message", metavar="TEXT", help="what changes")
    add_verb(verbs, "update", "bring a proposal up to date with what is published", _update, ["REVIEW"])
    add_verb(verbs, "publish", "publish a proposal that all sides approved", _publish, ["REVIEW"])
    checking = add_verb(
        verbs, "check", "for CI: does a branch, or what was published, have joint approval", _check
    )
    checking.add_argument(
        "--head", metavar="REV", default="HEAD", help="the branch; else what is checked out"
    )
    checking.add_argument("--base", metavar="REV", default="", help="what it is to be merged into")
    checking.add_argument("--since", metavar="REV", default="", help="what was published after this instead")
    checking.add_argument("--format", choices=("text", "github"), default="text", help="how it is written")
    add_verb(verbs, "pull", "get what others published, and what became of feedback", _pull)


def _open(options: argparse.Namespace, *, quiet: bool = False) -> tuple[Workspace, Reviews]:
    from playbook.proposing import open_reviews

    workspace = open_workspace(options)
    reviews = open_reviews(workspace)
    offline = reviews.fetch()
    if offline and not quiet:
        narrate(f"Shown as last known: {offline}")
    return workspace, reviews


def _share(reviews: Reviews, proposal: Proposal) -> None:
    if problem := reviews.share(proposal):
        narrate(f"Kept here, not shared yet: {problem}")


def _propose(options: argparse.Namespace) -> int:
    from playbook.library.review.errors import NothingToProposeError
    from playbook.proposing import edited, propose, title_of

    workspace, reviews = _open(options)
    changes = edited(workspace, [under(workspace.root, path) for path in options.paths])
    if not changes.files:
        raise NothingToProposeError
    title, _, text = (options.message or title_of(list(changes.files))).partition("\n")
    items = workspace.feedback_index.ids() if options.feedback else []
    feedback = [find_feedback(items, typed) for typed in options.feedback]
    made = propose(
        workspace,
        changes,
        title.strip(),
        text=text.strip(),
        feedback=feedback,
        wording_only=options.wording_only,
    )
    _share(reviews, made)
    if options.json:
        from playbook.reviewing.lines import line_of, row

        emit_json(row(line_of(workspace, reviews, made, reviews.verdict(made))))
        return 0
    say(made.id)
    needed = and_all(reviews.verdict(made).needed)
    narrate(
        f"Proposed {count_of(len(made.pages), 'page')}. It needs the approval of {needed or 'somebody else'}."
    )
    if changes.restored:
        narrate(
            "Until it is published your folder has these pages as they were. "
            f"`playbook plays review {made.id}` shows the proposal, `plays amend` changes it."
        )
    return 0


def _reviews(options: argparse.Namespace) -> int:
    from playbook.reviewing.lines import chosen, review_lines, row

    workspace, reviews = _open(options, quiet=options.json)
    lines = chosen(review_lines(workspace, reviews), "for-me" if options.mine else "all")
    rows = [row(line) for line in lines]
    shown = rows if options.json else [_table_row(one) for one in rows]
    emit(
        shown,
        as_json=options.json,
        columns=COLUMNS,
        empty="Nothing is proposed. `playbook plays propose` begins.",
    )
    if not options.json:
        from playbook.reviewing.words import reminder_words

        for line in lines:
            for said in (reminder_words(one, workspace.name_of) for one in line.reminders):
                if said:
                    narrate(f"{line.id}: {said}")
    return 0


def _table_row(one: dict[str, Any]) -> dict[str, Any]:
    return {
        **one,
        "given": ", ".join(f"{each['for']} ({each['by']})" for each in one["approvals"]),
        "missing": ", ".join(one["needed"]),
        "changed": ", ".join(one["pages"]),
    }


def _review(options: argparse.Namespace) -> int:
    from playbook.reviewing.detail import detail_of, detail_row
    from playbook.reviewing.lines import row

    workspace, reviews = _open(options, quiet=options.json)
    detail = detail_of(workspace, reviews, options.review)
    if options.json:
        emit_json({**row(detail.line), **detail_row(detail)})
        return 0
    for line in _told_in_full(workspace, reviews, detail):
        say(plain(line))
    return 0


def _told_in_full(workspace: Workspace, reviews: Reviews, detail: Detail) -> Iterator[str]:
    from playbook.ids import shorten
    from playbook.reviewing.words import (
        figures_words,
        lint_words,
        reminder_words,
        said_words,
        standing_words,
    )  # fmt: skip

    line, name_of = detail.line, workspace.name_of
    yield f"{line.title}  ({line.id}, by {line.author})"
    if detail.text:
        yield f"\n{detail.text}"
    for page in detail.pages:
        yield f"\n{page.path}{'' if page.how == 'changed' else f' ({page.how})'}"
        yield marked(reviews.text(page.before), reviews.text(page.after))
    if detail.feedback:
        yield "\nIt answers:"
    for said in detail.feedback:
        yield f"  {said_words(said, name_of, shorten(said.id, letter='F'))}"
    yield ""
    yield from lint_words(detail.lint)
    for page in detail.pages:
        if page.figures is not None:
            yield f"\nThe team with the old text of {page.title}:"
            yield from figures_words(page.figures)
    yield ""
    for one in detail.standings:
        yield standing_words(one, name_of, signing=detail.signing)
    yield from line.notes
    yield from filter(None, (reminder_words(one, name_of) for one in line.reminders))
    yield f"Needs: {', '.join(line.needed)}." if line.needed else f"State: {line.state}."


def marked(before: str, after: str) -> str:
    """Return what changed in words, `[-gone-]` and `{+come+}`, with the lines around it."""
    from playbook.library.prose_diff import word_diff

    return marked_words(word_diff(before, after))


def marked_words(words: Sequence[Segment]) -> str:
    """Return a comparison as text, `[-gone-]` and `{+come+}` in each line, with the lines around what changed."""
    from playbook.library.prose_diff import changed_lines, in_plain

    return "\n".join(
        "  …" if line is None else f"  {in_plain((op, plain(text)) for op, text in line)}".rstrip()
        for line in changed_lines(words)
    )


def _act(
    options: argparse.Namespace, act: Callable[[Workspace, Reviews, Proposal], Proposal]
) -> tuple[Reviews, Proposal]:
    workspace, reviews = _open(options)
    made = act(workspace, reviews, reviews.get(options.review))
    _share(reviews, made)
    return reviews, made


def _approve(options: argparse.Namespace) -> int:
    from playbook.proposing import who_am_i

    if options.review.startswith("emergency-"):
        return _agree(options)
    reviews, made = _act(
        options, lambda workspace, all_, one: all_.approve(one, who_am_i(workspace), options.what)
    )
    _tell(made, reviews.verdict(made), "Approved")
    return 0


def _agree(options: argparse.Namespace) -> int:
    from playbook.errors import NotFoundError
    from playbook.library.review.direct import Direct
    from playbook.proposing import who_am_i

    workspace, reviews = _open(options)
    direct = Direct(reviews)
    found = next((one for one in direct.emergencies() if one.id == options.review), None)
    if found is None:
        raise NotFoundError("review", options.review, [one.id for one in direct.emergencies() if one.needed])
    say(direct.agree(found, who_am_i(workspace)))
    reviews.forget()
    if behind := reviews.catch_up():
        narrate(behind)
    narrate(f"Approved: {found.title}.")
    return 0


def _tell(proposal: Proposal, verdict: Verdict, done: str) -> None:
    if verdict.state == "ready":
        narrate(f"{done}. Everybody has: `playbook plays publish {proposal.id}` publishes it.")
    else:
        needed = f" It still needs {and_all(verdict.needed)}." if verdict.needed else ""
        narrate(f"{done}.{needed}{''.join(f' {note}' for note in verdict.notes)}")


def _reject(options: argparse.Namespace) -> int:
    from playbook.proposing import who_am_i

    _act(options, lambda workspace, all_, one: all_.reject(one, who_am_i(workspace), options.message))
    narrate("Rejected, with your reason. Approving it later takes that back.")
    return 0


def _amend(options: argparse.Namespace) -> int:
    from playbook.proposing import who_am_i
    from playbook.reviewing.amending import lay_out, take_in

    def amend(workspace: Workspace, reviews: Reviews, proposal: Proposal) -> Proposal:
        path = _page_of(proposal, options.page)
        if options.source:
            title = options.message or f"Amend {path}"
            return reviews.amend(
                proposal, {path: Path(options.source).read_bytes()}, title, who_am_i(workspace)
            )
        bench = lay_out(workspace, reviews, proposal)
        _by_hand(bench.file(path))
        return take_in(workspace, reviews, bench, options.message or "")

    reviews, made = _act(options, amend)
    _tell(made, reviews.verdict(made), "Amended")
    return 0


def _page_of(proposal: Proposal, typed: str | None) -> str:
    paths = [page.path for page in proposal.pages]
    if typed is None and len(paths) == 1:
        return paths[0]
    found = [
        path for path in paths if typed and typed.removesuffix(".md") in (path, path.removesuffix(".md"))
    ]
    found = found or [path for path in paths if typed and path.removesuffix(".md").endswith(f"/{typed}")]
    if len(found) != 1:
        raise PlaybookError(f"Say which page of the proposal: {', '.join(paths)}.")
    return found[0]


def _by_hand(file: Path) -> None:
    import os

    from playbook.editor import editor_command, run_editor

    run_editor(editor_command(file, 0, os.environ))


def _update(options: argparse.Namespace) -> int:
    from playbook.proposing import who_am_i

    reviews, made = _act(
        options, lambda workspace, all_, one: all_.bring_up_to_date(one, who_am_i(workspace))
    )
    _tell(made, reviews.verdict(made), "Up to date")
    return 0


def _publish(options: argparse.Namespace) -> int:
    from playbook.proposing import publish

    workspace, reviews = _open(options)
    proposal = reviews.get(options.review)
    commit, behind = publish(workspace, proposal)
    say(commit)
    narrate(f"Published: {proposal.title}.")
    if behind:
        narrate(behind)
    return 0


def _pull(options: argparse.Namespace) -> int:
    from playbook.proposing import open_reviews, pull, pulled_words
    from playbook.published import settle

    workspace = open_workspace(options)
    offline, behind = pull(workspace)
    settled = settle(workspace, open_reviews(workspace))
    narrate(pulled_words(offline, behind))
    if settled:
        narrate(f"{count_of(len(settled), 'piece')} of feedback led to what is published: `playbook news`.")
    return 3 if offline else 0


def _check(options: argparse.Namespace) -> int:
    from playbook.library.review.checking import check_branch, check_published
    from playbook.proposing import open_reviews

    reviews = open_reviews(open_workspace(options))
    if options.since:
        found = check_published(reviews, options.since)
    else:
        found = check_branch(reviews, options.head, options.base)
    for sentence in found.missing:
        line = one_line(sentence)
        say(
            f"::error title=Joint approval::{line.replace('%', '%25')}"
            if options.format == "github"
            else line
        )
    if not found.missing:
        who = ", ".join(f"{one.name} ({one.what})" for one in found.verdict.counted) if found.verdict else ""
        narrate(found.note or (f"Approved by {one_line(who)}." if who else "All of it has joint approval."))
    return 1 if found.missing else 0
