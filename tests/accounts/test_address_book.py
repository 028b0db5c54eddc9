"""The address book: names of contacts, in a file that forgets."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from playbook.accounts.address_book import AddressBook, AddressBookError, Addresses
from playbook.accounts.carrying import Carried, lines_of
from playbook.accounts.rows import ContactRow

JUHA = ContactRow("k" * 16, "Juha Salo", "a" * 16, "juha@kallio.example", "+358 1", "site manager")
AINO = ContactRow("m" * 16, "Aino Aalto", "a" * 16)


def test_nothing_is_there_before_the_first_contact(tmp_path: Path) -> None:
    book = AddressBook(tmp_path, "lee")
    assert (book.load(), book.stamp()) == (Addresses(), (0, 0))
    book.add([])
    assert list(tmp_path.iterdir()) == []


def test_contacts_are_kept_and_put_in_place_of_those_with_their_ids(tmp_path: Path) -> None:
    book = AddressBook(tmp_path, "lee")
    book.add([JUHA, AINO])
    before = book.stamp()
    newer = ContactRow(JUHA.id, "Juha Salo", phone="5")
    book.add([newer])
    assert AddressBook(tmp_path, "lee").load().contacts == (newer, AINO)
    assert book.stamp() != before
    assert AddressBook(tmp_path, "mia").load() == Addresses()


def test_only_the_owner_of_the_account_can_read_it(tmp_path: Path) -> None:
    book = AddressBook(tmp_path, "lee")
    book.add([JUHA])
    assert book.path.stat().st_mode & 0o077 == 0


def test_who_is_forgotten_is_gone_from_every_file(tmp_path: Path) -> None:
    book = AddressBook(tmp_path, "lee")
    book.add([JUHA, AINO])
    left = book.path.with_name(f".{book.path.name}.99-99.tmp")  # of a writer that was killed
    left.write_bytes(book.path.read_bytes())
    book.forget(JUHA.id)
    assert book.load() == Addresses(contacts=(AINO,), forgotten=(JUHA.id,))
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or b"Juha" not in path.read_bytes()
    book.forget(JUHA.id)
    assert book.load().forgotten == (JUHA.id,)


def test_no_import_brings_back_who_was_forgotten_but_a_person_may(tmp_path: Path) -> None:
    book = AddressBook(tmp_path, "lee")
    book.add([JUHA])
    book.forget(JUHA.id)
    assert book.merge([JUHA, AINO]) == 1
    assert book.load().contacts == (AINO,)
    book.add([JUHA])
    assert book.load() == Addresses(contacts=(AINO, JUHA))


def test_taking_in_the_same_again_writes_nothing(tmp_path: Path) -> None:
    book = AddressBook(tmp_path, "lee")
    book.merge([JUHA])
    before = book.stamp()
    assert book.merge([JUHA]) == 1
    assert book.stamp() == before


@pytest.mark.parametrize("data", [b"{", b"", b"[]", b'{"v":1,"contacts":[{"id":1}]}', b"\xff"])
def test_a_damaged_file_is_told_and_never_overwritten(tmp_path: Path, data: bytes) -> None:
    book = AddressBook(tmp_path, "lee")
    book.path.parent.mkdir()
    book.path.write_bytes(data)
    for act in (
        lambda: book.load(),
        lambda: book.add([JUHA]),
        lambda: book.forget("x"),
        lambda: book.merge([JUHA]),
    ):
        with pytest.raises(AddressBookError, match="is damaged"):
            act()
    assert book.path.read_bytes() == data


def test_one_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    book = AddressBook(tmp_path, "lee")
    book.path.parent.mkdir()
    book.path.write_bytes(b'{"v":2}')
    with pytest.raises(AddressBookError, match="newer Playbook"):
        book.add([JUHA])
    assert book.path.read_bytes() == b'{"v":2}'


def test_two_windows_lose_nobody(tmp_path: Path) -> None:
    def add(first: int) -> None:
        for number in range(first, first + 20):
            AddressBook(tmp_path, "lee").add([ContactRow(f"{number:016}", f"Person {number}")])

    threads = [threading.Thread(target=add, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(AddressBook(tmp_path, "lee").load().contacts) == 60


WRITER = """
import sys
from pathlib import Path
from playbook.accounts.address_book import AddressBook
from playbook.accounts.rows import ContactRow
book = AddressBook(Path(sys.argv[1]), "lee")
number = 0
while True:
    book.add([ContactRow(f"{number:016}", f"Person {number}")])
    print(number, flush=True)
    number += 1
"""


def test_a_kill_leaves_whoever_was_said_to_be_saved(tmp_path: Path) -> None:
    for round_ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            said = [int(writer.stdout.readline()) for _ in range(5 + round_)]
            writer.kill()
        names = {row.name for row in AddressBook(tmp_path, "lee").load().contacts}
        assert {f"Person {number}" for number in said} <= names


# To another device


def test_an_address_book_is_carried_as_lines_beside_records(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    book = AddressBook(here, "lee")
    book.add([JUHA, AINO])
    book.forget(AINO.id)
    carried = Carried()
    records = [b'{"v":1}\n', b"{"]
    assert list(carried.others([*lines_of(here, "lee"), *records])) == records
    assert carried.take_in(there) == 1
    assert AddressBook(there, "lee").load() == book.load()


def test_a_line_that_only_begins_like_one_is_left_to_the_records(tmp_path: Path) -> None:
    bad = [
        b'{"address-book":1}',
        b'{"address-book":"lee","contact":{"id":1}}',
        b'{"address-book":"../lee","contact":{"id":"a","name":"b"}}',
        b'{"address-book":"lee"',
    ]
    carried = Carried()
    assert list(carried.others(bad)) == bad
    assert carried.take_in(tmp_path) == 0
    assert list(tmp_path.iterdir()) == []
