"""What the tests of the liaison's other work share."""

from __future__ import annotations

import pytest

from tests.desk.field import Field


@pytest.fixture
def desk() -> Field:
    """An empty playbook in use."""
    return Field()
