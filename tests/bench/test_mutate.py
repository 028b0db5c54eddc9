"""Breaking a module on purpose: every change is one change, in its place, and a whole module."""

from __future__ import annotations

import ast
import dataclasses
from collections import Counter
from pathlib import Path

import pytest

from bench.mutants import document, judged, kept, report
from bench.mutants.copy import Reach
from bench.mutants.mutate import Mutant, mutants
from bench.mutants.packages import PACKAGES, ROOT, modules
from bench.mutants.plan import PATIENCE, SLACK, sample, trial
from bench.mutants.report import Result

FILE = "playbook/plays/example.py"


def changes(text: str) -> list[tuple[str, str]]:
    return [(mutant.was, mutant.now) for mutant in mutants(text, FILE)]


@pytest.mark.parametrize(
    ("expression", "replacements"),
    [
        ("a == b", ["(a != b)"]),
        ("a < b", ["(a <= b)", "(a >= b)"]),
        ("a >= b", ["(a < b)", "(a > b)"]),
        ("a is b", ["(a is not b)"]),
        ("a not in b", ["(a in b)"]),
        ("a < b < c", ["(a < b <= c)", "(a <= b < c)"]),
        ("a and b", ["(a or b)"]),
        ("a or b or c", ["(a and b and c)"]),
        ("not a", ["(a)"]),
        ("a + b", ["(a - b)"]),
        ("a // b", ["(a * b)"]),
        ("a | b", ["(a & b)"]),
        ("a if b else c", ["(c if b else a)"]),
        ("True", ["False"]),
        ("7", ["8"]),
        ("0.5", ["1.5"]),
        ("f(a, key=1)", ["2"]),
        ("[a for a in b if a > c]", ["(a < c)", "(a <= c)", "(a >= c)"][1:]),
        ("'text'", []),
        ("f'{a + 1}'", []),
    ],
)
def test_expressions(expression: str, replacements: list[str]) -> None:
    assert sorted(now for _, now in changes(f"x = {expression}\n")) == sorted(replacements)


def test_statements_of_a_function_may_go() -> None:
    text = "def f(a):\n    a.append(a)\n    a += b\n    for c in a:\n        break\n    raise a\n"
    assert changes(text) == [
        ("a.append(a)", "pass"),
        ("a += b", "pass"),
        ("break", "pass"),
        ("raise a", "pass"),
    ]


def test_a_function_may_return_nothing_and_a_condition_may_turn() -> None:
    text = "def f(a):\n    if a:\n        return b\n    while a.b():\n        return None\n    return\n"
    assert changes(text) == [("a", "not a"), ("return b", "return None"), ("a.b()", "not a.b()")]


def test_what_no_test_can_notice_is_left_alone() -> None:
    text = (
        '"""Doc 1."""\nfrom __future__ import annotations\nimport a\n'
        "if TYPE_CHECKING:\n    x = 1\n\ndef f(a: Literal[3]) -> Literal[4]:\n"
        '    """Doc."""\n    b: Literal[5]\n    c: Literal[6] = d\n    pass\n'
    )
    assert changes(text) == []


def test_places_are_told_by_function_and_line_even_after_wide_letters() -> None:
    text = 'class A:\n    @property\n    def f(self):\n        return "値段…" + 1\n\nB = 2\n'
    found = mutants(text, FILE)
    assert [(m.where, m.first, m.line, m.was) for m in found] == [
        ("A.f", 2, 4, 'return "値段…" + 1'),
        ("A.f", 2, 4, '"値段…" + 1'),
        ("A.f", 2, 4, "1"),
        ("", 0, 6, "2"),
    ]
    assert found[2].apply(text) == text.replace("+ 1", "+ 2")
    assert found[0].apply(text) == text.replace('return "値段…" + 1', "return None")


def test_functions_inside_functions_belong_to_the_outer_one() -> None:
    text = "def f():\n    def g():\n        return 1\n    return g\n"
    assert {(mutant.where, mutant.first) for mutant in mutants(text, FILE)} == {("f.g", 1), ("f", 1)}


