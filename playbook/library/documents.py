"""What a page is found by: a page, and each objection inside it, as plain text in parts."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from playbook.library.words import terms
from playbook.plays.model import Block, Page, Question, Step, TalkTrack

LONGEST_PART = 64_000
"""Characters of a section that are searched."""
LONGEST_ANSWER = 1_500
"""Characters of an answer that a finder shows at once."""

# Markdown's marks, of which nobody searches: links keep their words, footnote marks go.
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\n]{1,60}\]")
_FOOTNOTE_TEXT = re.compile(r"^\[\^[^\[\]\n]{1,60}\]:.*(?:\n(?: {4}|\t).*)*", re.MULTILINE)
_LINE_START = re.compile(r"^[ \t]*(?:>|#{1,6} |[-*+] (?:\[[ xX]\] )?|\d{1,9}[.)] )", re.MULTILINE)
_INLINE = ("*", "__", "~~", "`")


class Part(msgspec.Struct, frozen=True, array_like=True):
    """A section of a document."""

    step: str
    """The step's id; empty for what stands before the first step."""
    title: str
    text: str
    """Plain, without Markdown's marks."""


class Document(msgspec.Struct, frozen=True, array_like=True):
    """One thing that search finds."""

    id: str
    """The page's id, with `#objection-id` for an objection inside a page."""
    kind: str
    title: str
    page: str
    """The title of the page that it stands in; empty for a page."""
    names: str
    """What the page itself is called besides its title: its tags, and its file's name."""
    answer: str
    """Markdown that answers at once: what to say to an objection, a page's brief."""
    parts: tuple[Part, ...]
    terms: tuple[str, str, str, str]
    """The terms of title, names, headings and text, spaces between; each in the first of them only.

    What a page is for (its stage, personas, triggers …) counts as its headings do.
    """


def document(
    id_: str,
    kind: str,
    title: str,
    parts: Iterable[Part],
    *,
    page: str = "",
    names: str = "",
    serves: str = "",
    answer: str = "",
) -> Document:
    """Return a document with its terms worked out: see its fields; `serves` is what the page is for."""
    kept = tuple(part for part in parts if part.step or part.text)
    headings = "\n".join([serves, *(part.title for part in kept)])
    fields = (title, names, headings, "\n".join(part.text for part in kept))
    seen: set[str] = set()
    found = []
    for field in fields:
        new = [term for term in dict.fromkeys(terms(field)) if term not in seen]
        seen.update(new)
        found.append(" ".join(new))
    in_title, in_names, in_headings, in_text = found
    return Document(id_, kind, title, page, names, answer, kept, (in_title, in_names, in_headings, in_text))


def documents(page: Page) -> list[Document]:
    """Return what `page` is found by: itself first, then its objections."""
    inside = {objection.id for objection in page.objections}
    parts = [Part("", "", _plain(page.brief))]
    parts.extend(_part(step) for step in page.steps if step.id not in inside)
    parts.append(Part("", "", _plain("\n".join(evidence.text for evidence in page.evidence))))
    answer = _cut(page.brief) or _cut(next((_markdown(step.blocks) for step in page.steps), ""))
    names, serves = _names(page), _serves(page)
    found = [document(page.id, page.kind, page.title, parts, names=names, serves=serves, answer=answer)]
    for objection in page.objections:
        said = Part("", "", _plain(objection.text))
        id_ = f"{page.id}#{objection.id}"
        answer = _cut(objection.text)
        found.append(document(id_, "objection", objection.title, [said], page=page.title, answer=answer))
    return found


def _names(page: Page) -> str:
    return " ".join([*page.facts.tags, page.id.rpartition("/")[2]])


def _serves(page: Page) -> str:
    facts = page.facts
    lists = (facts.triggers, facts.personas, facts.segments, facts.channels)
    return " ".join([facts.stage, *(name for names in lists for name in names)])


def _part(step: Step) -> Part:
    texts: list[str] = []
    for block in step.blocks:
        texts += _texts(block)
    return Part(step.id, step.title, _plain("\n".join(texts)))


def _texts(block: Block) -> tuple[str, ...]:
    if isinstance(block, TalkTrack):
        return block.texts
    if isinstance(block, Question):
        return (block.text, block.body, *[answer.text for answer in block.answers])
    return (block.text,)


def _markdown(blocks: Iterable[Block]) -> str:
    """Return the words to say in `blocks` as quotes, and the rest as it is written."""
    return "\n\n".join(
        "> " + text.replace("\n", "\n> ") if isinstance(block, TalkTrack) else text
        for block in blocks
        for text in _texts(block)
    )


def _plain(markdown: str) -> str:
    text = markdown[:LONGEST_PART]
    if "[" in text:
        text = _FOOTNOTE.sub("", _LINK.sub(r"\1", _FOOTNOTE_TEXT.sub("", text)))
    text = _LINE_START.sub("", text)
    for mark in _INLINE:
        text = text.replace(mark, "")
    return text.strip()


def _cut(markdown: str) -> str:
    """Return `markdown` up to `LONGEST_ANSWER` characters, cut where a paragraph ends if one does.

    The texts of footnotes are left out: the screen shows evidence elsewhere.
    """
    markdown = _FOOTNOTE_TEXT.sub("", markdown[: 4 * LONGEST_ANSWER]).strip()
    if len(markdown) <= LONGEST_ANSWER:
        return markdown
    head = markdown[:LONGEST_ANSWER]
    paragraphs = head.rpartition("\n\n")[0]
    return paragraphs or head.rpartition(" ")[0] or head
