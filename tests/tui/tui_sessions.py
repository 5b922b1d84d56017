"""A small session in memory: what the terminal reader needs, without engine or files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reader.alignment import operations
from reader.alignment.dictionaries import Article
from reader.bitext import Alignment, Bead, Bitext, Hypothesis, Origin, Revision, Status, TranslationUnit
from reader.documents import Block, Document, Role, Segment
from reader.errors import AlignmentError, ExportError
from reader.languages import Language
from reader.memory.concordance import ConcordanceHit
from reader.pipeline.looking_up import Example, Gaps, Link, LookUp
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


def make_document(
    parts: Sequence[tuple[str, Role]], *, repeats: dict[int, int] | None = None, english: str = ""
) -> Document:
    text, blocks = "", []
    for index, (part, role) in enumerate(parts):
        blocks.append(
            Block(
                len(text),
                len(text) + len(part),
                role=role,
                language=Language.FRENCH,
                repeat_of=(repeats or {}).get(index),
            )
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
    beads = tuple(
        Bead((i,), (human[i],) if i in human else (), 0.9 if i in human else None) for i in range(len(source))
    )
    return Bitext(document, document, source, target, Alignment(beads, len(source), len(target)), (None,) * len(source))


def long_bitext(count: int, *, translated: bool = True) -> Bitext:
    """Paragraphs of five sentences."""
    words = [
        "le",
        "préfet",
        "de",
        "police",
        "a",
        "regretté",
        "hier",
        "l’absence",
        "de",
        "caméras",
        "dans",
        "la",
        "grande",
        "cour",
        "du",
        "musée",
        "avant",
        "le",
        "vol",
    ]
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
        self.vocabulary: list[tuple[str, int]] = []
        self.opened_times = self.settled = 0
        self._bookmarks: set[int] = set()
        self._lettered: dict[str, int] = {}
        self.position = 0
        self._past: list[Bitext] = []
        self._future: list[Bitext] = []

    partial = False

    def whole(self) -> MemorySession:
        return self

    def take_over(self, part: MemorySession) -> None:
        self.bitext = self.bitext.with_hypotheses({i: h for i, h in enumerate(part.bitext.hypotheses) if h})

    def offset(self, row: int) -> int:
        return self.bitext.source[self.bitext.alignment.beads[row].source[0]].start

    @property
    def pending(self) -> int:
        blocks = self.bitext.source_document.blocks
        return sum(
            h is None and not blocks[s.block].hidden
            for h, s in zip(self.bitext.hypotheses, self.bitext.source, strict=True)
        )

    def translate(
        self, *, urgent: Callable[[], Sequence[int]] = lambda: (), hidden: bool = False
    ) -> Iterator[Progress]:
        del hidden
        total, done = self.pending, 0
        blocks = self.bitext.source_document.blocks
        while self.pending:
            self.asked.append(list(urgent()))
            wanted = [
                i
                for i, h in enumerate(self.bitext.hypotheses)
                if h is None and not blocks[self.bitext.source[i].block].hidden
            ][:4]
            found = {
                i: Hypothesis(
                    f"EN {self.bitext.source[i].plain}", 0.3 if i % 3 == 0 else 0.8, flags=("length",) if i == 2 else ()
                )
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

    def retranslate(self, row: int) -> Progress:
        segments = self.bitext.alignment.beads[row].source
        self.bitext = self.bitext.with_hypotheses({i: Hypothesis("ANEW", 0.9) for i in segments})
        return Progress(1, 1, rows=(row,))

    def edit(self, row: int, text: str | None) -> None:
        self._revise(row, text=text)

    def set_status(self, row: int, status: Status) -> None:
        self._revise(row, status=status)

    def set_note(self, row: int, note: str) -> None:
        self._revise(row, note=note)

    def merge(self, row: int) -> None:
        self._do(operations.merge(self.bitext, row))

    def split(self, row: int) -> None:
        self._do(operations.split(self.bitext, row))

    def shift(self, row: int, side: operations.Side, *, up: bool) -> None:
        self._do(operations.shift(self.bitext, row, side, up=up))

    def unlink(self, row: int) -> None:
        self._do(operations.unlink(self.bitext, row))

    def show_block(self, row: int, *, shown: bool) -> None:
        document = self.bitext.source_document
        if not self.bitext.alignment.beads[row].source:
            raise AlignmentError("the row has no French")
        at = self.bitext.source[self.bitext.alignment.beads[row].source[0]].block
        blocks = tuple(replace(b, shown=shown) if i == at else b for i, b in enumerate(document.blocks))
        changed = document.with_blocks(blocks)
        self._do(replace(self.bitext, source_document=changed, target_document=changed))

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

    def opened(self) -> None:
        self.opened_times += 1

    def save_position(self, row: int) -> None:
        self.position = row

    @property
    def bookmarks(self) -> tuple[int, ...]:
        return tuple(sorted(row for row in self._bookmarks if row < len(self.bitext)))

    def toggle_bookmark(self, row: int) -> bool:
        self._bookmarks ^= {row}
        return row in self._bookmarks

    @property
    def marks(self) -> dict[str, int]:
        return {letter: row for letter, row in self._lettered.items() if row < len(self.bitext)}

    def set_mark(self, letter: str, row: int) -> None:
        self._lettered[letter] = row

    def words(self, row: int) -> tuple[Link, ...]:
        """The first word means the first word."""
        found = self.bitext.some_rows((row,))[0]
        if not found.target or " " not in found.source or " " not in found.target:
            return ()
        return (Link((0, found.source.index(" ")), (0, found.target.index(" ")), 0.9),)

    def gaps(self, row: int) -> Gaps:
        """The last word was left out."""
        found = self.bitext.some_rows((row,))[0]
        return Gaps(((found.source.rfind(" ") + 1, len(found.source)),), (), 0.5) if " " in found.source else Gaps()

    def look_up(self, word: str, row: int) -> LookUp:
        article = Article(word, "noun, with\n1. a meaning", "A dictionary")
        return LookUp(
            word, (("heart", 0.7), ("core", 0.2)), "here", (Example("Un cœur.", "A heart.", row),), (article,)
        )

    def concordance(self, query: str, *, limit: int = 50) -> tuple[ConcordanceHit, ...]:
        if query == "rien":
            return ()
        unit = TranslationUnit(self.bitext.some_rows((1,))[0].source, "English of it", Origin.HUMAN)
        return (ConcordanceHit(unit, ((0, 2),), ((0, 7),)),)[:limit]

    def add_vocabulary(self, word: str, row: int) -> None:
        self.vocabulary.append((word, row))

    def export(self, form: str, path: Path, *, watch: Callable[[int, int], None] | None = None) -> None:
        if watch:
            watch(1, 2)
            watch(2, 2)
        if path.suffix == ".bad":
            raise ExportError("cannot write that", hint="choose another name")
        path.write_text(form, encoding="utf-8")

    def settle(self) -> None:
        self.settled += 1
