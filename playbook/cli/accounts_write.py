"""Verbs that write down what is known of accounts: add, event, contact, forget."""

from __future__ import annotations

import argparse

from playbook.accounts.editing import changed, new_account, new_contact, new_event
from playbook.cli.accounts_read import find_account
from playbook.cli.common import day, find_id, open_workspace, words
from playbook.cli.output import narrate, say
from playbook.errors import NotFoundError
from playbook.text import nearest


def add(options: argparse.Namespace) -> int:
    """Make a new account of mine known to the team."""
    workspace = open_workspace(options)
    body = new_account(
        workspace.accounts, options.name, domain=options.domain, segment=options.segment, owner=workspace.me
    )
    workspace.append(body)
    say(body.id)
    return 0


def event(options: argparse.Namespace) -> int:
    """Write down that something happened at an account."""
    workspace = open_workspace(options)
    account = find_account(workspace, options.a)
    when = day(options.date, workspace.today) or workspace.today.isoformat()
    body = new_event(
        workspace.accounts,
        account.id,
        options.trigger,
        when,
        words(options.text),
        workspace.settings.vocabulary.triggers,
    )
    workspace.append(body)
    narrate(f"{account.name}: {body.trigger}, {body.date}.")
    return 0


def contact(options: argparse.Namespace) -> int:
    """Put somebody into the address book, or put details right; print the id."""
    workspace = open_workspace(options)
    account = find_account(workspace, options.a)
    row = new_contact(
        workspace.accounts,
        options.name,
        account.id,
        email=options.email,
        phone=options.phone,
        title=options.title,
    )
    row = changed(
        row,
        account=account.id,
        email=options.email,
        phone=options.phone,
        title=options.title,
        channel=options.channel,
        not_before=day(options.not_before, workspace.today) or "",
    )
    workspace.address_book.add([row])
    say(row.id)
    return 0


def forget(options: argparse.Namespace) -> int:
    """Erase somebody from the address book: by id, e-mail or whole name."""
    workspace = open_workspace(options)
    typed = options.contact
    workspace.address_book.load()  # a damaged one knows nobody, and that is no answer to who wants to be forgotten
    known = {row.id: row for row in workspace.accounts.all_contacts()}
    folded = typed.strip().casefold()
    named = [row for row in known.values() if folded in (row.name.casefold(), row.email.casefold())]
    if not named and typed not in known:
        near = nearest(typed, [row.name for row in known.values()])
        if near:
            raise NotFoundError("contact", typed, near)
    if len(named) > 1:
        from playbook.errors import PlaybookError

        ids = ", ".join(row.id[:8] for row in named)
        raise PlaybookError(f"{len(named)} contacts are called “{typed}”: {ids}. Name one by its id.")
    id_ = named[0].id if named else find_id(typed, known, "contact", listing="playbook accounts show A")
    workspace.address_book.forget(id_)
    narrate(
        "Forgotten: name and details are gone from this device's address book. Runs and touches still name the id "
        f"{id_}; words in notes and answers stay as they were said."
    )
    return 0
