from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from playbook.records import chain, line
from playbook.records.chain import Bad, Chain, Link
from tests.records.support import idea, lines

JOURNAL = "lee/00112233445566ff/team"
WHOLE = lines(JOURNAL, [idea(number) for number in range(1, 7)])
FILE = b"".join(data + b"\n" for data in WHOLE)
ENDS = [0, *(FILE.index(data) + len(data) + 1 for data in WHOLE)]


def seqs(scan: chain.Scan) -> list[int]:
    return [found.envelope.seq for found in scan.lines]


def links(data: bytes) -> list[Link]:
    return [chain.link(found.data, found.envelope) for found in chain.scan(data, JOURNAL).lines]


def test_a_whole_file_is_its_lines() -> None:
    scan = chain.scan(FILE, JOURNAL)
    assert [found.data for found in scan.lines] == WHOLE
    assert [found.offset for found in scan.lines] == ENDS[:-1]
    assert [found.end for found in scan.lines] == ENDS[1:]
    assert (scan.damage, scan.torn) == ([], None)


def test_an_empty_file_holds_nothing() -> None:
    assert chain.scan(b"", JOURNAL) == chain.Scan([], [], None)


def test_bad_bytes_with_a_valid_line_after_them_are_damage() -> None:
    flipped = bytearray(FILE)
    flipped[ENDS[2] + 20] ^= 1
    scan = chain.scan(bytes(flipped), JOURNAL)
    assert seqs(scan) == [1, 2, 4, 5, 6]
    bad = bytes(flipped[ENDS[2] : ENDS[3]])
    assert scan.damage == [Bad(ENDS[2], bad, "its checksum does not match")]
    assert scan.torn is None


def test_bad_bytes_with_no_valid_line_after_them_are_a_torn_tail() -> None:
    data = FILE[: ENDS[4]] + b"garbage\n\0\0\0\nhalf a li"
    scan = chain.scan(data, JOURNAL)
    assert seqs(scan) == [1, 2, 3, 4]
    assert scan.damage == []
    assert scan.torn == Bad(ENDS[4], b"garbage\n\0\0\0\nhalf a li", "its checksum does not match")


def test_a_line_without_its_newline_was_never_acknowledged() -> None:
    scan = chain.scan(FILE[:-1], JOURNAL)
    assert seqs(scan) == [1, 2, 3, 4, 5]
    assert scan.torn == Bad(ENDS[5], WHOLE[5], "it breaks off")


def test_each_damaged_place_is_told_apart() -> None:
    data = WHOLE[0] + b"\nx\n" + WHOLE[1] + b"\n\0\0\n" + WHOLE[2] + b"\n"
    assert [(bad.offset, bad.data) for bad in chain.scan(data, JOURNAL).damage] == [
        (ENDS[1], b"x\n"),
        (ENDS[2] + 2, b"\0\0\n"),
    ]


def test_a_line_of_another_journal_is_bad_here() -> None:
    other = lines("kim/00112233445566ff/team", [idea(1)])[0]
    scan = chain.scan(other + b"\n" + WHOLE[0] + b"\n", JOURNAL)
    assert scan.damage == [Bad(0, other + b"\n", "it is a line of kim/00112233445566ff/team")]
    assert seqs(chain.scan(other + b"\n" + WHOLE[0] + b"\n")) == [1, 1]


def test_other_line_separators_do_not_end_a_line() -> None:
    strange = lines(JOURNAL, ['{"id":"i1","kind":"idea","text":"a\u2028b\x85c\u2029"}'.encode()])[0]
    assert chain.scan(strange + b"\n", JOURNAL).lines[0].data == strange


def test_a_whole_chain() -> None:
    assert chain.verify(links(FILE)) == Chain(6, [], [], [])
    assert chain.verify(links(FILE)).whole
    assert chain.verify([]) == Chain(0, [], [], [])


def test_what_is_missing_shows_and_is_not_called_rewritten() -> None:
    some = links(FILE)
    assert chain.verify([some[2], some[5]]) == Chain(2, [(1, 2), (4, 5)], [], [])
    assert not chain.verify([some[1]]).whole


def test_a_rewritten_past_shows() -> None:
    past = lines(JOURNAL, [idea(1), idea(99), idea(3)])
    rewritten = links(b"".join(data + b"\n" for data in past))
    assert chain.verify([*rewritten[:2], *links(FILE)[2:]]) == Chain(6, [], [3], [])


def test_a_first_line_that_names_one_before_it_is_a_break() -> None:
    assert chain.verify([Link(1, "a", "b")]) == Chain(1, [], [1], [])


def test_a_number_borne_twice_shows_and_counts_once() -> None:
    some = links(FILE)[:3]
    doubled = chain.verify([*some, some[1]])
    assert doubled == Chain(3, [], [], [2])
    assert not doubled.whole


@given(st.permutations(links(FILE)))
def test_the_order_of_arrival_does_not_matter(arrived: list[Link]) -> None:
    assert chain.verify(arrived).whole


@given(st.integers(0, len(FILE)), st.integers(0, 600))
def test_every_beginning_with_a_zeroed_end_is_its_whole_lines(size: int, zeros: int) -> None:
    scan = chain.scan(FILE[:size] + b"\0" * zeros, JOURNAL)
    whole = sum(end <= size for end in ENDS[1:])
    assert [found.data for found in scan.lines] == WHOLE[:whole]
    assert scan.damage == []
    torn = FILE[ENDS[whole] : size] + b"\0" * zeros
    assert (scan.torn.data if scan.torn else b"") == torn


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_a_changed_byte_costs_at_most_the_lines_it_touches(place: int, change: int) -> None:
    data = bytearray(FILE)
    data[place] ^= change
    scan = chain.scan(bytes(data), JOURNAL)
    touched = {number for number in range(6) if ENDS[number] <= place < ENDS[number + 1]}
    if data[place] == 10 or FILE[place] == 10:
        touched |= {number + 1 for number in touched}
    assert {0, 1, 2, 3, 4, 5} - touched <= {found.envelope.seq - 1 for found in scan.lines}
    kept = b"".join(found.data + b"\n" for found in scan.lines)
    lost = b"".join(bad.data for bad in scan.damage) + (scan.torn.data if scan.torn else b"")
    assert len(kept) + len(lost) == len(FILE)


@given(st.binary(max_size=2000))
def test_any_bytes_are_scanned_and_none_get_lost(data: bytes) -> None:
    scan = chain.scan(data, JOURNAL)
    assert scan.lines == []
    assert (scan.torn.data if scan.torn else b"") == data


def test_a_link_is_number_digest_and_the_one_before() -> None:
    [first, second, *_] = links(FILE)
    assert first == Link(1, line.digest(WHOLE[0]), "")
    assert second == Link(2, line.digest(WHOLE[1]), line.digest(WHOLE[0]))
