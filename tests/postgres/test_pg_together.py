"""Many at once, and in odd orders: nothing is missed, nothing doubled."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from playbook.sync.hub import Batch
from tests.postgres.northwind import Northwind, batch, pulled

CLIENTS = 20


def test_twenty_clients_push_at_once_and_everybody_has_all_of_it(northwind: Northwind) -> None:
    sent = {f"{person}/{n:016x}/team": batch(f"{person}/{n:016x}/team", 60)
            for n, person in enumerate(("lee", "mia", "kim", "dana") * (CLIENTS // 4))}  # fmt: skip
    together = threading.Barrier(CLIENTS)

    def push(one: Batch) -> None:
        hub = northwind.hub(one.journal.split("/")[0])
        together.wait()
        for first in range(0, 60, 6):
            hub.push(Batch(one.journal, first + 1, one.lines[first : first + 6]))

    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(push, sent.values()))
    assert pulled(northwind.hub("ann")) == {name: list(one.lines) for name, one in sent.items()}


def test_two_programs_of_one_device_push_the_same_journal_at_once(northwind: Northwind) -> None:
    whole = batch("lee/00112233445566ff/team", 40)
    together = threading.Barrier(4)

    def push(_: int) -> None:
        hub = northwind.hub("lee")
        together.wait()
        for first in range(0, 40, 4):
            hub.push(Batch(whole.journal, first + 1, whole.lines[first : first + 4]))

    with ThreadPoolExecutor(4) as clients:
        list(clients.map(push, range(4)))
    assert pulled(northwind.hub("mia")) == {whole.journal: list(whole.lines)}


def test_what_commits_late_is_not_missed(northwind: Northwind) -> None:
    """A cursor over one running number loses what began before and committed after; numbers by journal do not."""
    early, late = batch("lee/00112233445566ff/team", 4), batch("mia/00112233445566aa/team", 4)
    slow = northwind.as_("lee")
    with slow.transaction():
        slow.execute("select playbook.push(%b, %b, %b)", (early.journal, 1, list(early.lines[:2])))
        northwind.hub("mia").push(late)
        ann = northwind.hub("ann")
        seen = pulled(ann)
        assert seen == {late.journal: list(late.lines)}
    have = {journal: len(lines) for journal, lines in seen.items()}
    assert pulled(ann, have) == {early.journal: list(early.lines[:2])}


def test_a_hint_wakes_who_may_read_and_names_no_journal_of_two(northwind: Northwind) -> None:
    mia, sam = northwind.hub("mia"), northwind.hub("sam")
    assert mia.wait(0)  # the first time nobody knows what came before
    assert sam.wait(0)
    northwind.hub("lee").push(batch("lee/00112233445566ff/team", 1))
    assert mia.wait(60)
    assert sam.wait(60)
    northwind.hub("lee").push(batch("lee/00112233445566ff/line", 1))
    assert not sam.wait(0.2)  # sam leads others
    heard = northwind.as_("mia")
    heard.execute("listen playbook")
    northwind.hub("kim").push(batch("kim/00112233445566bb/pair-lee", 1))
    assert [notice.payload for notice in heard.notifies(timeout=60, stop_after=1)] == [""]
