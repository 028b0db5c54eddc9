from __future__ import annotations

from hypothesis import settings

# Other work on the machine must not fail a property: what is tried is what holds, not how fast.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
