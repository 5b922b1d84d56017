"""The lines of the table that ``run`` prints."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["HEADER", "Line", "shown"]

HEADER = f"{'what':30} {'size':22} {'unit':16} {'ours':>10} {'peer':>10} {'ratio':>8} {'growth':>7}  whose the peer's figure is"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Args:
        part: what is measured.
        size: of the work.
        unit: of the figures.
        ours: our figure.
        peer: whose figure stands beside it.
        theirs: that figure; None where it could not be had, and ``note`` says why.
        more_is_better: speeds, not times.
        work: how many times the work of the first line of its kind this is; 0 where it is no matter of growth.
    """

    part: str
    size: str
    unit: str
    ours: float
    peer: str = ""
    theirs: float | None = None
    note: str = ""
    more_is_better: bool = False
    work: int = 0

    @property
    def ratio(self) -> float | None:
        """How many times as good as the peer."""
        if not self.theirs or not self.ours:
            return None
        return self.ours / self.theirs if self.more_is_better else self.theirs / self.ours


def shown(line: Line, before: Line | None) -> str:
    """A line as text."""
    theirs = "" if line.theirs is None else f"{line.theirs:10.3f}"
    ratio = "" if line.ratio is None else f"{line.ratio:8.2f}"
    growth = f"{line.ours / before.ours:7.1f}" if before is not None and before.ours else ""
    peer = f"{line.peer}: {line.note}" if line.note else line.peer
    return f"{line.part:30} {line.size:22} {line.unit:16} {line.ours:10.3f} {theirs:>10} {ratio:>8} {growth:>7}  {peer}"
