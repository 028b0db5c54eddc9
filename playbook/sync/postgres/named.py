"""Whether the address of a hub is one of PostgreSQL: asked at every start, so nothing is loaded for it."""

from __future__ import annotations

import re

SCHEMES = ("postgresql:", "postgres:", "postgresql://", "postgres://")
"""Addresses that leave everything to the `PG*` variables."""

_KEYS = re.compile(r"\s*(?:service|host|hostaddr|port|dbname|user|sslmode)\s*=")


def is_postgres(hub: str) -> bool:
    """Say whether `hub` is a DSN, a list of libpq's keys such as `service=northwind`, or `postgresql:` alone."""
    return hub.startswith(SCHEMES) or _KEYS.match(hub) is not None
