"""`playbook.toml` into Settings, every mistake with its file, line and key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import msgspec

from playbook.errors import PlaybookError
from playbook.plays.decode import lines_only
from playbook.plays.model import Problem
from playbook.plays.settings_check import (
    Check,
    Reader,
    a_count,
    a_date,
    a_flag,
    a_name,
    a_region,
    a_share,
    a_span,
    a_span_of_days,
    a_text,
    list_of,
    map_of,
    one_of,
    table,
    the_hours,
    unknown,
)
from playbook.plays.settings_model import (
    FORMAT,
    Assign,
    Buyer,
    Desk,
    Experiment,
    Level,
    Person,
    Promote,
    Records,
    Review,
    Settings,
    Stage,
    Vocabulary,
)
from playbook.plays.toml_lines import Place, fault, key_lines

__all__ = [
    "FORMAT",
    "LINT_CODES",
    "Assign",
    "Desk",
    "Experiment",
    "Person",
    "Promote",
    "Records",
    "Review",
    "Settings",
    "SettingsError",
    "Stage",
    "Vocabulary",
    "parse_settings",
]

LINT_CODES = tuple(f"PB{number:03}" for number in range(1, 19))
MAX_LETTERS = 1_000_000


class SettingsError(PlaybookError):
    """A settings file has mistakes; each is named with its line and key, and what is right."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        self.path, self.problems = path, problems
        super().__init__("\n".join(f"{path}:{problem.line}: {problem.message}" for problem in problems))


def parse_settings(text: str, path: str = "playbook.toml") -> Settings:
    """Return the settings that a `playbook.toml` holds.

    Raises SettingsError with every mistake. What is only doubtful is in `Settings.warnings`.
    """
    text = lines_only(text)
    raw = _load(text, path)
    check = Check(key_lines(text))
    _check_newer(check, raw, path)
    groups: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in _GROUPS:
            unknown(check, (key,), _GROUPS)
            continue
        groups[key] = _GROUPS[key](check, (key,), value)
    _check_stages(check, groups.get("stages") or ())
    if check.problems:
        raise SettingsError(path, tuple(sorted(check.problems, key=lambda problem: problem.line)))
    head = groups.pop("playbook", None) or {}
    people = _with_ids(groups.pop("people", None) or {})
    experiments = _with_ids(groups.pop("experiments", None) or {})
    settings = Settings(**head, **groups, people=people, experiments=experiments, present=True)
    return msgspec.structs.replace(settings, warnings=tuple(_doubts(settings, check)))


def _load(text: str, path: str) -> dict[str, Any]:
    """Return the values of a TOML text; raises SettingsError where it is none."""
    if len(text) > MAX_LETTERS:
        raise SettingsError(path, (Problem(1, f"The file is longer than {MAX_LETTERS:,} letters."),))
    try:
        return tomllib.loads(text)
    except (RecursionError, ValueError) as error:
        line, what = fault(text, error)
        raise SettingsError(path, (Problem(line, f"{what}."),)) from None


def _check_stages(check: Check, stages: tuple[Stage, ...]) -> None:
    seen: set[str] = set()
    for index, stage in enumerate(stages):
        if stage.id in seen:
            check.wrong(("stages", index, "id"), f"“{stage.id}” is the id of two stages; ids must differ.")
        seen.add(stage.id)


def _with_ids(found: Mapping[str, Any]) -> dict[str, Any]:
    return {id_: msgspec.structs.replace(value, id=id_) for id_, value in found.items()}


def _doubts(settings: Settings, check: Check) -> Iterator[Problem]:
    """Yield every mention of somebody who is not among the people."""
    mentions: list[tuple[Place, str]] = [(("review", "decider"), settings.review.decider)]
    mentions.append((("desk", "decider"), settings.desk.decider))
    mentions += [(("review", "emergency", i), who) for i, who in enumerate(settings.review.emergency)]
    mentions += [(("desk", "assign", i, "to"), rule.to) for i, rule in enumerate(settings.desk.assign)]
    for person in settings.people.values():
        mentions.append((("people", person.id, "manager"), person.manager))
        mentions.append((("people", person.id, "deputy"), person.deputy))
    for place, who in mentions:
        if who and who not in settings.people:
            doubt = Check(check.lines)
            unknown_person = f"“{who}” is not among the people of this playbook."
            doubt.wrong(place, unknown_person)
            yield from doubt.problems


