"""Markdown: CommonMark with tables, strikethrough, footnotes, definition lists and front matter.

It is rendered to HTML and read as such, so raw HTML in it is understood too. Lines of a paragraph are joined, as Markdown means them;
the Document's lines are those of the text that comes out.
"""

from __future__ import annotations

import re
from html import escape

from reader.documents import Document
from reader.errors import BrokenDocument
from reader.formats.encodings import decode
from reader.formats.html import read_root
from reader.formats.markup import parse_html

__all__ = ["read_markdown"]

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_-]+)[ \t]*:[ \t]*(.*)")
_KEYS = {
    "author": "author",
    "date": "date",
    "description": "description",
    "abstract": "description",
    "keywords": "keywords",
}
_PANDOC_LINES = re.compile(r"(?:^\|[ \t][^\n]*[^|\n ]\n?){2,}", re.MULTILINE)
_NESTING = 100
_BRACKETS = 2000  # the parser takes a time that grows with their square


def read_markdown(data: bytes, *, name: str) -> Document:
    """The Document of a Markdown file's bytes.

    Raises:
        UnknownFormat: the bytes are no text.
        EmptyDocument: no character stands in it.
        BrokenDocument: it would take very long to parse.
    """
    text = decode(data, name=name).replace("\r\n", "\n").replace("\r", "\n")
    if any(line.count("[") > _BRACKETS for line in text.split("\n")) or any(
        part.count("[") > 10 * _BRACKETS for part in text.split("\n\n")
    ):
        raise BrokenDocument(f"{name}: a line with thousands of brackets", hint="read it as plain text")
    head, body = _front_matter(text)
    page = f"<!doctype html><html{head[0]}><head><meta charset=utf-8>{head[1]}</head><body>{_rendered(body, name=name)}</body></html>"
    return read_root(parse_html(page.encode("utf-8", "replace"), name=name), name=name, format_name="markdown")


def _rendered(text: str, *, name: str) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - heavy
    from mdit_py_plugins.deflist import deflist_plugin  # noqa: PLC0415
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin)
    try:
        return str(parser.render(_PANDOC_LINES.sub(_line_block, text)))
    except RecursionError as error:
        raise BrokenDocument(f"{name}: its Markdown is nested too deeply", hint="read it as plain text") from error


def _line_block(match: re.Match[str]) -> str:
    """Pandoc's line block (``| verse``), which CommonMark does not know, as a paragraph of forced line ends."""
    lines = [line[1:].strip() for line in match[0].strip("\n").split("\n")]
    if any(set(line) <= set("-: ") for line in lines):
        return match[0]
    return "\n\n" + "\\\n".join(lines) + "\n\n"


def _front_matter(text: str) -> tuple[tuple[str, str], str]:
    """The attributes of the root and the elements of the head that YAML front matter amounts to, and the text after it."""
    found = _FRONT.match(text)
    if not found:
        return ("", ""), text
    language, head = "", []
    for line in found[1].splitlines():
        field = _FIELD.match(line)
        if not field:
            continue
        key, value = field[1].lower(), field[2].strip().strip("\"'[]")
        if key == "title":
            head.append(f"<title>{escape(value)}</title>")
        elif key in {"lang", "language"}:
            language = f' lang="{escape(value)}"'
        elif key in _KEYS and value:
            head.append(f'<meta name="{_KEYS[key]}" content="{escape(value)}">')
    return (language, "".join(head)), text[found.end() :]
