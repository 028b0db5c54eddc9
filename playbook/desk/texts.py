"""What items say, held at hand for looking words up: a read of the index each time would take five times as long."""

from __future__ import annotations

from threading import Lock

from playbook.records.index import Index


class Texts:
    """The case-folded words of all items by number; kept up with the index that they are asked of."""

    def __init__(self) -> None:
        self._made: object = None
        self._numbers: list[int] = []
        self._said: list[str] = []
        self._turn = Lock()

    def saying(self, words: str, index: Index) -> list[int]:
        """Return the numbers of the items that say `words`; reads what is new, so not for the event loop."""
        with self._turn:
            self._keep_up(index)
            return [number for number, said in zip(self._numbers, self._said, strict=True) if words in said]

    def _keep_up(self, index: Index) -> None:
        if (made := index.made) != self._made:
            self._numbers, self._said, self._made = [], [], made
        last = self._numbers[-1] if self._numbers else 0
        sql = "SELECT number, about, tried FROM item_text WHERE number > ? ORDER BY number"
        for number, about, tried in index.query(sql, last):
            self._numbers.append(number)
            self._said.append(f"{about}\n{tried}".casefold())
