"""Word documents for tests, from the XML of their paragraphs. In: XML of a body, of lists, of styles. Out: parts, bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>'
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _relations(**targets: str) -> str:
    links = "".join(f'<Relationship Id="r{n}" Type="{_RELATED}/{kind}" Target="{target}"/>'
                    for n, (kind, target) in enumerate(targets.items()))  # fmt: skip
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def listed(text: str, number: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(depth: int, form: str, text: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def table(*rows: list[str]) -> str:
    """A table of cells that are XML of their paragraphs, or the properties and the paragraphs: "<w:tcPr>...</w:tcPr>..."."""
    made = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/>{made}</w:tbl>"


def span(number: int) -> str:
    return f'<w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>'


def parts(body: str, lists: str = "", styles: str = "") -> Mapping[str, bytes]:
    made = {"word/document.xml": f"<w:document {_NS}><w:body>{body}</w:body></w:document>".encode()}
    if lists:
        made["word/numbering.xml"] = f"<w:numbering {_NS}>{lists}</w:numbering>".encode()
    if styles:
        made["word/styles.xml"] = f"<w:styles {_NS}>{styles}</w:styles>".encode()
    return made


def packed(body: str, lists: str = "", styles: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _relations(officeDocument="word/document.xml"))
        package.writestr(
            "word/_rels/document.xml.rels", _relations(**({"numbering": "numbering.xml"} if lists else {}))
        )
        for name, part in {**parts(body, lists, styles), **(more or {})}.items():
            package.writestr(name, part)
    return whole.getvalue()
