"""Actions that need all of a document: while only a part of it has been read, they wait for the rest."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from reader.tui.screens.reading_base import ReadingBase

__all__ = ["needs_whole"]

Arguments = ParamSpec("Arguments")
Shown = TypeVar("Shown", bound=ReadingBase)
Action = Callable[Concatenate[Shown, Arguments], None]


def needs_whole(what: str) -> Callable[[Action[Shown, Arguments]], Action[Shown, Arguments]]:
    """Let an action wait for the rest of the document; of several, the one asked for last is done then.

    Args:
        what: what is waited for, as the status line calls it.
    """

    def waiting(action: Action[Shown, Arguments]) -> Action[Shown, Arguments]:
        @wraps(action)
        def now_or_later(screen: Shown, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
            if screen.session.partial:
                screen.wait_for_whole(what, lambda: action(screen, *args, **kwargs))
            else:
                action(screen, *args, **kwargs)

        return now_or_later

    return waiting
