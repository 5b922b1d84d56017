"""The package file of an EPUB that is rebuilt: its languages and its moment."""

from __future__ import annotations

import posixpath
import re
import zipfile
from urllib.parse import unquote

from reader.errors import ExportError

__all__ = ["opf_with_languages", "package_member"]

_DC = "http://purl.org/dc/elements/1.1/"
_OPF = "http://www.idpf.org/2007/opf"


def package_member(book: zipfile.ZipFile) -> str | None:
    """The name of the package file, as the container says or as its suffix does."""
    names = {info.filename for info in book.infolist()}
    try:
        container = book.read("META-INF/container.xml").decode("utf-8", "replace")
    except KeyError:
        container = ""
    for match in re.finditer(r"""full-path\s*=\s*["']([^"']+)["']""", container):
        name = posixpath.normpath(unquote(match[1]))
        if name in names:
            return name
    return next((name for name in sorted(names) if name.lower().endswith(".opf")), None)


def opf_with_languages(content: bytes, timestamp: str, *, bilingual: bool) -> tuple[bytes, str]:
    """The package file with English as a second language, or as the only one; and the version of EPUB that it says.

    Raises:
        ExportError: it is no well-formed XML.
    """
    from lxml import etree  # noqa: PLC0415 - heavy

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ExportError(f"the EPUB's package file is damaged: {error}") from error
    languages = root.findall(f".//{{{_DC}}}language")
    for extra in languages if not bilingual else ():
        parent = extra.getparent()
        if extra is not languages[0] and parent is not None:
            parent.remove(extra)
    if bilingual and all((found.text or "").strip().lower()[:2] != "en" for found in languages):
        added = etree.Element(f"{{{_DC}}}language")
        added.text = "en"
        if languages:
            languages[-1].addnext(added)
        else:
            metadata = root.find(f"{{{_OPF}}}metadata")
            if metadata is not None:
                metadata.append(added)
    elif not bilingual and languages:
        languages[0].text = "en"
    for meta in root.iter(f"{{{_OPF}}}meta"):
        if timestamp and meta.get("property") == "dcterms:modified":
            meta.text = timestamp.replace(" ", "T").split(".")[0].split("+")[0].rstrip("Z") + "Z"
    written: bytes = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
    return written, root.get("version", "3.0")
