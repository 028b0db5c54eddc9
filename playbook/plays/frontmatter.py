"""The YAML front matter of a page: where it is, and what its keys hold, whatever is broken in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playbook.plays.markdown import TooMuchError
from playbook.plays.model import Problem

if TYPE_CHECKING:
    from yaml.nodes import Node

MAX_FRONT = 100_000
"""Letters of front matter that are read."""
MAX_VALUES = 5_000
"""Values in it, those that aliases repeat counted each time."""
MAX_DEPTH = 20

_FENCE = re.compile(r"---[ \t]*$")
_CLOSE = re.compile(r"(?:---|\.\.\.)[ \t]*$")
_KEY = re.compile(r"""(?:[A-Za-z_][\w .-]{0,60}|"[^"\n]{1,60}"|'[^'\n]{1,60}')[ \t]*:(?:[ \t]|$)""")
_PART = re.compile(r"[ \t#\]})-]|$")
"""Lines that belong to the key above them: indented, a comment, a list item, a closing bracket, blank."""
_PLAIN_VALUE = re.compile(r"[^\s\[{&*!|>\"'%@`#-].*")


@dataclass(slots=True)
class Front:
    """What stands between the two `---`."""

    lines: int = 0
    """Lines of the file that it takes; 0: there is none."""
    keys: dict[str, Node] = field(default_factory=dict)
    """YAML nodes; their marks count lines from the line after the opening `---`."""
    at: dict[str, int] = field(default_factory=dict)
    """Line of each key in the file, from 1."""
    problems: list[Problem] = field(default_factory=list)


def read_front(text: str) -> Front:
    """Return the front matter that `text` opens with; never raises.

    A leading `---` that is a rule is none. Where the YAML does not parse, each key is read by itself, so that
    one unquoted colon costs one warning.
    """
    head, end = _cut_out(text)
    if end is None:
        return _unclosed(head, len(text) > MAX_FRONT) if head else Front()
    inner = head[1:end]
    front = Front(lines=end + 1)
    if not _take(front, inner, 2):
        _salvage(front, inner)
    return front


def front_lines(text: str) -> int:
    """Return how many lines the front matter of `text` takes, as `read_front` does, without reading its YAML."""
    _, end = _cut_out(text)
    return 0 if end is None else end + 1


def _cut_out(text: str) -> tuple[list[str], int | None]:
    """Return the lines that front matter may be among, and the index of the one that closes it.

    None where nothing does; no lines where there is no front matter at all.
    """
    if not text.startswith("---"):
        return [], None
    head = text[: MAX_FRONT + 1].split("\n")
    if not _FENCE.fullmatch(head[0]):
        return [], None
    end = next((index for index in range(1, len(head)) if _CLOSE.fullmatch(head[index])), None)
    if end is not None:
        inner = head[1:end]
        if any(line.strip() for line in inner) and not _is_yaml(inner):
            return [], None
    return head, end


def _unclosed(head: list[str], cut: bool) -> Front:
    first = next((line for line in head[1:20] if line.strip()), "")
    if not _KEY.match(first):
        return Front()
    what = f"is longer than {MAX_FRONT:,} letters" if cut else "has no closing ---"
    return Front(problems=[Problem(1, f"The front matter that begins here {what}; it is not read.")])


def _is_yaml(lines: list[str]) -> bool:
    """Return whether lines between two rules are keys and values, rather than text."""
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    if not _KEY.match(first) and not first.startswith("{"):
        return False
    keys = sum(_KEY.match(line) is not None for line in lines)
    other = sum(not _KEY.match(line) and not _PART.match(line) for line in lines)
    return keys >= other or first.startswith("{")


def _take(front: Front, lines: list[str], line: int) -> bool:
    """Read `lines`, whose first is `line` of the file; False, with a Problem, where they do not parse."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    source = "\n".join(lines)
    try:
        _measure(yaml.parse(source, Loader=loader))
        root = yaml.compose(source, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        row = min(mark.line if mark else 0, len(lines) - 1)
        front.problems.append(Problem(line + row, _say(error.problem or "", lines[row])))
        return False
    except yaml.reader.ReaderError as error:
        row = source[: error.position].count("\n") if isinstance(error.position, int) else 0
        front.problems.append(
            Problem(line + row, "The front matter holds a letter that YAML does not allow.")
        )
        return False
    except yaml.YAMLError as error:
        front.problems.append(Problem(line, f"The front matter does not parse ({type(error).__name__})."))
        return False
    except (TooMuchError, RecursionError) as error:
        front.problems.append(Problem(line, f"The front matter {error}; it is not read."))
        return True
    if not isinstance(root, yaml.MappingNode):
        return True
    for key, value in root.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        at = line + key.start_mark.line
        if not name:
            front.problems.append(Problem(at, "A key of the front matter is not a word; it is left out."))
        elif name in front.keys:
            front.problems.append(Problem(at, f"“{name}” is given twice; the first counts."))
        else:
            front.keys[name], front.at[name] = value, at
    return True


def _measure(events: Any) -> None:
    """Raise TooMuchError where aliases, nesting or sheer number make the YAML costly."""
    import yaml

    sizes: dict[str, int] = {}
    open_: list[tuple[str | None, int]] = []
    total = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            if any(anchor == event.anchor for anchor, _ in open_):
                raise TooMuchError("repeats a part of itself without end")
            total += sizes.get(event.anchor or "", 1)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            open_.append((event.anchor, total))
            total += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            anchor, before = open_.pop()
            if anchor:
                sizes[anchor] = total - before
        elif isinstance(event, yaml.ScalarEvent):
            total += 1
            if event.anchor:
                sizes[event.anchor] = 1
        if total > MAX_VALUES:
            raise TooMuchError(f"holds more than {MAX_VALUES:,} values")
        if len(open_) > MAX_DEPTH:
            raise TooMuchError(f"is nested more than {MAX_DEPTH} deep")


def _say(problem: str, line: str) -> str:
    """Return what an author should do about a line that YAML refuses."""
    if "mapping values are not allowed" in problem:
        return f"A colon in a value needs quotes: {_quoted(line)}"
    return f"The front matter does not parse here ({problem or 'not YAML'}): {line.strip()[:80]}"


def _quoted(line: str) -> str:
    key, _, value = line.strip()[:120].partition(":")
    return f'{key}: "{value.strip()}"'


def _salvage(front: Front, lines: list[str]) -> None:
    """Read each key by itself; a plain value that YAML refuses is taken as written."""
    import yaml

    front.problems.clear()
    starts = [index for index, line in enumerate(lines) if not _PART.match(line)]
    if starts[:1] != [0]:
        starts.insert(0, 0)
    for index, following in zip(starts, [*starts[1:], len(lines)], strict=True):
        chunk = lines[index:following]
        if _take(front, chunk, index + 2):
            continue
        name, _, value = chunk[0].partition(":")
        value = value.strip()
        if _KEY.match(chunk[0]) and name not in front.keys and _PLAIN_VALUE.fullmatch(value):
            front.keys[name] = yaml.ScalarNode("tag:yaml.org,2002:str", value)
            front.at[name] = index + 2
