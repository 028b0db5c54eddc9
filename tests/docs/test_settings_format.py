"""docs/play-format.md: its settings are read as it says, and it names every key of them."""

from __future__ import annotations

import re

import msgspec
import pytest

from playbook.plays.settings import LINT_CODES, Settings, SettingsError, parse_settings
from playbook.plays.settings_model import Desk, Experiment, Records, Review, Vocabulary
from tests.docs.markdown import fences, read

TOML = fences(read("play-format.md"), "toml")[0]


def known(place: str) -> list[str]:
    """Return the keys that the parser offers where a key is unknown in the table that `place` begins."""
    with pytest.raises(SettingsError) as caught:
        parse_settings(f'{place}zzqqzzqq = "1"\n')
    found = re.search(r"Known here: ([^.]+)\.", str(caught.value))
    assert found, caught.value
    return found[1].split(", ")


def group(place: str) -> dict[str, object]:
    """Return the table of the document's settings at a dotted place."""
    import tomllib

    found = tomllib.loads(TOML)
    for part in place.split("."):
        found = found[part]
    first = found[0] if isinstance(found, list) else found
    assert isinstance(first, dict)
    return first


@pytest.mark.parametrize(
    ("place", "opened"),
    [
        ("playbook", "[playbook]\n"),
        ("stages", '[[stages]]\nid = "x"\n'),
        ("vocabulary", "[vocabulary]\n"),
        ("review", "[review]\n"),
        ("desk", "[desk]\n"),
        ("desk.promote", "[desk.promote]\n"),
        ("records", "[records]\n"),
        ("people.lee", "[people.lee]\n"),
        ("experiments.opener", "[experiments.opener]\n"),
    ],
)
def test_every_key_of_the_settings_is_in_the_document(place: str, opened: str) -> None:
    assert sorted(group(place)) == sorted(known(opened))


def test_every_table_of_the_settings_is_in_the_document() -> None:
    import tomllib

    assert sorted(tomllib.loads(TOML)) == sorted(known(""))


def test_rules_that_assign_and_codes_of_lint_are_named() -> None:
    (line,) = [line for line in TOML.split("\n") if line.startswith("assign =")]
    wanted = known('[[desk.assign]]\nto = "x"\n')
    assert set(wanted) <= set(re.findall("[a-z]+", line))
    assert LINT_CODES[0] in TOML and LINT_CODES[-1] in TOML
    assert parse_settings('[lint]\nPB013 = "error"\n').lint == {"PB013": "error"}


def test_the_settings_shown_are_the_defaults() -> None:
    shown = parse_settings(TOML)
    assert [warning.message for warning in shown.warnings] == [
        "people.lee.manager: “kim” is not among the people of this playbook."
    ]
    usual = Settings()
    assert (shown.format, shown.published, shown.link_root) == (
        usual.format, usual.published, usual.link_root,
    )  # fmt: skip
    assert (shown.vocabulary, shown.review, shown.lint) == (Vocabulary(), Review(), {})
    assert (shown.desk, shown.records) == (Desk(), Records())
    opener = shown.experiments["opener"]
    assert msgspec.structs.replace(opener, id="", arms=(), start=None) == Experiment("")


def test_a_mistake_names_file_line_key_and_the_nearest() -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings("[playbook]\nform = 1\n")
    assert str(caught.value) == "playbook.toml:2: playbook.form: there is no such key. Did you mean “format”?"
