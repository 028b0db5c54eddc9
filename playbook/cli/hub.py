"""`playbook hub`: where journals meet."""

from __future__ import annotations

import argparse

from playbook.cli.common import open_workspace
from playbook.cli.output import narrate
from playbook.cli.parser import add_verb, verbs_of
from playbook.errors import PlaybookError


def register(parser: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    verbs = verbs_of(parser)
    use = add_verb(verbs, "use", "say where journals meet, in playbook.toml", _use, ["WHERE"])
    use.epilog = (
        "WHERE is git (the playbook's own remote), a git address or a PostgreSQL address; none ends sharing."
    )
    from playbook.cli import hub_people, hub_standing

    hub_people.register(verbs)
    hub_standing.register(verbs)


def _use(options: argparse.Namespace) -> int:
    from playbook.preferences import change
    from playbook.syncing import NO_HUB, check_address

    workspace = open_workspace(options)
    file = workspace.root / "playbook.toml"
    if not file.is_file():
        raise PlaybookError(
            "There is no playbook.toml here yet. Make one with `playbook init --adopt`, then try again."
        )
    where = "" if options.where == NO_HUB else options.where
    check_address(workspace, where)
    change("records", "hub", where, file)
    if not where:
        narrate(
            "Nothing is shared from now on; what was sent stays where it is. Commit playbook.toml for all."
        )
        return 0
    narrate(f"Records meet at {where}. Commit playbook.toml so that everybody's do; `playbook sync` begins.")
    return 0
