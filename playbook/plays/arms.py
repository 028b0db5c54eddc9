"""Which arm of an experiment an account is in: the same on every device, without asking anybody."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def arm_of(experiment: str, account: str, arms: Sequence[str]) -> str:
    """Return the page that `account` gets, by the SHA-256 of `experiment`, a zero byte and `account`.

    Nothing for no account: it is in no arm.
    """
    if not account or not arms:
        return ""
    digest = sha256(f"{experiment}\0{account}".encode()).digest()
    return arms[int.from_bytes(digest, "big") % len(arms)]
