"""What coaching tests share."""

from __future__ import annotations

import pytest

from tests.coaching.calls import Log


@pytest.fixture
def log() -> Log:
    """Empty journals."""
    return Log()
