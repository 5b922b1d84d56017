"""The words of the interface in English and French. The English text is the key."""

from __future__ import annotations

import os
from collections.abc import Mapping

from reader.tui.texts_french import FRENCH

__all__ = ["Texts", "language_of"]


def language_of(wanted: str, environ: Mapping[str, str] = os.environ) -> str:
    """``en`` or ``fr``: what is asked for, else what the terminal's locale says."""
    if wanted in ("en", "fr"):
        return wanted
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "fr" if locale.lower().startswith("fr") else "en"


class Texts:
    """Gives interface texts in one language: ``texts("{n} hidden", n=3)``."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def __call__(self, english: str, /, **values: object) -> str:
        """The text, in the language of the interface, with values put in."""
        text = FRENCH.get(english, english) if self.language == "fr" else english
        return text.format(**values) if values else text
