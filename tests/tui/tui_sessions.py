"""A small session in memory: what the terminal reader needs, without engine or files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from reader.bitext import Alignment, Bead, Bitext, Hypothesis, Revision, Status
from reader.documents import Block, Document, Role, Segment
from reader.languages import Language
from reader.pipeline.progress import Progress

FRENCH = [
    ("Le titre du texte", Role.TITLE),
    ("La première phrase est courte. La deuxième phrase, un peu plus longue, parle de l’été à Noël.", Role.BODY),
    ("Désinscrivez-vous ici.", Role.BOILERPLATE),
    ("Politique de confidentialité.", Role.BOILERPLATE),
    ("Un cœur simple bat dans l’église. « Bonjour ! » dit-il.", Role.BODY),
    ("Une partie", Role.HEADING),
    ("La dernière phrase du texte est ici.", Role.BODY),
    ("La dernière phrase du texte est ici.", Role.BODY),
]
ENGLISH = "The first sentence is short. A simple heart beats in the church."


def make_document(parts: Sequence[tuple[str, Role]], *, repeats: dict[int, int] | None = None, english: str = "") -> Document:
    text, blocks = "", []
    for index, (part, role) in enumerate(parts):
        blocks.append(
            Block(len(text), len(text) + len(part), role=role, language=Language.FRENCH, repeat_of=(repeats or {}).get(index))
        )
        text += part + "\n\n"
    if english:
        blocks.append(Block(len(text), len(text) + len(english), role=Role.BODY, language=Language.ENGLISH))
        text += english + "\n"
    return Document(text, tuple(blocks), name="test.txt")


def sentences(document: Document) -> list[Segment]:
    found = []
    for index, block in enumerate(document.blocks):
        at = block.start
        for piece in document.text[block.start : block.end].replace(". ", ".\0").split("\0"):
            found.append(Segment(index, at, at + len(piece), piece))
            at += len(piece) + 1
    return found


def small_bitext() -> Bitext:
    document = make_document(FRENCH, repeats={7: 6}, english=ENGLISH)
    segments = sentences(document)
    source = tuple(s for s in segments if document.blocks[s.block].language is Language.FRENCH)
    target = tuple(s for s in segments if document.blocks[s.block].language is Language.ENGLISH)
    human = {1: 0, 5: 1}
    beads = tuple(Bead((i,), (human[i],) if i in human else (), 0.9 if i in human else None) for i in range(len(source)))
    return Bitext(document, document, source, target, Alignment(beads, len(source), len(target)), (None,) * len(source))


def long_bitext(count: int, *, translated: bool = True) -> Bitext:
    """Paragraphs of five sentences."""
    words = "le préfet de police a regretté hier l’absence de caméras dans la grande cour du musée avant le vol".split()
    blocks, segments, pieces, at = [], [], [], 0
    for index in range(count):
        size = 6 + index * 7919 % 13
        piece = f"Phrase {index} : " + " ".join(words[(index + k) % len(words)] for k in range(size)) + "."
        segments.append(Segment(index // 5, at, at + len(piece), piece))
        pieces.append(piece)
        at += len(piece)
        sep = "\n\n" if index % 5 == 4 else " "
        pieces.append(sep)
        if index % 5 == 4 or index == count - 1:
            blocks.append(Block(segments[index // 5 * 5].start, at, language=Language.FRENCH))
        at += len(sep)
    document = Document("".join(pieces), tuple(blocks), name="long.txt")
    hypotheses = tuple(
        Hypothesis(f"Sentence {i}: the police prefect regretted the lack of cameras in the great court.", 0.8)
        if translated
        else None
        for i in range(count)
    )
    return Bitext(document, document, tuple(segments), (), Alignment.source_only(count), hypotheses)


class MemorySession:
    """A session that translates by a table and keeps the user's work in RAM."""

    def __init__(self, bitext: Bitext, *, title: str = "test.txt") -> None:
        self.bitext, self.title = bitext, title
        self.document = bitext.source_document
        self.asked: list[list[int]] = []
        self.bookmarks: frozenset[int] = frozenset()
        self.marks: dict[str, int] = {}
        self.position = 0
        self._past: list[Bitext] = []
        self._future: list[Bitext] = []

    @property
    def pending(self) -> int:
        blocks = self.bitext.source_document.blocks
        return sum(h is None and not blocks[s.block].hidden for h, s in zip(self.bitext.hypotheses, self.bitext.source, strict=True))

    def translate(self, *, urgent: Callable[[], Sequence[int]] = lambda: (), hidden: bool = False) -> Iterator[Progress]:
        del hidden
        total, done = self.pending, 0
        blocks = self.bitext.source_document.blocks
        while self.pending:
            self.asked.append(list(urgent()))
            wanted = [i for i, h in enumerate(self.bitext.hypotheses) if h is None and not blocks[self.bitext.source[i].block].hidden][:4]
            found = {
                i: Hypothesis(f"EN {self.bitext.source[i].plain}", 0.3 if i % 3 == 0 else 0.8, flags=("length",) if i == 2 else ())
                for i in wanted
            }
            self.bitext = self.bitext.with_hypotheses(found)
            done += len(found)
            yield Progress(done, total, rows=tuple(wanted))

    def _do(self, bitext: Bitext) -> None:
        self._past.append(self.bitext)
        self._future.clear()
        self.bitext = bitext

    def _revise(self, row: int, **changes: object) -> None:
        old = dict(self.bitext.revisions).get(row, Revision())
        self._do(self.bitext.with_revision(row, replace(old, **changes)))  # type: ignore[arg-type]

    def edit(self, row: int, text: str | None) -> None:
        self._revise(row, text=text)

    def set_status(self, row: int, status: Status) -> None:
        self._revise(row, status=status)

    def set_note(self, row: int, note: str) -> None:
        self._revise(row, note=note)

    def undo(self) -> bool:
        if not self._past:
            return False
        self._future.append(self.bitext)
        self.bitext = self._past.pop()
        return True

    def redo(self) -> bool:
        if not self._future:
            return False
        self._past.append(self.bitext)
        self.bitext = self._future.pop()
        return True

    def merge(self, row: int) -> None:
        beads = list(self.bitext.alignment.beads)
        one, two = beads[row], beads[row + 1]
        beads[row : row + 2] = [Bead(one.source + two.source, tuple(sorted(one.target + two.target)))]
        old = self.bitext.alignment
        self._do(replace(self.bitext, alignment=Alignment(tuple(beads), old.source_count, old.target_count)))

    def toggle_bookmark(self, row: int) -> None:
        self.bookmarks ^= {row}

    def set_mark(self, letter: str, row: int) -> None:
        self.marks[letter] = row

    def save_position(self, row: int) -> None:
        self.position = row

    def words(self, row: int) -> list[tuple[tuple[int, int], tuple[int, int], float]]:
        """The first word means the first word."""
        found = self.bitext.some_rows((row,))[0]
        if not found.target:
            return []
        return [((0, found.source.index(" ")), (0, found.target.index(" ")), 0.9)]
