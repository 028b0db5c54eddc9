"""What the starter has people say can be said aloud: short, true, and in one spelling."""

from __future__ import annotations

import re

from tests.content.pages import (
    CLOCK,
    DEFINED,
    FIGURE,
    FOOTNOTE,
    LINK,
    LONGEST_SECONDS,
    NOW,
    OPENER_SECONDS,
    OURS,
    PATHS,
    PLAYS,
    SAID,
    SENTENCE_WORDS,
    TEXTS,
    USUAL_SENTENCE_WORDS,
    VOCABULARY,
    aloud,
    seconds,
    spoken,
    words,
)

SENTENCE = re.compile(r"(?<=[.?!])(?:\[\^[\w-]+\])*\s+")
OPEN_QUESTION = re.compile(r"\b(?:what|how|who|whom|whose|when|where|why|which)\b[^?]*\?", re.IGNORECASE)
AMERICAN = re.compile(
    r"\b(?:\w*(?<!\bs)(?<!\bpr)(?<!\bse)(?<!cap)iz(?:e|es|ed|ing|ation|ations|er)|\w*(?:colo|favo|labo|\w*havio|"
    r"neighbo|hono|humo)r(?:s|ed|ing|able|hood)?|centers?|theaters?|gray|catalog|program|cancel(?:ed|ing)|"
    r"travel(?:ed|ing|er)|label(?:ed|ing)|model(?:ed|ing)|defense|offense|fulfills?|skeptic(?:al)?|toward)\b",
    re.IGNORECASE,
)
OTHERWISE = re.compile(
    r"\b(?:emails?|carriers?|haulers?|percent|follow up call|log-?in page)\b", re.IGNORECASE
)
"""Words that the starter writes in another way: e-mail, haulier, per cent."""


def test_an_opener_takes_15_seconds_at_most() -> None:
    for id_ in sorted(PLAYS):
        opener = next(track for step in PLAYS[id_].path_steps for track in step.talk_tracks)
        for text in opener.texts:
            assert seconds(text) <= OPENER_SECONDS, (words(text), text)


def test_no_talk_track_takes_more_than_45_seconds() -> None:
    for path in PATHS:
        for text in spoken(TEXTS[path]):
            assert seconds(text) <= LONGEST_SECONDS, (words(text), text)


def test_what_the_parser_takes_for_a_talk_track_is_what_the_page_says_aloud() -> None:
    for id_ in sorted(PLAYS):
        page = PLAYS[id_]
        parsed = [t for step in page.steps for track in step.talk_tracks for t in track.texts]
        body, _, objections = TEXTS[page.path].partition("## Objections")
        assert [" ".join(text.split()) for text in parsed] == spoken(body), id_
        assert len(page.objections) == len(spoken(objections)) >= 1, id_
        assert all(">" in objection.text for objection in page.objections), id_


def test_nobody_says_what_is_not_to_be_said() -> None:
    for path in PATHS:
        for text in spoken(TEXTS[path]):
            for phrase in VOCABULARY["do-not-say"]:
                assert phrase not in text.casefold(), text


def test_a_figure_that_is_said_has_its_evidence() -> None:
    for path in SAID:
        for text in spoken(TEXTS[path]):
            if FIGURE.search(CLOCK.sub("", text)):
                assert FOOTNOTE.search(text), text


def test_every_footnote_is_used_dated_and_called_invented() -> None:
    for path in PATHS:
        defined = dict(DEFINED.findall(TEXTS[path]))
        assert set(FOOTNOTE.findall(TEXTS[path])) == set(defined), path
        for text in defined.values():
            assert "invented" in text, path
            dated = re.search(r"as of (\d{4})-(\d{2})", text)
            assert dated is not None, path
            months = (NOW.year - int(dated[1])) * 12 + NOW.month - int(dated[2])
            assert 0 <= months < 12, path


def test_every_figure_that_is_said_stands_on_a_page_of_facts() -> None:
    known = " ".join(text for path, text in TEXTS.items() if path.startswith("know/"))
    numbers = set(re.findall(r"\d[\d,]*", known))
    for path in SAID:
        for text in spoken(TEXTS[path]):
            said = CLOCK.sub("", FOOTNOTE.sub("", text))
            for number in re.findall(r"\d[\d,]*\d|\d", said):
                assert number in numbers, (path, number)


def test_evidence_leads_to_the_one_place_where_it_is_kept() -> None:
    for path in PATHS:
        if path.startswith(("plays/", "objections/")):
            for label, text in DEFINED.findall(TEXTS[path]):
                assert "/know/" in text, (path, label)


def test_no_two_talk_tracks_are_the_same() -> None:
    said = [text for path in PATHS for text in spoken(TEXTS[path])]
    assert len(said) == len(set(said))


def test_what_is_said_and_asked_in_a_step_fits_into_its_time() -> None:
    for id_ in sorted(PLAYS):
        for step in PLAYS[id_].path_steps:
            if step.seconds is not None:
                assert aloud(step) <= step.seconds, step.id


def test_most_of_a_play_is_the_customers_to_talk() -> None:
    for id_ in sorted(PLAYS):
        ours = [step for step in PLAYS[id_].path_steps if step.by == "sales"]
        assert sum(map(aloud, ours)) <= OURS * sum(step.seconds or 0 for step in ours), id_


def test_sentences_are_short() -> None:
    for path in SAID:
        for text in spoken(TEXTS[path]):
            for sentence in SENTENCE.split(text):
                assert words(sentence) <= SENTENCE_WORDS, sentence


def test_most_sentences_are_very_short() -> None:
    lengths = [words(one) for path in SAID for text in spoken(TEXTS[path]) for one in SENTENCE.split(text)]
    assert sum(lengths) / len(lengths) <= USUAL_SENTENCE_WORDS


def test_a_play_asks_something_that_a_yes_does_not_answer() -> None:
    for id_ in sorted(PLAYS):
        page = PLAYS[id_]
        asked = [text for step in page.path_steps for track in step.talk_tracks for text in track.texts]
        asked += [question.text for step in page.path_steps for question in step.questions]
        assert sum(bool(OPEN_QUESTION.search(text)) for text in asked) >= 2, id_


def test_the_spelling_is_british() -> None:
    for path in PATHS:
        prose = LINK.sub(lambda match: match[0].split("](")[0], TEXTS[path].split("---\n", 2)[-1])
        assert not AMERICAN.search(prose), AMERICAN.search(prose)


def test_a_word_is_written_in_one_way() -> None:
    for path in PATHS:
        prose = LINK.sub(lambda match: match[0].split("](")[0], TEXTS[path].split("---\n", 2)[-1])
        assert not OTHERWISE.search(prose), OTHERWISE.search(prose)


def test_the_word_lists_find_what_they_are_for() -> None:
    for word in ("organize", "Prioritizing", "colors", "centers", "canceled", "behavior", "gray", "fulfill"):
        assert AMERICAN.search(f"a {word} b"), word
    for word in ("size", "seized", "prize", "organise", "centre", "cancelled", "programme", "a programmer"):
        assert not AMERICAN.search(f"a {word} b"), word
    assert OTHERWISE.search("Send an email")
    assert OTHERWISE.search("the carrier")
    assert not OTHERWISE.search("Send an e-mail to the haulier")
