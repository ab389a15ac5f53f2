"""The file of a Word document. In: python-docx's document, the raw files. Out: the same bytes for the same report.

It carries the raw files in a part of its own, so that what was typed can be read back, and what somebody changed in Word
be named.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from cchc.document.model import Submission
from cchc.export.docx.styles import LANGUAGE
from cchc.export.docx.xml import element
from cchc.raw.encodings import as_received

NAMESPACE = "urn:cchc:tep-goc:1"
_ITEM = (
    "{6D1C3C2B-5E0F-4B1E-9A55-CC4C00000001}"  # Word asks each part of this kind to have a number; ours is always this
)
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
# What python-docx's template brings and this document does not use.
_UNUSED = ("stylesWithEffects", "webSettings", "customXml", "numbering", "thumbnail")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def packed(document: Document, submission: Submission) -> bytes:
    """The DOCX bytes of a document that carries the raw files of its submission."""
    for part in (document.part, document.part.package):
        for name in [name for name, link in part.rels.items() if link.reltype.rpartition("/")[2] in _UNUSED]:
            del part.rels[name]
    _set_settings(document)
    _carry(document, submission)
    saved = io.BytesIO()
    document.save(saved)
    return _steady(saved.getvalue())


def _set_settings(document: Document) -> None:
    """Word's settings: those of its present format, and the signs of Vietnamese numbers."""
    compatibility = element(
        "w:compat",
        children=[
            element(
                "w:compatSetting",
                {"w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word", "w:val": 15},
            )
        ],
    )
    settings = document.settings.element
    settings[:] = [
        element("w:defaultTabStop", {"w:val": 720}),
        element("w:characterSpacingControl", {"w:val": "doNotCompress"}),
        compatibility,
        element("w:themeFontLang", {"w:val": LANGUAGE}),
        element("w:decimalSymbol", {"w:val": ","}),
        element("w:listSeparator", {"w:val": ";"}),
    ]


def _carry(document: Document, submission: Submission) -> None:
    package = document.part.package
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", _raw_files(submission), package)
    properties = etree.Element(
        f"{{{_DATA_STORE}}}datastoreItem", {f"{{{_DATA_STORE}}}itemID": _ITEM}, {"ds": _DATA_STORE}
    )
    references = etree.SubElement(properties, f"{{{_DATA_STORE}}}schemaRefs")
    etree.SubElement(references, f"{{{_DATA_STORE}}}schemaRef", {f"{{{_DATA_STORE}}}uri": NAMESPACE})
    named = Part(PackURI("/customXml/itemProps1.xml"), _PROPERTIES, _serialised(properties), package)
    item.relate_to(named, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _raw_files(submission: Submission) -> bytes:
    """The raw files as XML: text where XML can hold every character of it, else base64."""
    root = etree.Element(f"{{{NAMESPACE}}}cac-tep", nsmap={None: NAMESPACE})
    for file in submission.files:
        data = as_received(file.text, file.sha256)
        made = etree.SubElement(root, f"{{{NAMESPACE}}}tep", {"ten": file.name, "sha256": file.sha256})
        if data == file.text.encode() and not _NOT_XML.search(file.text):
            made.text = file.text
        else:
            made.set("ma", "base64")
            made.text = base64.b64encode(data).decode()
    return _serialised(root)


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _steady(data: bytes) -> bytes:
    """The same parts in the same order, without the times of packing, and stored: packers differ from machine to machine."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as made:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system, entry.external_attr = 0, 0
            made.writestr(entry, given.read(name))
    return packed.getvalue()
