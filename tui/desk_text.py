"""An item of feedback as the desk shows it: evidence beside it, then and now; knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rich.text import Text

from playbook.dates import said_day_of, short_day_of
from playbook.desk.asked import read_back
from playbook.desk.routing import is_out, reply_of_route, routed_at
from playbook.desk.told import closing, conflict_words, did, time_left
from playbook.ids import shorten
from playbook.money import in_short
from playbook.text import count_of, in_quotes, one_line, spoken
from tui.rows import Row, fit, fold, short, width_of

if TYPE_CHECKING:
    from playbook.desk.answered import Quoted
    from playbook.desk.clusters import Cluster
    from playbook.desk.model import Act, Item
    from playbook.desk.promise import Promise
    from playbook.desk.tabs import QueueTab
    from playbook.records.model import Action
    from playbook.workspace import Workspace

HINTED = ("desk.decide", "desk.merge", "desk.mark-alike")
"""Commands of which what is shown of an item names the keys."""
LONG = 1_500
"""Letters of what was said that are shown above everything else that is known of an item."""
NAMED = 5
"""Accounts behind an item that are named."""
LONGEST = 200
"""Cells of the first words in the list: more than any list is wide."""
_ENTER = {"answer": "send", "ask": "send", "reply": "send", "reopen": "send", "note": "add"}


def enter_does(action: Action) -> str:
    """Return what Enter does with the words that an action takes, for the key bar."""
    return _ENTER.get(action, action)


def money(amount: dict[str, float]) -> str:
    """Return sums by currency, short: `€1.2M`."""
    return " + ".join(in_short(value, currency) for currency, value in amount.items())


def tabs_text(tabs: list[QueueTab], here: str, width: int) -> Text:
    """Return the tabs with their counts; where they are too many for the screen, those around the one that is shown."""
    labels = [f" {one_line(tab.title)} {tab.number or ''}".rstrip() + " " for tab in tabs]
    if sum(len(label) + 1 for label in labels) > width:
        labels = [label.replace(" for rep", "") for label in labels]
    at = [tab.key for tab in tabs].index(here)
    first = 0
    while first < at and sum(len(label) + 1 for label in labels[first : at + 1]) > width - 6:
        first += 1
    text = Text("‹" if first else " ", no_wrap=True, overflow="ellipsis")
    for number in range(first, len(tabs)):
        room = width - text.cell_len - 1  # for what says that there are more
        is_last = number == len(tabs) - 1
        whole = width_of(labels[number]) <= room + is_last
        label = labels[number] if whole else short(labels[number], room)
        text.append(label, "bold reverse" if number == at else "")
        if not is_last:
            text.append("│" if whole else "›", "dim")
        if not whole:
            break
    return text


def item_cells(item: Item, promise: Promise, now: datetime, *, marked: bool = False) -> tuple[Text, ...]:
    """Return an item of the list: due, kind and impact above its first words."""
    due = time_left(item, promise, now) or item.state
    impact = ", ".join(part for part in (behind(item), money(item.amount)) if part)
    what = (
        ("● " if marked else "") + ("! " if item.conflict else "") + short(item.text or item.quote, LONGEST)
    )
    head = f"{spoken(item.kind)} · {impact}"
    late = "bold" if due.endswith("late") else ""
    near = "bold" if promise.is_near(item, now) else ""
    top = (fit(due, 9), late or near), (f" · {one_line(head)}", "dim")
    return (Text.assemble(*top, "\n", (what, "bold")),)


def behind(item: Item) -> str:
    """Return how many stand behind an item: accounts first, people where none is named."""
    if item.accounts:
        return f"{len(item.accounts)} account{'s' if len(item.accounts) > 1 else ''}"
    return f"{len(item.people)} {'people' if len(item.people) > 1 else 'person'}"


def who_is_told(items: Sequence[Item]) -> str:
    """Return whom an answer reaches: everybody who said it, or “me too”."""
    people = len({person for item in items for person in item.people})
    return "the rep is told" if people < 2 else "both are told" if people == 2 else f"all {people} are told"


def cluster_words(one: Cluster) -> str:
    """Return what several people say in a line: `3 people, 2 accounts, €1.2M: the list price is old`."""
    parts = [count_of(one.people, "person", "people")]
    if one.accounts:
        parts.append(count_of(one.accounts, "account"))
    if one.amount:
        parts.append(money(one.amount))
    return f"{', '.join(parts)}: {one_line(one.text)}"


@dataclass(frozen=True)
class Beside:
    """What stands beside an item that it does not say itself."""

    alike: Sequence[tuple[Item, Sequence[str]]] = ()
    """Open items that say much the same, each with the words it shares."""
    belongs: str = ""
    """To whom it belongs, and why."""
    left: bool = False
    """Whom it is assigned to is no longer among the people."""

    @classmethod
    def read(cls, item: Item, alike: Sequence[tuple[Item, Sequence[str]]], workspace: Workspace) -> Beside:
        """Ask the rules of the playbook to whom it belongs; reads pages, so not for the event loop."""
        from playbook.assigning import reason_of, suggested_for

        people = workspace.people
        left = bool(people and item.assignee and item.assignee not in people)
        found = suggested_for(workspace, item) if item.is_open and (left or not item.assignee) else None
        return cls(alike, reason_of(workspace, found) if found else "", left)


def preview_rows(
    item: Item,
    shown: Quoted,
    beside: Beside,
    workspace: Workspace,
    width: int,
    keys: Mapping[str, str] | None = None,
) -> list[Row]:
    """Return everything about one item; `keys` are those of `HINTED` as the person has them, where they work."""
    rows = [Row(((f"{shorten(item.id, letter='F')}  ", "dim"), (spoken(item.kind), "h2")))]
    if shown.title:
        where = shown.title + (f" · {shown.step}" if shown.step else "")
        rows += [Row(spans) for spans in fold([(where, "dim")], width)]
    if shown.gone:
        rows += [Row(spans) for spans in fold([("This place is no longer in the playbook.", "warn")], width)]
    rows.append(Row(()))
    if item.quote:
        label = "then  " if shown.now else ""
        rows += _quoted(label, item.quote, width, "old" if shown.now else "talk")
        if shown.now:
            rows += _quoted("now   ", shown.now, width, "new")
        rows.append(Row(()))
    rows += _said(item, workspace, width)
    rows += _who(item, beside, workspace, width)
    if item.conflict:
        decides = f" {keys['desk.decide']} decides." if keys else ""
        rows += [
            Row(()),
            *(
                Row(s)
                for s in fold([(f"! {conflict_words(item, workspace.name_of)}{decides}", "warn")], width)
            ),
        ]
    elif decision := item.decision:
        who = (
            f"Decided by {workspace.name_of(decision.person)} on {said_day_of(decision.at)}: {decision.text}"
        )
        rows += [Row(()), *(Row(s) for s in fold([(who, "dim")], width))]
    if item.thread:
        rows += [Row(()), Row((("Thread", "h2"),))]
        for act in item.thread:
            rows += _act(act, workspace, width)
    if beside.alike:
        hint = f" ({keys['desk.merge']} merges, {keys['desk.mark-alike']} marks)" if keys else ""
        rows += [Row(()), Row(((f"Similar{hint}", "h2"),))]
        for other, words in beside.alike:
            line = f"{shorten(other.id, letter='F')} {other.text or other.quote}"
            shared = f"  ({', '.join(words[:4])})" if words else ""
            rows += [Row(spans) for spans in fold([(line, ""), (shared, "dim")], width)]
    if len(item.text) > LONG:
        rows += [
            Row(()),
            Row((("The whole of it", "h2"),)),
            *(Row(s) for s in fold([(item.text, "")], width)),
        ]
    return rows


def _beginning(text: str) -> str:
    """Return what was said, of a very long one its beginning: what else is known of it is not to lie pages below."""
    if len(text) <= LONG:
        return text
    shown = text[:LONG].rsplit(maxsplit=1)[0]
    return f"{shown} … (the whole of its {len(text.split()):,} words stands at the end)"


def _quoted(label: str, text: str, width: int, style: str) -> list[Row]:
    found = []
    for number, spans in enumerate(fold([(text, style)], max(width - len(label) - 2, 10))):
        found.append(Row(((" " * len(label) if number else label, "dim"), ("┃ ", "talk-bar"), *spans)))
    return found


def _said(item: Item, workspace: Workspace, width: int) -> list[Row]:
    feedback = item.feedback
    who = workspace.name_of(item.rep)
    call = ", on a call" if item.run else ""
    account = f" with {one_line(workspace.account_name(item.account))}" if item.account else ""
    stage = f" ({workspace.settings.stage_name(feedback.deal_stage)})" if feedback.deal_stage else ""
    only = ", to the liaisons alone" if item.liaison_only else ""
    rows = [
        Row(spans)
        for spans in fold([(f"{who}{call}{account}{stage}, {said_day_of(item.at)}{only}:", "dim")], width)
    ]
    text = in_quotes(_beginning(item.text)) if item.text else "(the line above, without a word)"
    rows += [Row(spans) for spans in fold([(text, "strong")], width)]
    answered = read_back(feedback)
    return rows + [Row(spans) for spans in fold([(answered, "")], width)] if answered else rows


def _who(item: Item, beside: Beside, workspace: Workspace, width: int) -> list[Row]:
    facts = []
    if item.votes:
        facts.append(f"me too: {', '.join(workspace.name_of(p) for p in item.people[1:])}")
    if item.accounts:
        amount = f", {money(item.amount)} open" if item.amount else ""
        facts.append(f"{behind(item)}{_accounts(item, workspace)}{amount}")
    if item.assignee:
        gone = ", who has left" if beside.left else ""
        facts.append(f"assigned to {workspace.name_of(item.assignee)}{gone}")
    if beside.belongs:
        facts.append(f"for {beside.belongs}")
    if item.route:
        facts.append(_routed(item))
    if item.labels:
        facts.append("labels: " + ", ".join(item.labels))
    facts.append(item.state)
    rows = [Row(spans) for spans in fold([(" · ".join(facts), "dim")], width)]
    told = closing(item, workspace.settings.desk.unanswered)
    return [*rows, *(Row(spans) for spans in fold([(told, "dim")], width))] if told else rows


def _accounts(item: Item, workspace: Workspace) -> str:
    """Return which accounts stand behind an item where there are several, as far as there is room to name them."""
    if len(item.accounts) < 2:
        return ""
    names = [one_line(workspace.account_name(one)) for one in item.accounts[:NAMED]]
    more = f" and {len(item.accounts) - NAMED} more" if len(item.accounts) > NAMED else ""
    return f" ({', '.join(names)}{more})"


def _routed(item: Item) -> str:
    """Return where an item is, and whether a reply came back."""
    if reply := reply_of_route(item):
        return f"{item.route} replied on {said_day_of(reply.at)}"
    return (
        f"with {item.route} since {said_day_of(routed_at(item))}"
        if is_out(item)
        else f"routed to {item.route}"
    )


def _act(act: Act, workspace: Workspace, width: int) -> list[Row]:
    undone = " (undone)" if act.undone else "" if act.applied else " (did not fit any more)"
    day = short_day_of(act.at, workspace.today)
    head = f"{day} {workspace.name_of(act.person)} {did(act, workspace.name_of)}{undone}"
    rows = [Row(spans) for spans in fold([(one_line(head), "dim")], width)]
    if act.text:
        rows += [Row((("  ", ""), *spans)) for spans in fold([(act.text, "")], width - 2)]
    return rows
