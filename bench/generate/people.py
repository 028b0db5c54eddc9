"""The people of a generated playbook, and its `playbook.toml`."""

from __future__ import annotations

REPS = tuple(f"rep-{number:02}" for number in range(1, 13))
LIAISONS = ("dana", "omar")
MANAGERS = ("kim", "noor")
ME = REPS[0]
"""Who opens the program."""


def settings(stages: tuple[str, ...]) -> str:
    """Return `playbook.toml` with these stages and everyone in it."""
    lines = ['[playbook]\nid = "bench"\nname = "Bench"\nformat = 1\n']
    lines += [f'[[stages]]\nid = "{stage}"\nname = "{stage.capitalize()}"\n' for stage in stages]
    for number, rep in enumerate(REPS):
        lines.append(_person(rep, "sales", "rep", MANAGERS[number % len(MANAGERS)]))
    lines += [_person(liaison, "marketing", "liaison") for liaison in LIAISONS]
    lines += [_person(manager, "sales", "manager") for manager in MANAGERS]
    return "\n".join(lines)


def _person(id_: str, side: str, role: str, manager: str = "") -> str:
    above = f'manager = "{manager}"\n' if manager else ""
    name = id_.replace("-", " ").title()
    return (
        f'[people.{id_}]\nname = "{name}"\nemail = "{id_}@bench.example"\nside = "{side}"\n'
        f'roles = ["{role}"]\n{above}'
    )
