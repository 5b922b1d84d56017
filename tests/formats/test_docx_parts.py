"""What stands in a DOCX besides plain paragraphs: fields, text boxes, tracked changes, hidden text, odd parts."""

from __future__ import annotations

import io
import zipfile

from reader.documents import Document, MarkKind, Structure
from reader.formats import read_bytes

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def office(body: str, **parts: str) -> Document:
    links = "".join(
        f'<Relationship Id="r{index}" Type="{KIND}{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for index, name in enumerate(parts)
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{links}</Relationships>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content.replace("NS", NAMESPACES))
    return read_bytes(buffer.getvalue(), name="x.docx")


def told(document: Document) -> list[tuple[str, str]]:
    return [(str(block.structure), document.text[block.start : block.end]) for block in document.blocks]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        f'<w:p>{run("Il ")}<w:del w:id="1"><w:r><w:delText>pleuvait</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run("neigeait")}</w:ins>{run(" hier.")}</w:p>'
        f'<w:p><w:moveFrom w:id="3">{run("Parti.")}</w:moveFrom><w:moveTo w:id="4">{run("Venu.")}</w:moveTo></w:p>'
    )
    assert told(office(body)) == [("paragraph", "Il neigeait hier."), ("paragraph", "Venu.")]


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('Encadré un.')}</w:p><w:p>{run('Encadré deux.')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('Avant ')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('après.')}</w:p>"
    )
    assert [text for _, text in told(office(body))] == ["Avant après.", "Encadré un.", "Encadré deux."]


def test_a_link_by_field_spans_its_result_and_its_code_is_no_text() -> None:
    body = (
        f'<w:p>{run("Voir ")}<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://example.org/a" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("le site", "<w:i/>")}<w:r><w:fldChar w:fldCharType="end"/></w:r>{run(".")}</w:p>'
    )
    document = office(body)
    assert document.text == "Voir le site."
    assert {(mark.kind, document.text[mark.start : mark.end], mark.value) for mark in document.marks} == {
        (MarkKind.LINK, "le site", "https://example.org/a"),
        (MarkKind.EMPHASIS, "le site", ""),
    }


def test_hidden_text_headers_footers_and_comments_are_kept_apart() -> None:
    document = office(
        f"<w:p>{run('Visible.')}{run('Caché.', '<w:vanish/>')}</w:p>",
        header1=f"<w:hdr NS><w:p>{run('Titre courant')}</w:p></w:hdr>",
        header2=f"<w:hdr NS><w:p>{run('Titre courant')}</w:p></w:hdr>",
        footer1=f"<w:ftr NS><w:p>{run('Page 1')}</w:p></w:ftr>",
        comments=f"<w:comments NS><w:comment w:id='0'><w:p>{run('À revoir')}</w:p></w:comment></w:comments>",
    )
    assert told(document) == [
        ("paragraph", "Visible."),
        ("navigation", "Caché."),
        ("navigation", "À revoir"),
        ("running_head", "Titre courant"),
        ("running_head", "Page 1"),
    ]


def test_headings_by_style_by_base_style_and_by_outline_level() -> None:
    styles = (
        "<w:styles NS><w:style w:type='paragraph' w:styleId='Titre2'><w:name w:val='heading 2'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Mien'><w:name w:val='Mon titre'/><w:basedOn w:val='Titre2'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Cercle'><w:name w:val='x'/><w:basedOn w:val='Cercle'/></w:style></w:styles>"
    )
    body = "".join(
        f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"
        for properties, text in (
            ('<w:pStyle w:val="Titre2"/>', "Un"),
            ('<w:pStyle w:val="Mien"/>', "Deux"),
            ('<w:outlineLvl w:val="2"/>', "Trois"),
            ('<w:pStyle w:val="Cercle"/>', "Quatre"),
            ('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr>', "Cinq"),
        )
    )
    document = office(body, styles=styles)
    assert [(str(block.structure), block.level) for block in document.blocks] == [
        ("heading", 2),
        ("heading", 2),
        ("heading", 3),
        ("paragraph", 0),
        ("list_item", 2),
    ]


def test_breaks_symbols_hyphens_and_pictures() -> None:
    body = (
        "<w:p><w:r><w:t>Un</w:t><w:br/><w:t>deux</w:t><w:tab/><w:t>arc</w:t><w:noBreakHyphen/><w:t>en</w:t>"
        '<w:softHyphen/><w:sym w:font="x" w:char="F0E0"/><w:sym w:char="2192"/>'
        '<w:drawing><wp:docPr id="1" name="x" descr="Une gare sous la neige"/></w:drawing></w:r></w:p>'
    )
    document = office(body)
    assert told(document) == [("paragraph", "Un\ndeux arc-en→"), ("caption", "Une gare sous la neige")]
    assert document.marks[0].kind is MarkKind.IMAGE


def test_notes_come_in_the_order_of_their_references() -> None:
    notes = (
        "<w:footnotes NS><w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
        f"<w:footnote w:id='1'><w:p>{run('Première du fichier.')}</w:p></w:footnote>"
        f"<w:footnote w:id='2'><w:p>{run('Deuxième du fichier.')}</w:p><w:p>{run('Suite.')}</w:p></w:footnote></w:footnotes>"
    )
    body = f"<w:p>{run('Un')}<w:r><w:footnoteReference w:id='2'/></w:r>{run(' et deux')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    document = office(body, footnotes=notes)
    assert told(document) == [
        ("paragraph", "Un1 et deux2"),
        ("note", "Deuxième du fichier."),
        ("note", "Suite."),
        ("note", "Première du fichier."),
    ]
    anchors = {mark.value: mark.start for mark in document.marks if mark.kind is MarkKind.ANCHOR}
    first = document.marks[0]
    assert document.text[anchors[first.value] :].startswith("Deuxième")
    assert document.blocks[1].structure is Structure.NOTE
