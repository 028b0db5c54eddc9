"""What waits on the desk as a message: for a mail program, for a chat."""

from __future__ import annotations

from email import message_from_string

from playbook.desk.notice import MOST, chat, mail, parts, summary
from playbook.desk.promise import parse_promise
from tests.desk.field import Field
from tests.desk.plain import Plain

PROMISE = parse_promise("1 business day", "10 business days", "Mon-Fri 09:00-17:00")


def queue(desk: Field) -> Plain:
    return Plain(desk.items, PROMISE, desk.now)


def busy(desk: Field) -> None:
    desk.capture("late1", text="The list price is old", account="acme")
    desk.wait(hours=24)
    desk.capture("asked2", "ray", text="Which list?")
    desk.act("dana", "ask", "asked2", "which?")
    desk.capture("out3", "ray", text="The liability clause")
    desk.act("dana", "accept", "out3")
    desk.act("dana", "route", "out3", to="legal")
    desk.wait(hours=6)
    desk.capture("new4", text="@all *bold* <b>[x](http://e)</b> | `rm`\n\nSubject: fake")


def name_of(person: str) -> str:
    return person.title()


def test_each_stands_once_under_what_is_most_urgent(desk: Field) -> None:
    busy(desk)
    found = parts(queue(desk))
    assert [(part.title, [item.id for item in part.items]) for part in found] == [
        ("Overdue", ["late1"]),
        ("New", ["new4"]),
        ("With another department", ["out3"]),
        ("Waiting for a rep", ["asked2"]),
    ]
    assert summary(found) == "1 overdue, 1 new, 1 with another department, 1 waiting for a rep"


def test_what_is_due_soon_is_said_before_it_is_late(desk: Field) -> None:
    desk.capture("a1", text="soon")
    desk.wait(hours=5)
    assert [part.title for part in parts(queue(desk))] == ["Due soon"]


def test_a_mail_has_headers_that_nothing_said_can_forge(desk: Field) -> None:
    busy(desk)
    message = message_from_string(
        mail(parts(queue(desk)), ["dana@x.example", "sam@x.example"], "Acme\nBcc: x", name_of)
    )
    assert message["To"] == "dana@x.example, sam@x.example"
    assert message["Subject"].startswith("Acme Bcc: x: 1 overdue")
    assert message["Bcc"] is None
    body = message.get_payload()
    assert "The list price is old (1 account, 6h late)" in body
    assert "The liability clause (1 person, " in body and ", Dana)" in body
    assert "\nSubject: fake" not in body


def test_what_a_rep_wrote_is_plain_text_in_a_chat(desk: Field) -> None:
    busy(desk)
    text = chat(parts(queue(desk)), "Acme *x*", name_of)
    assert text.startswith("**Acme \\*x\\***: 1 overdue")
    assert "＠all \\*bold\\* \\<b\\>\\[x\\](http://e)\\</b\\> \\| \\`rm\\`" in text
    assert "\n*Overdue*\n- F-" in text


def test_an_empty_desk_says_so(desk: Field) -> None:
    assert parts(queue(desk)) == []
    assert mail([], [], "Acme", name_of).startswith("Subject: Acme: nothing waits on the desk\n")
    assert mail([], [], "Acme", name_of).endswith("\n\nNothing waits on the desk.")
    assert chat([], "Acme", name_of) == "**Acme**: nothing waits on the desk"


def test_many_are_counted_and_long_ones_cut(desk: Field) -> None:
    for number in range(MOST + 3):
        desk.capture(f"a{number:02d}", text="word " * 2_000)
    text = chat(parts(queue(desk)), "Acme", name_of)
    assert "- and 3 more" in text
    assert max(len(line) for line in text.splitlines()) < 120
