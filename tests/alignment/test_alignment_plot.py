from __future__ import annotations

import importlib.util
import sys

import pytest

from reader.alignment.plot import plot_alignment
from reader.bitext import Alignment, Bead
from reader.errors import AlignmentError, ExportError

ALIGNMENT = Alignment((Bead((0, 2), (0,), 0.9), Bead((1,), ()), Bead((3,), (2, 3), 0.4), Bead((), (1,), 0.8)), 4, 4)

needs_matplotlib = pytest.mark.skipif(
    importlib.util.find_spec("matplotlib") is None, reason="matplotlib is an extra (plot) and not installed here"
)


@needs_matplotlib
def test_the_picture_is_an_svg_with_the_doubtful_beads_named() -> None:
    bare = plot_alignment(ALIGNMENT)
    named = plot_alignment(
        ALIGNMENT, ["Un.", "Deux.", "Trois.", "Pour 5 $ et 6 $."], ["One.", "Two.", "Three.", "Four."]
    )
    assert bare.lstrip().startswith(b"<?xml")
    assert len(named) > len(bare) > 5000


@needs_matplotlib
def test_other_forms_can_be_asked_for() -> None:
    assert plot_alignment(ALIGNMENT, form="png").startswith(b"\x89PNG")
    with pytest.raises(ExportError, match="nonsense"):
        plot_alignment(ALIGNMENT, form="nonsense")


def test_without_matplotlib_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(AlignmentError, match="matplotlib") as caught:
        plot_alignment(ALIGNMENT)
    assert "plot" in caught.value.hint
