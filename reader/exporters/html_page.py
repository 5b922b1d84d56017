"""HTML: one file that needs nothing else, to be read side by side or one under the other, on screen and on paper."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from reader.bitext import Bitext, Origin
from reader.documents import Role
from reader.exporters.grouping import ItemList, Table, first_label, grouped, list_tags, tagged_items
from reader.exporters.markup import identifier, inline_html, lines_html
from reader.exporters.note_references import anchors_of, english_line
from reader.exporters.options import ExportOptions, Layout
from reader.exporters.passages import LETTERS, NAMES, Pair, Passage, passages_of
from reader.exporters.xml_text import attribute, text
from reader.languages import Language

__all__ = ["write_html"]

_TITLE, _HEADING, _DEEPEST = 2, 3, 6  # levels of headings; the page itself has the first


class _Links(NamedTuple):
    """Where links inside the page lead, and the anchors that are still to be written."""

    targets: dict[str, str]
    unwritten: set[str]


def write_html(bitext: Bitext, options: ExportOptions) -> bytes:
    """The whole page. Its policy lets in its own style and script, by their hashes, and nothing else."""
    passages = list(passages_of(bitext, options, reading=True))
    anchors = anchors_of(passages)
    links = _Links({key: f"#{identifier(key)}" for key in anchors}, set(anchors))
    title = text(bitext.source_document.display_title)
    body = ["stacked"] if options.layout is Layout.STACKED else []
    lines = [
        "<!DOCTYPE html>",
        '<html lang="fr">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content={attribute(_policy())}>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="fr-en-reader">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>",
        f"<style>{_part('page.css')}</style>",
        "</head>",
        f"<body class={attribute(' '.join(body))}>",
        f'<header lang="en"><h1 lang="fr">{title}</h1>',
        *_legend(bitext, passages),
        "</header>",
        _bar(options),
        "<main>",
        *(line for part in grouped(passages) for line in _part_of_page(part, links)),
        "</main>",
        f"<script>{_part('page.js')}</script>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode("utf-8", "xmlcharrefreplace")


@cache
def _part(name: str) -> str:
    return resources.files("reader.exporters").joinpath(name).read_text("utf-8")


@cache
def _policy() -> str:
    style, script = (
        base64.b64encode(hashlib.sha256(_part(name).encode()).digest()).decode() for name in ("page.css", "page.js")
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _legend(bitext: Bitext, passages: list[Passage]) -> Iterator[str]:
    counts = dict.fromkeys(Origin, 0)
    for passage in passages:
        for pair in passage.pairs:
            for origin in pair.origins:
                counts[origin] += 1
    if (name := bitext.source_document.name) != bitext.source_document.display_title:
        yield f'<p class="facts">{text(name)}</p>'
    used = [origin for origin in Origin if counts[origin]]
    if used:
        items = "".join(f"<li>{_badge(o)}{text(NAMES[o])}: {counts[o]}</li>" for o in used)
        yield f'<ul class="legend">{items}</ul>'


def _bar(options: ExportOptions) -> str:
    def radio(name: str, value: str, label: str, *, on: bool) -> str:
        checked = " checked" if on else ""
        return f'<label><input type="radio" name="{name}" value="{value}"{checked}> {label}</label>'

    stacked = options.layout is Layout.STACKED
    return "".join(
        [
            '<form class="bar needs-js" lang="en" autocomplete="off" aria-label="View">',
            "<fieldset><legend>Show</legend>",
            radio("view", "", "both", on=True),
            radio("view", "only-fr", "French", on=False),
            radio("view", "only-en", "English", on=False),
            "</fieldset><fieldset><legend>Layout</legend>",
            radio("layout", "side", "side by side", on=not stacked),
            radio("layout", "stacked", "stacked", on=stacked),
            '</fieldset><label><input type="checkbox" name="reveal"> hide the English until it is clicked</label></form>',
        ]
    )


def _part_of_page(part: Passage | ItemList | Table, links: _Links) -> Iterator[str]:
    if isinstance(part, Passage):
        yield from _block(part, links)
    elif isinstance(part, ItemList):
        yield from _list(part, links)
    else:
        yield '<div class="block scroll" tabindex="0"><table>'
        for row in part.rows:
            yield "<tr>"
            for width, passages in row:
                span = f' colspan="{width}"' if width > 1 else ""
                yield f"<td{span}>{''.join(_pairs(passage, links) for passage in passages)}</td>"
            yield "</tr>"
        yield "</table></div>"


def _list(part: ItemList, links: _Links) -> Iterator[str]:
    opened, closed = list_tags(part, f"block list d{part.depth}")
    yield opened
    for opening, item in tagged_items(part):
        yield f"{opening}{_pairs(item.passage, links)}"
        for inner in item.inner:
            yield _pairs(inner, links) if isinstance(inner, Passage) else "".join(_part_of_page(inner, links))
        yield "</li>"
    yield closed


def _label(passage: Passage, pair: Pair) -> str:
    """An item's number, on both sides; bullets are drawn by the style."""
    said = first_label(passage, pair)
    return f'<span class="n">{text(said)}</span>' if said else ""


def _pairs(passage: Passage, links: _Links) -> str:
    return "".join(
        f'<div class="pair" id="b{pair.bead}">{_french(passage, pair, links)}{_english(passage, pair, links)}</div>'
        for pair in passage.pairs
    )


def _block(passage: Passage, links: _Links) -> Iterator[str]:
    classes = ["block", passage.role.value, *(["hidden"] if passage.hidden else [])]
    yield f'<section class="{" ".join(classes)}">'
    if passage.hidden:
        what = "repeat" if passage.block.repeat_of is not None else passage.role.value
        yield f'<p class="part" lang="en">hidden part: {what}</p>'
    if passage.code:
        yield f'<pre id="b{passage.pairs[0].bead}" lang="und">{text(passage.code)}</pre>'
    else:
        yield _pairs(passage, links)
    yield "</section>"


def _element(passage: Passage) -> str:
    """The element of a passage: headings keep their depth, below the page's own."""
    if passage.hidden or passage.role not in (Role.TITLE, Role.HEADING):
        return "p"
    level = _TITLE if passage.role is Role.TITLE else max(_HEADING, passage.block.level + 1)
    return f"h{min(level, _DEEPEST)}"


def _french(passage: Passage, pair: Pair, links: _Links) -> str:
    name = _element(passage)
    language = {Language.OTHER: "und", Language.UNDETERMINED: "fr"}.get(passage.language, passage.language.value)
    if not pair.source.text:
        return '<p class="fr none" lang="en" aria-label="no French">—</p>'
    french = inline_html(pair.source, targets=links.targets, identify=links.unwritten)
    return f'<{name} class="fr" lang="{language}">{_label(passage, pair)}{french}</{name}>'


def _english(passage: Passage, pair: Pair, links: _Links) -> str:
    if pair.target is None:
        return '<p class="en none" lang="en" aria-label="no English">—</p>'
    badges = "".join(_badge(origin) for origin in pair.origins)
    shown = f"{badges}{_label(passage, pair)}{inline_html(english_line(pair), targets=links.targets)}"
    for origin, other in pair.others:
        shown += f'<span class="other">{_badge(origin)}{lines_html(other)}</span>'
    if pair.flags:
        shown += f' <span class="flags">[{text(", ".join(pair.flags))}]</span>'
    return f'<p class="en" lang="en"><span class="t">{shown}</span></p>'


def _badge(origin: Origin) -> str:
    return f'<abbr class="o o-{origin.value}" title="{NAMES[origin]}">{LETTERS[origin]}</abbr> '
