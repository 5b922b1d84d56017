"""The languages of a text, as far as this program tells them apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Language", "LanguagePair"]


class Language(StrEnum):
    """A language by its ISO 639-1 code; the two last values are no languages but answers."""

    FRENCH = "fr"
    ENGLISH = "en"
    OTHER = "other"
    UNDETERMINED = "und"


@dataclass(frozen=True, slots=True)
class LanguagePair:
    """The direction of a translation."""

    source: Language = Language.FRENCH
    target: Language = Language.ENGLISH
