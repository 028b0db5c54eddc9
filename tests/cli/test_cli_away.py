"""The desk's mail goes to whom there is and says what no page answers; a deputy's Today has what is waited for."""

from __future__ import annotations

from tests.cli.shell import OBJECTION, SETTINGS, Shell, write

SAM = """
[people.sam]
name = "Sam Rivers"
email = "sam@northwind.example"
side = "marketing"
roles = ["liaison"]
"""


def test_mail_for_who_is_away_goes_to_the_deputy(own: Shell) -> None:
    own.ok("feedback add idea x")
    here = own.ok("desk notice --format mail", as_="dana").out
    assert here.splitlines()[0] == "To: dana@northwind.example"
    away = SETTINGS.replace(
        "[people.dana]", '[people.dana]\ndeputy = "sam"\naway = ["2026-11-20/2026-11-30"]'
    )
    write(own.root, {"playbook.toml": away + SAM})
    assert own.ok("desk notice --format mail", as_="dana").out.splitlines()[0] == "To: sam@northwind.example"


def test_a_page_of_who_is_away_waits_for_the_deputy(own: Shell) -> None:
    stale = OBJECTION.replace(
        "title:", "owners: {marketing: dana, sales: lee}\nverified: 2026-01-01\nstatus: live\ntitle:", 1
    )
    away = SETTINGS.replace(
        "[people.dana]", '[people.dana]\ndeputy = "mia"\naway = ["2026-11-20/2026-11-30"]'
    )
    write(own.root, {"playbook.toml": SETTINGS, "objections/too-expensive.md": stale})
    before = {who: own.ok("today --json", as_=who).data for who in ("dana", "mia")}
    write(own.root, {"playbook.toml": away})
    after = {who: own.ok("today --json", as_=who).data for who in ("dana", "mia")}

    def waits(found: dict[str, list[dict[str, str]]], who: str) -> bool:
        return any(line["kind"] == "page" and "is it still right?" in line["what"] for line in found[who])

    assert (waits(before, "dana"), waits(before, "mia")) == (True, False)
    assert (waits(after, "dana"), waits(after, "mia")) == (False, True)


def test_the_notice_ends_with_what_no_page_answers(own: Shell) -> None:
    for who, text in (("lee", "The works council must agree"), ("mia", "Works council must agree first")):
        own.ok(f"feedback add objection '{text}'", as_=who)
    assert "desk promote" not in own.ok("desk notice", as_="dana").out
    own.ok("feedback add objection 'Their works council has to agree'", as_="kim")
    told = "1 objection that several hear and no page answers: playbook desk promote"
    for form in ("chat", "mail"):
        assert own.ok(f"desk notice --format {form}", as_="dana").out.splitlines()[-1] == told
