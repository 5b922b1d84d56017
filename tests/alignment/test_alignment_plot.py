from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from reader.alignment.plot import plot_alignment
from reader.bitext import Alignment, Bead
from reader.errors import AlignmentError, ExportError

ALIGNMENT = Alignment((Bead((0, 2), (0,), 0.9), Bead((1,), ()), Bead((3,), (2, 3), 0.4), Bead((), (1,), 0.8)), 4, 4)

needs_matplotlib = pytest.mark.skipif(
    importlib.util.find_spec("matplotlib") is None, reason="matplotlib is an extra (plot) and not installed here"
)


@needs_matplotlib
def test_the_picture_is_an_svg_with_a_patch_for_each_bead(tmp_path: Path) -> None:
    path = tmp_path / "path.svg"
    plot_alignment(ALIGNMENT, path, title="Two & two")
    drawn = path.read_text(encoding="utf-8")
    assert drawn.lstrip().startswith("<?xml")
    assert "Two &amp; two" in drawn or "<path" in drawn
    assert len(drawn) > 5000


@needs_matplotlib
def test_an_unknown_ending_is_an_error_to_read(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nonsense"):
        plot_alignment(ALIGNMENT, tmp_path / "path.nonsense")


def test_without_matplotlib_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(AlignmentError, match="matplotlib") as caught:
        plot_alignment(ALIGNMENT, tmp_path / "path.svg")
    assert "plot" in caught.value.hint