def _format(check: Check, place: Place, value: Any) -> int | None:
    number = a_count(check, place, value)
    if number is not None and number < 1:
        check.wrong(place, "the first format is 1.")
        return None
    return number


def _check_newer(check: Check, raw: Mapping[str, Any], path: str) -> None:
    """Raise SettingsError for a newer format, and that alone: what else it says is nothing to be judged here."""
    head = raw.get("playbook")
    number = head.get("format") if isinstance(head, dict) else None
    if isinstance(number, int) and number > FORMAT:
        check.wrong(
            ("playbook", "format"),
            f"this program reads format {FORMAT}; format {number} needs a newer one. Update Playbook; nothing is lost.",
        )
        raise SettingsError(path, tuple(check.problems))


def _folder(check: Check, place: Place, value: Any) -> str | None:
    folder = a_text(check, place, value)
    if folder is not None and (folder.startswith("/") or ".." in folder.split("/")):
        check.wrong(place, "should be a folder inside the playbook, such as “docs”.")
        return None
    return folder


def _assign(check: Check, place: Place, value: Any) -> Assign | None:
    if not isinstance(value, dict) or not value.get("to"):
        check.wrong(place, "should be a rule such as {kind = “competitor”, to = “dana”}.")
        return None
    read = {key: a_text(check, (*place, key), item) for key, item in value.items()}
    when = {key: item for key, item in read.items() if key != "to" and item}
    for key in when:
        if key not in _ASSIGN_BY:
            unknown(check, (*place, key), dict.fromkeys((*_ASSIGN_BY, "to")))
    return Assign(read["to"], when) if read["to"] else None


_ASSIGN_BY = ("kind", "segment", "stage", "play", "severity", "account")
_words = list_of(a_text)


def _same(**readers: Reader) -> dict[str, tuple[str, Reader]]:
    """Return readers by key: each key is its argument's name with `-` for `_`."""
    return {argument.replace("_", "-"): (argument, reader) for argument, reader in readers.items()}


_GROUPS: dict[str, Reader] = {
    "playbook": table(
        dict, _same(id=a_name, name=a_text, format=_format, published=a_text, link_root=_folder)
    ),
    "stages": list_of(
        table(Stage, _same(id=a_name, name=a_text, buyer=one_of(*get_args(Buyer)), exit=a_text), "id")
    ),
    "vocabulary": table(
        Vocabulary,
        _same(
            segments=_words,
            personas=_words,
            channels=_words,
            triggers=_words,
            skip_reasons=_words,
            do_not_say=_words,
            reference_headings=_words,
        ),
    ),
    "review": table(
        Review,
        _same(
            verify_every=a_span,
            approvals=_words,
            remind_after=a_span,
            decider=a_text,
            emergency=_words,
            signing=one_of("off", "when present", "required"),
            wording_only=a_count,
        ),
    ),
    "lint": map_of(one_of(*get_args(Level)), one_of(*LINT_CODES)),
    "desk": table(
        Desk,
        _same(
            first_answer=a_span,
            resolution=a_span,
            working_hours=the_hours,
            holidays=list_of(a_date),
            public_holidays=a_region,
            warn=a_span,
            unanswered=a_span,
            decider=a_text,
            promote=table(Promote, _same(people=a_count, days=a_count)),
            assign=list_of(_assign),
        ),
    ),
    "records": table(
        Records, _same(hub=a_text, line_on_git=a_flag, signing=one_of("when present", "required"))
    ),
    "people": map_of(
        table(
            lambda **given: Person("", **given),
            _same(
                name=a_text,
                email=a_text,
                side=a_text,
                roles=_words,
                manager=a_text,
                deputy=a_text,
                away=list_of(a_span_of_days),
                segments=_words,
                also=_words,
                keys=_words,
            ),
        ),
        a_name,
    ),
    "experiments": map_of(
        table(
            lambda **given: Experiment("", **given),
            _same(
                arms=_words,
                unit=a_text,
                measure=a_text,
                baseline=a_share,
                smallest_lift=a_share,
                accounts_per_arm=a_count,
            )
            | {"from": ("start", a_date)},
        ),
        a_name,
    ),
}
