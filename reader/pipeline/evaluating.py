"""Figures for alignment and translation against a reference."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from reader.alignment import align
from reader.alignment.evaluation import BeadSet, Scores, read_beads, score_alignments
from reader.bitext import Alignment
from reader.errors import ConfigError, DocumentError, EmptyDocument, MissingDocument
from reader.pipeline.resources import Resources

__all__ = ["AlignmentFigures", "TranslationFigures", "evaluate_alignment", "evaluate_translation"]


@dataclass(frozen=True, slots=True)
class AlignmentFigures:
    """Scores over all documents pooled, and of each alone."""

    pooled: Scores
    each: tuple[tuple[str, Scores], ...]

    def as_dict(self) -> dict[str, object]:
        """The figures as plain values."""
        return _plain(self.pooled) | {"documents": {name: _plain(scores) for name, scores in self.each}}

    def lines(self, *, each: bool = False) -> list[str]:
        """A table for people."""
        rows = [*self.each, ("all", self.pooled)] if each else [("all", self.pooled)]
        width = max(len(name) for name, _ in rows)
        head = f"{'':{width}}  " + "  ".join(
            f"{kind + ' ' + part:>10}" for kind, _ in rows[0][1].items() for part in ("P", "R", "F1")
        )
        return [
            head,
            *(
                f"{name:{width}}  "
                + "  ".join(f"{figure:10.4f}" for _, m in scores.items() for figure in (m.precision, m.recall, m.f1))
                for name, scores in rows
            ),
        ]


def _plain(scores: Scores) -> dict[str, object]:
    return {kind: {"p": m.precision, "r": m.recall, "f1": m.f1} for kind, m in scores.items()}


def evaluate_alignment(
    gold: Path, *, resources: Resources, lexicon_only: bool = False, machine: str = ""
) -> AlignmentFigures:
    """Align every document of a gold folder and score the beads.

    Args:
        gold: a folder whose folders hold ``src.txt`` and ``tgt.txt``, a sentence a line, and ``gold.txt``, beads.
        resources: the lexicon, and the engine where the machine is to help.
        lexicon_only: do not translate.
        machine: the name of a file in each folder that holds the translations, a line each.

    Raises:
        MissingDocument: no such folder is there.
    """
    folders = sorted(path.parent for path in gold.glob("*/gold.txt"))
    if not folders:
        raise MissingDocument(f"{gold}: no folder with a gold.txt in it", hint="see docs/alignment.md for its form")
    found: list[tuple[str, BeadSet, Alignment]] = []
    for folder in folders:
        source, target = _sentences(folder / "src.txt"), _sentences(folder / "tgt.txt")
        hypotheses = None if lexicon_only else _hypotheses(source, folder, machine, resources)
        aligned = align(source, target, machine=hypotheses, lexicon=resources.lexicon)
        found.append((folder.name, read_beads(folder / "gold.txt"), aligned))
    return AlignmentFigures(
        score_alignments((g, a) for _, g, a in found), tuple((name, score_alignments([(g, a)])) for name, g, a in found)
    )


def _sentences(path: Path) -> list[str]:
    """The lines of a file; an empty one counts too, for the gold counts it."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path} cannot be read as UTF-8 text") from error
    return [line.strip() for line in (lines[:-1] if lines[-1] == "" else lines)]


def _hypotheses(source: list[str], folder: Path, machine: str, resources: Resources) -> list[str | None]:
    if machine:
        lines = _sentences(folder / machine)
        if len(lines) != len(source):
            raise DocumentError(f"{folder / machine} has {len(lines)} lines for {len(source)} sentences")
        return [line or None for line in lines]
    found: list[str | None] = [None] * len(source)
    for index, hypothesis in resources.engine.translate(source):
        found[index] = hypothesis.text
    return found


@dataclass(frozen=True, slots=True)
class TranslationFigures:
    """BLEU and chrF of a test set, and the pace at which it was translated."""

    bleu: float
    chrf: float
    words_per_second: float
    lines: int
    package: str

    def as_dict(self) -> dict[str, object]:
        """The figures as plain values."""
        return {
            "package": self.package,
            "lines": self.lines,
            "bleu": self.bleu,
            "chrf": self.chrf,
            "words_per_second": self.words_per_second,
        }

    def line(self) -> str:
        """The figures in one line."""
        pace = f"{self.words_per_second:.0f} words/s"
        return f"{self.package}: BLEU {self.bleu:.1f}  chrF {self.chrf:.1f}  {pace}  ({self.lines} lines)"


def evaluate_translation(source: Path, reference: Path, *, resources: Resources) -> TranslationFigures:
    """Translate a test set line by line and score it with sacrebleu.

    Raises:
        DocumentError: the files do not have the same number of lines, or none.
        ConfigError: sacrebleu is not installed.
    """
    try:
        import sacrebleu  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ConfigError(
            "evaluation needs sacrebleu", hint="uv sync --extra evaluate, or pip install sacrebleu"
        ) from error
    french, english = _sentences(source), _sentences(reference)
    if len(french) != len(english):
        raise DocumentError(f"{source} has {len(french)} lines and {reference} {len(english)}")
    if not french:
        raise EmptyDocument(f"{source} has no lines")
    engine = resources.engine
    began = time.perf_counter()
    found = dict(engine.translate(french))
    seconds = time.perf_counter() - began
    hypotheses = [found[i].text for i in range(len(french))]
    return TranslationFigures(
        bleu=sacrebleu.corpus_bleu(hypotheses, [english]).score,
        chrf=sacrebleu.corpus_chrf(hypotheses, [english]).score,
        words_per_second=sum(len(line.split()) for line in french) / seconds,
        lines=len(french),
        package=engine.package.id,
    )