def test_every_mutant_of_the_core_is_a_module_that_says_something_else() -> None:
    counts: Counter[str] = Counter()
    for file in list(modules())[::6]:
        text = (ROOT / file).read_text(encoding="utf-8")
        whole = ast.dump(ast.parse(text))
        for mutant in mutants(text, file):
            assert ast.dump(ast.parse(mutant.apply(text))) != whole, mutant
            counts[file.split("/")[1]] += 1
    assert set(counts) == {"plays", "runs", "records"}
    assert min(counts.values()) > 50


def test_core_is_what_is_broken() -> None:
    found = modules()
    assert found["playbook/plays/parse.py"] == "tests/plays"
    assert found["playbook/runs/fold.py"] == "tests/runs"
    assert found["playbook/records/chain.py"] == "tests/records"
    assert set(found.values()) == set(PACKAGES.values())
    assert not any(file.endswith("__init__.py") for file in found)


def mutant(name: str = "f", first: int = 3, line: int = 4, file: str = FILE) -> Mutant:
    return Mutant(file, name, first, line, 0, 1, "1", "2")


def test_sample_is_the_same_for_a_seed_and_in_order() -> None:
    found = [mutant(line=line) for line in range(100)]
    some = sample(found, 10, 7)
    assert some == sample(found, 10, 7) != sample(found, 10, 8)
    assert [one.line for one in some] == sorted({one.line for one in some})
    assert len(some) == 10
    assert sample(found, None, 7) == found
    assert sample(found[:3], 10, 7) == found[:3]


REACHES = [
    Reach("a", 0.5, frozenset({(FILE, 3)})),
    Reach("b", 1.0, frozenset({(FILE, 9), ("playbook/plays/other.py", 3)})),
    Reach("c", PATIENCE - 1, frozenset({(FILE, 3)})),
    Reach("d", PATIENCE, frozenset({(FILE, 3)})),
]


def test_tests_that_call_the_function_are_run_as_long_as_patience_lasts() -> None:
    planned = trial(mutant(), REACHES)
    assert planned.tests == ("a", "c")
    assert planned.limit == SLACK + 4 * (PATIENCE - 0.5)


def test_outside_of_functions_whatever_calls_anything_of_the_file_is_run() -> None:
    assert trial(mutant("", 0), REACHES).tests == ("a", "b")


def test_what_runs_while_a_module_is_loaded_is_tried_with_whatever_there_is() -> None:
    assert trial(mutant("g", 77), REACHES).tests == ("a", "b")
    assert trial(mutant("", 0, file="playbook/plays/third.py"), REACHES).tests == ("a", "b")
    assert trial(mutant(), []).tests == ()


def test_a_slow_test_is_run_where_there_is_no_other() -> None:
    assert trial(mutant(), REACHES[3:]).tests == ("d",)


def test_equivalent_ones_are_known_by_what_they_change_wherever_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "judged.toml"
    file.write_text(
        f'[[equivalent]]\nfile = "{FILE}"\nwhere = "f"\nwas = "1"\nnow = "2"\nwhy = "Nobody counts."\n',
        encoding="utf-8",
    )
    known = judged.known(file=file)
    assert known[judged.key(mutant(line=4))] == known[judged.key(mutant(line=90))] == "Nobody counts."
    assert judged.key(mutant("g")) not in known


def test_equivalent_ones_still_stand_in_the_code() -> None:
    found = {
        judged.key(mutant)
        for file in modules()
        for mutant in mutants((ROOT / file).read_text(encoding="utf-8"), file)
    }
    gone = [key for key in judged.known() if key not in found]
    assert gone == [], "mend or remove these lines of bench/mutants/judged.toml"
    assert all(len(why) > 20 for why in judged.known().values())


RESULTS = [
    Result(mutant(), "killed"),
    Result(mutant(line=5), "survived"),
    Result(mutant(line=6), "timeout"),
    Result(mutant(line=7), "equivalent", "Nobody counts."),
    Result(mutant("g", file="playbook/runs/fold.py"), "unreached"),
]


