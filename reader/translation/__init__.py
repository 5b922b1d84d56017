"""Machine translation: packages, and the engine that translates with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.doors import door

if TYPE_CHECKING:
    from reader.translation.checks import FLAGS
    from reader.translation.engine import Engine, decoding_of
    from reader.translation.glossary import Glossary, Term, load_glossary, save_glossary
    from reader.translation.invented import english_words
    from reader.translation.kept import is_marked, marked, unmarked
    from reader.translation.numbers import english_numbers
    from reader.translation.package_folder import Package, open_package
    from reader.translation.packages import choose_chain, choose_package, embedded_package, find_packages
    from reader.translation.terms import document_terms
else:
    __getattr__ = door(
        __name__,
        checks="FLAGS",
        engine="Engine decoding_of",
        glossary="Glossary Term load_glossary save_glossary",
        invented="english_words",
        kept="is_marked marked unmarked",
        numbers="english_numbers",
        package_folder="Package open_package",
        packages="choose_chain choose_package embedded_package find_packages",
        terms="document_terms",
    )


__all__ = [
    "FLAGS",
    "Engine",
    "Glossary",
    "Package",
    "Term",
    "choose_chain",
    "choose_package",
    "decoding_of",
    "document_terms",
    "embedded_package",
    "english_numbers",
    "english_words",
    "find_packages",
    "is_marked",
    "load_glossary",
    "marked",
    "open_package",
    "save_glossary",
    "unmarked",
]
