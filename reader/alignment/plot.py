"""A picture of an alignment: the path of the beads over both texts, coloured by how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reader.errors import AlignmentError, ExportError

if TYPE_CHECKING:
    from reader.bitext import Alignment

__all__ = ["plot_alignment"]

_INCHES = 8.0
_DOUBT = 0.7  # a link less sure than this is named
_NAMED = 12  # the most links that are named
_LETTERS = 28  # of each sentence
_LABELLED = 60  # texts of up to so many sentences have each bead outlined


def plot_alignment(
    alignment: Alignment, source: Sequence[str] = (), target: Sequence[str] = (), *, form: str = "svg"
) -> bytes:
    """Draw an alignment.

    Source sentences run to the right, target sentences downwards. Each bead is a rectangle over its sentences, from red
    (doubtful) to green (sure); a mark on the upper or left edge is a sentence that stands alone. The most doubtful beads
    are named by how their sentences begin, where the texts are given.

    Args:
        alignment: what to draw.
        source: the source sentences, for the names.
        target: the target sentences.
        form: ``svg``, ``png`` or ``pdf``.

    Raises:
        AlignmentError: matplotlib is not installed.
        ExportError: the form is none that it knows.
    """
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - heavy, and an extra
    except ImportError as error:
        raise AlignmentError(
            "a plot needs matplotlib, which is not installed",
            hint="uv sync --extra plot",
        ) from error
    figure = Figure(figsize=(_INCHES, _INCHES), layout="constrained")
    axes = figure.add_subplot()
    _draw(axes, alignment)
    _name_doubtful(axes, alignment, source, target)
    axes.set_title(f"{alignment.source_count} French and {alignment.target_count} English sentences")
    drawn = BytesIO()
    try:
        figure.savefig(drawn, format=form)
    except ValueError as error:
        raise ExportError(f"cannot draw {form}", hint="Ask for svg, png or pdf.") from error
    return drawn.getvalue()


def _name_doubtful(axes: Any, alignment: Alignment, source: Sequence[str], target: Sequence[str]) -> None:  # noqa: ANN401
    """Write beside the least sure links how their sentences begin."""
    linked = [(b.score, b) for b in alignment if b.source and b.target and b.score is not None and b.score < _DOUBT]
    for _, bead in sorted(linked, key=lambda item: item[0])[:_NAMED]:
        names = [
            " ".join(texts[side[0]].split())[:_LETTERS].replace("$", r"\$")
            for texts, side in ((source, bead.source), (target, bead.target))
            if side[0] < len(texts)
        ]
        label = f"{bead.source[0]}:{bead.target[0]} " + " | ".join(names)
        left = bead.source[0] < alignment.source_count / 2
        place = (bead.source[-1] + 1.2, bead.target[0] + 0.5) if left else (bead.source[0] - 0.2, bead.target[0] + 0.5)
        axes.text(*place, label, fontsize=6, ha="left" if left else "right", va="center")


def _runs(indices: tuple[int, ...]) -> list[tuple[int, int]]:
    """Neighbouring sentences as (first, how many)."""
    runs: list[tuple[int, int]] = []
    for index in indices:
        if runs and sum(runs[-1]) == index:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((index, 1))
    return runs


def _draw(axes: Any, alignment: Alignment) -> None:  # noqa: ANN401 - matplotlib has no types here
    from matplotlib import colormaps  # noqa: PLC0415
    from matplotlib.cm import ScalarMappable  # noqa: PLC0415
    from matplotlib.collections import PatchCollection  # noqa: PLC0415
    from matplotlib.colors import Normalize  # noqa: PLC0415
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    colours, scale = colormaps["RdYlGn"], Normalize(0.3, 1.0)
    linked: list[tuple[Any, Any]] = []
    for bead in alignment:
        colour = colours(scale(1.0 if bead.score is None else bead.score))
        linked += [(Rectangle((i, j), n, m), colour) for i, n in _runs(bead.source) for j, m in _runs(bead.target)]
    outlined = max(alignment.source_count, alignment.target_count) <= _LABELLED
    edge = "black" if outlined else "face"
    patches, faces = [patch for patch, _ in linked], [colour for _, colour in linked]
    axes.add_collection(
        PatchCollection(patches, facecolors=faces, edgecolors=edge, linewidths=0.5 if outlined else 1.5)
    )
    left = [i + 0.5 for bead in alignment if not bead.target for i in bead.source]
    right = [j + 0.5 for bead in alignment if not bead.source for j in bead.target]
    axes.plot(left, [0] * len(left), "|", color="tab:blue", markersize=8, clip_on=False, label="French alone")
    axes.plot([0] * len(right), right, "_", color="tab:purple", markersize=8, clip_on=False, label="English alone")
    axes.set_xlim(0, max(alignment.source_count, 1))
    axes.set_ylim(max(alignment.target_count, 1), 0)
    axes.set_xlabel("French sentences")
    axes.set_ylabel("English sentences")
    axes.figure.colorbar(ScalarMappable(scale, colours), ax=axes, label="confidence", shrink=0.6)
    if left or right:
        axes.legend(loc="upper right")
