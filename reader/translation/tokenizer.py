"""Text to pieces and back, as the package's own tokenizer does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from reader.errors import PackageError
from reader.translation.bpe import BpeTokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.translation.package_folder import Package

__all__ = ["SentencePieceTokenizer", "Tokenizer", "open_tokenizer"]


class Tokenizer(Protocol):
    """What turns a sentence into the pieces that a package translates, and pieces into a sentence."""

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """The pieces of each text."""

    def decode(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        """The text of each list of pieces."""


class SentencePieceTokenizer:
    """The tokenizer of a package with ``sentencepiece.model``.

    Raises:
        PackageError: the file is damaged.
    """

    def __init__(self, model: Path) -> None:
        import sentencepiece  # noqa: PLC0415 - heavy: loaded when a package is

        try:
            self._processor: Any = sentencepiece.SentencePieceProcessor(model_file=str(model))
        except (OSError, RuntimeError) as error:
            raise PackageError(f"{model} is damaged", hint="Install the package again") from error

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """The pieces of each text."""
        # One by one: a list would go through a pool of threads, which fight the decoder's for the cores.
        encode = self._processor.encode
        return [encode(text, out_type=str) for text in texts]

    def decode(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        """The text of each list of pieces."""
        decode = self._processor.decode_pieces
        texts: list[str] = [decode(list(p)) for p in pieces]
        # A piece that the model copied from the source (replace_unknowns) may keep its space marker.
        return [" ".join(text.replace("▁", " ").split(" ")).strip() for text in texts]


def open_tokenizer(package: Package) -> Tokenizer:
    """The tokenizer that a package brings.

    Raises:
        PackageError: it brings none that we know, or a damaged one.
    """
    if (model := package.path / "sentencepiece.model").is_file():
        return SentencePieceTokenizer(model)
    if (model := package.path / "bpe.model").is_file():
        return BpeTokenizer(model)
    raise PackageError(
        f"{package.path} holds neither sentencepiece.model nor bpe.model", hint="Install the package again"
    )
