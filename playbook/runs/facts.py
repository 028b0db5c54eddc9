"""Acts that note something beside the steps: notes, marks, what was opened, who is on the call."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from playbook.plays.model import Page
from playbook.records.model import Settled
from playbook.runs import refusals
from playbook.runs.acting import acting
from playbook.runs.errors import RunError
from playbook.runs.model import OpenRun, RunEvent

READ_SECONDS = 4.0
"""An answer that stood on the screen so long was read, also without Enter; any shorter it was only passed by."""


def note(page: Page, run: OpenRun, seconds: float, text: str) -> OpenRun:
    """Return the run with a note at this time and step; notes can be taken at any time, parked too."""
    act = acting(page, run, seconds)
    return act.add(RunEvent(act.seconds, "note", act.here, text=act.text(text, "note")))


def mark(page: Page, run: OpenRun, seconds: float, text: str = "") -> OpenRun:
    """Return the run with this moment marked, to come back to later."""
    act = acting(page, run, seconds)
    act.allow(refusals.quiet(act.state))
    label = act.text(text, "mark") if text.strip() else ""
    return act.add(RunEvent(act.seconds, "mark", act.here, text=label))


def opened(
    page: Page,
    run: OpenRun,
    seconds: float,
    what: str,
    words: str = "",
    settled: Settled | None = None,
    *,
    kind: str = "",
) -> OpenRun:
    """Return the run with an objection or battlecard opened (`page` or `page#objection`), by these words.

    Opened again before it was settled, it counts once. `settled` says at once what came of it. `kind` is the
    page's: only of an `objection` it is asked whether it settled the matter.
    """
    act = acting(page, run, seconds)
    act.allow(refusals.quiet(act.state))
    what = act.text(what, "page that was opened")
    words = act.text(words, "search") if words.strip() else ""
    run = act.add(RunEvent(act.seconds, "opened", act.here, what, text=words, values=(kind,) if kind else ()))
    return run if settled is None else settle(page, run, seconds, settled, what)


def settle(page: Page, run: OpenRun, seconds: float, settled: Settled, what: str = "") -> OpenRun:
    """Return the run with whether what was opened settled it: the newest, or the newest of that page.

    Raises RunError for anything but yes, partly and no, and when nothing was opened.
    """
    act = acting(page, run, seconds)
    act.allow(refusals.quiet(act.state))
    if settled not in ("yes", "partly", "no"):
        raise RunError(f"“{settled}” does not say whether it was settled. Say yes, partly or no.")
    all_ = list(enumerate(act.state.opened))
    wanted = [place for place, seen in all_ if seen.page == what] if what else []
    if not what:
        wanted = [place for place, seen in all_ if seen.settled is None] or [place for place, _ in all_]
    if not wanted:
        raise RunError(
            f"“{what}” was not opened in this run." if what else "No objection or battlecard was opened yet."
        )
    place = wanted[-1]
    page_opened = act.state.opened[place].page
    return act.add(RunEvent(act.seconds, "settle", act.here, str(place), text=settled, values=(page_opened,)))


def gap(page: Page, run: OpenRun, seconds: float, words: str) -> OpenRun:
    """Return the run with words that were searched and found nothing."""
    act = acting(page, run, seconds)
    act.allow(refusals.quiet(act.state))
    return act.add(RunEvent(act.seconds, "gap", act.here, text=act.text(words, "search")))


def people(page: Page, run: OpenRun, seconds: float, contacts: Sequence[str]) -> OpenRun:
    """Return the run with who is on the call, by contact id."""
    act = acting(page, run, seconds)
    known = tuple(dict.fromkeys(contact for contact in contacts if contact.strip()))
    return act.add(RunEvent(act.seconds, "people", act.here, values=known))


def fill_in(page: Page, run: OpenRun, seconds: float, field: str, value: str) -> OpenRun:
    """Return the run with the value of a merge field; an empty one makes it a blank again."""
    act = acting(page, run, seconds)
    value = act.text(value, "field") if value.strip() else ""
    return act.add(RunEvent(act.seconds, "field", act.here, field, text=value))


def about(
    run: OpenRun,
    *,
    account: str | None = None,
    opportunity: str | None = None,
    deal_stage: str | None = None,
    amount: float | None = None,
    currency: str | None = None,
    channel: str | None = None,
    direction: str | None = None,
    triggers: Sequence[str] | None = None,
) -> OpenRun:
    """Return the run with what it is about, where that became known later; None leaves a fact as it is."""
    given = {
        "account": account,
        "opportunity": opportunity,
        "deal_stage": deal_stage,
        "amount": amount,
        "currency": currency,
        "channel": channel,
        "direction": direction,
        "triggers": None if triggers is None else tuple(triggers),
    }
    return msgspec.structs.replace(run, **{key: value for key, value in given.items() if value is not None})
