"""Write docs/keys.md from the commands themselves (`python -m tests.keys_doc`)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.screen import Screen

from tui.app import PlaybookApp
from tui.commands import Command
from tui.host import CommandHost
from tui.registry import hosts

FILE = Path(__file__).parents[1] / "docs" / "keys.md"

HEAD = """\
# Keys

Every key of every screen, dialog, list and page, by the id that `settings.toml` and `playbook settings set keys.ID`
know it by. F1 shows those of the screen you are on, as you have them now, and what you type searches them. The screen
behind `,` then “Keys” changes them: press the new key; one that already means something in the same place is refused.

```toml
[keys]
"call.skip" = "f6,x"          # several keys: comma between
"mode.find" = "slash,ctrl+g"  # names as Textual has them: slash, question_mark, f2, ctrl+g, alt+x, space, enter
```

What is marked *stays* cannot be changed: Escape always backs out, F1 is help, digits are answers. Keys that many
terminals keep for themselves (^s, ^a, ^b, ^j, ^z) are refused too. With Ctrl+O every pane wears a letter; one press
goes there.
"""


def table(commands: Iterable[Command]) -> list[str]:
    """Return commands as the rows of a table."""
    rows = ["| key | what it does | id |", "|---|---|---|"]
    for command in commands:
        keys = command.all_shown.replace("|", "\\|") or "palette"
        stays = "" if command.can_be_rebound else " *stays*"
        rows.append(f"| {keys} | {command.help} | `{command.id}`{stays} |")
    return rows


def title(host: type[CommandHost]) -> str:
    """Return what a place is called."""
    name = host.__name__.removesuffix("Screen")
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    return words[0].upper() + words[1:]


def document() -> str:
    """Return the whole document."""
    screens = [host for host in hosts() if issubclass(host, Screen)]
    inside = [host for host in hosts() if not issubclass(host, Screen) and host is not PlaybookApp]
    shared: dict[str, Command] = {command.id: command for command in PlaybookApp.all_commands()}
    for screen in screens:
        shared |= {command.id: command for command in screen.ALSO}
    lines = [HEAD, "## Everywhere", "", *table(shared.values()), ""]
    known: dict[str, Command] = {}
    for host in inside:
        known |= {command.id: command for command in host.KEYS}
    lines += ["## In lists, pages and lines of text", "", *table(known.values()), ""]
    told = set(shared) | set(known)
    for screen in screens:
        own = [command for command in screen.KEYS if command.id not in told]
        told |= {command.id for command in own}
        if own:
            lines += [f"## {title(screen)}", "", *table(own), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
