"""Reports to keep, print or take to a 1:1: of the team, a person, a play or a quarter."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.errors import NotFoundError, PlaybookError
from playbook.reporting.model import Report

if TYPE_CHECKING:
    from playbook.coaching.briefing import Briefing
    from playbook.workspace import Workspace

SUFFIX = ".html"


def report_on(workspace: Workspace, briefing: Briefing, what: str = "team", quarter: str = "") -> Report:
    """Return the report on `team`, `person:ID` or `play:ID`, with all its tables; raises NotFoundError.

    `quarter` names the one that the briefing is of.
    """
    from playbook.briefed import person_told
    from playbook.coaching.reports.play import play_report
    from playbook.coaching.reports.team import team_report

    kind, _, name = what.partition(":")
    made = f"Made on {workspace.today.isoformat()} for {workspace.name_of(workspace.me)}."
    if kind == "person":
        found = person_told(workspace, briefing, name, runs=True)
    elif kind == "play":
        play = briefing.play(name)
        if play is None:
            raise NotFoundError("play that was run", name, [one.play for one in briefing.plays][:3])
        found = play_report(briefing, play)
    else:
        title = workspace.settings.name or workspace.root.name
        return team_report(briefing, f"{title}: {quarter or 'the team'}", made)
    about = " · ".join(part for part in (found.about, made) if part)
    return Report(f"{found.title}{f', {quarter}' if quarter else ''}", about, found.sections)


def default_file(workspace: Workspace, what: str, today: date, folder: Path | None = None) -> Path:
    """Return a file for a report that is not there yet, in `folder` (default: the home folder)."""
    import re

    kind, _, name = what.partition(":")
    about = {"person": workspace.name_of(name), "play": name.rpartition("/")[2]}.get(kind, "team")
    stem = re.sub(r"[^\w.-]+", "-", f"{about} {today.isoformat()}").strip("-.")[:80]
    folder = folder or Path.home()
    path, number = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{SUFFIX}", number + 1
    return path


def write_tables(report: Report, folder: Path) -> list[Path]:
    """Write each table of a report as a new CSV file into `folder`, which is made; return the files.

    Raises FileExistsAlreadyError before anything is written, PlaybookError where a file cannot be.
    """
    from playbook.recapping import FileExistsAlreadyError, write_new
    from playbook.reporting.data import grid_csv

    names: dict[str, int] = {}
    wanted: list[tuple[Path, str]] = []
    for grid in report.grids:
        names[grid.name] = names.get(grid.name, 0) + 1
        number = f"-{names[grid.name]}" if names[grid.name] > 1 else ""
        wanted.append((folder / f"{grid.name}{number}.csv", grid_csv(grid)))
    for path, _ in wanted:
        if path.exists():
            raise FileExistsAlreadyError(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlaybookError(f"{folder} cannot be made: {error.strerror or error}. Choose another.") from error
    return [write_new(path, text) for path, text in wanted]
