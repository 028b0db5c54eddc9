"""An account's name as somebody types it in a shell: whom it means, and what is said where it is nobody's."""

from __future__ import annotations

import pytest

from playbook.accounts.book import AccountBook
from playbook.accounts.typed import account_typed
from tests.accounts.test_account_book import KALLIO, book

FOODS, PAPER, TWIN = ("fqz4wvnp7m1kd9hs", "qqz4wvnp7m1kd9hs", "fqz4wvnp7m1kd9ht")


@pytest.fixture(scope="module")
def known() -> AccountBook:
    from playbook.records.customers import Account

    return book(
        Account(KALLIO, "Kallio Timberframe"),
        Account(FOODS, "Brenner Foods"),
        Account(PAPER, "Brenner Paper"),
        Account(TWIN, "東京システム"),
    )


@pytest.mark.parametrize("typed", ["Kallio Timberframe", "  kallio   TIMBERFRAME ", KALLIO])
def test_a_whole_name_or_id_is_taken_without_a_word(known: AccountBook, typed: str) -> None:
    meant = account_typed(known, typed)
    assert (meant.value, meant.said) == (KALLIO, "")


def test_the_beginning_of_one_name_alone_is_that_account_and_says_so(known: AccountBook) -> None:
    meant = account_typed(known, "kallio")
    assert meant.value == KALLIO
    assert meant.said == "“kallio” is taken as Kallio Timberframe, whose name alone begins so."
    assert account_typed(known, "東京").value == TWIN


def test_the_beginning_of_several_is_nobody_and_names_them(known: AccountBook) -> None:
    meant = account_typed(known, "Brenner")
    assert meant.value == "Brenner"
    assert meant.said.endswith("taken as typed. Did you mean Brenner Foods or Brenner Paper?")


def test_a_misspelt_name_is_kept_as_typed_and_the_nearest_is_named(known: AccountBook) -> None:
    meant = account_typed(known, "Kalio Timberfame")
    assert meant.value == "Kalio Timberfame"
    assert meant.said == (
        "No account is called “Kalio Timberfame” yet: it is taken as typed. Did you mean Kallio Timberframe?"
    )


def test_a_name_like_nobodys_is_said_to_be_new(known: AccountBook) -> None:
    meant = account_typed(known, "Zwingli")
    assert (meant.value, meant.said) == (
        "Zwingli",
        "No account is called “Zwingli” yet: it is taken as typed.",
    )


def test_an_ids_beginning_is_the_account_unless_two_have_it(known: AccountBook) -> None:
    assert account_typed(known, "QQZ4WV").value == PAPER
    assert account_typed(known, "qqz4").value == "qqz4"  # less than what lists show: as likely a name
    assert account_typed(known, "FQZ4WV").value == "FQZ4WV"


@pytest.mark.parametrize("typed", ["", "  "])
def test_nothing_typed_is_no_account_and_no_warning(known: AccountBook, typed: str) -> None:
    assert account_typed(known, typed).said == ""


def test_where_no_account_is_known_yet_every_name_is_as_good_as_another() -> None:
    meant = account_typed(AccountBook(), "Kallio")
    assert (meant.value, meant.said) == ("Kallio", "")
