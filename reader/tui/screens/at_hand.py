"""Which keys help most where the reader stands now: the status line names them, and the help begins with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.geometry import View
from reader.tui.painting import warning_mark

if TYPE_CHECKING:
    from reader.tui.screens.reading_base import ReadingBase

__all__ = ["SHORT", "at_hand"]

# What the status line calls the actions, by the names of their bindings.
SHORT = {
    "search": "search",
    "look-up": "look up",
    "next-word": "word",
    "vocabulary": "learn",
    "concordance": "memory",
    "other-side": "other side",
    "glossary": "glossary",
    "next-hit": "next",
    "previous-hit": "previous",
    "hits": "list",
    "clear": "clear",
    "reveal": "English",
    "view": "view",
    "hidden": "fold",
    "show-block": "keep",
    "edit": "edit",
    "retranslate": "again",
    "status": "status",
    "forward": "next …",
    "palette": "all",
    "quit": "quit",
}


def at_hand(screen: ReadingBase) -> tuple[str, ...]:
    """The names of the bindings that help now, the most helpful first."""
    view, row = screen.view, screen.row
    if row is None:
        return ("quit",)
    states = (
        (view.word is not None, ("look-up", "vocabulary", "concordance", "other-side", "glossary", "clear")),
        (bool(view.query_text), ("next-hit", "previous-hit", "hits", "clear")),
        (view.display_options.view is View.FRENCH, ("reveal", "next-word", "view")),
        (row.hidden, ("hidden", "show-block")),
        (warning_mark(row) in "!?", ("edit", "retranslate", "status", "forward")),
    )
    return next((names for holds, names in states if holds), ("search", "look-up", "palette", "quit"))
