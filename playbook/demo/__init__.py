"""The demo: the starter playbook with a history, and what people did with it.

The small one is a told story: four people, three weeks, every sentence written. The full one lays twelve weeks of a
whole team around it.
"""

from __future__ import annotations

from typing import Literal

Size = Literal["full", "small"]

REPOSITORY, DATA = "playbook", "data"
"""The folders of a demo."""

PERSON = "lee"
"""Who the demo suggests that one is; its first start asks all the same."""
