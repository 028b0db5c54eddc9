"""What items say, held at hand for looking words up: a read of the index each time would take five times as long."""

from __future__ import annotations

from threading import Lock

from playbook.records.index import Index

_TOGETHER = 8
"""Items whose words are looked through in one go: most hold what is looked for nowhere."""
_BETWEEN = "\0"


class Texts:
    """The case-folded words of all items by number; kept up with the index that they are asked of."""

    def __init__(self) -> None:
        self._made: object = None
        self._numbers: list[int] = []
        self._said: list[str] = []
        """Of so many items each."""
        self._turn = Lock()

    def saying(self, words: str, index: Index) -> list[int]:
        """Return the numbers of the items that say `words`; reads what is new, so not for the event loop."""
        with self._turn:
            self._keep_up(index)
            found = []
            for place, some in enumerate(self._said):
                if words in some:
                    first = place * _TOGETHER
                    said = enumerate(some.split(_BETWEEN), first)
                    found += [self._numbers[number] for number, one in said if words in one]
            return found

    def _keep_up(self, index: Index) -> None:
        if (made := index.made) != self._made:
            self._numbers, self._said, self._made = [], [], made
        last = self._numbers[-1] if self._numbers else 0
        sql = "SELECT number, about, tried FROM item_text WHERE number > ? ORDER BY number"
        for number, about, tried in index.query(sql, last):
            said = f"{about}\n{tried}".casefold().replace(_BETWEEN, " ")
            if len(self._numbers) % _TOGETHER:
                self._said[-1] += f"{_BETWEEN}{said}"
            else:
                self._said.append(said)
            self._numbers.append(number)
