"""The wrap index: how high each row is, where it stands, and its lines; exact where one looks, guessed elsewhere."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from dataclasses import dataclass

from reader.bitext import Bitext, Preference, Row
from reader.config import DisplayConfig
from reader.tui.geometry import Geometry, View, share_out
from reader.tui.heights import Heights
from reader.tui.note_numbers import NoteNumbers
from reader.tui.outline import Outline, Place, lengths
from reader.tui.row_layout import LaidRow, guess_heights, lay_row

__all__ = ["Display", "Page"]

_MOST_LAID = 3000
_FETCH = 24
_MARGIN = 2  # lines that are kept free above and below the current row


@dataclass(frozen=True, slots=True)
class Display:
    """How a document is shown.

    ``prefer``: whose English; None for both. ``ratio``: the French column's share in per cent. ``widest``: most columns
    to use, 0 for all. ``spacing``: empty lines between the rows of a paragraph. ``expand``: show hidden parts.
    """

    view: View = View.SIDE
    prefer: Preference | None = Preference.HUMAN
    ratio: int = 50
    widest: int = 0
    spacing: int = 0
    expand: bool = False

    @classmethod
    def wanted(cls, config: DisplayConfig) -> Display:
        """What the configuration asks for, as far as it makes sense."""
        return cls(
            view=View(config.view) if config.view in list(View) else View.SIDE,
            prefer=None if config.english == "both" else Preference(config.english),
            ratio=max(20, min(80, config.ratio)),
            widest=max(0, config.width),
            spacing=max(0, min(2, config.spacing)),
        )

    def share_out(self, width: int) -> Geometry:
        """The columns in so many cells."""
        return share_out(width, self.view, ratio=self.ratio, widest=self.widest)


class Page:
    """A bitext laid out as one endless page.

    Args:
        bitext: what is shown.
        display: how.
        geometry: the columns.
    """

    def __init__(self, bitext: Bitext, display: Display, geometry: Geometry) -> None:
        self.bitext, self.display, self.geometry = bitext, display, geometry
        self.opened: set[int] = set()
        self.revealed: set[int] = set()
        self._rows: dict[int, Row] = {}
        self._laid: dict[int, LaidRow] = {}
        self._notes = NoteNumbers(bitext.source_document)
        self._lengths = lengths(bitext)
        self._build()

    def _build(self) -> None:
        self.outline = Outline(
            self.bitext, expand=self.display.expand, opened=self.opened, spacing=self.display.spacing
        )
        self._guess()

    def _guess(self) -> None:
        outline, (french, english) = self.outline, self._lengths
        guessed = guess_heights(french, english, self.geometry, both=self.display.prefer is None)
        if outline.folds:
            guessed = [1 if i in outline.folds else guessed[first] for i, first in enumerate(outline.firsts)]
        self.heights = Heights(map(operator.add, outline.gaps, guessed))
        self._exact = bytearray(len(outline))
        self._laid.clear()

    def relay(self, geometry: Geometry, display: Display) -> None:
        """Lay everything out anew for other columns or another way to show it."""
        if display.prefer is not self.display.prefer:
            self._rows.clear()
        rebuild = (display.expand, display.spacing) != (self.display.expand, self.display.spacing)
        self.geometry, self.display = geometry, display
        if rebuild:
            self.opened.clear()
            self._build()
        else:
            self._guess()

    def fits(self, bitext: Bitext, display: Display, geometry: Geometry) -> bool:
        """Whether a bitext would be laid out just so, but for heights that are guessed."""
        same = bitext.alignment is self.bitext.alignment and bitext.source_document is self.bitext.source_document
        return same and (display, geometry) == (self.display, self.geometry) and not self._laid

    def replace(self, bitext: Bitext) -> None:
        """Show another bitext: its beads are other ones."""
        self.bitext = bitext
        self._rows.clear()
        self.opened.clear()
        self.revealed.clear()
        self._lengths = lengths(bitext)
        self._build()

    def update(self, bitext: Bitext, rows: Iterable[int]) -> None:
        """Take over a bitext with the same beads, of which some rows say something new."""
        self.bitext = bitext
        for row in rows:
            self._rows.pop(row, None)
            self._laid.pop(row, None)
            place = self.outline.place_of[row]
            if place not in self.outline.folds:
                self._exact[place] = 0

    def open_fold(self, row: int) -> None:
        """Show the rows of one fold."""
        self.opened.add(row)
        self._build()

    def reveal(self, row: int) -> None:
        """Show the English of a row that the view keeps back; or keep it back again."""
        self.revealed ^= {row}
        self._laid.pop(row, None)
        self._exact[self.outline.place_of[row]] = 0

    def row(self, index: int) -> Row:
        """A row, made when first asked for, together with its neighbours."""
        found = self._rows.get(index)
        if found is None:
            if len(self._rows) > _MOST_LAID:
                self._rows.clear()
            span = [i for i in range(index, min(index + _FETCH, len(self.bitext))) if i not in self._rows]
            prefer = self.display.prefer or Preference.HUMAN
            shown = [i for i in span if i == index or not self.outline.is_fold(i)]
            self._rows |= {r.index: r for r in self.bitext.some_rows(shown, prefer)}
            found = self._rows[index]
        return found

    def laid(self, index: int) -> LaidRow:
        """A row broken into lines."""
        found = self._laid.get(index)
        if found is None:
            if len(self._laid) > _MOST_LAID:
                self._laid.clear()
            if self._notes.document is not self.bitext.source_document:
                self._notes = NoteNumbers(self.bitext.source_document)
            drawn = self._notes.raised(self.row(index), self.bitext)
            found = self._laid[index] = lay_row(
                drawn, self.geometry, prefer=self.display.prefer, revealed=index in self.revealed
            )
        return found

    def measure(self, place: int) -> bool:
        """Make the height of a place exact; tell whether it changed."""
        if self._exact[place]:
            return False
        self._exact[place] = 1
        outline = self.outline
        tall = 1 if place in outline.folds else self.laid(outline.firsts[place]).height
        return self.heights.set(place, outline.gaps[place] + tall)

    def measure_lines(self, top: int, height: int) -> bool:
        """Make exact what stands in the lines top..top+height; tell whether any height changed."""
        if not len(self.outline):
            return False
        changed = False
        place, line = self.heights.at(top)
        y = -line
        while y < height and place < len(self.outline):
            changed |= self.measure(place)
            y += self.heights[place]
            place += 1
        return changed

    def place_at(self, line: int) -> tuple[Place, int] | None:
        """What stands at a line, and which line of it (negative in the gap above it); None below the end."""
        if not len(self.outline) or not 0 <= line < self.heights.total:
            return None
        index, within = self.heights.at(line)
        place = self.outline.place(index)
        return place, within - place.gap

    def extent(self, row: int) -> tuple[int, int]:
        """The first line of a row (its gap left out) and its height."""
        index = self.outline.place_of[row]
        gap = self.outline.gaps[index]
        return self.heights.offset(index) + gap, self.heights[index] - gap

    def wanted_y(self, row: int, top: int, height: int) -> int:
        """The line of a screen of ``height`` lines that a row should begin at: where it is, if it can be seen there in full.

        Args:
            row: what is to be seen.
            top: the page's line at the top of the screen now.
            height: of the screen.
        """
        height = max(1, height)
        self.measure(self.outline.place_of[row])
        start, tall = self.extent(row)
        y = start - top
        margin = min(_MARGIN, max(0, (height - tall) // 2))
        if tall >= height:
            return 0
        if y < -height or y > 2 * height:
            return (height - tall) // 3
        return max(margin, min(y, height - margin - tall))

    def top_for(self, row: int, y: int, height: int) -> int:
        """The page's line to put at the top of the screen so that a row begins at its line ``y``, as far as the page reaches.

        What is then seen has been measured.
        """
        self.measure(self.outline.place_of[row])
        top = 0
        for _ in range(8):
            top = max(0, min(self.extent(row)[0] - y, self.heights.total - height))
            if not self.measure_lines(top, height):
                break
        return top

    def nearest(self, row: int) -> int:
        """The shown row at, after or before a row."""
        outline = self.outline
        row = max(0, min(row, len(self.bitext) - 1))
        found = outline.shown_from(row)
        if found is None:
            found = outline.shown_from(row, -1)
        return found if found is not None else 0

    def rows_between(self, top: int, height: int) -> list[int]:
        """The rows that stand, at least in part, in the lines top..top+height."""
        found: list[int] = []
        if not len(self.outline) or height <= 0:
            return found
        index, line = self.heights.at(top)
        y = -line
        while y < height and index < len(self.outline):
            if index not in self.outline.folds:
                found.append(self.outline.firsts[index])
            y += self.heights[index]
            index += 1
        return found
