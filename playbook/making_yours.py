"""The starter made a team's own: its company, stages, people and day in place of the invented ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from playbook.errors import NotFoundError, PlaybookError
from playbook.text import nearest, one_line

if TYPE_CHECKING:
    from playbook.plays.settings_model import Person, Settings

SETTINGS = "playbook.toml"

_PERSON = re.compile(r"(?P<name>[^<>]*?)\s*<(?P<email>[^<>\s@]+@[^<>\s@]+)>\s*")
_FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
_VERIFIED = re.compile(r"^verified:.*$", re.MULTILINE)
_OWNER = re.compile(r"\b(marketing|sales): ([\w-]+)")
_SCALAR = re.compile(r"(?P<key>[\w-]+): (?P<value>[^\s\[{].*)")
_MARKS = re.compile(r"([\\`*_\[\]<>|#{}])")
"""What Markdown would take for more than a letter."""
_ESCAPED = r"\\\1"


class Named(NamedTuple):
    """Somebody, as git writes them."""

    name: str
    email: str


class NoPersonError(PlaybookError):
    """What was typed names nobody."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"“{one_line(typed)}” is no person. Write the name, and the e-mail address in angle brackets: "
            "Ann Bo <ann@acme.example>."
        )


def read_person(typed: str, me: Named | None = None) -> Named:
    """Return the person of `Ann Bo <ann@acme.example>`; the address alone will do, and `me` stands for `me`.

    Raises NoPersonError.
    """
    text = one_line(typed).strip()
    if me and text.casefold() == "me":
        return me
    found = _PERSON.fullmatch(text if "<" in text else f"<{text}>")
    if found is None:
        raise NoPersonError(typed)
    name = found["name"].strip("\"' ") or found["email"].partition("@")[0].replace(".", " ").title()
    return Named(name, found["email"])


def read_stage(typed: str) -> tuple[str, str]:
    """Return id and name of `discover=Diagnose`. Raises PlaybookError."""
    id_, _, name = (part.strip() for part in one_line(typed).partition("="))
    if not (id_ and name):
        raise PlaybookError(
            f"“{one_line(typed)}” names no stage. Write its id and its name: discover=Diagnose."
        )
    return id_, name


@dataclass(frozen=True)
class Yours:
    """What a team says of itself; what is left out stays as the starter has it."""

    name: str = ""
    """The company's."""
    stages: Mapping[str, str] = field(default_factory=dict)
    """Id of a stage → what it is called."""
    reps: tuple[Named, ...] = ()
    marketing: Named | None = None
    manager: Named | None = None


def make_yours(files: Mapping[str, str], yours: Yours, today: date) -> dict[str, str]:
    """Return the starter's `files` (path → text) with what `yours` says, and every page verified `today`.

    Raises NotFoundError for a stage that is not there, and PlaybookError for one person on both sides.
    """
    from playbook.plays.settings import parse_settings

    settings = parse_settings(files[SETTINGS])
    _check_stages(settings, yours.stages)
    seats = _seats(settings, yours)
    words = {settings.name: one_line(yours.name).strip() or settings.name}
    words |= {_first(settings.people[old].name): _first(new.name) for old, new in seats.items()}
    ids = _ids(settings, seats)
    made = {}
    for path, text in files.items():
        if path == SETTINGS:
            made[path] = _settings(text, settings, yours, seats, ids)
        elif path.endswith(".md"):
            told = _stage_names(text, settings, yours.stages) if path == "README.md" else text
            made[path] = _page(told, words, ids, today, plain=path.startswith("templates/"))
        else:
            made[path] = text
    return made


def still_invented(settings: Settings, starter: Settings) -> list[str]:
    """Return the names of the starter's people who are among a playbook's."""
    emails = {person.email for person in starter.people.values()}
    return [person.name for person in settings.people.values() if person.email in emails]


def _check_stages(settings: Settings, stages: Iterable[str]) -> None:
    known = [stage.id for stage in settings.stages]
    for id_ in stages:
        if id_ not in known:
            raise NotFoundError("stage", id_, nearest(id_, known))


# People


