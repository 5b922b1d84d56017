"""Which known word stands in for an unknown form: another inflection, the same word without accents, a part of a compound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reader.alignment.tokens import strip_accents
from reader.languages import Language

__all__ = ["inflections", "stand_in"]

_SHORTEST_STEM = 3


def _classes(*rows: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple("" if ending == "_" else ending for ending in row.split()) for row in rows)


# Endings that change places on one stem; _ is the bare stem.
_FRENCH_CLASSES = _classes(
    "_ s e es x",
    "al aux ale ales",
    "eux euse euses",
    "eur eurs euse euses rice rices eresse",
    "if ifs ive ives",
    "er ère ers ères",
    "f fs ve ves",
    "c que cs ques",
    "el els elle elles",
    "en ens enne ennes",
    "on ons onne onnes",
    "et ets ette ettes ète ètes",
    "er é ée és ées e es ons ez ent ant a ai as âmes âtes èrent ais ait ions iez aient erai eras era erons erez eront "
    "erais erait erions eriez eraient asse asses ât assions assiez assent ants ante antes",
    "ir i ie is ies it issons issez issent issant issais issait issaient îmes îtes irent irai iras ira irons irez iront "
    "irais irait iraient isse",
    "re u ue us ues s t ons ez ent ant ais ait aient is it irent rai ras ra rons rez ront rais rait raient _ d ds e es",
)
_ENGLISH_CLASSES = _classes(
    "_ s es",
    "y ies ied ying",
    "_ ed ing s er ers",
    "e ed ing es er ers",
    "f ves",
    "fe ves",
    "_ ly ness",
    "le ly",
    "ise ize ised ized ising izing isation ization",
    "our or ours ors oured ored",
    "re er res ers",
    "ll l",
    "lled led lling ling",
)


def inflections(word: str, language: Language) -> Iterator[str]:
    """Other forms that the word may have, those that share the longest stem first."""
    classes = _FRENCH_CLASSES if language is Language.FRENCH else _ENGLISH_CLASSES
    found: list[tuple[int, int, str]] = []
    for number, endings in enumerate(classes):
        for ending in endings:
            stem = word[: len(word) - len(ending)]
            if len(stem) < _SHORTEST_STEM or not word.endswith(ending):
                continue
            found.extend((-len(stem), number, stem + other) for other in endings if other != ending)
    seen: set[str] = set()
    for _, _, form in sorted(found, key=lambda f: f[:2]):
        if form not in seen:
            seen.add(form)
            yield form


def stand_in(word: str, known: Mapping[str, int], plain: Mapping[str, int], language: Language) -> int | None:
    """The id of the known word that best stands for an unknown one, or None.

    Args:
        word: a folded word that ``known`` lacks.
        known: ids by word.
        plain: ids by word without accents, of those that have accents.
        language: whose inflections to try.
    """
    if not word[:1].isalpha():
        return None
    bare = strip_accents(word)
    for mapping in (known, plain):
        if bare in mapping:
            return mapping[bare]
    for spelling in dict.fromkeys((word, bare)):
        for form in inflections(spelling, language):
            if form in known:
                return known[form]
    if "-" in word:
        parts = word.split("-")
        for form in ("".join(parts), *sorted((p for p in parts if len(p) > _SHORTEST_STEM), key=len, reverse=True)):
            if form in known:
                return known[form]
    return None
