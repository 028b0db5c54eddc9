"""What coaching tests share."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.coaching.calls import Log

# A loaded machine is no fault of the code: what is slow there is measured by the bench.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture
def log() -> Log:
    """Empty journals."""
    return Log()
