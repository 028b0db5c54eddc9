"""`playbook.toml`: what it sets, and plain words for every mistake."""
# ruff: noqa: E501

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.errors import PlaybookError
from playbook.plays.settings import (
    Assign,
    Desk,
    Experiment,
    Person,
    Promote,
    Records,
    Review,
    Settings,
    SettingsError,
    Stage,
    Vocabulary,
    parse_settings,
)

WHOLE = """\
[playbook]
id = "northwind"
name = "Northwind"
format = 1
published = "main"
link-root = "docs"

[[stages]]
id = "discover"
name = "Discover"
buyer = "learn"
exit = "They name the cost."

[[stages]]
id = "agree"

[vocabulary]
segments = ["smb", "mid-market"]
personas = ["vp-sales"]
channels = ["phone"]
triggers = ["renewal-due"]
skip-reasons = ["no time"]
do-not-say = ["guarantee"]
reference-headings = ["Context"]

[review]
verify-every = "30 days"
approvals = ["marketing"]
remind-after = "2 days"
decider = "pat"
emergency = ["pat"]
signing = "required"
wording-only = 2

[lint]
PB013 = "error"
PB001 = "off"

[desk]
first-answer = "1 business day"
resolution = "5 business days"
working-hours = "Mon-Fri 08:30-17:00 Europe/Berlin"
holidays = ["2026-12-25", 2026-12-26]
public-holidays = "DE-BY"
promote = {people = 4, days = 30}
assign = [{kind = "competitor", to = "dana"}, {segment = "smb", stage = "agree", to = "lee"}]

[records]
hub = "origin"
line-on-git = true

[people.dana]
name = "Dana Ortiz"
email = "Dana@northwind.example"
side = "marketing"
roles = ["liaison", "author"]
deputy = "lee"
also = ["dana.ortiz"]
keys = ["ssh-ed25519 AAAA"]

[people.lee]
side = "sales"
manager = "pat"
segments = ["smb"]

[people.pat]

[experiments.opener-q4]
arms = ["plays/a", "plays/b"]
unit = "account"
measure = "commitment"
baseline = 0.30
smallest-lift = 0.10
accounts-per-arm = 356
from = 2026-10-01
"""


def test_every_key_of_the_format() -> None:
    assert parse_settings(WHOLE) == Settings(
        id="northwind",
        name="Northwind",
        format=1,
        published="main",
        link_root="docs",
        stages=(Stage("discover", "Discover", "learn", "They name the cost."), Stage("agree")),
        vocabulary=Vocabulary(
            ("smb", "mid-market"),
            ("vp-sales",),
            ("phone",),
            ("renewal-due",),
            ("no time",),
            ("guarantee",),
            ("Context",),
        ),
        review=Review("30 days", ("marketing",), "2 days", "pat", ("pat",), "required", 2),
        lint={"PB013": "error", "PB001": "off"},
        desk=Desk(
            "1 business day",
            "5 business days",
            "Mon-Fri 08:30-17:00 Europe/Berlin",
            (date(2026, 12, 25), date(2026, 12, 26)),
            Promote(4, 30),
            (Assign("dana", {"kind": "competitor"}), Assign("lee", {"segment": "smb", "stage": "agree"})),
            public_holidays="DE-BY",
        ),
        records=Records("origin", True),
        people={
            "dana": Person(
                "dana",
                "Dana Ortiz",
                "Dana@northwind.example",
                "marketing",
                ("liaison", "author"),
                deputy="lee",
                also=("dana.ortiz",),
                keys=("ssh-ed25519 AAAA",),
            ),
            "lee": Person("lee", side="sales", manager="pat", segments=("smb",)),
            "pat": Person("pat"),
        },
        experiments={
            "opener-q4": Experiment(
                "opener-q4",
                ("plays/a", "plays/b"),
                "account",
                "commitment",
                0.3,
                0.1,
                356,
                date(2026, 10, 1),
            )
        },
        present=True,
    )


