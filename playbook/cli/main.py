"""The command `playbook`: finds the noun, loads only its module, and turns errors into one plain line."""

from __future__ import annotations

import sys

TYPE_CHECKING = (
    False  # as type checkers know it, without loading `typing`: `--version` takes no longer than Python
)
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from playbook.cli.parser import Parser

NOUNS = {
    "plays": "list, show, search and edit the plays",
    "runs": "start, guide, finish and read runs",
    "feedback": "tell marketing what you learn in the field",
    "desk": "marketing's queue: accept, answer, decline, merge …",
    "coach": "what was really done: team, person, play",
    "practice": "say objections and talk tracks aloud, until they sit",
    "accounts": "customers, their deals and people; import them from a CRM",
    "today": "what is due today",
    "news": "answers to you, and what changed in the plays",
    "sync": "send what I recorded, receive what others did",
    "hub": "where records meet: name it, keep it",
    "quarantine": "what did not verify: look at it, take it in after all",
    "settings": "my own settings: theme, clock, mouse, keys, calendar, hook",
    "doctor": "what is set up, what is not, who sees what",
    "demo": "a living demo, made in a temporary or named folder",
    "init": "make a new playbook under git",
    "join": "clone a team's playbook: who am I there, who sees what",
    "call": "open the TUI in a call with a play",
    "open": "open the TUI at a page, a run or an item of feedback",
    "serve": "the TUI in a browser; this machine only unless told",
    "export-records": "write everything that happened as JSON lines",
    "import-records": "read JSON lines of another Playbook",
}

DESCRIPTION = "The shared sales playbook that runs in the terminal. Alone, it opens the TUI."
EPILOG = (
    "`playbook NOUN --help` shows a noun's verbs. The options above may stand before or after the noun. "
    "Exit codes: 0 fine · 1 found something · 2 could not · 3 the hub could not be reached."
)


def run() -> None:
    """Run the command line and leave with its exit code."""
    import gc

    from playbook.whole_output import write_whole

    write_whole()
    code = main(sys.argv[1:])
    gc.freeze()  # the system takes the memory back: Python need not look for garbage in it, a tenth of a short command
    sys.exit(code)


def main(arguments: Sequence[str]) -> int:
    """Run `arguments`; return the exit code: 0 fine, 1 found something, 2 could not, 3 hub out of reach."""
    if list(arguments[:1]) == ["--version"]:
        return _say_version()
    debug = "--debug" in arguments
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has left (`| head`): nothing is wrong, and nobody is there to tell.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
    except SystemExit as leaving:  # argparse has printed the help
        return leaving.code if isinstance(leaving.code, int) else 0
    except Exception as error:
        from playbook.errors import PlaybookError
        from playbook.text import one_line

        if debug:
            raise
        if isinstance(error, PlaybookError):
            sys.stderr.write(f"playbook: {one_line(str(error))}\n")
            return error.exit_code
        sys.stderr.write(f"playbook: Something went wrong: {one_line(repr(error))} (--debug shows where)\n")
        return 2
    return code


def _say_version() -> int:
    from playbook import __version__

    sys.stdout.write(f"playbook {__version__}\n")
    return 0


def _dispatch(arguments: Sequence[str]) -> int:
    noun = _noun(arguments)
    parser, sub = _parsers(noun, arguments)
    if sub is not None and list(arguments[-1:]) == [noun] and _needs_verb(sub):
        sub.print_help()
        return 2
    options = parser.parse_args(arguments)
    if options.version:
        return _say_version()
    if noun is None:
        from playbook.cli.common import needs_terminal
        from playbook.cli.tui import open_tui

        needs_terminal()
        return open_tui(options)
    code: int = options.handler(options)
    return code


def _needs_verb(parser: argparse.ArgumentParser) -> bool:
    return any(action.dest == "verb" and action.required for action in parser._actions)


def _noun(arguments: Sequence[str]) -> str | None:
    """Return the first argument that is neither an option nor an option's value."""
    from playbook.cli.parser import TAKE_A_VALUE

    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in TAKE_A_VALUE:
            skip = True
        elif not argument.startswith("-"):
            return argument
    return None


def _parsers(noun: str | None, words: Sequence[str]) -> tuple[argparse.ArgumentParser, Parser | None]:
    """Return the parser of the whole line, and the noun's: only that one knows its verbs."""
    from playbook.cli.parser import Parser, add_globals, add_noun, nouns_of
    from playbook.errors import NotFoundError

    if noun is not None and noun not in NOUNS:
        from playbook.text import nearest

        raise NotFoundError("command", noun, nearest(noun, NOUNS))
    parser = Parser(prog="playbook", description=DESCRIPTION, epilog=EPILOG)
    add_globals(parser)
    nouns = nouns_of(parser)
    found: Parser | None = None
    for name, help_ in NOUNS.items():
        sub = add_noun(nouns, name, help_, meant=name == noun)
        if name == noun:
            import importlib

            found = sub
            sub.words = frozenset(words)
            add_globals(sub, again=True)
            importlib.import_module(f"playbook.cli.{name.replace('-', '_')}").register(sub)
    return parser, found
