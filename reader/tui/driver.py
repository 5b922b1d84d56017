"""Textual's driver for our terminals: it outlives them, and takes one over from the first page without a flicker."""

from __future__ import annotations

from textual.drivers.linux_driver import LinuxDriver

from reader.tui.early_screen import ALTERNATE, EarlyScreen

__all__ = ["SteadyDriver", "driver_after"]


class SteadyDriver(LinuxDriver):
    """Does not wait for a thread that has died of a terminal that is gone.

    When a terminal is torn away the system sends SIGHUP and then SIGCONT; at the second, Textual 8.2.8 starts a new writing
    thread, which dies of its first write, and whoever writes on waits for ever for room in its queue.
    """

    @property
    def _is_cut_off(self) -> bool:
        return self._writer_thread is not None and not self._writer_thread.is_alive()

    def write(self, data: str) -> None:
        """Write to the terminal, while there is one."""
        if not self._is_cut_off:
            super().write(data)

    def close(self) -> None:
        """End, and wait till all is written."""
        if not self._is_cut_off:
            super().close()


def driver_after(early: EarlyScreen) -> type[SteadyDriver]:
    """A driver that goes on where an early screen left off.

    Args:
        early: shown now.
    """

    class TakingOver(SteadyDriver):
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