def _seats(settings: Settings, yours: Yours) -> dict[str, Named]:
    """Return who takes whose seat, by the id of the invented person; further reps come in as themselves."""
    _check_sides(yours)
    seats: dict[str, Named] = {}
    if yours.reps:
        for place, person in enumerate(_with_role(settings, "rep")):
            seats[person.id] = yours.reps[min(place, len(yours.reps) - 1)]
    for role, new in (("liaison", yours.marketing), ("manager", yours.manager)):
        if new:
            seats |= dict.fromkeys((person.id for person in _with_role(settings, role)), new)
    return seats


def first_people(yours: Yours) -> list[Person]:
    """Return the people of a playbook that begins with nobody; raises PlaybookError for one on both sides."""
    from msgspec import structs

    from playbook.plays.settings_model import Person

    _check_sides(yours)
    seats = [(one, "sales", "rep") for one in yours.reps]
    seats += [(yours.manager, "sales", "manager")] if yours.manager else []
    seats += [(yours.marketing, "marketing", "liaison")] if yours.marketing else []
    told: dict[str, Person] = {}
    ids: dict[str, str] = {}
    for one, side, role in seats:
        id_ = ids.setdefault(one.email.casefold(), person_id(one, told))
        before = told.get(id_, Person(id_)).roles
        told[id_] = Person(
            id_, one.name, one.email, side=side, roles=tuple(dict.fromkeys((*before, role, "author")))
        )
    manager = ids.get(yours.manager.email.casefold(), "") if yours.manager else ""
    return [
        structs.replace(one, manager=_not(one.id, manager)) if "rep" in one.roles else one
        for one in told.values()
    ]


def _check_sides(yours: Yours) -> None:
    if yours.marketing and yours.marketing.email.casefold() in {
        one.email.casefold() for one in (*yours.reps, yours.manager) if one
    }:
        raise PlaybookError(
            f"{yours.marketing.name} cannot stand for marketing and for sales: each change takes a yes from both "
            "sides. Name somebody else for one of them, or leave one out and put the name in later."
        )


def _with_role(settings: Settings, role: str) -> list[Person]:
    return [person for person in settings.people.values() if role in person.roles]


def _ids(settings: Settings, seats: Mapping[str, Named]) -> dict[str, str]:
    """Return the new id of everybody who is replaced, by the old one; one address has one id."""
    taken = {id_ for id_ in settings.people if id_ not in seats}
    by_email: dict[str, str] = {}
    for new in seats.values():
        if new.email.casefold() not in by_email:
            by_email[new.email.casefold()] = id_ = person_id(new, taken)
            taken.add(id_)
    return {old: by_email[new.email.casefold()] for old, new in seats.items()}


def person_id(person: Named, taken: Iterable[str]) -> str:
    """Return an id for a person, out of their address, that nobody has."""
    id_ = re.sub(r"[^a-z0-9]+", "-", person.email.partition("@")[0].casefold()).strip("-") or "me"
    used = set(taken)
    while id_ in used:
        id_ += "-2"
    return id_


def _people(
    settings: Settings, yours: Yours, seats: Mapping[str, Named], ids: Mapping[str, str]
) -> list[Person]:
    """Return everybody of the new playbook; who takes two seats has the roles of both."""
    from playbook.plays.settings_model import Person

    told: dict[str, Person] = {}
    for old in settings.people.values():
        id_ = ids.get(old.id, old.id)
        new = seats.get(old.id, Named(old.name, old.email))
        before = told.get(id_, Person(id_))
        told[id_] = Person(
            id_,
            name=new.name,
            email=new.email,
            side=old.side,
            roles=tuple(dict.fromkeys(before.roles + old.roles)),
            manager=_not(id_, ids.get(old.manager, old.manager)),
            segments=tuple(dict.fromkeys(before.segments + old.segments)),
        )
    manager = next((ids.get(one.id, one.id) for one in _with_role(settings, "manager")), "")
    known = {one.email.casefold() for one in told.values()}
    for more in yours.reps:
        if more.email.casefold() not in known:
            known.add(more.email.casefold())
            id_ = person_id(more, told)
            told[id_] = Person(
                id_, more.name, more.email, side="sales", roles=("rep", "author"), manager=manager
            )
    return list(told.values())