def test_no_file_and_an_empty_file_give_the_same_but_for_being_there() -> None:
    default = Settings()
    assert not default.present
    assert default.vocabulary.skip_reasons == (
        "no time",
        "not relevant",
        "customer led",
        "already known",
        "did not work before",
    )
    assert default.vocabulary.reference_headings == ("Background", "Resources", "Know")
    assert (default.review.approvals, default.review.verify_every) == (("marketing", "sales"), "90 days")
    assert (default.desk.first_answer, default.desk.resolution) == ("2 business days", "10 business days")
    assert (default.link_root, default.published, default.records.hub) == (".", "main", "")
    assert parse_settings("\ufeff# nothing\r\n") == Settings(present=True)


def test_stages_and_people_are_found() -> None:
    settings = parse_settings(WHOLE)
    assert settings.stage("agree") == Stage("agree")
    assert settings.stage("") is None
    assert settings.person("dana") is settings.people["dana"]
    assert settings.person("dana@NORTHWIND.example") is settings.people["dana"]
    assert settings.person("dana.ortiz") is settings.people["dana"]
    assert settings.person("nobody") is None
    assert settings.person("") is None


def test_a_stage_is_called_as_the_playbook_calls_it_by_whatever_it_is_named() -> None:
    settings = Settings(stages=(Stage("renew", "Renew and expand"), Stage("agree"), Stage("x", "Agree")))
    named = {
        "renew": "Renew and expand", "Renew and expand": "Renew and expand", "RENEW": "Renew and expand",
        "agree": "agree", "Closed won": "Closed won", "": "",
    }  # fmt: skip
    assert {id_: settings.stage_name(id_) for id_ in named} == named


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[vocabulry]", "1: vocabulry: there is no such key. Did you mean “vocabulary”?"),
        ("x = 1", "1: x: there is no such key. Known here: playbook, stages, vocabulary, review, lint, desk, records, people, experiments."),
        ("\n[vocabulary]\n\nsegmets = []", "4: vocabulary.segmets: there is no such key. Did you mean “segments”?"),
        ("[vocabulary]\nsegments = 'smb'", "2: vocabulary.segments: should be a list such as [“one”, “two”], not “smb”."),
        ("[vocabulary]\nsegments = [\n  'a',\n  3,\n]", "4: vocabulary.segments[2]: should be a text such as “word”, not a number."),
        ("vocabulary = 3", "1: vocabulary: should be a table, not a number."),
        ("[playbook]\nid = 3", "2: playbook.id: should be a name of letters, digits, “-”, “_” and “.”, such as “northwind”, not a number."),
        ("[playbook]\nid = '../up'", "2: playbook.id: should be a name of letters, digits, “-”, “_” and “.”, such as “northwind”, not “../up”."),
        ("[playbook]\nname = true", "2: playbook.name: should be a text such as “word”, not true or false."),
        ("[playbook]\nformat = 2", "2: playbook.format: this program reads format 1; format 2 needs a newer one. Update Playbook; nothing is lost."),
        ("[playbook]\nformat = 0", "2: playbook.format: the first format is 1."),
        ("[playbook]\nformat = 1.5", "2: playbook.format: should be a whole number such as 3, not a number."),
        ("[playbook]\nlink-root = '../x'", "2: playbook.link-root: should be a folder inside the playbook, such as “docs”."),
        ("[playbook]\nlink-root = '/x'", "2: playbook.link-root: should be a folder inside the playbook, such as “docs”."),
        ("[[stages]]\nname = 'x'", "1: stages[1]: needs the key “id”."),
        ("[stages]\nid = 'x'", "1: stages: should be a list such as [“one”, “two”], not a table."),
        ("[[stages]]\nid = 'a'\n[[stages]]\nid = 'a'", "4: stages[2].id: “a” is the id of two stages; ids must differ."),
        ("[[stages]]\nid = 'a'\nbuyer = 'byy'", "3: stages[1].buyer: should be one of learn, shop, buy, use, renew, not “byy”. Did you mean “buy”?"),
        ("[[stages]]\nid = 'a'\nbuyer = 1", "3: stages[1].buyer: should be one of learn, shop, buy, use, renew, not a number."),
        ("[review]\nverify-every = '90'", "2: review.verify-every: should be a length of time such as “90 days” or “2 business days”, not “90”."),
        ("[review]\nwording-only = -1", "2: review.wording-only: should be a whole number such as 3, not a number."),
        ("[review]\nwording-only = true", "2: review.wording-only: should be a whole number such as 3, not true or false."),
        ("[review]\nsigning = 'never'", "2: review.signing: should be one of off, when present, required, not “never”."),
        ("[lint]\nPB001 = 'errr'", "2: lint.PB001: should be one of off, suggestion, warn, error, not “errr”. Did you mean “error”?"),
        ("lint = []", "1: lint: should be a table, not a list."),
        ("[desk]\nworking-hours = '9-5'", "2: desk.working-hours: should be hours such as “Mon-Fri 09:00-17:00 Europe/Berlin”, not “9-5”."),
        ("[desk]\nworking-hours = 'Mon-Fri 09:00-25:00'", "2: desk.working-hours: should be hours such as “Mon-Fri 09:00-17:00 Europe/Berlin”, not “Mon-Fri 09:00-25:00”."),
        ("[desk]\nholidays = ['2026-02-30']", "2: desk.holidays[1]: should be a date such as 2026-12-31, not “2026-02-30”."),
        ("[desk]\nholidays = [2026-02-03T10:00:00]", "2: desk.holidays[1]: should be a date such as 2026-12-31, not a date or time."),
        ("[desk]\npublic-holidays = 'Bavaria'", "2: desk.public-holidays: should be a country such as “DE”, or a part of one such as “DE-BY”, not “Bavaria”."),
        ("[desk]\npublic-holidays = ['DE']", "2: desk.public-holidays: should be a country such as “DE”, or a part of one such as “DE-BY”, not a list."),
        ("[desk]\npublic-holidays = '../DE'", "2: desk.public-holidays: should be a country such as “DE”, or a part of one such as “DE-BY”, not “../DE”."),
        ("[desk]\npromote = {people = '3'}", "2: desk.promote.people: should be a whole number such as 3, not “3”."),
        ("[desk]\nassign = [{kind = 'x'}]", "2: desk.assign[1]: should be a rule such as {kind = “competitor”, to = “dana”}."),
        ("[desk]\nassign = ['x']", "2: desk.assign[1]: should be a rule such as {kind = “competitor”, to = “dana”}."),
        ("[desk]\nassign = [\n{to = 'x'},\n{knd = 'x', to = 'x'}]", "4: desk.assign[2].knd: there is no such key. Did you mean “kind”?"),
        ("[records]\nline-on-git = 'yes'", "2: records.line-on-git: should be true or false, not “yes”."),
        ("[people.dana]\nrols = []", "2: people.dana.rols: there is no such key. Did you mean “roles”?"),
        ("people.dana.rols = []", "1: people.dana.rols: there is no such key. Did you mean “roles”?"),
        ("[people]\ndana = 'x'", "2: people.dana: should be a table, not “x”."),
        ("[experiments.x]\nbaseline = 30", "2: experiments.x.baseline: should be a number from 0 to 1, such as 0.3, not a number."),
        ("[experiments.x]\nbaseline = true", "2: experiments.x.baseline: should be a number from 0 to 1, such as 0.3, not true or false."),
        ("[experiments.x]\nfrom = 'soon'", "2: experiments.x.from: should be a date such as 2026-12-31, not “soon”."),
        ("[playbook]\nname = ", "2: name: Invalid value."),
        ("[playbook]\nname 'x'", "2: Expected '=' after a key in a key/value pair."),
        ("[playbook]\nid = 'x'\nid = 'y'", "3: id: Cannot overwrite a value."),
        ("[playbook\n", "1: Expected ']' at the end of a table declaration."),
        ("x = [1,\n2", "2: Unclosed array."),
        ("\0", "1: Invalid statement."),
        pytest.param("x = " + "[" * 5000, "1: The file is nested too deeply to read.", id="deep"),
        pytest.param("# " + "x" * 1_000_000, "1: The file is longer than 1,000,000 letters.", id="long"),
    ],
)  # fmt: skip
def test_mistakes_name_file_line_and_key(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings(text, "sub/playbook.toml")
    assert str(caught.value) == f"sub/playbook.toml:{said}"
    assert isinstance(caught.value, PlaybookError)
    assert caught.value.exit_code == 2


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings("[records]\nhb = 'x'\n[playbook]\nname = 3\n[people.'a b']\n[lint]\nPB099 = 'off'\n")
    assert [problem.line for problem in caught.value.problems] == [2, 4, 5, 7]
    lines = str(caught.value).split("\n")
    assert lines[0] == "playbook.toml:2: records.hb: there is no such key. Did you mean “hub”?"
    assert lines[2].startswith("playbook.toml:5: people.a b: should be a name")
    assert lines[3].startswith("playbook.toml:7: lint.PB099: should be one of PB001, PB002, ")


def test_empty_texts_say_nothing() -> None:
    settings = parse_settings(
        "[records]\nhub = ''\n[vocabulary]\nsegments = ['', ' a ']\n[playbook]\nname = ' '\n"
    )
    assert (settings.records.hub, settings.vocabulary.segments, settings.name) == ("", ("a",), "")


def test_zero_is_a_number() -> None:
    assert parse_settings("[desk]\npromote = {people = 0, days = 0}\n").desk.promote == Promote(0, 0)
    assert parse_settings("[review]\nwording-only = 1\n").review.wording_only == 1
    assert (
        parse_settings("[experiments.x]\nbaseline = 1\nsmallest-lift = 0\n").experiments["x"].baseline == 1.0
    )


def test_people_who_are_not_there_are_doubtful_and_not_wrong() -> None:
    settings = parse_settings(
        "[review]\ndecider = 'x'\nemergency = ['lee', 'y']\n[desk]\nassign = [{kind = 'idea', to = 'z'}]\n"
        "[people.lee]\nmanager = 'kim'\ndeputy = 'lee'\n"
    )
    assert [(each.line, each.message) for each in settings.warnings] == [
        (2, "review.decider: “x” is not among the people of this playbook."),
        (3, "review.emergency[2]: “y” is not among the people of this playbook."),
        (5, "desk.assign[1].to: “z” is not among the people of this playbook."),
        (7, "people.lee.manager: “kim” is not among the people of this playbook."),
    ]


def test_markup_and_escapes_in_a_value_are_shown_harmlessly() -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings('[review]\nsigning = "\\u001b[31m\\n[bold]"')
    assert "\x1b" not in str(caught.value)
    assert "“␛[31m [bold]”" in str(caught.value)


def test_the_documented_example_is_right(request: pytest.FixtureRequest) -> None:
    example = Path(request.config.rootpath) / "content" / "playbook.toml"
    if not example.exists():
        pytest.skip("there is no starter playbook yet")
    settings = parse_settings(example.read_text("utf-8"))
    assert settings.present
    assert settings.stages


@given(st.text())
def test_any_text_gives_settings_or_a_settings_error(text: str) -> None:
    try:
        assert parse_settings(text).present
    except SettingsError as error:
        count = text.count("\n") + text.count("\r") + 1
        assert all(1 <= problem.line <= count for problem in error.problems)


KEYS = st.sampled_from(["playbook", "stages", "people", "desk", "id", "assign", "x", "to", "segments"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    if isinstance(value, bool) or value is None:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    assert isinstance(value, str)
    escaped = "".join(f"\\U{ord(letter):08x}" for letter in value if not 0xD800 <= ord(letter) < 0xE000)
    return f'"{escaped}"'


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_values_of_any_shape_are_refused_in_words(raw: dict[str, object]) -> None:
    text = "\n".join(f"{key} = {toml(value)}" for key, value in raw.items())
    try:
        assert parse_settings(text).present
    except SettingsError as error:
        for problem in error.problems:
            top = problem.message.split(":")[0].split(".")[0].split("[")[0]
            assert text.split("\n")[problem.line - 1].startswith(f"{top} =")
