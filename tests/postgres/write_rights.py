"""`python -m tests.postgres.write_rights`: try who may do what on a real server, and write it into the document."""

from __future__ import annotations

import os

import psycopg
from psycopg import sql

from playbook.sync.postgres.keeping import Keeper
from tests.docs.markdown import DOCS
from tests.postgres.matrix import matrix, table
from tests.postgres.northwind import PEOPLE, STRANGER, Northwind
from tests.postgres.server import ADMIN, Server, programs
from tests.postgres.test_pg_rights import BEGIN, END


def main() -> None:
    """Write the table."""
    found = programs()
    assert found is not None
    server = Server(found)
    try:
        server.start()
        os.environ.update(
            PGHOST=str(server.folder), PGPORT=str(server.port), PGDATABASE="postgres", PGUSER=ADMIN
        )
        with psycopg.connect(autocommit=True) as connection:
            for role in (*PEOPLE, STRANGER):
                connection.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        keeper = Keeper.at("postgresql:")
        keeper.create()
        for person in PEOPLE:
            keeper.add(person, PEOPLE)
        del os.environ["PGUSER"]
        northwind = Northwind({**server.address, "dbname": "postgres"})
        path = DOCS / "postgresql.md"
        before, _, rest = path.read_text("utf-8").partition(BEGIN)
        path.write_text(
            before + BEGIN + "\n" + table(matrix(northwind)) + "\n" + END + rest.partition(END)[2], "utf-8"
        )
        northwind.close()
        keeper.close()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