def test_table_counts_by_module_package_and_all() -> None:
    lines = report.table(RESULTS).splitlines()
    assert [line.split() for line in lines] == [
        ["mutants", "killed", "timeout", "survived", "unreached", "equivalent", "noticed"],
        [FILE, "4", "1", "1", "1", "0", "1", "67%", "!"],
        ["playbook/runs/fold.py", "1", "0", "0", "0", "1", "0", "0%", "!"],
        [],
        ["playbook/plays", "4", "1", "1", "1", "0", "1", "67%", "!"],
        ["playbook/runs", "1", "0", "0", "0", "1", "0", "0%", "!"],
        ["all", "5", "1", "1", "1", "1", "1", "50%", "!"],
    ]


def test_equivalent_ones_do_not_count_and_hanging_is_noticed() -> None:
    assert report.rate(Counter({"killed": 3, "timeout": 1, "survived": 1, "equivalent": 9})) == 0.8
    assert report.rate(Counter({"equivalent": 1})) is None


def test_survivors_are_told_with_place_and_change() -> None:
    assert report.survivors(RESULTS).splitlines() == [
        f"survived: {FILE}:5 f",
        "    1  →  2",
        f"equivalent: {FILE}:7 f",
        "    1  →  2",
        "    Nobody counts.",
        "unreached: playbook/runs/fold.py:4 g",
        "    1  →  2",
    ]


# What is kept and written


def test_what_was_noticed_is_tried_no_more_until_its_module_changes(tmp_path: Path) -> None:
    file, module = tmp_path / "results.jsonl", tmp_path / FILE
    module.parent.mkdir(parents=True)
    module.write_text("as it was", encoding="utf-8")
    assert kept.noticed(file, tmp_path) == {}
    ends: list[report.End] = ["survived", "killed", "timeout", "unreached"]
    for line, end in enumerate(ends):
        kept.keep(Result(dataclasses.replace(mutant(), start=line), end), file, tmp_path)
    assert [(one.mutant.start, one.end) for one in kept.noticed(file, tmp_path).values()] == [
        (1, "killed"),
        (2, "timeout"),
    ]
    module.write_text("another", encoding="utf-8")
    assert kept.noticed(file, tmp_path) == {}


@pytest.mark.parametrize(
    ("noticed", "counted", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1.0),
        (0, 10, 0.0, 0.2775),
        (760, 800, 0.9326, 0.9631),
    ],
)
def test_the_interval_is_wilsons(noticed: int, counted: int, low: float, high: float) -> None:
    assert document.wilson(noticed, counted) == pytest.approx((low, high), abs=5e-5)


def test_the_document_says_how_many_how_sure_and_each_survivor_with_its_reason() -> None:
    reasons = {judged.key(mutant()): "Only the wording of a log line."}
    text = document.document(RESULTS, {"playbook/plays": 40, "playbook/runs": 2}, reasons, "Twelve of each.")
    assert "Twelve of each.\n" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert rows == [
        "| `playbook/plays` | 40 | 4 | 1 | 1 | 1 | 0 | 1 | 66.7% | 20.8%–93.9% |",
        "| `playbook/runs` | 2 | 1 | 0 | 0 | 0 | 1 | 0 | 0.0% | 0.0%–79.3% |",
        "| all | 42 | 5 | 1 | 1 | 1 | 1 | 1 | 50.0% | 15.0%–85.0% |",
    ]
    assert "## Survivors (2)" in text
    assert "* `f`: `` 1 `` → `` 2 ``: Only the wording of a log line.\n" in text
    assert f"* `g`: `` 1 `` → `` 2 ``: {document.UNEXPLAINED}\n" in text
    assert "anybody could notice (1)" in text
    assert "Nobody counts.\n" in text


def test_every_survivor_of_the_document_has_its_reason_and_every_reason_its_line() -> None:
    text = document.FILE.read_text(encoding="utf-8")
    assert document.UNEXPLAINED not in text
    reasons = {**judged.known("survivor"), **judged.known("equivalent")}
    told = [line for line in text.splitlines() if line.startswith("* `")]
    assert sorted({line.partition("``: ")[2] for line in told}) == sorted(set(reasons.values()))


def test_the_document_says_that_enough_is_noticed() -> None:
    rows = [
        line.split("|")
        for line in document.FILE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    assert [row[1].strip(" `") for row in rows] == list(PACKAGES)
    assert all(float(row[9].strip(" %")) >= 100 * report.TARGET for row in rows)
