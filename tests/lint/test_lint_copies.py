"""Texts and pages that say nearly the same: found among many, and where they may."""

from __future__ import annotations

from playbook.plays.lint.context import Context
from playbook.plays.lint.run import look_at, report
from playbook.plays.lint.sketch import alike, pairs, sketch
from playbook.plays.lint.source import Source
from playbook.plays.parse import parse_page
from playbook.plays.settings import parse_settings
from tests.lint.test_lint_parts import TODAY

# Equal texts


def text_of(seed: int, words: int = 300) -> str:
    return " ".join(f"w{(seed * 7919 + at * at * 31 + at) % 4099}" for at in range(words))


def test_a_copy_with_a_few_other_words_is_nearly_the_same() -> None:
    one = text_of(1)
    other = one.replace("w", "w", 1).split()
    other[10] = other[200] = "another"
    assert alike(sketch(one), sketch(one)) == 1.0
    assert alike(sketch(one), sketch(" ".join(other))) > 0.8
    assert alike(sketch(one), sketch(text_of(2))) < 0.1
    assert sketch("too short to tell") == ()


def test_pairs_are_found_among_many_in_linear_number() -> None:
    many = {f"p{number}": sketch(text_of(number)) for number in range(200)}
    many["p7-copy"] = sketch(text_of(7))
    assert [(a, b) for a, b, _ in pairs(many, 0.7)] == [("p7", "p7-copy")]
    same = {f"s{number:03}": sketch(text_of(1)) for number in range(300)}
    assert len(list(pairs(same, 0.7))) == 299


# Pages of near-equal text

LONG = " ".join(f"word{number} and then" for number in range(200))


def alike_pages(toml: str, *paths: str, status: str = "live") -> list[tuple[str, str]]:
    """Return where PB017 is found when these pages say nearly the same."""
    settings = parse_settings(toml)
    context = Context(settings, TODAY, frozenset(paths))
    pages = [
        f"---\ntitle: {path}\nstatus: {status}\n---\n\n{LONG} {place}\n" for place, path in enumerate(paths)
    ]
    looks = [
        look_at(Source(parse_page(text, path), text), context)
        for path, text in zip(paths, pages, strict=True)
    ]
    return [(one.path, one.message) for one in report(looks, context).findings if one.code == "PB017"]


def test_two_pages_of_nearly_the_same_text_each_name_the_other() -> None:
    said = alike_pages("[playbook]\nname = 'A'\n", "plays/a.md", "plays/b.md")
    assert [path for path, _ in said] == ["plays/a.md", "plays/b.md"]
    assert "Nearly the same text as plays/b.md" in said[0][1]


def test_a_retired_page_may_be_like_another() -> None:
    assert alike_pages("[playbook]\nname = 'A'\n", "plays/a.md", "plays/b.md", status="retired") == []


def test_the_arms_of_one_experiment_may_be_alike_and_a_third_page_may_not() -> None:
    plan = "[experiments.x]\narms = ['plays/a', 'plays/b']\n"
    assert alike_pages(plan, "plays/a.md", "plays/b.md") == []
    third = [path for path, _ in alike_pages(plan, "plays/a.md", "plays/b.md", "plays/c.md")]
    assert third == ["plays/a.md", "plays/c.md"], "what many share is told beside the first of them"
    two = plan + "[experiments.y]\narms = ['plays/b', 'plays/c']\n"
    assert {path for path, _ in alike_pages(two, "plays/a.md", "plays/b.md", "plays/c.md")} == {
        "plays/a.md",
        "plays/c.md",
    }, "arms of two experiments are not arms of one"
