"""Today on the terminal before Textual is loaded: what is due as it is now, to the cell as its screen shows it then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from playbook.today.around import Around, around
from playbook.today.line import TodayLine, in_order
from playbook.today.reading import calendars_of, meetings, own_lines
from tui.counts import known_counts
from tui.early import brush_for, hurried, size_for
from tui.keymap import Keymap
from tui.painted import WIDE, Brush, beside, text_width
from tui.rows import Row, fold
from tui.shared_keys import EVERYWHERE, GO, MODES, SHARED, first_mode, in_bar, people_texts
from tui.today_keys import ACTS, WITHOUT_PLAY, bar, counted, nothing
from tui.today_rows import cell_parts, detail_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playbook.preferences import Preferences
    from playbook.terminal import Terminal
    from playbook.workspace import Workspace

BARS = 3
"""Lines above and below the panes: modes, what is said, keys."""


class Due(NamedTuple):
    """What is due for somebody."""

    me: str
    lines: list[TodayLine]
    around: dict[str, Around]
    """What stands beside the first of them, by its key."""


def look(
    workspace: Workspace, preferences: Preferences, terminal: Terminal, *, demo: bool = False
) -> tuple[str, Due | None]:
    """Return what paints Today on the terminal there is, and what is due.

    Nothing, where it cannot be painted as its screen will show it, or not soon.
    """
    size, brush = size_for(terminal), brush_for(preferences, terminal)
    if size is None or brush is None or first_mode(workspace.person.roles) != "today":
        return "", None
    try:
        calendars = calendars_of(workspace, preferences.calendars)
        if calendars:
            from playbook.today.meetings import are_known

            # A calendar that changed takes its time; without its meetings the lines are not what is due.
            if not are_known(workspace, calendars):
                return "", None
        with hurried(workspace):
            due = read(workspace, calendars, beside=size[0] >= WIDE)
        return paint(brush, workspace, due, preferences, *size, demo=demo), due
    except Exception:  # its screen comes upon the same, and says it
        return "", None


def read(workspace: Workspace, calendars: Sequence[str] = (), *, beside: bool = True) -> Due:
    """Return what is due for me; `beside`: with what stands beside the first line."""
    found = {line.key: line for line in (*own_lines(workspace), *meetings(workspace, calendars))}
    lines = in_order(found.values(), workspace.today)
    first = lines[0] if beside and lines and lines[0].kind not in WITHOUT_PLAY else None
    return Due(workspace.me, lines, {first.key: around(workspace, first)} if first is not None else {})


def paint(
    brush: Brush,
    workspace: Workspace,
    due: Due,
    preferences: Preferences,
    columns: int,
    lines: int,
    *,
    demo: bool = False,
) -> str:
    """Return what paints what is due."""
    keymap = Keymap(preferences.keys)
    shown = {one.id: keymap.shown(one) for one in (*ACTS, *SHARED, *GO, *EVERYWHERE)}

    def key(id_: str) -> str:
        return shown.get(id_, id_)

    wide = columns >= WIDE
    width, height = columns * 3 // 5 if wide else columns, lines - BARS
    first = due.lines[0] if due.lines else None
    if first is None:
        calendars = bool(calendars_of(workspace, preferences.calendars))
        told = fold([(nothing(workspace, key, calendars=calendars), "")], text_width(width))
        panes = brush.pane("Today", [Row(spans) for spans in told], width, height, focus=True)
    else:
        late = brush.colors.variables.get("text-error", "")
        warning = late if late.startswith("#") else ""
        cells = [cell_parts(line, workspace.today, preferences.clock, warning) for line in due.lines]
        panes = brush.table("Today", cells, width, height)
    if wide:
        rest = columns - width
        about: list[Row] = []
        if first is not None:
            about = detail_rows(
                first,
                due.around.get(first.key) or Around(),
                workspace.today,
                text_width(rest),
                name_of=workspace.name_of,
                keys=key,
                clock=preferences.clock,
            )
        panes = beside(panes, brush.pane("", about, rest, height))
    counts = {**known_counts(workspace), "Today": counted(due.lines)}
    modes = [(number, name, counts.get(name, 0)) for number, name in MODES]
    people = people_texts(workspace, key("mode.act-as") if demo else "")
    commands = in_bar([command for command in ACTS if command.bar], narrow=not wide)
    keys = [(command, shown[command.id], True) for command in bar(commands, first, undo=False)]
    return brush.written(
        [
            brush.modes(modes, "Today", people, columns),
            *panes,
            brush.blank(columns),
            brush.keys(keys, columns),
        ]
    )
