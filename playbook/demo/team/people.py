"""Who works at Fernyard besides the four of the story."""

from __future__ import annotations

from dataclasses import dataclass

SINGLE, MANY = ("single-site", "regional"), ("regional", "network")


@dataclass(frozen=True)
class Colleague:
    """One person of `playbook.toml`."""

    id: str
    name: str
    side: str = "sales"
    roles: tuple[str, ...] = ("rep", "author")
    manager: str = ""
    segments: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """Their lines in `playbook.toml`."""
        lines = [
            f"[people.{self.id}]",
            f'name = "{self.name}"',
            f'email = "{self.id}@fernyard.example"',
            f'side = "{self.side}"',
            f"roles = {_list(self.roles)}",
        ]
        if self.manager:
            lines.append(f'manager = "{self.manager}"')
        if self.segments:
            lines.append(f"segments = {_list(self.segments)}")
        return "\n".join(lines) + "\n"


COLLEAGUES = (
    Colleague("amir", "Amir Shah", manager="kim", segments=SINGLE),
    Colleague("bea", "Bea Lindgren", manager="kim", segments=MANY),
    Colleague("cleo", "Cleo Martin", manager="kim", segments=SINGLE),
    Colleague("dov", "Dov Adler", manager="kim", segments=MANY),
    Colleague("ella", "Ella Brandt", manager="sam", segments=MANY),
    Colleague("finn", "Finn Doherty", manager="sam", segments=SINGLE),
    Colleague("gita", "Gita Rao", manager="sam", segments=MANY),
    Colleague("hugo", "Hugo Silva", manager="sam", segments=SINGLE),
    Colleague("iris", "Iris Wong", manager="sam", segments=MANY),
    Colleague("jan", "Jan Kovar", manager="sam", segments=SINGLE),
    Colleague("noor", "Noor Haddad", "marketing", ("liaison", "author")),
    Colleague("sam", "Sam Whitlock", "sales", ("manager", "author"), manager="kim"),
)
"""Ten reps, a second liaison and a second manager."""

REPS = ("lee", "mia", *(one.id for one in COLLEAGUES if "rep" in one.roles))


def with_colleagues(toml: str) -> str:
    """Return a `playbook.toml` with everybody in it."""
    return toml.rstrip("\n") + "\n\n" + "\n".join(one.table for one in COLLEAGUES)


def _list(words: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
