"""The starter made a team's own, as a function of its files."""

from __future__ import annotations

import re
from datetime import date

import pytest

from playbook.errors import NotFoundError, PlaybookError
from playbook.making_yours import Named, NoPersonError, Yours, make_yours, read_person, read_stage
from playbook.paths import content_folder
from playbook.plays.parse import parse_page
from playbook.plays.settings import Settings, parse_settings

STARTER = {
    path.relative_to(content_folder()).as_posix(): path.read_text(encoding="utf-8")
    for path in (*sorted(content_folder().rglob("*.md")), content_folder() / "playbook.toml")
}
TODAY = date(2027, 3, 1)
ANN = Named("Ann Bo", "ann@acme.example")
BEN = Named("Ben Ode", "ben.ode@acme.example")
CLEO = Named("Cléo *Star* Dee", "cleo@acme.example")
DAN = Named("Dan Em", "dan@acme.example")
ALL = Yours("Acme", {"discover": "Diagnose"}, (ANN, BEN), CLEO, DAN)


def settings_of(files: dict[str, str]) -> Settings:
    return parse_settings(files["playbook.toml"])


def test_who_says_nothing_has_the_starter_verified_today() -> None:
    made = make_yours(STARTER, Yours(), TODAY)
    assert made.keys() == STARTER.keys()
    for path, text in made.items():
        was = STARTER[path]
        if path == "playbook.toml":
            assert settings_of(made) == settings_of(STARTER)
        else:
            assert text == re.sub(r"^verified: .*", "verified: 2027-03-01", was, count=1, flags=re.MULTILINE)


def test_nothing_of_the_invented_company_and_people_is_left() -> None:
    made = make_yours(STARTER, ALL, TODAY)
    invented = re.compile(r"\b(?:Fernyard|Lee|Mia|Dana|Kim|lee|mia|dana|kim)\b")
    for path, text in made.items():
        text = text.replace('id = "fernyard"', "")
        assert not invented.search(text), (path, invented.search(text))
    assert "Only Dan goes below the list" in made["objections/discount-or-no-deal.md"]
    assert "{{rep.name}} from Acme." in made["plays/connect/trigger-event-call.md"]
    assert made["templates/mail.md"].endswith("{{rep.name}}\nAcme\n")


def test_pages_read_as_before() -> None:
    made = make_yours(STARTER, ALL, TODAY)
    for path, text in made.items():
        if path.endswith(".md"):
            page, was = parse_page(text, path), parse_page(STARTER[path], path)
            assert page.problems == (), path
            assert [step.id for step in page.steps] == [step.id for step in was.steps]
            assert (page.facts.value, page.kind) == (was.facts.value, was.kind)
            if was.facts.owners:
                assert page.facts.owners["marketing"] == "cleo"
                assert page.facts.owners["sales"] in ("ann", "ben-ode", "dan")


def test_everybody_takes_a_seat() -> None:
    settings = settings_of(make_yours(STARTER, ALL, TODAY))
    assert settings.name == "Acme"
    assert {id_: (one.name, one.side) for id_, one in settings.people.items()} == {
        "ann": ("Ann Bo", "sales"),
        "ben-ode": ("Ben Ode", "sales"),
        "cleo": ("Cléo *Star* Dee", "marketing"),
        "dan": ("Dan Em", "sales"),
    }
    assert settings.people["ann"].manager == settings.people["ben-ode"].manager == "dan"
    assert settings.people["cleo"].roles == ("liaison", "author")
    assert "price" in settings.people["dan"].roles
    assert (settings.review.decider, settings.review.emergency) == ("dan", ("dan", "cleo"))
    assert settings.desk.assign[0].to == "cleo"


def test_more_reps_than_seats_come_in_too_and_one_rep_takes_both() -> None:
    made = settings_of(make_yours(STARTER, Yours(reps=(ANN, BEN, DAN)), TODAY))
    assert list(made.people) == ["ann", "ben-ode", "dana", "kim", "dan"]
    assert (made.people["dan"].roles, made.people["dan"].manager) == (("rep", "author"), "kim")
    alone = make_yours(STARTER, Yours(reps=(ANN,)), TODAY)
    assert list(settings_of(alone).people) == ["ann", "dana", "kim"]
    assert settings_of(alone).people["ann"].segments == ("regional", "network", "single-site")
    assert not any("sales: mia" in text or "sales: lee" in text for text in alone.values())


