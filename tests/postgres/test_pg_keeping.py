"""Whoever keeps a hub: laying it, people in and out, rights that change, lost devices."""

from __future__ import annotations

import psycopg
import pytest
from msgspec.structs import replace
from psycopg import sql

from playbook.plays.settings_model import Person
from playbook.sync.hub import HubRefusedError, NotMineError
from playbook.sync.postgres import schema
from playbook.sync.postgres.errors import NewerSchemaError, OlderSchemaError
from playbook.sync.postgres.keeping import (
    Keeper,
    MayNotKeepError,
    NotListedError,
    NotOnHubError,
    RoleTakenError,
    RoleTooMightyError,
)
from playbook.sync.postgres.schema import MayNotCreateError
from tests.postgres.northwind import ADDRESS, PEOPLE, Northwind, batch, pulled
from tests.postgres.server import ADMIN

LEE = "lee/00112233445566ff"


@pytest.fixture
def newcomer(own_northwind: Northwind) -> str:
    """The name of somebody whose role nothing else on the server knows."""
    return f"new_{own_northwind.parameters['dbname']}"


# Laying


def test_migrations_count_from_one_and_the_program_knows_the_last() -> None:
    found = schema.migrations()
    assert [one.number for one in found] == list(range(1, schema.NEWEST + 1))


def test_creating_says_what_it_did_and_the_second_time_does_nothing(database: str) -> None:
    keeper = Keeper.at(f"user={ADMIN}")
    done = keeper.create()
    assert "laid migration 1, journals" in done
    assert f"made the role playbook_{database}_owner" in done
    assert keeper.create() == []
    assert keeper.people() == []
    keeper.close()
    with psycopg.connect(user=ADMIN, autocommit=True) as server:
        for role in ("owner", "people", "backup"):
            name = sql.Identifier(f"playbook_{database}_{role}")
            server.execute(sql.SQL("drop owned by {}").format(name))
            server.execute(sql.SQL("drop role {}").format(name))


def test_one_who_may_not_create_is_told_who_may(database: str, northwind: Northwind) -> None:
    with pytest.raises(MayNotCreateError, match="PGUSER=postgres playbook hub create"):
        Keeper(northwind.hub("lee")._connecting.address).create()


def test_an_older_hub_is_refused_until_it_is_brought_up_to_date(own_northwind: Northwind) -> None:
    own_northwind.admin.execute("update playbook.migration set number = 0")
    with pytest.raises(OlderSchemaError, match="playbook hub create"):
        own_northwind.hub("lee").vector()
    with pytest.raises(HubRefusedError):
        own_northwind.keeper().people()


def test_a_newer_hub_asks_for_a_newer_program_and_is_left_alone(own_northwind: Northwind) -> None:
    own_northwind.admin.execute("insert into playbook.migration values (99, 'of a later day')")
    with pytest.raises(NewerSchemaError, match="Update Playbook"):
        own_northwind.hub("lee").vector()
    with pytest.raises(NewerSchemaError):
        own_northwind.keeper().create()


# People


