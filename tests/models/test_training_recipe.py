"""The training recipe from end to end on a thousand pairs: prepare, train, package, go on from the package, average, translate."""

from __future__ import annotations

import lzma
import os
import subprocess
import sys
import zipfile
from itertools import islice
from pathlib import Path

import pytest

from reader.config import Config, TranslationConfig
from reader.pipeline import Resources

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "tatoeba.tsv.xz"
# PyTorch is no part of the project's environment: name a Python that has it, as models/training/README.md makes one.
PYTHON = os.environ.get("READER_TRAINING_PYTHON", sys.executable)


def _run(script: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [PYTHON, str(ROOT / "models" / "training" / script), *map(str, arguments)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    has_torch = subprocess.run([PYTHON, "-c", "import torch, ctranslate2"], capture_output=True, check=False)
    if has_torch.returncode:
        pytest.skip("READER_TRAINING_PYTHON names no Python with PyTorch and CTranslate2")
    if not CORPUS.exists():
        pytest.skip("the corpus is not beside the project")
    folder = tmp_path_factory.mktemp("training")
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        (folder / "pairs.tsv").write_text("".join(islice(lines, 1000)), encoding="utf-8")
    _run("prepare.py", folder / "data", "500", f"{folder / 'pairs.tsv'}=1")
    return folder


@pytest.mark.slow
def test_a_thousand_pairs_become_a_package_and_go_on(prepared: Path) -> None:
    size = ("--d", "32", "--f", "64", "--heads", "2", "--encoder", "2", "--decoder", "1", "--batch", "1024")
    data, out, package = prepared / "data", prepared / "out", prepared / "translate-fr_en-9_9.argosmodel"
    _run("train.py", data, out, "--minutes", "1", "--steps", "60", *size)
    pieces = data / "sentencepiece.model"
    said = _run("package.py", out / "checkpoint.npz", pieces, package, "9.9")
    seen = int(said.split(" bytes, ")[1].split()[0])
    assert seen > 10_000
    with zipfile.ZipFile(package) as archive:
        assert {"fr_en/metadata.json", "fr_en/sentencepiece.model", "fr_en/model/model.bin"} <= set(archive.namelist())

    more = prepared / "more"
    _run("train.py", data, more, "--minutes", "1", "--steps", "5", "--batch", "1024", "--resume", package)
    _run("average.py", f"0.75={more / 'checkpoint.npz'}", f"0.25={package}", prepared / "mean.npz")
    again = prepared / "again.argosmodel"
    said = _run("package.py", prepared / "mean.npz", pieces, again, "9.10")
    assert int(said.split(" bytes, ")[1].split()[0]) > seen

    with Resources(Config(translation=TranslationConfig(package=str(again)))) as resources:
        [(_, hypothesis)] = resources.engine.translate(["Je suis ici."])
    assert hypothesis.text
