"""A page of an EPUB with the English put into it."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents import PROSE_BLOCKS
from reader.exporters.epub_notes import append_text, fill, references_in
from reader.exporters.epub_parts import ORIGINAL, STYLE, TRANSLATION
from reader.exporters.epub_tree import at_path, name_of, parsed, words_of
from reader.exporters.xml_text import clean

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Insertion", "with_english", "with_titles"]

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BESIDE = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "pre", "address"})
_PICTURES = frozenset({"img", "svg", "object", "audio", "video"})


@dataclass(frozen=True, slots=True)
class Insertion:
    """The English of a block: the element's path, its French as a check, the text, further English texts."""

    path: str
    french: str
    english: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """How the English is put in."""

    bilingual: bool
    strict: bool  # XHTML 1.1, which knows xml:lang only

    def tongue(self, element: etree._Element, code: str) -> None:
        """Say what language an element is in."""
        element.set(_XML_LANG, code)
        if not self.strict or element.get("lang"):  # two that differ are an error, whatever the page is
            element.set("lang", code)


def with_english(content: bytes, insertions: Sequence[Insertion], *, bilingual: bool, strict: bool) -> bytes:
    """The page with the English of its blocks; a page that cannot be parsed stays as it is.

    Args:
        content: the file.
        insertions: what to put in.
        bilingual: put the English beside the French; else in its place.
        strict: the page is XHTML 1.1 (EPUB 2).
    """
    from lxml import etree  # noqa: PLC0415 - heavy

    root = parsed(content)
    if root is None:
        return content
    way = _Way(bilingual, strict)
    by_path: dict[str, list[Insertion]] = defaultdict(list)
    for insertion in insertions:
        by_path[insertion.path].append(insertion)
    # All elements are looked up before the first change moves them.
    found = [(at_path(root, path), group) for path, group in by_path.items()]
    for element, group in found:
        if element is None or not _holds(element, group) or _navigates(element):
            continue
        caption = _caption(element, group[0])
        if caption is not None and not any(caption is other for other, _ in found):
            _name_picture(element, group[0].english, way)
            _translate(caption, group, way)
        else:
            _translate(element, group, way)
    if bilingual:
        _style(root)
        root.set(_XML_LANG, root.get(_XML_LANG) or root.get("lang") or "fr")
    else:
        way.tongue(root, "en")
    written: bytes = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
    return written


def with_titles(content: bytes, titles: Mapping[str, str]) -> bytes:
    """A navigation page or NCX whose entries say their English; any other page as it is."""
    from lxml import etree  # noqa: PLC0415 - heavy

    if b"<nav" not in content and b"navPoint" not in content:
        return content
    root = parsed(content)
    if root is None:
        return content
    entries = [*root.iterfind(".//{*}nav//{*}a"), *root.iterfind(".//{*}navLabel/{*}text")]
    for entry in entries:
        english = titles.get("".join(words_of(entry).split()).casefold())
        if english:
            for child in list(entry):
                entry.remove(child)
            entry.text = clean(english)
    written: bytes = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
    return written


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _holds(element: etree._Element, group: Sequence[Insertion]) -> bool:
    """Whether the element is the one that was read: a page that parses otherwise must not be garbled."""
    words = _squeezed(_words_and_names(element))
    return all(_squeezed(insertion.french)[:24] in words for insertion in group)


def _navigates(element: etree._Element) -> bool:
    """Whether it is an entry of a table of contents, which may hold a link and nothing beside it; see ``with_titles``."""
    return any(name_of(outer) == "nav" for outer in element.iterancestors())


def _words_and_names(element: etree._Element) -> str:
    """All text in an element, and what its pictures are called, as the readers of formats give it."""
    parts = [element.text or "", element.get("alt", "")]
    for child in element:
        parts += [_words_and_names(child), child.tail or ""]
    return "".join(parts)


def _has(element: etree._Element, names: frozenset[str]) -> bool:
    return any(name_of(inner) in names for inner in element.iterdescendants())


def _translate(element: etree._Element, group: Sequence[Insertion], way: _Way) -> None:
    pictures = _has(element, _PICTURES)
    whole = name_of(element) in _BESIDE and not pictures  # may be said a second time
    if pictures and not words_of(element).strip():
        _name_picture(element, group[0].english, way)
    elif _has(element, PROSE_BLOCKS) or len(group) > 1 or (way.bilingual and not whole):
        _translate_runs(element, group, way)
    elif not group[0].english:
        if not way.bilingual:
            way.tongue(element, "fr")
    elif way.bilingual:
        _add_beside(element, group[0], way)
    else:
        _replace(element, group[0].english, way)


def _caption(element: etree._Element, insertion: Insertion) -> etree._Element | None:
    """The caption that says again what the picture is called, where who reads aloud, and so who read it, passes it over."""
    said = _squeezed(insertion.french)
    captions = (inner for inner in element.iterdescendants() if name_of(inner) == "figcaption")
    return next((caption for caption in captions if _squeezed(words_of(caption)) == said), None)


def _name_picture(element: etree._Element, english: str, way: _Way) -> None:
    """A picture alone is not said twice; where the French goes, it is called by its English name."""
    named = [inner for inner in element.iterdescendants() if inner.get("alt")]
    if not way.bilingual and english and len(named) == 1:
        named[0].set("alt", clean(english))


