"""Textual's driver, taking the terminal over from the first page without a flicker."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from reader.tui.early_screen import ALTERNATE, EarlyScreen

__all__ = ["driver_after"]


def driver_after(early: EarlyScreen) -> type[LinuxDriver]:
    """A driver that goes on where an early screen left off.

    Args:
        early: shown now.
    """

    class TakingOver(LinuxDriver):
        """Does not switch to the alternate screen a second time: some terminals would clear it."""

        _switched = False

        def start_application_mode(self) -> None:
            """Start, or start again after a pause."""
            self._switched = early.hand_over()
            super().start_application_mode()  # type: ignore[no-untyped-call]

        def write(self, data: str) -> None:
            """Write to the terminal."""
            if self._switched and data == ALTERNATE:
                self._switched = False
                return
            super().write(data)

    return TakingOver
