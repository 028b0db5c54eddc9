"""A piece of a terminal to draw on: characters in cells, and four times as many dots in quadrant blocks."""

from __future__ import annotations

QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By the sum of 1 upper left, 2 upper right, 4 lower left, 8 lower right."""

Run = tuple[str, str]
"""Text and the name of its look, as the rows of a screen have them."""


def cells_of(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


class Canvas:
    """`width` × `height` cells; dots are counted 2 × 2 to a cell, from the upper left."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._dots: dict[tuple[int, int], int] = {}
        self._looks: dict[tuple[int, int], str] = {}
        self._glyphs: dict[tuple[int, int], tuple[str, str]] = {}
        self._ground: dict[tuple[int, int], tuple[str, str]] = {}

    def dot(self, x: int, y: int, look: str = "") -> None:
        """Set one dot; outside of the canvas nothing happens."""
        cell = (x // 2, y // 2)
        if 0 <= cell[0] < self.width and 0 <= cell[1] < self.height:
            self._dots[cell] = self._dots.get(cell, 0) | 1 << ((x % 2) + 2 * (y % 2))
            self._looks[cell] = look

    def line(self, x0: int, y0: int, x1: int, y1: int, look: str = "") -> None:
        """Set the dots between two (Bresenham)."""
        across, down = abs(x1 - x0), -abs(y1 - y0)
        step_x, step_y = (1 if x0 < x1 else -1), (1 if y0 < y1 else -1)
        error = across + down
        while True:
            self.dot(x0, y0, look)
            if (x0, y0) == (x1, y1):
                return
            twice = 2 * error
            if twice >= down:
                error += down
                x0 += step_x
            if twice <= across:
                error += across
                y0 += step_y

    def put(self, x: int, y: int, text: str, look: str = "", *, ground: bool = False) -> None:
        """Write characters from cell (x, y) on, wide ones in two cells; what does not fit is cut.

        A `ground` is seen where neither dots nor other characters are.
        """
        layer = self._ground if ground else self._glyphs
        place = x
        for character in text:
            size = 1 if character.isascii() else cells_of(character)
            if size and place >= 0 and place + size <= self.width and 0 <= y < self.height:
                layer[place, y] = (character, look)
                if size == 2:
                    layer[place + 1, y] = ("", look)
            place += size

    def is_free(self, x: int, y: int, length: int) -> bool:
        """Say whether nothing is written in `length` cells from (x, y) on."""
        return all((place, y) not in self._glyphs for place in range(x, x + length))

    def is_blank(self, x: int, y: int, length: int) -> bool:
        """Say whether `length` cells from (x, y) on are on the canvas, with neither characters nor dots in them."""
        if x < 0 or x + length > self.width or not 0 <= y < self.height:
            return False
        return self.is_free(x, y, length) and all(
            (place, y) not in self._dots for place in range(x, x + length)
        )

    def lines(self) -> list[tuple[Run, ...]]:
        """Return the rows, equal looks joined; a character hides the dots below it."""
        return [self._line(y) for y in range(self.height)]

    def _line(self, y: int) -> tuple[Run, ...]:
        runs: list[Run] = []
        for x in range(self.width):
            text, look = self._cell(x, y)
            if runs and runs[-1][1] == look:
                runs[-1] = (runs[-1][0] + text, look)
            else:
                runs.append((text, look))
        return tuple(runs)

    def _cell(self, x: int, y: int) -> Run:
        if (x, y) in self._glyphs:
            return self._glyphs[x, y]
        if (x, y) in self._dots:
            return QUADRANTS[self._dots[x, y]], self._looks[x, y]
        return self._ground.get((x, y), (" ", ""))
