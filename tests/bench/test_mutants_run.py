"""A mutation run, whole, on one module: the working tree stays as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.mutants.copy import Copy, FailsUnbrokenError
from bench.mutants.mutate import mutants
from bench.mutants.packages import ROOT

SLUG = "playbook/plays/slug.py"
TESTS = "tests/plays/test_slug.py"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("copy"))


def test_tests_say_which_functions_they_call(copy: Copy) -> None:
    reaches = copy.reach(f"{TESTS}::{_first_test()}")
    assert reaches == sorted(reaches, key=lambda reach: reach.seconds)
    assert all(reach.test.startswith(TESTS) for reach in reaches)
    assert {SLUG} <= {file for reach in reaches for file, _ in reach.functions}


def test_a_break_is_noticed_and_mended(copy: Copy) -> None:
    text = (ROOT / SLUG).read_text(encoding="utf-8")
    broken = next(one for one in mutants(text, SLUG) if one.now == "return None")
    some = [f"{TESTS}::{_first_test()}"]  # a test by examples: one that looks for the smallest takes its time
    assert copy.fate(broken, some, 120) == "killed"
    assert (copy.folder / SLUG).read_text(encoding="utf-8") == text
    harmless = next(one for one in mutants(text, SLUG) if one.was == "0x1F130")
    assert copy.fate(harmless, some, 120) == "survived"


def test_hanging_is_ended(copy: Copy) -> None:
    text = (ROOT / SLUG).read_text(encoding="utf-8")
    [first, *_] = mutants(text, SLUG)
    assert copy.fate(first, [TESTS], 0.01) == "timeout"
    assert (copy.folder / SLUG).read_text(encoding="utf-8") == text


def test_tests_that_fail_unbroken_say_so(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    (tmp_path / SLUG).write_text("raise ValueError\n", encoding="utf-8")
    with pytest.raises(FailsUnbrokenError, match="fails unbroken"):
        copy.reach(TESTS)


def test_unknown_module_is_a_plain_word() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.mutants", "--module", "nothing/such"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "No module has nothing/such in its path.\n"


def _first_test() -> str:
    text = (ROOT / TESTS).read_text(encoding="utf-8")
    return text.partition("\ndef ")[2].partition("(")[0]
