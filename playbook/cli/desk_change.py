"""`playbook desk change`: from feedback to a proposed page, in one sitting."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.cli.common import find_feedback, open_workspace
from playbook.cli.output import narrate, say
from playbook.cli.parser import Verbs, add_verb
from playbook.text import and_all

if TYPE_CHECKING:
    from playbook.library.review.model import Proposal
    from playbook.library.review.reviews import Reviews
    from playbook.reviewing.changing import Change
    from playbook.workspace import Workspace


def add_change_verb(verbs: Verbs) -> None:
    """Add the verb."""
    change = add_verb(
        verbs, "change", "change the page it is about, and propose that; prints the review", _change
    )
    change.add_argument("f", metavar="F", nargs="+")
    change.add_argument(
        "-m", "--message", metavar="TEXT", default="", help="title and reason of the proposal"
    )
    change.add_argument(
        "--from", dest="source", metavar="FILE", help="the page as it is to be; else your editor"
    )


def _change(options: argparse.Namespace) -> int:
    from playbook.proposing import open_reviews
    from playbook.reviewing.changing import begin, title_of

    workspace = open_workspace(options)
    reviews = open_reviews(workspace)
    items = workspace.visible_feedback()
    chosen = [items[id_] for id_ in dict.fromkeys(find_feedback(items, one) for one in options.f)]
    change = begin(workspace, reviews, chosen)
    if options.source:
        change.file.write_bytes(Path(options.source).read_bytes())
    else:
        by_hand(change.file, change.line)
    return propose(workspace, reviews, change, options.message or title_of(chosen))


def propose(workspace: Workspace, reviews: Reviews, change: Change, message: str) -> int:
    """Propose what was changed, share it and tell of it; return the exit code. `message` is title and reason."""
    from playbook.reviewing.changing import finish
    from playbook.reviewing.draft import draft_on
    from playbook.reviewing.words import lint_words

    title, _, text = message.partition("\n")
    draft = draft_on(workspace, reviews, change.bench)
    made = finish(workspace, reviews, change, title.strip(), text=text.strip())
    if draft is not None and draft.lint.new:
        for line in lint_words(draft.lint):
            narrate(line)
        narrate(f"`playbook plays amend {made.id}` opens your editor again.")
    if problem := reviews.share(made):
        narrate(f"Kept here, not shared yet: {problem}")
    _tell(reviews, made)
    return 0


def _tell(reviews: Reviews, made: Proposal) -> None:
    from playbook.cli.reviews import marked

    say(made.id)
    for page in made.pages:
        narrate(page.path)
        narrate(marked(reviews.text(page.before), reviews.text(page.after)))
    needed = and_all(reviews.verdict(made).needed)
    narrate(
        f"Proposed. It needs the approval of {needed or 'somebody else'}; when it is published, the reps are told."
    )


def by_hand(file: Path, line: int) -> None:
    """Open a file at a line in the person's own editor, and wait until it is closed."""
    import os

    from playbook.editor import editor_command, run_editor

    run_editor(editor_command(file, line, os.environ))