def test_who_sells_and_leads_is_one_person_with_both_roles_and_no_manager() -> None:
    made = settings_of(make_yours(STARTER, Yours(reps=(ANN, BEN), manager=ANN), TODAY))
    assert list(made.people) == ["ann", "ben-ode", "dana"]
    assert set(made.people["ann"].roles) == {"rep", "author", "manager", "price", "legal"}
    assert (made.people["ann"].manager, made.people["ben-ode"].manager) == ("", "ann")
    assert made.warnings == ()


def test_a_new_name_may_be_an_old_one() -> None:
    """Mia Marsh takes Lee's seat, and Lee Ode takes Mia's: nobody is replaced twice."""
    mia, lee = Named("Mia Marsh", "mia@acme.example"), Named("Lee Ode", "lee@acme.example")
    made = make_yours(STARTER, Yours(reps=(mia, lee)), TODAY)
    assert {id_: one.name for id_, one in settings_of(made).people.items() if "rep" in one.roles} == {
        "mia": "Mia Marsh",
        "lee": "Lee Ode",
    }
    assert "Written by Mia and Dana" in made["account-plans/nordhafen-cold-stores.md"]
    assert parse_page(made["personas/head-of-logistics.md"], "p.md").facts.owners["sales"] == "mia"


def test_one_person_does_not_stand_for_both_sides() -> None:
    for yours in (Yours(reps=(ANN,), marketing=ANN), Yours(marketing=ANN, manager=ANN)):
        with pytest.raises(PlaybookError, match="Ann Bo cannot stand for marketing and for sales"):
            make_yours(STARTER, yours, TODAY)


def test_stages_are_called_as_the_team_calls_them() -> None:
    made = make_yours(STARTER, Yours(stages={"discover": 'Dig | "deep"', "renew": "Stay"}), TODAY)
    settings = settings_of(made)
    names = {stage.id: stage.name for stage in settings.stages}
    assert (names["discover"], names["renew"], names["connect"]) == ('Dig | "deep"', "Stay", "Connect")
    assert [stage.exit for stage in settings.stages] == [stage.exit for stage in settings_of(STARTER).stages]
    assert '| Dig \\| "deep" | [First discovery]' in made["README.md"]
    assert "| Renew and expand |" not in made["README.md"]
    with pytest.raises(NotFoundError, match=r"There is no stage “discovery”\. Did you mean discover\?"):
        make_yours(STARTER, Yours(stages={"discovery": "x"}), TODAY)


@pytest.mark.parametrize(
    "name",
    ["A*B_C", "[bold]Acme[/bold]", 'He said: "yes" #1', "Müller & Söhne GmbH", "{{account.name}}", r"\1"],
)
def test_a_company_may_be_called_anything(name: str) -> None:
    made = make_yours(STARTER, Yours(name=name), TODAY)
    assert settings_of(made).name == name
    page = parse_page(made["know/product.md"], "know/product.md")
    assert page.title == f"{name} in one page"
    assert page.problems == ()
    play = parse_page(made["plays/connect/trigger-event-call.md"], "plays/connect/trigger-event-call.md")
    assert play.fields == parse_page(STARTER[play.path], play.path).fields
    assert made["templates/mail.md"].endswith(f"\n{name}\n")


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("Ann Bo <ann@acme.example>", ANN),
        ('  "Ann Bo"  <ann@acme.example> ', ANN),
        ("ben.ode@acme.example", Named("Ben Ode", "ben.ode@acme.example")),
        ("me", DAN),
        ("ME", DAN),
    ],
)
def test_a_person_is_written_as_git_writes_them(typed: str, person: Named) -> None:
    assert read_person(typed, DAN) == person


@pytest.mark.parametrize("typed", ["Ann Bo", "", "Ann <>", "Ann <ann>", "<a@b> Ann", "a@b c@d"])
def test_what_is_no_person_is_said_with_an_example(typed: str) -> None:
    with pytest.raises(NoPersonError, match=r"Ann Bo <ann@acme\.example>"):
        read_person(typed)
    with pytest.raises(NoPersonError):
        read_person("me")


def test_a_stage_is_typed_with_its_id() -> None:
    assert read_stage(" discover = Diagnose = early ") == ("discover", "Diagnose = early")
    for typed in ("discover", "=x", "discover="):
        with pytest.raises(PlaybookError, match="discover=Diagnose"):
            read_stage(typed)
