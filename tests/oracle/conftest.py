"""Comparing with scipy and statsmodels, which `make oracle` installs aside and nothing else needs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

import pytest

WHY = "`make oracle` installs scipy and statsmodels and compares with them"
Told = Callable[[str], None]


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    if os.environ.get("PLAYBOOK_ORACLE") == "demanded":
        return
    for item in items:
        if item.path.parent.name == "oracle":
            item.add_marker(pytest.mark.skip(reason=WHY))


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Say a figure on the terminal, whether the test passes or not."""

    def tell(text: str) -> None:
        with capsys.disabled():
            print(f"\n  {text}", end="", flush=True)

    return tell
