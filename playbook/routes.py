"""Where feedback is sent on to, and who will see it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.desk.routing import OUT

if TYPE_CHECKING:
    from playbook.workspace import Workspace


def route_words(workspace: Workspace, route: str) -> str:
    """Return a route with who hears of it: `price (Kim Adeyemi, in Today)`; where nobody would, that too."""
    from playbook.desk.staff import on_duty

    if route not in OUT:
        return f"{route} (it stays on the desk)"
    names = [workspace.name_of(id_) for id_ in on_duty(route, workspace.people, workspace.today)]
    if not names:
        return f"{route} (nobody has this role: pass it on yourself)"
    return f"{route} ({', '.join(names)}, in Today)"
