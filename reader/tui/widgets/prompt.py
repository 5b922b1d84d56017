"""The line at the foot of the screen that asks for a text: a search, a number, a file's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

__all__ = ["Prompt"]


class Prompt(Input):
    """Asks one thing at a time; Enter gives the answer, Esc takes the question back."""

    class Asked(Message):
        """A question has been put, with an answer to begin with; or it is over."""

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("escape", "cancel", "Take the question back", show=False),
        Binding("up", "remember(1)", "Earlier answer", show=False),
        Binding("down", "remember(-1)", "Later answer", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="prompt", compact=True, select_on_focus=False)
        self._done: Callable[[str], None] | None = None
        self._live: Callable[[str], None] | None = None
        self._before: list[str] = []
        self._at = -1
        self._told = ""
        self.can_focus = False

    def tell(self, what: str) -> None:
        """Say something about the answer that is being typed, at the end of the line, where there is room."""
        what = what if self._live is not None else ""
        if what != self._told:
            self._told = what
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The answer, and what is to be told of it."""
        strip, told = super().render_line(y), f"  {self._told} "
        room = self.size.width - cell_len(told)
        if not self._told or cell_len(self.value) >= room:
            return strip
        return Strip([*strip.crop(0, room).adjust_cell_length(room), Segment(told, self.rich_style)])

    @property
    def asking(self) -> bool:
        """Whether a question is open."""
        return self._done is not None

    def ask(
        self,
        label: str,
        done: Callable[[str], None],
        *,
        value: str = "",
        live: Callable[[str], None] | None = None,
        before: Sequence[str] = (),
    ) -> None:
        """Ask.

        Args:
            label: what for.
            done: takes the answer.
            value: what stands there already.
            live: takes each state of the answer as it is typed.
            before: answers of old, the last first; the arrow keys bring them back.
        """
        self._done, self._live = done, None
        self._before, self._at = list(before), -1
        self.placeholder = label
        self.border_title = label
        self.value = value
        self.cursor_position = len(value)
        self._live = live
        self.can_focus = True
        self.add_class("asking")
        if value:
            self.post_message(self.Asked())  # the placeholder cannot be seen: the status line says what is asked
        else:
            self.screen.add_class("asking-below")
        # At once: the next key may be on its way already, and style sheets are heeded only later.
        self.styles.display = "block"
        self.screen.set_focus(self)

    def _close(self) -> None:
        self._done = self._live = None
        self.styles.display = "none"
        self.remove_class("asking")
        self.screen.remove_class("asking-below")
        self.screen.set_focus(self.screen.query_one(".reading-view"))
        self.can_focus = False
        self.post_message(self.Asked())

    def watch_value(self, value: str) -> None:
        """Hand on what is typed."""
        if self._live is not None:
            self._live(value)

    async def action_submit(self) -> None:
        """Give the answer."""
        done, value = self._done, self.value
        if done is not None:
            self._close()
            done(value)

    def action_remember(self, step: int) -> None:
        """Bring an answer of old back."""
        at = self._at + step
        if -1 <= at < len(self._before):
            self._at = at
            self.value = self._before[at] if at >= 0 else ""
            self.cursor_position = len(self.value)

    def action_cancel(self) -> None:
        """Take the question back."""
        if self._done is not None:
            live = self._live
            self._close()
            if live is not None:
                live("")
