"""`playbook init DIR`: a new playbook under git; with `--adopt`, one of the pages that a repository has already."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.cli.output import emit_json, narrate, say
from playbook.errors import PlaybookError
from playbook.text import count_of, plain

if TYPE_CHECKING:
    from playbook.adopting.plan import Offer, Plan
    from playbook.making_yours import Named, Yours


def register(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "dir", metavar="DIR", nargs="?", help="a new or empty folder; with --adopt one of yours"
    )
    parser.add_argument(
        "--from",
        dest="source",
        choices=("starter", "empty"),
        default="starter",
        help="starter: 32 plays of an invented company, to be made yours; empty: one stage, no play",
    )
    parser.add_argument("--name", metavar="COMPANY", help="put in place of the starter's Fernyard")
    parser.add_argument(
        "--stage",
        dest="stages",
        metavar="ID=NAME",
        action="append",
        default=[],
        help="what you call a stage, such as discover=Diagnose; once for each; with --from empty, the stages there are",
    )
    parser.add_argument(
        "--rep",
        dest="reps",
        metavar="PERSON",
        action="append",
        default=[],
        help="who sells, as “Ann Bo <ann@acme.example>”, or “me”; once for each",
    )
    parser.add_argument("--marketing", metavar="PERSON", help="who writes and answers for marketing")
    parser.add_argument("--manager", metavar="PERSON", help="who leads the reps")
    parser.add_argument(
        "--adopt",
        action="store_true",
        help="propose a playbook.toml and front matter for the Markdown that lies there, file by file",
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help="ask nothing: what no option says stays as the starter has it; with --adopt, take all that is proposed",
    )
    parser.add_argument("--dry-run", action="store_true", help="with --adopt: show it, and write nothing")
    parser.add_argument("--json", action="store_true", help="with --adopt: for other programs")
    parser.set_defaults(handler=_init)


def _init(options: argparse.Namespace) -> int:
    if options.adopt:
        return _adopt(options)
    if not options.dir:
        raise PlaybookError(
            "Say where: playbook init DIR. To adopt the pages that lie here: playbook init --adopt."
        )
    from playbook.cli.common import clock_of
    from playbook.starting import begin, git_user, has_room, invented_people

    folder = Path(options.dir).absolute()
    has_room(folder)
    me = git_user(folder)
    yours = _said(options, me)
    if _asks(options):
        from playbook.cli.init_questions import ask

        yours = ask(yours, options.source, folder.name, me)
    begin(folder, clock_of(options).now().astimezone().date(), options.source, yours)
    say(str(folder))
    narrate(f"Open it: playbook -C {folder}")
    if options.source == "starter":
        if invented := invented_people(folder):
            narrate(f"Invented, until you put your own into playbook.toml: {', '.join(invented)}.")
        narrate(f"Make it yours in an hour: {folder / 'README.md'} says how.")
    return 0


def _asks(options: argparse.Namespace) -> bool:
    """Return whether there is somebody to ask, who has not said everything already."""
    if options.yes or not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    everything = (options.name, options.stages, options.reps, options.marketing, options.manager)
    return not all(everything[:1] if options.source == "empty" else everything)


def _said(options: argparse.Namespace, me: Named | None) -> Yours:
    """Return what the options say. Raises PlaybookError where one cannot be read."""
    from playbook.making_yours import Yours, read_person, read_stage

    return Yours(
        name=options.name or "",
        stages=dict(map(read_stage, options.stages)),
        reps=tuple(read_person(typed, me) for typed in options.reps),
        marketing=read_person(options.marketing, me) if options.marketing else None,
        manager=read_person(options.manager, me) if options.manager else None,
    )


# Adopting


def _adopt(options: argparse.Namespace) -> int:
    from playbook.adopting.repository import accept, proposed
    from playbook.cli.common import open_workspace

    options.folder = options.dir or options.folder or "."
    workspace = open_workspace(options)
    found = proposed(workspace)
    if options.dry_run or not found.offers:
        _show(found, options)
        return 0
    asks = not options.yes
    if asks and not sys.stdin.isatty():
        raise PlaybookError("Nobody is here to ask. --dry-run shows what is proposed, --yes takes all of it.")
    _summary(found)
    taken: list[Offer] = []
    for number, offer in enumerate(found.offers, 1):
        if asks:
            said = _ask(offer, f"{number} of {len(found.offers)}")
            if said == "q":
                break
            asks = said != "a"
            if said == "n":
                continue
        try:
            accept(workspace.root, offer)
        except PlaybookError as error:
            narrate(str(error))
            continue
        taken.append(offer)
    if options.json:
        emit_json([_row(offer) for offer in taken])
    else:
        for offer in taken:
            say(plain(offer.path))
    if not taken:
        narrate("Nothing was written. Begin anew whenever you like: the same is proposed again.")
        return 0
    narrate(
        f"{count_of(len(taken), 'file')} written, nothing committed. Look at it with `git diff`, and commit what you "
        f"like. `playbook -C {workspace.root}` opens it; `playbook plays lint` says what it lacks."
    )
    return 0


def _show(found: Plan, options: argparse.Namespace) -> None:
    if options.json:
        emit_json([_row(offer) for offer in found.offers])
        return
    _summary(found)
    for offer in found.offers:
        say(plain(_diff(offer)))
    if not found.offers:
        narrate("Nothing to propose: its pages say all that can be told from here.")


def _summary(found: Plan) -> None:
    if not found.offers:
        return
    pages = sum(offer.before is not None for offer in found.offers)
    if pages:
        narrate(f"Proposed: front matter of {count_of(pages, 'page')}. No word below it is touched.")
    else:
        narrate("Proposed: a file of settings. No page is touched.")
    for told in found.merged:
        narrate(plain(told))
    for path, why in found.left:
        narrate(plain(f"{path} is left as it is. {why}"))


def _ask(offer: Offer, which: str) -> str:
    """Show one file as it would be; return y, n, a or q."""
    narrate(plain(_diff(offer)))
    while True:
        try:
            said = input(f"Take this change ({which})? [y]es, [n]o, [a]ll that follow, [q]uit: ")
        except EOFError:
            return "q"
        key = said.strip().casefold()[:1]
        if key and key in "ynaq":
            return key


def _row(offer: Offer) -> dict[str, Any]:
    return {
        "path": offer.path,
        "new": offer.before is None,
        "why": list(offer.why),
        "diff": _diff(offer),
    }


def _diff(offer: Offer) -> str:
    """Return the change as git shows one, with the lines that change and little around them."""
    from difflib import unified_diff

    before = (offer.before or b"").decode("utf-8", "replace").splitlines()
    after = offer.after.decode("utf-8", "replace").splitlines()
    old = offer.path if offer.before is not None else "/dev/null"
    lines = unified_diff(before, after, old, offer.path, lineterm="", n=1)
    return "\n".join([*(f"# {one}" for one in offer.why), *lines])
