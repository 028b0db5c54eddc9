"""Walk every path in a real terminal and take its pictures: `python -m tests.looks [--size S] [--look L] [WALK ...]`.

Writes one SVG and one text per picture to `.looks/SIZE-LOOK/`, and beside them `sheet.html`, which shows them all.
Ends with 1 where a walk came to another screen than it names, or a text has less contrast than can be read.
"""

from __future__ import annotations

import argparse
import html
import inspect
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from playbook.clock import FixedClock
from playbook.demo.lay import lay_demo
from tests.looks import call_walks, rep_walks, team_walks
from tests.looks.eye import LOOKS, SIZES, Demo, Eye, Walk

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
FOLDER = Path(__file__).parents[2] / ".looks"
WALKS: dict[str, Walk] = {
    name: walk
    for module in (rep_walks, call_walks, team_walks)
    for name, walk in inspect.getmembers(module, inspect.isfunction)
    if walk.__module__ == module.__name__ and not name.startswith("_")
}


def take(size: str, look: str, name: str, laid: Path) -> tuple[int, list[str]]:
    """Walk one path in one size and look; return how many pictures were taken, and what was wrong."""
    folder = FOLDER / f"{size}-{look}"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{name}-*"):
        old.unlink()
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        eye = Eye(Demo(laid, NOW.isoformat(), Path(scratch)), size, LOOKS[look], folder, name)
        try:
            WALKS[name](eye)
        except AssertionError as error:
            wrong.append(f"after {eye.taken[-1:]}: {error}")
        finally:
            eye.close()
    return len(eye.taken), [f"{folder.name} {name} {found}" for found in (*wrong, *eye.faint)]


def lay_out(folder: Path) -> None:
    """Write the page that shows all pictures of a folder."""
    pictures = "".join(
        f"<figure><figcaption>{html.escape(one.stem)}</figcaption><img src='{one.name}'></figure>"
        for one in sorted(folder.glob("*.svg"))
    )
    page = f"<meta charset='utf-8'><title>{folder.name}</title>{pictures}\n"
    (folder / "sheet.html").write_text(page, encoding="utf-8")


def main() -> int:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.looks", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("walks", nargs="*", choices=[*WALKS, []], metavar="WALK", help=", ".join(WALKS))
    parser.add_argument(
        "--size", action="append", choices=SIZES, help="80x24, 100x30, 140x45, 200x60; all of them"
    )
    parser.add_argument("--look", action="append", choices=LOOKS, help="dark, light, 16; all of them")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    names = asked.walks or list(WALKS)
    found: list[str] = []
    count = 0
    with tempfile.TemporaryDirectory() as scratch, ProcessPoolExecutor(asked.jobs) as pool:
        laid = Path(scratch) / "demo"
        lay_demo(laid, seed=7, size="full", clock=FixedClock(NOW))
        jobs = [
            pool.submit(take, size, look, name, laid)
            for size in asked.size or SIZES
            for look in asked.look or LOOKS
            for name in names
        ]
        for job in jobs:
            taken, wrong = job.result()
            count += taken
            found += wrong
    for folder in FOLDER.iterdir():
        lay_out(folder)
    print(f"{count} pictures in {FOLDER}")
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
