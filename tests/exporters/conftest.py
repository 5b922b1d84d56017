"""Bitexts to export: one with everything in it, made by hand, and any that Hypothesis can think of."""

from __future__ import annotations

import importlib.util
import os
import sys

import pytest
from hypothesis import strategies as st

from reader.bitext import Alignment, Bead, Bitext, Hypothesis, Origin, Revision, Status
from reader.documents import Block, Document, Mark, MarkKind, Role, Segment
from reader.languages import Language

TITLE = "Le vol du Louvre : « un échec »"
BODY = "Le préfet l'a dit 1.\nIl était  tard ! Rien n'a changé."
MENU = "Accueil & <Actualités>"
AGAIN = "Il était tard !"
ENGLISH = "Nothing has changed."
LOOSE = "Only in English, 5 > 4."


@pytest.fixture
def bitext() -> Bitext:
    """A title, a paragraph of three sentences, a hidden menu, a repeat, and two English sentences, one of them loose."""
    parts = [TITLE, BODY, MENU, AGAIN, f"{ENGLISH} {LOOSE}"]
    text = "\n\n".join(parts)
    starts = [text.index(part, at) for part, at in zip(parts, _places(parts), strict=True)]
    roles = [Role.TITLE, Role.BODY, Role.BOILERPLATE, Role.BODY, Role.BODY]
    languages = [Language.FRENCH] * 4 + [Language.ENGLISH]
    blocks = tuple(
        Block(start, start + len(part), role=role, language=language, repeat_of=1 if part == AGAIN else None)
        for start, part, role, language in zip(starts, parts, roles, languages, strict=True)
    )
    note = text.index("1.")
    marks = (
        Mark(text.index("préfet"), text.index("préfet") + 6, MarkKind.EMPHASIS),
        Mark(text.index("préfet"), text.index("l'a"), MarkKind.LINK, "https://example.org/?a=1&b=2"),
        Mark(note, note + 1, MarkKind.NOTE_REFERENCE, "#fn1"),
        Mark(text.index("tard"), text.index("tard") + 4, MarkKind.LINK, "javascript:alert(1)"),
        Mark(starts[3], starts[3], MarkKind.ANCHOR, "#fn1"),
    )
    document = Document(text, blocks, name="dossier/a b.txt", marks=tuple(sorted(marks, key=lambda m: m.start)))

    def segment(block: int, said: str, after: int = 0) -> Segment:
        start = text.index(said, max(after, starts[block]))
        return Segment(block, start, start + len(said), said)

    source = (
        segment(0, TITLE),
        segment(1, "Le préfet l'a dit 1."),
        segment(1, "Il était  tard !"),
        segment(1, "Rien n'a changé."),
        segment(2, MENU),
        segment(3, AGAIN),
    )
    target = (segment(4, ENGLISH), segment(4, LOOSE))
    beads = (
        Bead((0,), ()),
        Bead((1,), ()),
        Bead((2,), ()),
        Bead((3,), (0,), 0.9),
        Bead((), (1,)),
        Bead((4,), ()),
        Bead((5,), ()),
    )
    hypotheses = (
        Hypothesis('The theft of the Louvre: "a failure"', 0.5),
        Hypothesis("The prefect said it 1.", 0.75, flags=("number",)),
        Hypothesis("It was late\u00a0!", 0.25, Origin.MEMORY),
        Hypothesis("Nothing changed.", 0.5),
        None,
        Hypothesis("It was late!", 0.5),
    )
    revisions = ((0, Revision("The Louvre theft: “a failure”", Status.APPROVED, "as <printed> &\nso on")),)
    return Bitext(document, document, source, target, Alignment(beads, 6, 2), hypotheses, revisions)


def _places(parts: list[str]) -> list[int]:
    """Where each part may begin."""
    places, at = [], 0
    for part in parts:
        places.append(at)
        at += len(part) + 2
    return places


@pytest.fixture
def toolkit() -> str:
    """A Python that has translate-toolkit (GPL, so no dependency of ours): this one, or that of TRANSLATE_TOOLKIT_PYTHON."""
    if importlib.util.find_spec("translate") is not None:
        return sys.executable
    named = os.environ.get("TRANSLATE_TOOLKIT_PYTHON")
    if not named:
        pytest.skip("translate-toolkit is not installed, and TRANSLATE_TOOLKIT_PYTHON names no Python that has it")
    return named


_NASTY = "<>&\"'`*_|\\[]#~-=+@\x00\x01\x0b\x1f\x7f\x85\ud800\ufffe\uffff\u2028\u202e\u00a0\u202f«»’é漢😀"
_WORDS = st.text(st.sampled_from("ab1. " + _NASTY) | st.characters(), min_size=1, max_size=12).map(
    lambda s: s.replace("\n", " ").strip() or "x"
)


@st.composite
def _bitexts(draw: st.DrawFn) -> Bitext:
    """A few blocks of a few sentences each; some hidden, some repeated, some with marks, some aligned."""
    text, blocks, segments = "", [], []
    for index in range(draw(st.integers(1, 4))):
        start = len(text)
        for _ in range(draw(st.integers(1, 3))):
            words = draw(_WORDS)
            segments.append(Segment(index, len(text), len(text) + len(words), words))
            text += words + draw(st.sampled_from([" ", "\n", "  "]))
        end = segments[-1].end
        repeat = draw(st.sampled_from([None, *range(index)]))
        blocks.append(
            Block(start, end, role=draw(st.sampled_from(list(Role))), language=Language.FRENCH, repeat_of=repeat)
        )
        text = text[:end] + "\n\n"
    ends = st.integers(0, len(text))
    spans = draw(
        st.lists(st.tuples(ends, ends, st.sampled_from(list(MarkKind)), st.sampled_from(["", "#a", "b&<"])), max_size=5)
    )
    marks = sorted((Mark(min(a, b), max(a, b), kind, value) for a, b, kind, value in spans), key=lambda m: m.start)
    document = Document(text, tuple(blocks), name=draw(st.sampled_from(["a.txt", "é <&>.txt"])), marks=tuple(marks))
    count = draw(st.integers(0, len(segments) - 1))
    source, target = tuple(segments[: len(segments) - count]), tuple(segments[len(segments) - count :])
    beads = [Bead((i,), (i,) if i < count else ()) for i in range(len(source))]
    beads += [Bead((), (j,)) for j in range(len(source), count)]
    said = st.none() | st.builds(Hypothesis, _WORDS, st.none() | st.floats(0, 1), st.sampled_from(list(Origin)))
    hypotheses = tuple(draw(said) for _ in source)
    return Bitext(document, document, source, target, Alignment(tuple(beads), len(source), count), hypotheses)


@pytest.fixture(scope="session")
def bitexts() -> st.SearchStrategy[Bitext]:
    """Any bitext, to be drawn from."""
    return _bitexts()
