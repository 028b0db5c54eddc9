"""docs/postgresql.md: what can be held against the program without a server; tests/postgres runs its examples."""

from __future__ import annotations

from tests.docs.markdown import DOCS, LONGEST, links, read

DOC = read("postgresql.md")


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_its_links_lead_somewhere() -> None:
    for link in links(DOC):
        assert (DOCS / link).is_file(), link
