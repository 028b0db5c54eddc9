"""Who is reminded of what waits: the deputy of who was asked, then who decides; never before its time."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from playbook.desk.hours import WorkingHours, parse_hours
from playbook.plays.settings import parse_settings
from playbook.plays.settings_model import Settings
from playbook.reviewing.reminding import Reminder, reminders
from playbook.reviewing.words import reminder_words
from tests.review.conftest import SETTINGS, Team
from tests.review.test_joint_approval import approved, proposed
from tests.review.test_page_over_time import Shell

SINCE = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
HOURS: WorkingHours = parse_hours("Mon-Fri 09:00-17:00 UTC")
DEPUTIES = SETTINGS.replace(
    'roles = ["liaison", "author"]', 'roles = ["liaison", "author"]\ndeputy = "max"'
) + ('\n[people.max]\nname = "Max Ito"\nemail = "max@northwind.example"\nside = "marketing"\n')


def settings(text: str = DEPUTIES, *, decider: str = "kim", after: str = "1 day") -> Settings:
    review = f'[review]\ndecider = "{decider}"\nremind-after = "{after}"\n' if decider else "[review]\n"
    return parse_settings(text.replace("[review]\n", review))


def at(hours: float, made: Settings | None = None, what: str = "marketing", owner: str = "dana") -> Reminder:
    """Return whose turn it is after so many hours."""
    now = SINCE + timedelta(hours=hours)
    [found] = reminders([what], [{what: owner}], SINCE, now, made or settings(), HOURS)
    return found


def test_the_owner_is_asked_then_the_deputy_then_who_decides() -> None:
    assert (at(0).turn, at(0).people) == ("asked", ("dana",))
    assert at(23.9).turn == "asked"
    assert (at(24).turn, at(24).people, at(24).late) == ("deputy", ("dana", "max"), ("dana",))
    assert (at(48).turn, at(48).people) == ("decider", ("dana", "max", "kim"))
    assert at(-5).turn == "asked", "a clock that is wrong reminds nobody"


def test_where_nobody_is_deputy_who_decides_is_asked_at_once_after_the_time() -> None:
    assert at(24, what="sales", owner="lee").turn == "decider"
    assert at(24, settings(decider=""), "sales", "lee").turn == "asked"


def test_where_nobody_decides_the_deputy_stays_asked() -> None:
    assert at(500, settings(decider="")).turn == "deputy"


def test_a_deputy_who_may_not_speak_for_the_side_could_not_help() -> None:
    made = settings(DEPUTIES.replace('deputy = "max"', 'deputy = "ada"'))
    assert (at(24, made).turn, "ada" in at(24, made).people) == ("decider", False)


def test_an_owner_of_another_side_is_not_asked_but_all_who_may_are() -> None:
    assert at(0, owner="lee").people == ("dana", "max")
    assert at(0, owner="nobody").people == ("dana", "max")


@pytest.mark.parametrize(("after", "hours", "turn"), [
    ("2 business days", 24 * 3, "asked"), ("2 business days", 24 * 4 + 1, "deputy"), ("4 hours", 4, "deputy"),
    ("3 months", 24 * 100, "deputy"),
])  # fmt: skip
def test_the_time_is_counted_as_the_desk_counts_it(after: str, hours: float, turn: str) -> None:
    assert at(hours, settings(after=after)).turn == turn


def test_it_is_said_in_a_sentence() -> None:
    names = {"dana": "Dana Ortiz", "max": "Max Ito", "kim": "Kim Sato"}
    assert reminder_words(at(0), names.__getitem__) == ""
    assert reminder_words(at(24), names.__getitem__) == (
        "Dana Ortiz has not answered for marketing since Fri 20 Nov 2026; now Max Ito is asked, as deputy."
    )
    assert reminder_words(at(48), names.__getitem__) == (
        "Dana Ortiz and Max Ito have not answered for marketing since Fri 20 Nov 2026; "
        "now Kim Sato is asked, who decides."
    )


def test_news_and_reviews_remind_and_an_answer_ends_it(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    team.settings("[review]\n", '[review]\ndecider = "kim"\n')
    lee, dana, kim = (team.clone(name) for name in ("lee", "dana", "kim"))
    proposed(lee)
    shell = Shell(dana, capsys)
    shell.ok("plays", "pull")
    later = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()

    def news() -> list[dict[str, object]]:
        code, out, _ = shell("news", "--json", now=later)
        assert code == 0
        return [one for one in json.loads(out) if one["kind"] == "review"]

    [line] = news()
    assert (line["id"], line["title"], line["by"], line["read"]) == (
        "ask-for-the-cost", "Ask for the cost", "Lee Park", False,
    )  # fmt: skip
    shell("news", "ack", "ask-for-the-cost", now=later)
    assert news()[0]["read"]
    _, _, told = shell("plays", "reviews", now=later)
    assert "Dana Ortiz has not answered for marketing since" in told
    assert "now Kim Sato is asked, who decides." in told
    [row] = json.loads(shell.ok("plays", "reviews", "--json"))
    assert {one["for"] for one in row["asked"]} == {"marketing", "sales"}
    approved(dana)
    assert news() == []
    assert kim.reviews.verdict(kim.reviews.get("ask-for-the-cost")).needed == ("sales",)
