"""What is proposed to make a playbook of the pages of a repository: `playbook.toml`, and front matter, file by file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from playbook.adopting.stages import Stages, stages_of
from playbook.adopting.words import LISTS, Words, words_of
from playbook.plays.front_edit import set_key
from playbook.plays.frontmatter import front_lines, read_front
from playbook.plays.lint.facts_rules import line_of_value
from playbook.plays.lint.mend import mend
from playbook.plays.lint.model import Edit, Finding
from playbook.plays.lint.source import Source
from playbook.plays.model import Page
from playbook.plays.settings_model import Settings

SETTINGS = "playbook.toml"


@dataclass(frozen=True)
class Read:
    """A page as it lies there."""

    path: str
    data: bytes
    page: Page
    text: str
    """As the parser decoded it."""


@dataclass(frozen=True)
class Offer:
    """One file as it would be."""

    path: str
    before: bytes | None
    """As it was read; None: it is new."""
    after: bytes
    why: tuple[str, ...]
    """What changes, a sentence each."""


@dataclass(frozen=True)
class Plan:
    """Everything that is proposed."""

    offers: tuple[Offer, ...]
    """`playbook.toml` first, then the pages in path order."""
    left: tuple[tuple[str, str], ...] = ()
    """Pages that are left as they are though something was found: path and why."""
    stages: Mapping[str, str] = field(default_factory=dict)
    """Id → name."""
    merged: tuple[str, ...] = ()
    """What was taken for one thing in two spellings, a sentence each."""


def plan(pages: Sequence[Read], settings: Settings, head: str, tail: str = "") -> Plan:
    """Return what to propose; `settings` are those of a `playbook.toml` that is there already, else empty ones.

    `head` is the `[playbook]` table that a new one begins with, `tail` what it ends with. A page's prose is never
    changed: what stands below its front matter is byte by byte the same.
    """
    words = words_of(one.page.facts for one in pages)
    plays = [one for one in pages if _is_play(one.page)]
    stages = stages_of(one.path for one in plays if not one.page.facts.stage)
    known = _known(settings, stages, words)
    offers, left = [], []
    for one in pages:
        made = _adopted(one, stages, words, known, plays)
        if isinstance(made, Offer):
            offers.append(made)
        elif made:
            left.append((one.path, made))
    if not settings.present:
        offers.insert(0, _settings_offer(head, known, words, stages, tail))
    return Plan(tuple(offers), tuple(left), known, tuple(_told(stages, words)))


def _is_play(page: Page) -> bool:
    """Say whether a page is one that a rep could run: no page about its folder, and none that has no steps."""
    about = PurePosixPath(page.path).stem.casefold() in ("readme", "index", "_index")
    return page.kind == "play" or (page.kind == "page" and page.runnable and not about)


def _known(settings: Settings, stages: Stages, words: Words) -> dict[str, str]:
    """Return the stages by id: those of the settings, of the pages, and of the folders."""
    found = {stage.id: stage.name for stage in settings.stages}
    for id_ in words.known["stage"]:
        found.setdefault(id_, id_)
    if not settings.stages:
        for id_, name in stages.names.items():
            found.setdefault(id_, name)
    return found


def _told(stages: Stages, words: Words) -> list[str]:
    told = [f"The folder “{folder}” is taken for stage “{id_}”." for folder, id_ in stages.merged]
    for key, renamed in words.renamed.items():
        told += [f"{key}: “{old}” becomes “{new}”." for old, new in renamed.items()]
    return told


# playbook.toml


def _settings_offer(head: str, known: Mapping[str, str], words: Words, stages: Stages, tail: str) -> Offer:
    parts = [head.rstrip("\n"), ""]
    if known:
        parts += [
            "# Stages are phases of the sale, from the buyer's side; these are the folders of the plays. Order them",
            "# as a sale goes, and give each its exit: what the customer does that proves it.",
            "",
        ]
    for id_, name in known.items():
        parts += [
            "[[stages]]",
            f"id = {_toml(id_)}",
            f"name = {_toml(name)}",
            '# exit = "The customer …"',
            "",
        ]
    lists = [f"{key} = [{', '.join(map(_toml, words.known[key]))}]" for key in LISTS if words.known[key]]
    if lists:
        parts += ["# What the pages say already. A value that is not listed here is told by the linter.", ""]
        parts += ["[vocabulary]", *lists, ""]
    text = "\n".join(parts) + tail
    why = [f"{len(known)} stages" if len(known) != 1 else "1 stage"] if known else []
    why += [f"{len(words.known[key])} {key}" for key in LISTS if words.known[key]]
    return Offer(SETTINGS, None, text.rstrip("\n").encode() + b"\n", (f"New: {', '.join(why) or 'a name'}.",))


def _toml(text: str) -> str:
    import json

    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")


# Pages


def _adopted(
    one: Read, stages: Stages, words: Words, known: Mapping[str, str], plays: Sequence[Read]
) -> Offer | str:
    """Return the page with its front matter as proposed; why it is left; or an empty text where nothing is to do."""
    facts = one.page.facts
    stage, folder = stages.of.get(one.path, ("", ""))
    wanted = stage if stage in known and one in plays and not facts.stage else ""
    edits, why = _spellings(one, words)
    if not wanted and not edits:
        return ""
    front = read_front(one.text)
    if one.text.startswith("+++"):
        return "Its front matter is TOML, which another program reads."
    if front.problems:
        return f"Its front matter cannot be read (line {front.problems[0].line})."
    try:
        text = one.data.decode("utf-8")
    except UnicodeDecodeError:
        return "It is not UTF-8; save it as UTF-8 first."
    after = mend(text, edits)[0] if edits else text
    if wanted:
        after = set_key(after, "stage", wanted)
        why.append(f"stage: {wanted}, from the folder {folder}.")
    body = _body(text)
    if not after.endswith(body) or read_front(after.lstrip("\ufeff").replace("\r\n", "\n")).problems:
        return "Its front matter cannot be written without touching its text."
    return Offer(one.path, one.data, after.encode(), tuple(why))


def _spellings(one: Read, words: Words) -> tuple[list[Finding], list[str]]:
    """Return the edits that write values in the one spelling, and what they do in words."""
    source = Source(one.page, one.text)
    found, why = [], []
    for key, renamed in words.renamed.items():
        values = (one.page.facts.stage,) if key == "stage" else getattr(one.page.facts, key)
        for value in values:
            if value not in renamed:
                continue
            line = line_of_value(source, key, value)
            edit = Edit(line, value, renamed[value], source.column_of(line, value))
            found.append(Finding(one.path, line, "PB015", "", edits=(edit,)))
            why.append(f"{key}: “{value}” is written “{renamed[value]}”.")
    return found, why


def _body(text: str) -> str:
    """Return what stands below the front matter, as written."""
    bare = text.removeprefix("\ufeff")
    lines = bare.splitlines(keepends=True)
    return "".join(lines[front_lines(bare.replace("\r\n", "\n")) :])
