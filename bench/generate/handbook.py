"""A company handbook as others write them: long prose, lists, tables and code, no front matter, no plays."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bench.generate.pages import Page
from bench.generate.words import sentence, sentences, words

PAGES = 900


def handbook(seed: int, count: int = PAGES) -> Iterator[Page]:
    """Yield the pages of a handbook, nested in folders."""
    for number in range(count):
        random = Random(f"handbook {seed} {number}")
        parts = [f"# {sentence(random, 2, 5)[:-1]}", "", sentences(random, 2, 5)]
        for _ in range(random.randint(1, 14)):
            parts += ["", f"{'#' * random.randint(2, 4)} {sentence(random, 2, 6)[:-1]}", ""]
            parts += [random.choice((_prose, _prose, _list, _list, _table, _code))(random)]
        yield f"content/area-{number % 24}/page-{number:04}.md", "\n".join([*parts, ""])


def _prose(random: Random) -> str:
    paragraphs = [sentences(random, 2, 6) for _ in range(random.randint(1, 3))]
    return "\n\n".join(paragraphs) + f" See [{sentence(random, 1, 3)[:-1]}](../area-1/page-0001.md)."


def _list(random: Random) -> str:
    mark = random.choice(("- ", "1. ", "* "))
    items = []
    for _ in range(random.randint(3, 9)):
        items.append(f"{mark}**{words(random, 1)[0]}** {sentence(random)}")
        if random.random() < 0.2:
            items.append(f"{' ' * len(mark)}- {sentence(random)}")
    return "\n".join(items)


def _table(random: Random) -> str:
    rows = [words(random, 3) for _ in range(random.randint(2, 8))]
    return "\n".join(["| who | what | when |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)])


def _code(random: Random) -> str:
    return "```sh\n" + "\n".join(" ".join(words(random, 4)) for _ in range(random.randint(1, 6))) + "\n```"
