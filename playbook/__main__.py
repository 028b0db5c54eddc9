"""`python -m playbook`."""

from __future__ import annotations

from playbook.cli.main import run

if __name__ == "__main__":
    run()
