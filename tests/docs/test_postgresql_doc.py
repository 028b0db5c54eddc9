"""docs/postgresql.md and scaling.md: what needs no server to be held against; tests/postgres runs the examples."""

from __future__ import annotations

import pytest

from tests.docs.markdown import DOCS, LONGEST, links, read, section, tables

PAGES = {name: read(name) for name in ("postgresql.md", "scaling.md")}


@pytest.mark.parametrize("page", PAGES)
def test_it_is_short_enough_to_be_read(page: str) -> None:
    assert PAGES[page].count("\n") < LONGEST


@pytest.mark.parametrize("page", PAGES)
def test_its_links_lead_somewhere(page: str) -> None:
    for link in links(PAGES[page]):
        assert (DOCS / link).is_file(), link


def test_what_was_measured_has_a_number_and_what_was_not_is_called_an_estimate() -> None:
    measured = tables(section(PAGES["scaling.md"], "## Measured"))
    assert measured
    assert all(any(sign.isdigit() for sign in row[2]) for table in measured for row in table[1:])
    assert section(PAGES["scaling.md"], "## A thousand reps").strip().startswith("**Estimated**")
