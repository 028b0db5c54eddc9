"""The demo: the starter playbook with a history, four people, and three weeks of what they did."""

from __future__ import annotations

REPOSITORY, DATA = "playbook", "data"
"""The folders of a demo."""

PERSON = "lee"
"""Who the demo suggests that one is; its first start asks all the same."""
