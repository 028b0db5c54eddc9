"""What the fault tests counted, kept for docs/reliability.md where `PLAYBOOK_FIGURES` names a file."""

from __future__ import annotations

import json
import os
from pathlib import Path

FILE = "PLAYBOOK_FIGURES"


def counted(what: str, **numbers: float) -> None:
    """Keep what was counted of something; several lines of one thing are added up later, fractions are not."""
    if file := os.environ.get(FILE):
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"what": what, **numbers}) + "\n")
