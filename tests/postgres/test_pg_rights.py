"""Nobody reads or writes what they may not: each statement is tried as each role, with no program of ours between."""

from __future__ import annotations

import re
from contextlib import suppress

import psycopg
import pytest

from playbook.records.access import may_read
from tests.docs.markdown import read
from tests.postgres.matrix import DEVICE, JOURNALS, ROLES, backup_role, fill, matrix, table
from tests.postgres.northwind import PEOPLE, STRANGER, Northwind, batch

BEGIN, END = "<!-- who may do what: made by `python -m tests.postgres.write_rights` -->\n", "<!-- end -->"


def test_the_table_of_the_document_is_what_was_tried(own_northwind: Northwind) -> None:
    found = matrix(own_northwind)
    written = read("postgresql.md").partition(BEGIN)[2].partition(END)[0]
    assert written.strip() == table(found).strip(), "python -m tests.postgres.write_rights writes it"
    changing = {
        "insert",
        "update",
        "delete",
        "truncate",
        "drop",
        "turn rights off",
        "create table",
        "replace",
    }
    for (thing, statement), may in found.items():
        if statement in changing | {"create function", "temporary table", "set role", "set session", "copy"}:
            assert not any(may.values()), (thing, statement)
        if thing.startswith("function push"):
            assert not any(may[role] for role in ROLES if role != "lee")
        if statement == "select" and "a partition" not in thing and thing != "closed_device":
            assert not may[STRANGER], thing


def test_what_the_hub_gives_is_what_the_screens_would_show(northwind: Northwind) -> None:
    fill(northwind)
    northwind.hub("kim").push(batch(f"kim/{DEVICE}/pair-lpark", 1), batch(f"kim/{DEVICE}/line", 1))
    journals = {*JOURNALS.values(), f"kim/{DEVICE}/pair-lpark", f"kim/{DEVICE}/line"}
    for reader in PEOPLE:
        given = set(northwind.hub(reader).vector()) - (journals if reader == "olga" else set())
        allowed = {journal for journal in journals if may_read(reader, journal, PEOPLE)}
        assert reader == "olga" or given == allowed, reader
        bodies = {
            name for (name,) in northwind.as_(reader).execute("select distinct journal from playbook.records")
        }
        assert bodies == allowed, reader


def test_an_admin_sees_that_a_journal_of_two_is_there_and_nothing_of_what_it_says(
    northwind: Northwind,
) -> None:
    fill(northwind)
    olga = northwind.as_("olga")
    pair = JOURNALS["pair"]
    assert olga.execute("select last from playbook.journal where name = %s", (pair,)).fetchone() == (2,)
    assert olga.execute("select count(*) from playbook.records where journal = %s", (pair,)).fetchone() == (
        0,
    )


def test_what_runs_in_the_owners_name_runs_nothing_of_its_callers(northwind: Northwind) -> None:
    """A function that runs with its owner's rights finds no name in a place where a caller could lay a trap."""
    rows = northwind.admin.execute(
        "select proname, proconfig from pg_proc where pronamespace = 'playbook'::regnamespace and prosecdef"
    ).fetchall()
    assert {name for name, _ in rows} == {
        "me", "is_admin", "journal_access", "readable", "push", "close_device",
    }  # fmt: skip
    for name, settings in rows:
        assert settings == ["search_path=playbook, pg_temp"], name


def test_a_setting_does_not_make_one_somebody_else(northwind: Northwind) -> None:
    fill(northwind)
    mia = northwind.as_("mia")
    for attempt in ("set role kim", "set session authorization kim", "set playbook.person = 'kim'"):
        with suppress(psycopg.errors.InsufficientPrivilege):
            mia.execute(attempt.encode())
        assert mia.execute("select playbook.me()").fetchone() == ("mia",)
    assert mia.execute("select count(*) from playbook.records where journal like '%/line'").fetchone() == (0,)


def test_a_function_that_leaks_is_not_asked_before_the_rights_are(northwind: Northwind) -> None:
    """The condition of a query is not tried on rows that its asker may not see, however cheap it claims to be."""
    fill(northwind)
    northwind.admin.execute("grant create on schema public to mia; grant usage on schema public to mia")
    mia = northwind.as_("mia")
    mia.execute(
        "create or replace function public.peek(bytea) returns boolean language plpgsql cost 0.0000001 as "
        "$$ begin raise notice '%', convert_from($1, 'UTF8'); return true; end $$"
    )
    heard: list[str] = []
    mia.add_notice_handler(lambda notice: heard.append(notice.message_primary or ""))
    mia.execute("select count(*) from playbook.records where public.peek(line)")
    mia.execute("drop function public.peek(bytea)")
    northwind.admin.execute("revoke create on schema public from mia")
    assert len(heard) == 2
    assert all("/team" in one for one in heard)


def test_rights_are_looked_up_once_a_query_and_not_once_a_record(northwind: Northwind) -> None:
    fill(northwind)
    northwind.hub("lee").push(batch(f"lee/{DEVICE}/team", 400, first=3))
    kim = northwind.as_("kim")
    for query, rows in (
        ("select journal, seq from playbook.records", 406),
        ("select name, last from playbook.journal", 4),
    ):
        plan = "\n".join(line for (line,) in kim.execute(f"explain (analyze, timing off) {query}".encode()))
        assert re.search(r"Filter: .*\(InitPlan 1\)\.col1 \? |Filter: .*\$0 \? ", plan), plan
        assert re.search(r"InitPlan 1.*\n +->  Result .*loops=1\)", plan), plan
        assert "SubPlan 1" not in plan.replace("InitPlan 1", ""), plan
        (one,) = kim.execute(f"select count(*) from ({query}) as found".encode())
        assert one == (rows,)


def test_a_days_pull_reads_by_number_and_not_the_whole_table(northwind: Northwind) -> None:
    from playbook.sync.postgres.hub import _PULL

    fill(northwind)
    kim = northwind.as_("kim")
    kim.execute(
        "set enable_seqscan = off"
    )  # at this size reading all is cheaper; what matters is what it can do
    given = ([JOURNALS["team"], JOURNALS["line"]], [1, 0], 500, 500)
    plan = "\n".join(line for (line,) in kim.execute(f"explain {_PULL}".encode(), given))
    assert "Index Cond: ((journal = wanted.journal) AND (seq > wanted.after))" in plan, plan
    assert "Seq Scan" not in plan
    assert plan.count("InitPlan 1\n") == 1, plan


@pytest.mark.parametrize("role", ["lee", "backup"])
def test_a_dump_is_whole_for_the_role_that_makes_it_and_for_nobody_else(
    own_northwind: Northwind, role: str
) -> None:
    fill(own_northwind)
    connection = own_northwind.as_(backup_role(own_northwind) if role == "backup" else role)
    connection.execute("set row_security = off")
    if role == "backup":
        assert connection.execute("select count(*) from playbook.records").fetchone() == (10,)
    else:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select count(*) from playbook.records")
