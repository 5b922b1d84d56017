"""A sentence that a new package has to translate before it is trusted, and what to make of its answer."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.translation.package_folder import Package

__all__ = ["judge", "sentence_for"]

_SENTENCES = {
    "ar": "القطة نائمة على الطاولة.",
    "de": "Die Katze schläft auf dem Tisch.",
    "en": "The cat is sleeping on the table.",
    "es": "El gato duerme sobre la mesa.",
    "fr": "Le chat dort sur la table.",
    "it": "Il gatto dorme sul tavolo.",
    "nl": "De kat slaapt op de tafel.",
    "pt": "O gato dorme em cima da mesa.",
    "ru": "Кошка спит на столе.",
}
_CAT = {
    "de": "katze", "en": "cat", "es": "gat", "fr": "chat", "it": "gatt", "nl": "kat", "pt": "gat",
}  # fmt: skip
_LONGEST = 200
_REPEATS = 3


def sentence_for(package: Package) -> str:
    """A sentence in the language that a package reads; a number where we speak none of it."""
    return _SENTENCES.get(package.from_code, "2026")


def judge(package: Package, translation: str) -> str:
    """What is wrong with a package's translation of its sentence, or nothing."""
    words = re.findall(r"\w+", translation.lower())
    shown = repr(translation[:60])
    if not words:
        return "nothing came of a plain sentence"
    if "<unk>" in translation or "⁇" in translation:
        return f"it knows no words: {shown}"
    if len(translation) > _LONGEST or Counter(words).most_common(1)[0][1] > _REPEATS:
        return f"it does not come to an end: {shown}"
    cat = _CAT.get(package.to_code)
    if cat and package.from_code in _SENTENCES and not any(word.startswith(cat) for word in words):
        return f"“{sentence_for(package)}” became {shown}"
    return ""
