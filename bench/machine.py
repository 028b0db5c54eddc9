"""What the figures were taken on: never the machine's name."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any


def describe() -> dict[str, Any]:
    """Return date, processors, memory, Python, system and the versions that matter."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "cores": os.cpu_count(),
        "processor": _first("/proc/cpuinfo", "model name") or platform.machine(),
        "memory": _first("/proc/meminfo", "MemTotal"),
        "system": platform.system(),
        "python": platform.python_version(),
        "textual": version("textual"),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def in_words(machine: dict[str, Any]) -> str:
    """Return one line about the machine."""
    memory = machine["memory"].split()
    size = f"{int(memory[0]) / 1e6:.0f} GB memory, " if memory else ""
    load = f", load {machine['load']:.1f} at the start" if machine["load"] is not None else ""
    return (
        f"{machine['date']}: {machine['cores']} cores ({machine['processor']}), {size}"
        f"Python {machine['python']}, Textual {machine['textual']}, {machine['system']}{load}"
    )


def taken_away(stat: Path = Path("/proc/stat")) -> int:
    """Return for how long, in hundredths of a second since it started, this machine's host ran others in its place.

    A virtual machine does not notice such a moment but by this count (`steal`, proc(5)); 0 where none is kept.
    """
    try:
        words = stat.read_text(encoding="ascii").split(maxsplit=9)
        return int(words[8]) if words[0] == "cpu" else 0
    except (OSError, ValueError, IndexError):
        return 0


def _first(file: str, key: str) -> str:
    try:
        lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")
