"""Tells French, English and other languages apart by function words and diacritics."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from reader.languages import Language

__all__ = ["detect_language", "language_scores", "sentence_languages"]

_CODES = {"fr": Language.FRENCH, "en": Language.ENGLISH}
_TELLING = 25  # characters that a sentence needs to differ from its block
_WORD = re.compile(r"[^\W\d_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FUNCTION_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "fr": _words(
            "le la les un une des du de d l et est à au aux en que qu qui ne n pas plus pour par sur dans avec sans sous ce cet cette "
            "ces c il elle ils elles on nous vous je j tu me m te t se s lui leur leurs son sa ses mon ma mes ton ta tes notre nos "
            "votre vos y où mais ou donc car ni si comme tout tous toute toutes être été était sont ont avait avoir fait faire peut "
            "entre après avant aussi même très bien encore dont quand selon chez vers depuis pendant contre lors jusqu puis ainsi "
            "cela ça ici là rien jamais toujours moins trop peu deux trois autre autres aucun quel quelle fut sera serait ai as a"
        ),
        "en": _words(
            "the of and to in is that it for was on with as his her he she be at by this had not are but from or have an they "
            "which you were their one all we there been has when who will more no if out so said what up its about into than them "
            "can only other time could would should some may do did does my your our me him us i how then these those after before "
            "over also any where such own through very much many most just now here s t must shall being because while between "
            "under upon again against both each few during without within"
        ),
        "es": _words(
            "el los las una unos unas del al y que en por con para no su sus se es está están son lo como más pero este esta "
            "estos estas ser ha han fue era muy también sobre todo todos hasta desde cuando donde quien sin tu tus mi mis una ya "
            "porque entre hay sido tiene cada según de la un o si le"
        ),
        "it": _words(
            "il lo gli i della dello dei degli delle del al alla alle nel nella che è e di non per con sono una uno un come più "
            "anche ma se questo questa suo sua loro ha hanno era stato essere dal dalla sul sulla ci si la le da in"
        ),
        "pt": _words(
            "o os as um uma do da dos das no na nos nas ao aos e que em não para por com se é são foi mais como mas seu sua "
            "ele ela isso este esta também ou ser tem já muito pelo pela de a"
        ),
        "de": _words(
            "der die das den dem des ein eine einen einem einer und ist nicht zu mit von auf für im in sich auch als an es bei "
            "nach wie oder aber aus wenn hat haben sind war werden wird sie er ich wir ihr nur noch über durch vor kann um dass"
        ),
        "nl": _words(
            "de het een en van is dat niet op te in voor met zijn aan er ook als bij maar om uit door naar heeft hebben wordt "
            "werd dit deze die hij zij wij je ik nog wel over kan meer"
        ),
    }
)
_LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "fr": "àâçèéêëîïôùûüœæ",
        "en": "",
        "es": "ñáéíóúü¿¡",
        "it": "àèéìòù",
        "pt": "ãõáâàçéêíóôú",
        "de": "äöüß",
        "nl": "ë",
    }
)
_OWN_LETTERS: Mapping[str, str] = MappingProxyType(
    {"fr": "çêœèùûîâ", "es": "ñ¿¡áíóú", "pt": "ãõ", "de": "äöß", "it": "ìò"}
)


def language_scores(text: str) -> dict[str, float]:
    """How much speaks for each language that we know: words that only it, or few, have weigh most."""
    words = [w.lower() for w in _WORD.findall(text[:4000])]
    scores = dict.fromkeys(_FUNCTION_WORDS, 0.0)
    for word in words:
        owners = [code for code, known in _FUNCTION_WORDS.items() if word in known]
        for code in owners:
            scores[code] += 1.0 / len(owners)
        for code, letters in _OWN_LETTERS.items():
            if any(c in letters for c in word):
                scores[code] += 0.4
    total = max(1, len(words))
    return {code: score / total for code, score in scores.items()}


def detect_language(text: str) -> Language:
    """The language of a text: OTHER for what is neither French nor English, UNDETERMINED where nothing tells."""
    if not any(c.isalpha() for c in text[:4000]):
        return Language.UNDETERMINED
    scores = language_scores(text)
    best = max(scores, key=lambda code: scores[code])
    if scores[best] <= 0.0:
        return Language.UNDETERMINED
    return _CODES.get(best, Language.OTHER)


def sentence_languages(sentences: Sequence[str], whole: Language) -> list[Language]:
    """The language of each sentence of a block; one that does not tell goes with the sentence before it.

    Args:
        sentences: in order.
        whole: the language of the block.
    """
    found: list[Language] = []
    for sentence in sentences:
        scores = language_scores(sentence)
        best = max(scores, key=lambda code: scores[code])
        own = _CODES.get(best, Language.OTHER)
        base = {Language.FRENCH: "fr", Language.ENGLISH: "en"}.get(whole)
        rival = scores[base] if base else 0.0
        clear = len(sentence) >= _TELLING and scores[best] > 2 * rival + 0.15
        found.append(own if clear else whole)
    return found
