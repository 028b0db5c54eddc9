"""A finished run in words: for the CRM, and as a mail to the customer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

import msgspec

from playbook.clock import shown_day
from playbook.plays.fields import label
from playbook.plays.model import Page
from playbook.records.model import ENDED_HERE, Run, RunStep
from playbook.runs.refusals import HOW
from playbook.runs.values import said_in
from playbook.text import plain, spoken

CRM = """\
{{play.title}} · {{run.date}} · {{run.minutes}} min · {{run.channel}}
Account: {{account.name}}
On the call: {{run.people}}
Reached: {{run.reached}}
Result: {{run.result}}
Commitment: {{run.commitment}}
In their words: {{run.exit_proof}}
Next: {{run.next}}, {{run.next_date}}
{{run.answers}}
{{run.notes}}
Skipped: {{run.skipped}}
"""
"""The default summary for the CRM."""

MAIL = """\
Subject: {{play.title}}, {{run.date}}

Hi {{contact.first_name}},

thank you for your time. This is what I took away:

{{run.answers}}

You said you would: {{run.commitment}}
Next: {{run.next}}, {{run.next_date}}

Did I get anything wrong? Just reply.

{{rep.name}}
"""
"""The default mail to the customer."""

FIELDS: dict[str, str] = {
    "play.title": "the play's title",
    "play.value": "what the customer gets from it, from its page",
    "play.commitment": "what it wants the customer to commit to, from its page",
    "run.date": "the day of the run",
    "run.minutes": "how long it took, in whole minutes",
    "run.channel": "phone, video …",
    "run.people": "who was on the call, by name where this machine knows it",
    "run.reached": "how it was picked up; nothing where somebody was reached",
    "run.result": "how it ended, with the day of a “not now until”; never in a mail",
    "run.commitment": "what became of the commitment; in a mail only where it was done or promised",
    "run.commitment_by": "the day of a promise",
    "run.exit_proof": "the exit, in the customer's words",
    "run.next": "the next step",
    "run.next_date": "its day",
    "run.answers": "every question that was answered, one line each",
    "run.notes": "the notes, one line each; never in a mail",
    "run.skipped": "the steps that were skipped, with reasons; never in a mail",
    "account.name": "the account",
    "contact.first_name": "whom the run was with; from the fields filled before the call",
    "rep.name": "who made the call",
    "rep.first_name": "their first name",
    "rep.email": "their address",
    "company.name": "the playbook's name",
}
"""The merge fields of a recap, with what fills them."""

BLANKS = {
    "run.people": "who was there",
    "run.commitment": "what they promised",
    "run.commitment_by": "by when",
    "run.exit_proof": "what they said, in their words",
    "run.next": "the next step",
    "run.next_date": "the day",
    "run.answers": "what they told you",
    "run.notes": "your notes",
}
"""What a mail asks its writer to put in, where the run does not say; people and accounts are named by their field."""

OPEN_ENDED = ("account.", "contact.", "opportunity.", "rep.", "answer.")
"""What begins so is a field too: what is known of them, and the answer to a question by its slug."""

_FIELD = re.compile(r"(?P<before>\s*[,;·]\s*)?\{\{\s*(?P<name>[\w.-]+)\s*\}\}")
_COMMITMENT = {"done": "done", "promised": "promised", "refused": "refused", "not-asked": "not asked"}


class Mail(msgspec.Struct, frozen=True):
    """A mail to send."""

    subject: str
    body: str


def crm_summary(
    run: Run, page: Page | None = None, fields: Mapping[str, str] | None = None, template: str = CRM
) -> str:
    """Return the summary of `run` for the CRM; lines that would say nothing are left out.

    `fields` are the values of `account.…`, `contact.…` and `rep.…`, and of contact ids their names. Without
    `page` (the revision that was run), answers show as the ids they were recorded by.
    """
    return _filled(template, _values(run, page, fields or {}, customer=False), blanks=False)


def customer_mail(
    run: Run, page: Page | None = None, fields: Mapping[str, str] | None = None, template: str = MAIL
) -> Mail:
    """Return a mail to the customer about `run`; what is not known is a blank such as `[contact first name]`.

    Whatever the template asks for, the rep's notes, a refusal and what was skipped are never in it. A first
    line `Subject: …` is the subject.
    """
    text = _filled(template, _values(run, page, fields or {}, customer=True), blanks=True)
    first, _, rest = text.partition("\n")
    if first.casefold().startswith("subject:"):
        return Mail(first[len("subject:") :].strip(), rest.lstrip("\n"))
    return Mail("", text)


def mail_blanks(
    run: Run, page: Page | None = None, fields: Mapping[str, str] | None = None, template: str = MAIL
) -> tuple[str, ...]:
    """Return the blanks that the mail of `customer_mail` leaves to be filled, as they stand there, each once."""
    values = _values(run, page, fields or {}, customer=True)
    found = {
        f"[{_blank(match['name'])}]": None
        for line, alone in _kept(template, values, blanks=True)
        for match in _FIELD.finditer(line)
        if not values.get(match["name"]) and _is_blank(match["name"], alone=alone)
    }
    return tuple(found)


def _values(run: Run, page: Page | None, fields: Mapping[str, str], *, customer: bool) -> dict[str, str]:
    skipped = [step for step in run.steps if step.state == "skipped" and not _is_begun(run, step)]
    titles = {step.id: step.title for step in page.steps} if page else {}
    found = {key: value for key, value in fields.items() if value}
    found |= {
        "play.title": run.title,
        "play.value": page.facts.value if page else "",
        "play.commitment": page.facts.commitment if page else "",
        "run.date": shown_day(run.started),
        "run.minutes": str(max(1, round(run.seconds / 60))),
        "run.channel": run.channel,
        "run.people": ", ".join(fields.get(id_, id_) for id_ in run.contacts),
        "run.reached": "" if run.connect == "connected" else HOW[run.connect],
        "run.result": " until ".join(filter(None, (spoken(run.result), run.result_until))),
        "run.commitment": _commitment(run, page, customer=customer),
        "run.commitment_by": run.commitment_by,
        "run.exit_proof": run.exit_proof,
        "run.next": run.next,
        "run.next_date": run.next_date,
        "run.answers": "\n".join(
            f"- {_asked(one.question or one.id)} {one.text}" for one in said_in(run, page)
        ),
        "run.notes": "\n".join(f"- {note.text}" for note in run.notes if note.text),
        "run.skipped": ", ".join(
            f"{titles.get(step.id, step.id)} ({step.reason})" if step.reason else titles.get(step.id, step.id)
            for step in skipped
        ),
    }
    found |= {f"answer.{one.id.rpartition('/')[2]}": one.text for one in said_in(run, page)}
    if customer:
        found |= dict.fromkeys(("run.notes", "run.skipped", "run.result", "run.reached"), "")
    return found


def _is_begun(run: Run, step: RunStep) -> bool:
    """Whether the conversation ended in a step of which something was done or answered by then."""
    answered = any(answer.question.rpartition("/")[0] == step.id for answer in run.answers)
    return step.reason == ENDED_HERE and (answered or bool(step.todos))


def _commitment(run: Run, page: Page | None, *, customer: bool) -> str:
    if not run.commitment or (customer and run.commitment not in ("done", "promised")):
        return ""
    wanted = page.facts.commitment if page else ""
    by = f" by {run.commitment_by}" if run.commitment_by else ""
    if customer:
        return f"{wanted}{f' ({by.strip()})' if by else ''}" if wanted else by.strip()
    state = f"{_COMMITMENT[run.commitment]}{by}"
    return f"{state} ({wanted.rstrip('.')})" if wanted else state


def _asked(question: str) -> str:
    """Return a question as it stands before its answer: behind a question mark goes no colon."""
    return question if question.endswith(("?", ":")) else f"{question}:"


def _filled(template: str, values: Mapping[str, str], *, blanks: bool) -> str:
    """Return the template filled, without lines whose fields are all empty (but for blanks of people).

    With `blanks`, a line that is nothing but one field keeps it as a blank to fill.
    """
    lines = [
        _FIELD.sub(partial(_put, values=values, blanks=blanks, alone=alone), line)
        for line, alone in _kept(template, values, blanks=blanks)
    ]
    return plain("\n".join(lines).strip("\n")) + "\n"


def _kept(template: str, values: Mapping[str, str], *, blanks: bool) -> Iterator[tuple[str, bool]]:
    """Yield the lines that say something, and whether one is nothing but a field to fill."""
    for line in template.splitlines():
        names = [match["name"] for match in _FIELD.finditer(line)]
        ours = [name for name in names if not blanks or name.startswith("run.")]
        alone = blanks and _FIELD.fullmatch(line.strip()) is not None
        if not names or alone or len(ours) < len(names) or any(values.get(name) for name in ours):
            yield line, alone


def _put(match: re.Match[str], *, values: Mapping[str, str], blanks: bool, alone: bool) -> str:
    name, before = match["name"], match["before"] or ""
    if value := values.get(name, ""):
        return before + value
    return f"{before}[{_blank(name)}]" if blanks and _is_blank(name, alone=alone) else ""


def _is_blank(name: str, *, alone: bool) -> bool:
    """Whether a field without a value is left to be filled; what is not known of a run goes without a word."""
    return alone or not name.startswith("run.")


def _blank(name: str) -> str:
    return BLANKS.get(name) or label(name)