def _not(id_: str, manager: str) -> str:
    """Return the manager; nobody for who would be their own."""
    return "" if manager == id_ else manager


def person_lines(person: Person) -> str:
    """Return the lines of one person in `playbook.toml`."""
    lines = [f"[people.{person.id}]"]
    for key in ("name", "email", "side", "roles", "manager", "segments"):
        value: str | tuple[str, ...] = getattr(person, key)
        if value:
            shown = toml(value) if isinstance(value, str) else f"[{', '.join(map(toml, value))}]"
            lines.append(f"{key} = {shown}")
    return "\n".join(lines) + "\n"


# Settings


def _settings(
    text: str, settings: Settings, yours: Yours, seats: Mapping[str, Named], ids: Mapping[str, str]
) -> str:
    head, _, _ = text.partition("[people.")
    if yours.name:
        old, new = toml(settings.name), toml(yours.name)
        head = head.replace(f"name = {old}\n", f"name = {new}\n", 1)
    for id_, name in yours.stages.items():
        start, before, rest = head.partition(f"id = {toml(id_)}\nname = ")
        _, end, rest = rest.partition("\n")
        head = start + before + toml(name) + end + rest
    if ids:
        named = re.compile("|".join(re.escape(toml(old)) for old in ids))
        head = named.sub(lambda found: toml(ids[found[0].strip('"')]), head)
    return _once_each(head, "emergency") + "\n".join(
        person_lines(person) for person in _people(settings, yours, seats, ids)
    )


def _once_each(text: str, key: str) -> str:
    """Return the settings with nobody named twice in the list of `key`: one may take two seats."""

    def once(found: re.Match[str]) -> str:
        names = dict.fromkeys(name.strip() for name in found[2].split(","))
        return f"{found[1]}{', '.join(names)}]"

    return re.sub(rf"^({key} = \[)([^\]\n]*)\]", once, text, flags=re.MULTILINE)


def toml(text: str) -> str:
    """Return `text` as a TOML string: JSON's, with DEL escaped too and nothing beyond one line."""
    return json.dumps(one_line(text), ensure_ascii=False).replace("\x7f", "\\u007f")


# Pages


def _page(text: str, words: Mapping[str, str], ids: Mapping[str, str], today: date, *, plain: bool) -> str:
    found = _FRONT.match(text)
    front, body = (found[1], text[found.end() :]) if found else ("", text)
    in_front = _replacer(words)
    body = _replacer(words if plain else {old: _MARKS.sub(_ESCAPED, new) for old, new in words.items()})(body)
    if not front:
        return body
    front = _VERIFIED.sub(f"verified: {today.isoformat()}", front)
    lines = [_front_line(line, in_front, ids) for line in front.splitlines()]
    return "\n".join(("---", *lines, "---", "")) + body


def _front_line(line: str, replace: Callable[[str], str], ids: Mapping[str, str]) -> str:
    if line.startswith("owners:"):
        return _OWNER.sub(lambda found: f"{found[1]}: {ids.get(found[2], found[2])}", line)
    scalar = _SCALAR.fullmatch(line)
    if scalar is None or replace(line) == line:
        return line
    value = scalar["value"]
    if value.startswith('"') and value.endswith('"'):
        value = json.loads(value)
    return f"{scalar['key']}: {json.dumps(replace(value), ensure_ascii=False)}"


def _replacer(words: Mapping[str, str]) -> Callable[[str], str]:
    """Return what puts each word in place of another, all at once."""
    changed = {old: new for old, new in words.items() if old != new}
    if not changed:
        return lambda text: text
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, changed))})\b")
    return lambda text: pattern.sub(lambda found: changed[found[0]], text)


def _stage_names(text: str, settings: Settings, stages: Mapping[str, str]) -> str:
    """Return the README with the stages called as they are from now on, in its table of plays."""
    for id_, name in stages.items():
        stage = settings.stage(id_)
        if stage:
            text = text.replace(f"\n| {stage.name} |", f"\n| {_MARKS.sub(_ESCAPED, one_line(name))} |")
    return text


def _first(name: str) -> str:
    return name.split()[0] if name.split() else name
