"""Who reads whose line, from playbook.toml: structure, what changes in it, and that the screens agree with it."""

from __future__ import annotations

import pytest

from playbook.plays.settings_model import Person
from playbook.sync.postgres.people import Listed, SharedNameError, changes, structure
from tests.postgres.northwind import PEOPLE


def test_everybody_above_reads_not_only_the_nearest() -> None:
    found = structure(PEOPLE)
    assert found["lee"].managers == {"kim", "ann"}
    assert found["kim"].managers == {"ann"}
    assert found["ann"].managers == frozenset()


def test_earlier_names_and_roles_come_along() -> None:
    found = structure(PEOPLE)
    assert found["lee"].names == {"lee", "lpark"}
    assert [one.id for one in found.values() if one.liaison] == ["dana"]
    assert [one.id for one in found.values() if one.admin] == ["olga"]


def test_a_circle_of_managers_ends() -> None:
    found = structure({"a": Person("a", manager="b"), "b": Person("b", manager="a")})
    assert found["a"].managers == {"b"}
    assert found["b"].managers == {"a"}


def test_a_name_that_two_claim_is_nobodys() -> None:
    with pytest.raises(SharedNameError, match="“park” is a name of both lee and mia"):
        structure({"lee": Person("lee", also=("park",)), "mia": Person("mia", also=("park",))})
    with pytest.raises(SharedNameError):
        structure({"lee": Person("lee"), "mia": Person("mia", also=("lee",))})


def test_one_who_repeats_their_own_id_claims_nothing_of_others() -> None:
    assert structure({"lee": Person("lee", also=("lee", "lpark"))})["lee"].names == {"lee", "lpark"}


def test_nothing_changes_between_equals() -> None:
    assert changes(structure(PEOPLE), structure(PEOPLE)) == []


def test_changes_are_said_in_words() -> None:
    before = {"lee": Listed("lee", managers=frozenset({"kim"}), names=frozenset({"lee"}), liaison=True)}
    after = {"lee": Listed("lee", managers=frozenset({"sam"}), names=frozenset({"lee", "lpark"}), admin=True)}
    assert changes(before, after) == [
        "sam reads the runs of lee",
        "kim no longer reads the runs of lee",
        "lee no longer reads what is for the liaisons",
        "lee sees every journal's name and size, and closes lost devices",
        "journals of “lpark” are lee's",
    ]
    assert "journals of “lpark” are no longer lee's" in changes(after, before)


def test_who_comes_and_who_goes() -> None:
    new = {"mia": Listed("mia", names=frozenset({"mia"}), managers=frozenset({"kim"}))}
    assert changes({}, new) == ["kim reads the runs of mia"]
    assert changes(new, {}) == ["kim no longer reads the runs of mia"]
