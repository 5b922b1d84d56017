"""``reader translate``: the plain filter, French in, English out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from reader.bitext import Hypothesis
from reader.cli import options, output
from reader.errors import DocumentError, EmptyDocument
from reader.formats import is_readable
from reader.pipeline import Resources, lines_of, translate_document, translate_lines, translate_text

__all__ = ["command"]


@click.command()
@click.argument("text", nargs=-1, metavar="[TEXT...|FILE|-]")
@click.option("--lines", is_flag=True, help="One output line for each input line; empty ones are kept.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a sentence (or line): source, target, score, flags."
)
@options.engine_options
def command(  # noqa: PLR0913 - a command's parameters are its options
    text: tuple[str, ...], *, lines: bool, as_json: bool, package: str | None, threads: int | None, device: str | None
) -> None:
    """Translate French text: words, a file, or standard input.

    Wrapped lines of a text are joined to paragraphs, unless --lines says that they are lines. What is English already stays.
    """
    path = _path(text)
    with options.resources(package=package, threads=threads, device=device) as resources:
        if lines:
            given = output.safe(" ".join(text)).splitlines() if path is None else _lines(path)
            for source, hypothesis in translate_lines(given, resources):
                if as_json:
                    output.record(_record(source, hypothesis))
                else:
                    output.data(hypothesis.text)
            return
        for paragraph in _paragraphs(path, text, resources):
            if as_json:
                for source, hypothesis in paragraph:
                    output.record(_record(source, hypothesis))
            else:
                output.data(" ".join(h.text for _, h in paragraph))


def _path(text: tuple[str, ...]) -> str | None:
    """What is read: ``-``, or a file where the one argument names one; None where the arguments are the words themselves."""
    if not text or text == ("-",):
        stream = output.standard_input()
        if stream is None:
            raise DocumentError("standard input is closed", hint="name a file, or the words")
        if stream.isatty():
            output.say(
                "reader: waiting for French on standard input (Ctrl-D ends it; reader translate WORDS takes words)"
            )
        return "-"
    if len(text) == 1 and (Path(text[0]).is_file() or _looks_like_a_file(text[0])):
        return text[0]
    return None


def _lines(path: str) -> list[str]:
    try:
        return lines_of(path, stdin=output.standard_input())
    except EmptyDocument:
        if path != "-":
            raise
        return []


def _paragraphs(
    path: str | None, words: tuple[str, ...], resources: Resources
) -> Iterator[list[tuple[str, Hypothesis]]]:
    if path is None:
        return translate_text(output.safe(" ".join(words)), resources)
    try:
        return translate_document(path, resources, stdin=output.standard_input())
    except EmptyDocument:
        if path != "-":
            raise
        return iter(())  # nothing in, nothing out


def _looks_like_a_file(word: str) -> bool:
    """Whether a single word was meant for a file: it ends as documents do, and no sentence does."""
    return " " not in word and is_readable(word)


def _record(source: str, hypothesis: Hypothesis) -> dict[str, object]:
    return {
        "source": source,
        "target": hypothesis.text,
        "origin": hypothesis.origin.value,
        "score": hypothesis.score,
        "flags": list(hypothesis.flags),
    }
