"""Following merges: where an item's conversation goes on."""

from __future__ import annotations

from collections.abc import Mapping

from playbook.desk.model import Item


def end_of(items: Mapping[str, Item], item: Item) -> Item:
    """Return the item that `item` was merged into in the end: itself where it was not.

    Where that one has not arrived, it is the last of the way that has. What is asked, answered and replied
    to stands in that one's thread.
    """
    while item.state == "merged" and item.merged_into in items:
        item = items[item.merged_into]
    return item
