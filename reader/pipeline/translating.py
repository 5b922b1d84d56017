"""Fills a bitext with hypotheses: from the memory what it knows, from the engine the rest."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader import translation
from reader.bitext import Bitext, Hypothesis
from reader.documents import Document, Segment
from reader.errors import ReaderError
from reader.languages import Language
from reader.pipeline.asking import asked_for, programs, recalled, remember
from reader.pipeline.glossary_files import glossary_for
from reader.pipeline.resources import Resources

if TYPE_CHECKING:
    from reader.translation import Glossary, Term

__all__ = ["fill", "glossary_in_force", "settled_terms", "wanted", "warm"]

_FEW = 200  # segments that stand for all of a document
_SURE = 0.75  # below it, a bead may well be of other sentences


def wanted(bitext: Bitext, *, hidden: bool = False) -> tuple[int, ...]:
    """The source segments, by index, that want a translation and have none.

    Repeats want one too: they say what another segment says, so it costs nothing. Other hidden parts only when asked.
    """
    document = bitext.source_document
    copied = programs(document)
    return tuple(
        i
        for i, segment in enumerate(bitext.source)
        if bitext.hypotheses[i] is None
        and segment.block not in copied
        and _translatable(document, segment, hidden=hidden)
    )


def _translatable(document: Document, segment: Segment, *, hidden: bool) -> bool:
    block = document.blocks[segment.block]
    if block.language not in (Language.FRENCH, Language.UNDETERMINED):
        return False
    return hidden or not block.hidden or block.repeat_of is not None


def fill(
    bitext: Bitext,
    resources: Resources,
    *,
    urgent: Callable[[], Sequence[int]] = lambda: (),
    hidden: bool = False,
) -> Iterator[dict[int, Hypothesis]]:
    """Translate what wants it, in batches.

    Args:
        bitext: what to translate.
        resources: engine and memory.
        urgent: asked between batches: source segments, by index, to be served before others.
        hidden: translate hidden parts too.

    Yields:
        Hypotheses by index of the source segment. The machine's are in the memory by then.
    """
    want = wanted(bitext, hidden=hidden)
    texts = asked_for(bitext, want)
    found = {
        i: Hypothesis(translation.english_numbers(t, t), 1.0)
        for i, t in texts.items()
        if not any(c.isalpha() for c in t)
    }
    ask = [i for i in want if i not in found]
    terms = glossary_in_force(bitext, resources) if ask else None
    decoding = resources.decoding_id(terms) if terms is not None else ""
    known = recalled(resources.memory, [texts[i] for i in ask], decoding, document=bitext.source_document.content_id)
    found |= {i: h for i in ask if (h := known.get(texts[i])) is not None}
    if found:
        yield found
    missing = [i for i in ask if i not in found]
    place = {index: at for at, index in enumerate(missing)}
    if not missing:
        return  # and no engine has been loaded
    stream = resources.engine.with_glossary(terms).translate_batches(
        [texts[i] for i in missing], urgent=lambda: [place[i] for i in urgent() if i in place]
    )
    for at_once in stream:
        batch = {missing[at]: hypothesis for at, hypothesis in at_once}
        made = [(texts[i], h) for i, h in batch.items()]
        remember(resources.memory, made, decoding, document=bitext.source_document.content_id)
        yield batch


def warm(bitext: Bitext, resources: Resources) -> None:
    """Load what ``fill`` will ask for, unless the memory seems to know it all: then no engine need be loaded.

    Where a document has English of its own, its terms, and so what to ask the memory for, are known only when it is aligned.
    """
    want = wanted(bitext)[:_FEW]
    if not want:
        return
    with contextlib.suppress(ReaderError):  # it comes again, and is told, when it is needed
        if not bitext.target:
            texts = asked_for(bitext, want)
            decoding = resources.decoding_id(glossary_in_force(bitext, resources))
            asked = [text for text in texts.values() if any(c.isalpha() for c in text)]
            known = recalled(resources.memory, asked, decoding, document=bitext.source_document.content_id)
            if all(text in known for text in asked):
                return
        resources.warm()


def glossary_in_force(bitext: Bitext, resources: Resources) -> Glossary:
    """The terms for a document: what its own human English settles, then the user's, then the document's glossary.

    A later one wins. The first kind can be switched off (``translation.build_on_human``).

    Raises:
        ConfigError: a glossary file says what it should not.
    """
    own = glossary_for(bitext.source_document.content_id)
    if not resources.config.translation.build_on_human or not bitext.target:
        return own
    return translation.Glossary(settled_terms(bitext, resources)).merge(own.terms)


def settled_terms(bitext: Bitext, resources: Resources) -> tuple[Term, ...]:
    """The terms that the human English of a document settles, from the beads that are sure."""
    lexicon = resources.lexicon
    pairs = [
        (" ".join(bitext.source[i].plain for i in bead.source), " ".join(bitext.target[j].plain for j in bead.target))
        for bead in bitext.alignment
        if bead.source and bead.target and (bead.score is None or bead.score >= _SURE)
    ]
    return translation.document_terms(pairs, likeness=lexicon.probability if lexicon is not None else None)
