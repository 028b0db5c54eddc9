"""The whole team of the demo around the told story: sixteen people, six hundred accounts, planted truths."""

from __future__ import annotations
