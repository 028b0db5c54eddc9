"""A new page from a template of its kind."""

from __future__ import annotations

import re
from pathlib import Path

from playbook.errors import NotFoundError, PlaybookError
from playbook.plays.settings_model import Person, Settings
from playbook.plays.slug import slug
from playbook.text import nearest, one_line

FOLDERS = {
    "play": "plays",
    "objection": "objections",
    "battlecard": "battlecards",
    "persona": "personas",
    "scorecard": "scorecards",
    "account-plan": "account-plans",
    "page": "know",
}
"""Kind of page → the folder it belongs in."""

TEMPLATES = "templates/new"
"""Where a playbook keeps templates of its own: `templates/new/play.md`."""

_DEFAULT = {
    "play": """\
## Open (1 min, must)

> Say in fifteen seconds why you call, and ask what they hope for.

- [ ] Ask how long they have

## Find out (10 min)

### What would you ask, so that they say what it costs?

- One answer
- Another → [Not now](#not-now)

## Agree the next step (2 min, must)

> Propose a day.

## Not now (branch)

> Ask when it would be worth another talk.

→ [End](#end)
""",
    "objection": "> Answer in two sentences, and end with a question.\n",
    "battlecard": """\
## Where they win

Say it as it is.

## Where we win

> Say it as you would to a customer.

## Ask

- What would you miss most if you left them?
""",
    "persona": "## What they answer for\n\n## What keeps them up\n\n## How to speak to them\n",
    "scorecard": "## Did they name the cost in their own words? (yes/no)\n\n## How well did you listen? (1–5)\n",
    "account-plan": """\
## What they want this year (by sales)

- [ ] Ask their sponsor

## What we do for it (by marketing)

- [ ] Say by when (due: 2027-01-31)
""",
    "page": "## What is true\n\n## Where it is from\n",
}
_FIELD = re.compile(r"\[(title|stage|today|owner)\]")


def new_page(
    root: Path,
    settings: Settings,
    kind: str,
    title: str,
    *,
    stage: str = "",
    author: Person | None = None,
    today: str,
) -> tuple[str, str]:
    """Return the path of a new page and its text; nothing is written.

    Raises NotFoundError for a stage that is not there, PlaybookError for a title without letters or a page that is.
    """
    known = [one.id for one in settings.stages]
    if stage and known and stage not in known:
        raise NotFoundError("stage", stage, nearest(stage, known))
    name = slug(title)[:80].strip("-")
    if not name:
        raise PlaybookError(
            f"“{one_line(title)}” has no letter to make a file name of. Give the page a title in words."
        )
    folder = FOLDERS[kind] + (f"/{stage}" if kind == "play" and stage else "")
    path = f"{folder}/{name}.md"
    if (root / path).exists():
        raise PlaybookError(f"{path} is there already. Give the new page another title, or edit that one.")
    return path, _text(root, kind, title, stage, author, today)


def _text(root: Path, kind: str, title: str, stage: str, author: Person | None, today: str) -> str:
    own = root / TEMPLATES / f"{kind}.md"
    values = {"title": one_line(title), "stage": stage, "today": today, "owner": author.id if author else ""}
    if own.is_file() and not own.is_symlink():
        return _FIELD.sub(lambda match: values[match[1]], own.read_text(encoding="utf-8", errors="replace"))
    quoted = values["title"].replace("\\", "\\\\").replace('"', '\\"')
    facts = [
        f'title: "{quoted}"'
        if re.search(r"[:#\[\]{}\"'&*!|>%@`,]|^[-?\s]", values["title"])
        else f"title: {values['title']}"
    ]
    if kind == "play" and stage:
        facts.append(f"stage: {stage}")
    owners = ", ".join(
        f"{side}: {author.id if author and author.side == side else '~'}" for side in ("marketing", "sales")
    )
    facts.append(f"owners: {{{owners}}}")
    facts.append("status: draft")
    if kind == "play":
        facts += ["value: ", "commitment: "]
    return "---\n" + "\n".join(line.rstrip() for line in facts) + "\n---\n\n" + _DEFAULT[kind]
