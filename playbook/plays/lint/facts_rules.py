"""Rules about a page's front matter: PB001 to PB004, and PB011."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from playbook.plays.lint.context import Context
from playbook.plays.lint.model import Edit, Finding
from playbook.plays.lint.source import Source
from playbook.plays.lint.words import folded
from playbook.plays.spans import days_of
from playbook.plays.stand_in import stand_ins
from playbook.text import nearest, one_line

OWNED = frozenset({"play", "objection", "battlecard", "persona", "scorecard", "account-plan"})
"""Kinds of page that both sides answer for."""

_VALUES = ("kind", "status")


def front_matter(source: Source, context: Context) -> Iterator[Finding]:
    """PB001: front matter that does not parse, a value that is not of its key's type, or no text of the author's."""
    for problem in stand_ins(source.text):
        yield Finding(source.page.path, problem.line, "PB001", problem.message)
    for problem in source.problems:
        if not problem.message.startswith(tuple(f"“{key}” is “" for key in _VALUES)):
            edit = _quotes(source, problem.line) if "needs quotes: " in problem.message else ()
            fix = "put the value in quotes" if edit else ""
            yield Finding(source.page.path, problem.line, "PB001", problem.message, fix=fix, edits=edit)


def _quotes(source: Source, line: int) -> tuple[Edit, ...]:
    old = source.lines[line - 1]
    key, _, value = old.partition(":")
    if '"' in value or "\\" in value or not value.strip():
        return ()
    return (Edit(line, old, f'{key}: "{value.strip()}"'),)


def vocabulary(source: Source, context: Context) -> Iterator[Finding]:
    """PB002: a value that is not in the vocabulary; the nearest is offered."""
    for problem in source.problems:
        if problem.message.startswith(tuple(f"“{key}” is “" for key in _VALUES)):
            yield Finding(source.page.path, problem.line, "PB002", problem.message)
    facts, settings = source.page.facts, context.settings
    words = settings.vocabulary
    asked = [
        ("stage", (facts.stage,) if facts.stage else (), tuple(stage.id for stage in settings.stages)),
        ("segments", facts.segments, words.segments),
        ("personas", facts.personas, words.personas),
        ("channels", facts.channels, words.channels),
        ("triggers", facts.triggers, words.triggers),
    ]
    for key, values, known in asked:
        for value in values:
            if known and value not in known:
                yield _unknown(source, key, value, known)


def _unknown(source: Source, key: str, value: str, known: tuple[str, ...]) -> Finding:
    line = line_of_value(source, key, value)
    same = [word for word in known if folded(word) == folded(value)]
    meant = same[:1] or nearest(value, known, limit=1)
    hint = f" Did you mean “{meant[0]}”?" if meant else f" Known: {', '.join(known)}."
    fix = ""
    edits: tuple[Edit, ...] = ()
    if len(same) == 1 and value in source.lines[line - 1]:
        column = source.column_of(line, value)
        fix = f"“{same[0]}”"
        edits = (Edit(line, value, same[0], column),)
    return Finding(
        source.page.path,
        line,
        "PB002",
        f"“{one_line(value)}” is not one of the playbook's {key if key != 'stage' else 'stages'}.{hint}",
        source.column_of(line, value),
        fix=fix,
        edits=edits,
    )


def line_of_value(source: Source, key: str, value: str) -> int:
    """Return the line of the front matter where `value` of `key` stands; the key's where it does not show."""
    first = source.line_of_key(key)
    for number in range(first, source.front.lines + 1):
        if number > first and not source.lines[number - 1].startswith((" ", "\t", "-", "]", "}")):
            break
        if value in source.lines[number - 1]:
            return number
    return first


def owners(source: Source, context: Context) -> Iterator[Finding]:
    """PB003: an owner missing on one side, or one who is not, or not any longer, among the people."""
    page, people = source.page, context.settings.people
    if page.kind not in OWNED or page.facts.status == "retired" or _is_readme(page.path):
        return
    line = source.line_of_key("owners")
    for side in ("marketing", "sales"):
        name = page.facts.owners.get(side, "")
        if not name:
            yield Finding(
                page.path, line, "PB003", f"Nobody from {side} answers for this page. Name an owner: "
                f"owners: {{marketing: …, sales: …}}."
            )  # fmt: skip
            continue
        person = context.settings.person(name)
        if people and person is None:
            meant = nearest(name, people, limit=1)
            hint = f" Did you mean “{meant[0]}”?" if meant else " Name somebody who is in playbook.toml."
            yield Finding(
                page.path, line, "PB003", f"“{one_line(name)}”, who answers for {side}, is not among the "
                f"people of this playbook.{hint}", source.column_of(line, name),
            )  # fmt: skip
        elif person is not None and person.side and person.side != side:
            yield Finding(
                page.path, line, "PB003", f"{one_line(person.name or name)} is from {person.side} and cannot "
                f"answer for {side}.", source.column_of(line, name),
            )  # fmt: skip


def value_and_commitment(source: Source, context: Context) -> Iterator[Finding]:
    """PB004: a live play that does not say what the customer gets from it, or commits to."""
    page = source.page
    if page.kind != "play" or page.facts.status != "live":
        return
    for key, what in (
        ("value", "what the customer gets from this play, bought or not"),
        ("commitment", "what the customer commits to when it worked"),
    ):
        if not getattr(page.facts, key):
            yield Finding(
                page.path, source.line_of_key(key), "PB004", f"“{key}” is missing: say in a sentence {what}."
            )


def verified(source: Source, context: Context) -> Iterator[Finding]:
    """PB011: a page that no owner has called right within the interval."""
    page, facts = source.page, source.page.facts
    if page.kind not in OWNED or facts.status in ("retired", "draft") or _is_readme(page.path):
        return
    interval = facts.verify_every or context.settings.review.verify_every
    days = days_of(interval)
    if days is None:
        return
    line = source.line_of_key("verified")
    if facts.verified is None:
        if facts.owners:
            yield Finding(
                page.path,
                line,
                "PB011",
                "Nobody has verified this page yet. An owner reads it and sets “verified”.",
            )
        return
    age = (context.today - facts.verified).days
    if age > days:
        yield Finding(
            page.path, line, "PB011",
            f"Last verified {facts.verified.isoformat()}, {age} days ago; it should be every {interval}. An owner "
            "reads it and sets “verified” to today.",
        )  # fmt: skip


def _is_readme(path: str) -> bool:
    return path.rpartition("/")[2].casefold() == "readme.md"


def as_of_age(as_of: str, today: date) -> int:
    """Return how many months `as_of` (`YYYY-MM`) lies back from `today`."""
    year, month = (int(part) for part in as_of.split("-"))
    return (today.year - year) * 12 + today.month - month
