"""How a run ends: result, commitment, proof, next step, and what is said of them."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

import msgspec

from playbook.plays.model import Page
from playbook.records.model import CommitmentState, Result
from playbook.runs import refusals
from playbook.runs.acting import acting
from playbook.runs.errors import RunError
from playbook.runs.fold import State
from playbook.runs.model import OpenRun, RunEvent
from playbook.text import spoken

RESULTS: tuple[Result, ...] = get_args(Result)
COMMITMENTS: tuple[CommitmentState, ...] = get_args(CommitmentState)
_RESULT: dict[str, Result | Literal[""]] = {result: result for result in RESULTS}
_COMMITMENT: dict[str, CommitmentState | Literal[""]] = {state: state for state in COMMITMENTS}


class Ending(msgspec.Struct, frozen=True):
    """What was said about the end so far; empty is not said."""

    result: Result | Literal[""] = ""
    result_until: str = ""
    commitment: CommitmentState | Literal[""] = ""
    commitment_by: str = ""
    exit_proof: str = ""
    next: str = ""
    next_date: str = ""
    note: str = ""
    """A last note: of the run as a whole, beside those taken in the call."""
    cut_short: bool = False
    private: bool = False


_DATES = {"result_until": "“not now until”", "commitment_by": "promise", "next_date": "next step"}
_CONNECTED_ONLY = ("result", "result_until", "commitment", "commitment_by", "exit_proof", "cut_short")


def ending(state: State) -> Ending:
    """Return what the run's ending says: dates only beside what they belong to."""
    said = state.ending
    reached = state.connected
    result = _RESULT.get(said.get("result", ""), "")
    commitment = _COMMITMENT.get(said.get("commitment", ""), "")
    return Ending(
        result=result if reached else "",
        result_until=said.get("result_until", "") if reached and result == "not-now" else "",
        commitment=commitment if reached else "",
        commitment_by=said.get("commitment_by", "") if reached and commitment == "promised" else "",
        exit_proof=said.get("exit_proof", "") if reached else "",
        next=said.get("next", ""),
        next_date=said.get("next_date", ""),
        note=said.get("note", ""),
        cut_short=reached and said.get("cut_short") == "yes",
        private=said.get("private") == "yes",
    )


def set_ending(
    page: Page,
    run: OpenRun,
    seconds: float,
    *,
    result: str | None = None,
    result_until: str | None = None,
    commitment: str | None = None,
    commitment_by: str | None = None,
    exit_proof: str | None = None,
    next: str | None = None,
    next_date: str | None = None,
    note: str | None = None,
    cut_short: bool | None = None,
    private: bool | None = None,
) -> OpenRun:
    """Return the run with what was said about its end; None leaves a thing as it is, "" takes it back.

    Dates are `YYYY-MM-DD`. Can be said at any time, parked too. Raises RunError.
    """
    given: dict[str, str | bool | None] = {
        "result": result,
        "result_until": result_until,
        "commitment": commitment,
        "commitment_by": commitment_by,
        "exit_proof": exit_proof,
        "next": next,
        "next_date": next_date,
        "note": note,
        "cut_short": cut_short,
        "private": private,
    }
    act = acting(page, run, seconds)
    events = []
    for item, value in given.items():
        if value is None:
            continue
        if isinstance(value, bool):
            text = "yes" if value else ""
        else:
            text = _checked(item, value.strip())
            text = act.text(text, item.replace("_", " ")) if text else ""
        if text and item in _CONNECTED_ONLY and not act.state.connected:
            how = refusals.HOW[act.state.connect]
            raise RunError(
                f"Nobody was reached ({how}), so the call has no {item.replace('_', ' ')} to record."
            )
        if act.state.ending.get(item, "") != text:
            events.append(RunEvent(act.seconds, "ending", act.here, item, text=text))
    return act.add(*events) if events else run


def _checked(item: str, text: str) -> str:
    if item == "result" and text and text not in RESULTS:
        raise RunError(f"“{text}” is not a result. Say one of: {', '.join(map(spoken, RESULTS))}.")
    if item == "commitment" and text and text not in COMMITMENTS:
        raise RunError(
            f"“{text}” does not say what became of the commitment. Say one of: {', '.join(COMMITMENTS)}."
        )
    if item in _DATES and text:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError as error:
            raise RunError(
                f"“{text}” is not a date for the {_DATES[item]}. Write it as 2026-12-01."
            ) from error
    return text


def missing(run: OpenRun, state: State) -> tuple[str, ...]:
    """Return what must still be said before the run can be finished, one sentence each."""
    if state.switched_to is not None or run.mode == "prep" or not state.connected:
        return ()
    said = ending(state)
    if run.mode == "call" and not state.connect and not state.worked and not said.result:
        return (
            "Say how the call was picked up: connected, no answer, voicemail, gatekeeper, wrong person, …",
        )
    sentences = []
    if not said.result:
        sentences.append(f"Say how the conversation ended: {', '.join(map(spoken, RESULTS))}.")
    if said.commitment == "promised" and not said.commitment_by:
        sentences.append("Say by when it was promised.")
    return tuple(sentences)
