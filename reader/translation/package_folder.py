"""An MT package: an unpacked Argos folder and what its metadata say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from reader.errors import PackageError

__all__ = ["Package", "open_package"]

_HEAVIEST = 10.0


@dataclass(frozen=True, slots=True)
class Package:
    """An unpacked Argos package.

    ``path`` is the folder that holds ``metadata.json`` and ``model/``. ``target_prefix`` is the piece that some
    packages want in front of every translation, mostly empty. ``lexicon_weight`` is how much a word lexicon counts when one
    of the decoder's hypotheses is chosen (see `reader.translation.reranking`); only packages of ours say that.
    """

    path: Path
    from_code: str
    to_code: str
    version: str
    target_prefix: str = ""
    lexicon_weight: float = 0.0

    @property
    def name(self) -> str:
        """What a user calls it: ``fr_en``, as argostranslate does."""
        return f"{self.from_code}_{self.to_code}"

    @property
    def id(self) -> str:
        """What names package and version in records: ``fr_en-0.1``."""
        return f"{self.name}-{self.version}"

    @property
    def model_folder(self) -> Path:
        """The CTranslate2 folder."""
        return self.path / "model"


def open_package(path: Path) -> Package:
    """Read what the folder of an unpacked package says of itself.

    Raises:
        PackageError: the folder is not there, still packed, or holds no usable package.
    """
    path = Path(path)
    if path.is_file():
        raise PackageError(f"{path} is still packed", hint="Install it: reader packages install FILE")
    if not path.is_dir():
        raise PackageError(f"no MT package at {path}", hint="See what there is: reader packages list")
    metadata = _metadata(path)
    for code in ("from_code", "to_code"):
        if not isinstance(metadata.get(code), str) or not metadata[code]:
            raise PackageError(f"{path / 'metadata.json'} does not say its {code}")
    if not (path / "model" / "model.bin").is_file():
        raise PackageError(f"{path} holds no model/model.bin", hint="Install the package again")
    return Package(
        path=path,
        from_code=str(metadata["from_code"]),
        to_code=str(metadata["to_code"]),
        version=str(metadata.get("package_version") or "0"),
        target_prefix=str(metadata.get("target_prefix") or ""),
        lexicon_weight=_weight(metadata.get("lexicon_weight")),
    )


def _weight(found: object) -> float:
    return float(found) if isinstance(found, int | float) and 0 <= found <= _HEAVIEST else 0.0


def _metadata(path: Path) -> dict[str, object]:
    file = path / "metadata.json"
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise PackageError(f"{path} is no MT package: metadata.json cannot be read") from error
    except ValueError as error:
        raise PackageError(f"{file} is damaged: {error}") from error
    if not isinstance(found, dict):
        raise PackageError(f"{file} is damaged: it holds no object")
    return found
