"""Where there is no playbook yet: look around in the demo, make one, open one, or join a team's."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from playbook.text import one_line, plain
from tui.kept_colors import default_theme
from tui.themes import OURS


class Way(NamedTuple):
    """One way to begin."""

    name: str
    label: str
    ask: str = ""
    """What must be typed for it; empty: nothing."""
    example: str = ""


WAYS = (
    Way("demo", "Look around in a living demo"),
    Way("new", "Make a playbook, with a starter's plays", "In which new folder?", "playbook"),
    Way("open", "Open a playbook, or any folder of Markdown under git", "Which folder?", ""),
    Way(
        "join",
        "Join your team's: copy its git repository",
        "Its address, as you would give it to git clone",
        "",
    ),
)


class BeginningApp(App[tuple[str, str]]):
    """One question; returns the way and what was typed for it, or nothing when it was left."""

    TITLE = "Playbook"
    CSS = """
    #beginning { padding: 1 2; height: auto; }
    #beginning Static { height: auto; margin-bottom: 1; }
    #beginning Input { display: none; border: round $border; height: 3; max-width: 90; }
    #beginning Input.-shown { display: block; }
    #told { color: $text-error; }
    """
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("escape", "step_back", "back", show=False, priority=True),
        Binding("ctrl+q", "leave", "quit", show=False, priority=True),
    ]

    def __init__(self, folder: str, told: str = "") -> None:
        super().__init__()
        self.folder, self.told = folder, told
        self.here = 0
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        """The ways, and a line to type in."""
        with Vertical(id="beginning"):
            yield Static(Text(f"There is no playbook in {one_line(self.folder)} or above it.", style="bold"))
            yield Static(id="ways", markup=False)
            yield Input(id="typed")
            yield Static(Text(f"✗ {one_line(self.told)}" if self.told else ""), id="told")
            yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Dress and ask."""
        for theme in OURS:
            self.register_theme(theme)
        self.theme = default_theme(light=False)
        self._draw()

    @property
    def asking(self) -> bool:
        """A line is being typed."""
        return self.query_one(Input).has_class("-shown")

    def _draw(self) -> None:
        lines = Text()
        for number, way in enumerate(WAYS):
            mark = "▸" if number == self.here else " "
            style = "bold" if number == self.here else ""
            lines.append(f"{mark} {number + 1}  {way.label}\n", style)
        lines.rstrip()
        self.query_one("#ways", Static).update(lines)
        keys = "⏎ go on   esc back" if self.asking else "1-4 or ⏎ choose   ↑↓ move   esc leave"
        self.query_one("#keys", Static).update(keys)

    def action_move(self, by: int) -> None:
        """Go to another way."""
        if not self.asking:
            self.here = (self.here + by) % len(WAYS)
            self._draw()

    def on_key(self, event: events.Key) -> None:
        """Choose by number, or what is under the cursor."""
        if self.asking:
            return
        if event.key in "1234" and len(event.key) == 1:
            self.here = int(event.key) - 1
        elif event.key != "enter":
            return
        event.stop()
        event.prevent_default()
        self._take()

    def _take(self) -> None:
        way = WAYS[self.here]
        if not way.ask:
            self.exit((way.name, ""))
            return
        box = self.query_one(Input)
        box.add_class("-shown")
        box.border_title = way.ask
        box.value = plain(way.example)
        box.focus()
        self._draw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on with what was typed."""
        if event.value.strip():
            self.exit((WAYS[self.here].name, event.value.strip()))

    def action_step_back(self) -> None:
        """Back to the ways; from there, leave."""
        if not self.asking:
            self.exit(None)
            return
        self.query_one(Input).remove_class("-shown")
        self.set_focus(None)
        self._draw()

    def action_leave(self) -> None:
        """Leave."""
        self.exit(None)
