"""A program that pushes one journal to the hub, some lines at a time, and says of each that it was acknowledged."""

from __future__ import annotations

import sys

from playbook.sync.hub import Batch
from playbook.sync.postgres.hub import PostgresHub
from tests.postgres.northwind import ADDRESS, batch

AT_ONCE = 5


def main(journal: str, count: int) -> None:
    """Push lines up to number `count`, from where the hub is."""
    hub = PostgresHub.at(ADDRESS, journal.split("/")[0])
    whole = batch(journal, count).lines
    done = hub.vector().get(journal, 0)
    print("begins", flush=True)
    while done < count:
        hub.push(Batch(journal, done + 1, whole[done : done + AT_ONCE]))
        done = min(done + AT_ONCE, count)
        print(done, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
