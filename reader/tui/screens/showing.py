"""The part of the reading screen that changes how the document is shown."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

from textual.timer import Timer

from reader.bitext import Preference
from reader.tui import themes
from reader.tui.geometry import View
from reader.tui.page import Display
from reader.tui.screens.reading_base import ReadingBase

__all__ = ["Showing"]

_PREFERENCES: tuple[Preference | None, ...] = (Preference.HUMAN, Preference.MACHINE, None)
_REPEATS_WITHIN = 0.8  # seconds: keyboards wait up to 0.7 before a held key repeats
_CLOSES_AFTER = 0.35  # seconds: a held key repeats ten times a second and more
_LEAST_WIDTH, _MOST_WIDTH = 40, 400
_NAMES = {
    View.SIDE: "Side by side",
    View.STACKED: "Stacked",
    View.FRENCH: "French only",
    View.ENGLISH: "English only",
}


class Showing(ReadingBase):
    """Views."""

    _revealed_row, _revealed_at = -1, 0.0
    _peek: Timer | None = None

    def set_display(self, display: Display) -> None:
        """Show the document in another way; the app keeps it for the next document."""
        self.view.set_display(display)
        self.reader.remember_display(display)
        self.show_status()

    def action_prefer(self) -> None:
        """Show the human English, the machine's, or both."""
        if not self.session.bitext.target:
            self.say("There is no human English in this document")
            return
        shown = self.view.display_options
        following = _PREFERENCES[(_PREFERENCES.index(shown.prefer) + 1) % len(_PREFERENCES)]
        self.set_display(replace(shown, prefer=following))
        names = {
            Preference.HUMAN: "Human English first",
            Preference.MACHINE: "Machine English first",
            None: "Both English versions",
        }
        self.say(names[following])

    def action_hidden(self) -> None:
        """Show or fold hidden parts."""
        shown = self.view.display_options
        self.set_display(replace(shown, expand=not shown.expand))
        self.say("Hidden parts shown" if not shown.expand else "Hidden parts folded")

    def action_view(self) -> None:
        """Go on to the next view."""
        views = list(View)
        shown = self.view.display_options
        self.action_set_view(views[(views.index(shown.view) + 1) % len(views)].value)

    def action_set_view(self, name: str) -> None:
        """Show one of the views."""
        view = View(name)
        self.view.page.revealed.clear()
        self.set_display(replace(self.view.display_options, view=view))
        self.say(_NAMES[view])

    def action_reveal(self) -> None:
        """Reveal the English of this sentence: until the next press, or while the key is held down.

        A terminal tells of no key's release (Textual 8.2.8 cannot read kitty's reports of it), but a held key repeats: the
        sentence closes shortly after the last repeat. Two quick taps look the same, and end the same.
        """
        view, row, now = self.view, self.view.cursor, monotonic()
        if view.display_options.view is not View.FRENCH:
            self.say("For the French-only view (V)")
            return
        repeated = self._revealed_row == row and now - self._revealed_at < _REPEATS_WITHIN
        self._revealed_row, self._revealed_at = row, now
        if not repeated:
            self._end_peek()
            view.reveal()
        elif row in view.page.revealed:
            if self._peek is not None:
                self._peek.stop()
            self._peek = self.set_timer(_CLOSES_AFTER, self._end_peek)

    def _end_peek(self) -> None:
        """Close the sentence that a held key has kept open."""
        if self._peek is None:
            return
        self._peek.stop()
        self._peek = None
        if self._revealed_row in self.view.page.revealed:
            self.view.reveal(self._revealed_row)

    def action_ratio(self, by: int) -> None:
        """Move the line between the columns."""
        shown = self.view.display_options
        self.set_display(replace(shown, ratio=max(20, min(80, shown.ratio + by))))

    def action_width(self, by: int) -> None:
        """Give the text more or fewer columns."""
        shown, full = self.view.display_options, self.view.size.width
        now = min(shown.widest or full, full)
        wanted = max(_LEAST_WIDTH, min(_MOST_WIDTH, now + by))
        self.set_display(replace(shown, widest=0 if wanted >= full else wanted))

    def action_spacing(self) -> None:
        """More space between sentences, then none again."""
        shown = self.view.display_options
        self.set_display(replace(shown, spacing=(shown.spacing + 1) % 3))

    def action_theme(self) -> None:
        """Go on to the next theme."""
        names = themes.NAMES
        here = names.index(self.app.theme) if self.app.theme in names else -1
        self.reader.choose_theme(names[(here + 1) % len(names)])
        self.say("Theme: {name}", name=self.texts(self.app.theme))

    def action_set_theme(self, name: str) -> None:
        """Take one of the themes."""
        self.reader.choose_theme(name)
