from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from reader.translation import Engine, Package, open_package

MODELS = Path(__file__).parent.parent.parent / "models"


@pytest.fixture(scope="session")
def shipped_package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    folder = tmp_path_factory.mktemp("package")
    archive = max(MODELS.glob("translate-fr_en-*.argosmodel"))
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return open_package(next(folder.glob("*/metadata.json")).parent)


@pytest.fixture(scope="session")
def engine(shipped_package: Package) -> Engine:
    return Engine(shipped_package, threads=2)
