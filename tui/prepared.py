"""What somebody prepared for a call, kept until it begins, however often prep is left and come back to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from playbook.records.model import Mode

if TYPE_CHECKING:
    from tui.app import PlaybookApp


@dataclass
class Prepared:
    """For one play and one customer."""

    fields: dict[str, str] = field(default_factory=dict)
    """Merge fields that were filled in, by name."""
    left_out: dict[str, str] = field(default_factory=dict)
    """Ids of the steps that are left out, in the order they were; with their titles."""
    contacts: tuple[str, ...] = ()


_kept: WeakKeyDictionary[PlaybookApp, dict[tuple[str, str], Prepared]] = WeakKeyDictionary()


def prepared_for(app: PlaybookApp, page: str, account: str) -> Prepared:
    """Return what was prepared for a call by `page` with `account`: kept as long as the app runs."""
    return _kept.setdefault(app, {}).setdefault((page, account), Prepared())


def start_prepared(app: PlaybookApp, page: str, account: str, *, mode: Mode = "call") -> None:
    """Start a call with what was prepared for it."""
    from tui.calls import start_call

    made = prepared_for(app, page, account)
    start_call(
        app,
        page,
        account=account,
        contacts=made.contacts,
        fields=made.fields,
        left_out=tuple(made.left_out),
        mode=mode,
    )
    _kept.get(app, {}).pop((page, account), None)
