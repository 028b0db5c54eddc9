"""The argument parser of every noun and verb: global options anywhere, and mistakes in one plain sentence."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from playbook.errors import PlaybookError

Handler = Callable[[argparse.Namespace], int]
Verbs = Any
"""What argparse's `add_subparsers` returns; it has no public name."""

TAKE_A_VALUE = ("-C", "--as", "--data", "--hub", "--now")
"""Global options that take a value, so that the noun can be found before anything is parsed."""


class UsageError(PlaybookError):
    """The command was not written as it has to be."""

    def __init__(self, command: str, message: str) -> None:
        sentence = message[:1].upper() + message[1:]
        super().__init__(f"{sentence}{'' if sentence.endswith(('.', '?')) else '.'} See `{command} --help`.")


class _Formatter(argparse.HelpFormatter):
    """Leaves room for the longest verb beside its help."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=_width())


def _width() -> int:
    """Return the terminal's width as argparse wants it, without the modules it would load to find out."""
    import os

    try:
        columns = int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
    except (ValueError, OSError):
        columns = 80
    return max(columns, 40) - 2


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, with the nearest word that would be right."""

    words: frozenset[str] = frozenset()
    """What stands on the command line: only the parsers of verbs among it are really made."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"allow_abbrev": False, "formatter_class": _Formatter, **options})

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of printing the usage and leaving."""
        raise UsageError(self.prog, message)

    def parse_args(  # type: ignore[override]  # nobody has a class of options of their own
        self, args: Sequence[str] | None = None, namespace: None = None
    ) -> argparse.Namespace:
        """Return what stands on the command line; raises UsageError, which names the verb that it was about."""
        found, more = self.parse_known_args(args, namespace)
        if more:
            about = (self.prog, getattr(found, "noun", None), getattr(found, "verb", None))
            raise UsageError(" ".join(filter(None, about)), f"unrecognized arguments: {' '.join(more)}")
        return found

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        try:
            return super()._get_value(action, arg_string)
        except argparse.ArgumentError:
            if action.type not in (int, float):
                raise
            from playbook.text import one_line

            kind = "a whole number" if action.type is int else "a number"
            raise argparse.ArgumentError(action, f"“{one_line(arg_string)}” is not {kind}") from None

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        from playbook.text import nearest, one_line

        choices = [str(choice) for choice in action.choices]
        near = nearest(str(value), choices)
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Say one of: {', '.join(choices)}."
        name = "/".join(action.option_strings) or str(action.metavar or action.dest)
        raise argparse.ArgumentError(None, f"“{one_line(str(value))}” is not a {name}. {hint}")


def add_globals(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Add the global options; `again`: after noun and verb too, without overwriting what stood before."""
    default = argparse.SUPPRESS if again else None

    def told(text: str) -> str:
        return argparse.SUPPRESS if again else text

    parser.add_argument(
        "-C", dest="folder", metavar="DIR", default=default, help=told("the playbook's folder")
    )
    parser.add_argument("--as", dest="named", metavar="PERSON", default=default, help=told("who I am"))
    parser.add_argument("--data", metavar="DIR", default=default, help=told("where records lie"))
    parser.add_argument("--hub", metavar="URL", default=default, help=told("where journals meet"))
    parser.add_argument("--now", metavar="TIME", default=default, help=told("pretend it is that time"))
    flag: dict[str, Any] = {"action": "store_true", "default": argparse.SUPPRESS if again else False}
    parser.add_argument("--no-mouse", help=told("leave the mouse to the terminal"), **flag)
    parser.add_argument("--debug", help=told("show the trace of an error"), **flag)
    if not again:
        parser.add_argument("--version", help="say which version this is", **flag)


class _NotMeant:
    """Stands in for the parser of a noun or verb that is not on the command line, and is quick to make."""

    def __init__(self, **_: object) -> None:
        self.epilog = ""

    def add_argument(self, *_: object, **__: object) -> None:
        """Nothing: it will not parse."""

    def set_defaults(self, **_: object) -> None:
        """Nothing: it will not parse."""

    def _check_help(self, _: object) -> None:
        """Nothing: argparse from Python 3.14 on asks the parser whether a help text is well formed."""


def _parser(*, meant: bool, **options: Any) -> Any:
    return Parser(**options) if meant else _NotMeant(**options)


_PARSER: Any = _parser
"""A function where argparse's types know classes alone."""


def nouns_of(parser: Parser) -> Verbs:
    """Return where the nouns are added."""
    return parser.add_subparsers(dest="noun", metavar="NOUN", title="nouns", parser_class=_PARSER)


def verbs_of(parser: argparse.ArgumentParser, *, required: bool = True) -> Verbs:
    """Return where the verbs of a noun are added."""
    verbs: Verbs = parser.add_subparsers(
        dest="verb", metavar="VERB", title="verbs", required=required, parser_class=_PARSER
    )
    verbs.words = getattr(parser, "words", frozenset())
    return verbs


def add_noun(nouns: Verbs, name: str, help: str, *, meant: bool) -> Any:
    """Return a noun's parser; a stand-in unless it is meant."""
    return nouns.add_parser(name, help=help, description=_sentence(help), meant=meant)


def add_verb(verbs: Verbs, name: str, help: str, handler: Handler, positional: Iterable[str] = ()) -> Any:
    """Return a verb's parser with the global options; `positional` are plain arguments by their metavar.

    A verb that is not on the command line gets a stand-in, so that a noun with many verbs starts as quickly.
    """
    if name not in verbs.words:
        return verbs.add_parser(name, help=help, meant=False)
    parser = verbs.add_parser(name, help=help, description=_sentence(help), meant=True)
    add_globals(parser, again=True)
    parser.set_defaults(handler=handler)
    for metavar in positional:
        parser.add_argument(metavar.lower(), metavar=metavar)
    return parser


def _sentence(help: str) -> str:
    return f"{help[0].upper()}{help[1:]}."


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="for programs: stable keys")
