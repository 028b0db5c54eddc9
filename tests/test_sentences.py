"""Words as sentences list and quote them."""

from __future__ import annotations

import pytest

from playbook.text import and_all


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), ""),
        (("marketing",), "marketing"),
        (("marketing", "sales"), "marketing and sales"),
        (("marketing", "sales", "price"), "marketing, sales and price"),
    ],
)
def test_words_are_listed_with_and_before_the_last_alone(words: tuple[str, ...], said: str) -> None:
    assert and_all(words) == said