def test_one_who_is_added_gets_a_login_and_a_password_that_works(
    own_northwind: Northwind, newcomer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = {**PEOPLE, newcomer: Person(newcomer, manager="kim")}
    keeper = own_northwind.keeper()
    added = keeper.add(newcomer, people)
    assert added.made
    assert len(added.password) >= 20
    assert added.done == [
        f"ann reads the runs of {newcomer}",
        f"kim reads the runs of {newcomer}",
        f"made the role {newcomer}",
        f"gave {newcomer} a new password",
        f"{newcomer} logs in as {newcomer}",
    ]
    with monkeypatch.context() as hers:
        hers.setenv("PGPASSWORD", added.password)
        hers.setenv("PGHOST", "127.0.0.1")
        new = own_northwind.hub(newcomer)
        new.push(batch(f"{newcomer}/00/team", 2))
        assert new.vector() == {f"{newcomer}/00/team": 2}

    assert keeper.add(newcomer, people).done == []
    again = keeper.add(newcomer, people, new_password=True)
    assert (again.made, again.done) == (False, [f"gave {newcomer} a new password"])
    assert again.password != added.password
    assert keeper.remove(newcomer) == [f"dropped the role {newcomer}"]
    with pytest.raises(NotOnHubError):
        keeper.remove(newcomer)
    assert own_northwind.hub("lee").vector() == {f"{newcomer}/00/team": 2}


def test_one_who_logs_in_otherwise_gets_no_password(own_northwind: Northwind, newcomer: str) -> None:
    keeper = own_northwind.keeper()
    added = keeper.add(newcomer, {**PEOPLE, newcomer: Person(newcomer)}, password=False)
    assert (added.made, added.password) == (True, "")
    keeper.remove(newcomer)


def test_a_role_that_is_there_may_be_named_and_stays(own_northwind: Northwind, newcomer: str) -> None:
    people = {**PEOPLE, newcomer: Person(newcomer)}
    keeper, role = own_northwind.keeper(), f"{newcomer}_of_the_company"
    keeper.add(newcomer, people)
    own_northwind.admin.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
    added = keeper.add(newcomer, people, role=role)
    assert (added.made, added.password) == (False, "")
    assert added.done == [f"dropped the role {newcomer}", f"{newcomer} logs in as {role}"]
    as_new = own_northwind.as_(role)
    assert as_new.execute("select playbook.me()").fetchone() == (newcomer,)
    assert keeper.remove(newcomer) == [f"{role} may do nothing here any more; the role stays"]
    with pytest.raises(psycopg.OperationalError):
        as_new.execute("select 1")
    own_northwind.admin.execute(sql.SQL("drop role {}").format(sql.Identifier(role)))


@pytest.mark.parametrize("mighty", ["superuser", "bypassrls", "createrole"])
def test_a_role_that_rights_do_not_bind_is_no_persons(
    own_northwind: Northwind, newcomer: str, mighty: str
) -> None:
    name = sql.Identifier(newcomer)
    own_northwind.admin.execute(sql.SQL("create role {} login " + mighty).format(name))
    try:
        with pytest.raises(RoleTooMightyError):
            own_northwind.keeper().add("lee", PEOPLE, role=newcomer)
    finally:
        own_northwind.admin.execute(sql.SQL("drop role {}").format(name))


def test_two_people_are_not_one_role(own_northwind: Northwind) -> None:
    with pytest.raises(RoleTakenError, match="mia logs in as mia already"):
        own_northwind.keeper().add("lee", PEOPLE, role="mia")


def test_only_people_of_the_playbook_are_added(own_northwind: Northwind) -> None:
    with pytest.raises(NotListedError):
        own_northwind.keeper().add("nobody", PEOPLE)
    with pytest.raises(NotOnHubError):
        own_northwind.keeper().remove("nobody")


def test_who_does_not_keep_the_hub_changes_nothing(own_northwind: Northwind) -> None:
    for person in ("lee", "olga"):
        with pytest.raises(MayNotKeepError, match=f"{person} does not keep this hub"):
            own_northwind.keeper(person).rights({})
        with pytest.raises(MayNotKeepError):
            own_northwind.keeper(person).remove("lee")
    assert own_northwind.keeper().rights(PEOPLE) == []


def test_a_hostile_name_is_a_name(own_northwind: Northwind) -> None:
    odd = 'x"; drop schema playbook cascade; --'
    keeper = own_northwind.keeper()
    keeper.add(odd, {**PEOPLE, odd: Person(odd)})
    assert odd in [one.id for one in keeper.people()]
    keeper.remove(odd)


# Rights


def test_a_new_manager_reads_from_the_next_question_on_and_the_old_one_no_more(
    own_northwind: Northwind,
) -> None:
    own_northwind.hub("lee").push(batch(f"{LEE}/line", 2))
    kim, sam, keeper = own_northwind.hub("kim"), own_northwind.hub("sam"), own_northwind.keeper()
    assert (list(pulled(kim)), list(pulled(sam))) == ([f"{LEE}/line"], [])
    moved = PEOPLE | {"lee": replace(PEOPLE["lee"], manager="sam")}
    assert keeper.rights(moved, write=False) == [
        "sam reads the runs of lee",
        "ann no longer reads the runs of lee",
        "kim no longer reads the runs of lee",
    ]
    assert list(pulled(kim)) == [f"{LEE}/line"]
    keeper.rights(moved)
    assert keeper.rights(moved) == []
    assert (list(pulled(kim)), list(pulled(sam))) == ([], [f"{LEE}/line"])


def test_one_who_is_no_longer_listed_keeps_their_journals_and_loses_what_they_managed(
    own_northwind: Northwind,
) -> None:
    own_northwind.hub("lee").push(batch("lpark/00/line", 1))
    keeper = own_northwind.keeper()
    left = {id_: one for id_, one in PEOPLE.items() if id_ not in ("kim", "lee")}
    left["mia"] = replace(left["mia"], manager="ann")
    assert "kim no longer reads the runs of mia" in keeper.rights(left)
    assert list(own_northwind.hub("lee").vector()) == ["lpark/00/line"]
    assert own_northwind.hub("kim").vector() == {}


def test_a_name_that_is_somebody_elses_now_takes_its_journals_along(own_northwind: Northwind) -> None:
    keeper = own_northwind.keeper()
    moved = PEOPLE | {"lee": replace(PEOPLE["lee"], also=()), "mia": replace(PEOPLE["mia"], also=("lpark",))}
    assert keeper.rights(moved) == [
        "journals of “lpark” are no longer lee's",
        "journals of “lpark” are mia's",
    ]
    with pytest.raises(NotMineError):
        own_northwind.hub("lee").push(batch("lpark/00/team", 1))
    own_northwind.hub("mia").push(batch("lpark/00/team", 1))


# Devices and journals


def test_a_closed_device_sends_nothing_more_and_what_it_sent_stays(own_northwind: Northwind) -> None:
    lee, device = own_northwind.hub("lee"), LEE.split("/")[1]
    lee.push(batch(f"{LEE}/team", 2))
    hers = own_northwind.keeper("lee")
    assert hers.close_device("lee", device)
    assert not hers.close_device("lee", device)
    with pytest.raises(HubRefusedError, match="this device was closed as lost"):
        lee.push(batch(f"{LEE}/team", 3, first=3))
    lee.push(batch("lee/aabbccddeeff0011/team", 1))
    assert list(pulled(own_northwind.hub("mia"))) == [f"{LEE}/team", "lee/aabbccddeeff0011/team"]
    with pytest.raises(MayNotKeepError):
        hers.open_device("lee", device)
    assert own_northwind.keeper().open_device("lee", device)
    lee.push(batch(f"{LEE}/team", 3, first=3))


def test_nobody_closes_a_colleagues_device_but_an_admin_does(own_northwind: Northwind) -> None:
    device = LEE.split("/")[1]
    for person in ("mia", "kim"):
        with pytest.raises(HubRefusedError, match="the device is somebody else's"):
            own_northwind.keeper(person).close_device("lee", device)
    # Nor by claiming the same device for oneself.
    assert own_northwind.keeper("mia").close_device("mia", device)
    own_northwind.hub("lee").push(batch(f"{LEE}/team", 1))
    assert own_northwind.keeper("olga").close_device("lee", device)
    assert own_northwind.keeper().close_device("kim", device)


def test_how_journals_stand(own_northwind: Northwind) -> None:
    sent = batch(f"{LEE}/line", 3)
    own_northwind.hub("lee").push(sent)
    own_northwind.hub("kim").push(batch("kim/00/pair-lee", 1))
    own_northwind.keeper("lee").close_device("lee", LEE.split("/")[1])
    seen = {one.journal: one for one in own_northwind.keeper("lee").journals()}
    assert list(seen) == ["kim/00/pair-lee", f"{LEE}/line"]
    line = seen[f"{LEE}/line"]
    assert (line.last, line.bytes, line.closed) == (3, sum(map(len, sent.lines)), True)
    assert line.pushed is not None
    assert not seen["kim/00/pair-lee"].closed
    assert own_northwind.keeper("mia").journals() == []
    assert [one.journal for one in own_northwind.keeper("olga").journals()] == list(seen)
    assert own_northwind.keeper("olga").size() > 1_000_000


def test_an_address_without_anything_means_the_variables(
    own_northwind: Northwind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGUSER", "olga")
    keeper = Keeper.at(ADDRESS)
    assert [one.id for one in keeper.people()] == sorted(PEOPLE)
    keeper.close()
