"""French abbreviations written out before decoding: a small decoder knows the words far better than their short forms."""

from __future__ import annotations

import re

__all__ = ["english_eras", "written_out"]

_SPACE = "[ \u00a0\u202f]"
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"\b[nN][°º]{_SPACE}?(?=\d)", "numéro "),
    (rf"\bart\.{_SPACE}?(?=\d)", "article "),
    (rf"\bchap\.{_SPACE}?(?=\d)", "chapitre "),
    (rf"\bal\.{_SPACE}?(?=\d)", "alinéa "),
    (rf"\benv\.{_SPACE}(?=\d)", "environ "),
    (rf"\bav\.{_SPACE}J\.{_SPACE}?-?C\.?", "avant Jésus-Christ"),
    (rf"\bapr?\.{_SPACE}J\.{_SPACE}?-?C\.?", "après Jésus-Christ"),
    (r"\bMlle\b", "Mademoiselle"),
    (r"\bMlles\b", "Mesdemoiselles"),
    (rf"\bp\.{_SPACE}?ex\.", "par exemple"),
    (r"\bc\.?-à-d\.", "c'est-à-dire"),
    (r"\bs\.?v\.?p\b\.?", "s'il vous plaît"),
    (rf"\b(?:bd|Bd|boul\.){_SPACE}(?=[A-ZÀ-Ý])", "boulevard "),
    (rf"(?<=[IVX]e){_SPACE}s\.(?=\s+[a-z(])", " siècle"),
    (
        rf"(?<![\d:,.])(\d{{1,2}}){_SPACE}?h({_SPACE}(?:à|et|-){_SPACE})(\d{{1,2}}){_SPACE}?h(?!{_SPACE}?\d|[\w:/])",
        r"\1:00\2\3:00",
    ),
    # An hour of the clock after a word that asks for one; what remains is a length of time.
    (rf"\b(à|dès|et){_SPACE}(1[3-9]|2[0-4]){_SPACE}?h(?!{_SPACE}?\d|[\w:/])", r"\1 \2:00"),
    (rf"(?<![\d:,.])(\d{{1,3}}){_SPACE}?h(?!{_SPACE}?\d|[\w:/])", r"\1 heures"),
)
_WRITTEN_OUT = tuple((re.compile(pattern), words) for pattern, words in _FORMS)
_MAY_BE_SHORT = re.compile(r"[°º]|[a-zJC]\.|Mlle|-à-d|svp|\d[ \u00a0\u202f]?h|\b[bB]d ")
_ERAS = (
    (re.compile(r"\bbefore (?:Jesus[- ])?Christ\b", re.IGNORECASE), "BC"),
    (re.compile(r"\bafter (?:Jesus[- ])?Christ\b", re.IGNORECASE), "AD"),
)
_ERA = re.compile(r"J(?:\.|ésus)[ \u00a0\u202f]?-?C")


def written_out(text: str) -> str:
    """The text with abbreviations and hours as words: n° 5, art. 3, env. 20, 8 h."""
    if not _MAY_BE_SHORT.search(text):
        return text
    for pattern, words in _WRITTEN_OUT:
        text = pattern.sub(words, text)
    return text


def english_eras(source: str, target: str) -> str:
    """The target with BC and AD, where the source counts years so."""
    if _ERA.search(source):
        for pattern, short in _ERAS:
            target = pattern.sub(short, target)
    return target