def _translate_runs(element: etree._Element, group: Sequence[Insertion], way: _Way) -> None:
    """Text beside block elements or pictures, or in an element that must not be doubled: each run of it by itself.

    A picture belongs to both languages: it stays outside what can be hidden.
    """
    runs = _wrapped_runs(element, PROSE_BLOCKS | _PICTURES if way.bilingual else PROSE_BLOCKS)
    if len(runs) != len(group):
        _translate_together(runs, group, way)
        return
    for run, insertion in zip(runs, group, strict=True):
        if not insertion.english:
            way.tongue(run, "fr")
        elif way.bilingual:
            _add_behind(run, [insertion.english, *insertion.others], way)
        else:
            _replace(run, insertion.english, way)


def _translate_together(runs: Sequence[etree._Element], group: Sequence[Insertion], way: _Way) -> None:
    """All that is said of an element that was read in other parts: behind, or in, the last run. Nothing is left out."""
    english = [insertion.english for insertion in group if insertion.english]
    others = [other for insertion in group for other in insertion.others]
    replaces = not way.bilingual and len(english) == len(group)
    for run in runs:
        if replaces:
            _replace(run, " ".join(english) if run is runs[-1] else "", way)
        elif english:
            _mark_original(run, way)
        else:
            way.tongue(run, "fr")
    if english and runs and not replaces:
        _add_behind(runs[-1], [" ".join(english), *others], way)


def _mark_original(run: etree._Element, way: _Way) -> None:
    run.set("class", ORIGINAL)
    way.tongue(run, "fr")


def _wrapped_runs(element: etree._Element, apart: frozenset[str]) -> list[etree._Element]:
    """Put each run of text and inline elements between elements that stand apart into a span; those that hold words."""
    span = re.sub(r"[^}]*$", "span", str(element.tag), count=1)
    runs = [element.makeelement(span)]
    runs[0].text, element.text = element.text, None
    sequence = [runs[0]]
    for child in list(element):
        element.remove(child)
        if any(name_of(inner) in apart for inner in child.iter()):
            run = element.makeelement(span)
            run.text, child.tail = child.tail, None
            runs.append(run)
            sequence += [child, run]
        else:
            sequence[-1].append(child)
    for part in sequence:
        if part in runs and not words_of(part).strip():
            append_text(element, part.text or "")
            element.extend(list(part))
        else:
            element.append(part)
    return [run for run in runs if words_of(run).strip()]


def _add_beside(element: etree._Element, insertion: Insertion, way: _Way) -> None:
    """A second element of the same kind and class after the first."""
    classes = element.get("class", "")
    tail, element.tail = element.tail, None
    last = element
    for at, text in enumerate([insertion.english, *insertion.others]):
        added = element.makeelement(element.tag)
        if element.get("style"):
            added.set("style", element.get("style", ""))
        added.set("class", " ".join(filter(None, (classes, TRANSLATION, "cp-other" if at else ""))))
        way.tongue(added, "en")
        fill(added, text, references_in(element, keep_ids=False) if not at else [])
        last.addnext(added)
        last.tail, last = "\n", added
    last.tail = tail
    element.set("class", f"{classes} {ORIGINAL}".strip())
    way.tongue(element, "fr")


def _add_behind(run: etree._Element, texts: Sequence[str], way: _Way) -> None:
    """Below a run of text, in the same element. Line ends stand inside what they end, so that hiding one hides both."""
    _mark_original(run, way)
    tail, run.tail = run.tail, None
    references = references_in(run, keep_ids=False)
    last = run
    for at, text in enumerate(texts):
        last.append(run.makeelement(re.sub(r"[^}]*$", "br", str(run.tag), count=1)))
        added = run.makeelement(run.tag, {"class": f"{TRANSLATION} cp-other" if at else TRANSLATION})
        way.tongue(added, "en")
        fill(added, text, references if not at else [])
        last.addnext(added)
        last = added
    last.tail = tail


def _replace(element: etree._Element, text: str, way: _Way) -> None:
    """The English in place of the French. Pictures, targets of links and references to notes stay."""
    references = references_in(element, keep_ids=True)
    taken = {id(reference.original) for reference in references}
    kept = []
    for child in element.iterdescendants():
        if name_of(child) in ("img", "svg", "object", "audio", "video", "math"):
            kept.append(_bare(child, content=True))
        elif child.get("id") and not any(id(outer) in taken for outer in (child, *child.iterancestors())):
            kept.append(_bare(child, content=False))
    for child in list(element):
        element.remove(child)
    element.text = None
    way.tongue(element, "en")
    element.extend(kept)
    fill(element, text, references)


def _bare(child: etree._Element, *, content: bool) -> etree._Element:
    found = copy.deepcopy(child)
    found.tail = None
    if not content:
        for inner in list(found):
            found.remove(inner)
        found.text = None
        if name_of(found) == "a" and found.get("href"):
            del found.attrib["href"]
    return found


def _style(root: etree._Element) -> None:
    """A style of its own in the head, so that no style sheet of the book is touched."""
    head = next((child for child in root if name_of(child) == "head"), None)
    if head is not None:
        added = head.makeelement(str(head.tag).replace("head", "style"), {"type": "text/css"})
        added.text = STYLE
        head.append(added)
