"""PDFs that show another thing than the report says. In: an open PDF of a report. Out: the same, with something put over it.

Each stands for a way in which a paper can differ from what one program shows of it on a screen.
"""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

RECT = [250, 500, 420, 540]
PRINT_ONLY = 36  # hidden on the screen: bits 3 (print) and 6 (no view)
SHOWN = 4
FALSE = "930"

Forge = Callable[[Pdf], None]


def _appearance(pdf: Pdf) -> Stream:
    """A white box with another number in it."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    drawn = Stream(pdf, b"q 1 g 0 0 170 40 re f 0 g BT /F 14 Tf 4 12 Td (930) Tj ET Q")
    drawn.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 170, 40])})
    drawn.Resources = Dictionary(Font=Dictionary(F=font))
    return drawn


def _annotate(pdf: Pdf, **entries: object) -> pikepdf.Object:
    annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array(RECT), **entries))
    page = pdf.pages[0].obj
    page["/Annots"] = Array([*page.get("/Annots", []), annotation])
    return annotation


def _field(pdf: Pdf, *, flags: int = SHOWN, drawn: bool = True) -> None:
    look = {"AP": Dictionary(N=_appearance(pdf))} if drawn else {}
    field = _annotate(pdf, Subtype=Name.Widget, FT=Name.Tx, T=String("so"), V=String(FALSE), F=flags, **look)
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=not drawn, DA=String("/Helv 12 Tf 0 g"))


def _free_text(pdf: Pdf, flags: int) -> None:
    look = Dictionary(N=_appearance(pdf))
    _annotate(pdf, Subtype=Name.FreeText, Contents=String(FALSE), DA=String("/Helv 12 Tf 0 g"), F=flags, AP=look)


def _layer(pdf: Pdf, **states: Name) -> pikepdf.Object:
    """A layer with a filled box, and what programs are told of it."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("lớp"), Usage=Dictionary(**states)))
    events = [Dictionary(Event=Name("/" + e), OCGs=Array([group]), Category=Array([Name("/" + e)])) for e in states]
    default = Dictionary(OFF=Array([group]), AS=Array(events))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=default)
    pdf.pages[0].Resources.Properties = Dictionary(lop=group)
    pdf.pages[0].contents_add(b"/OC /lop BDC q 0 g 250 500 170 40 re f Q EMC")
    return group


def _layer_in_print(pdf: Pdf) -> None:
    shown, hidden = Dictionary(PrintState=Name.ON), Dictionary(ViewState=Name.OFF)
    _layer(pdf, Print=shown, View=hidden)


def _layer_by_action(pdf: Pdf) -> None:
    group = _layer(pdf)
    pdf.Root.OpenAction = Dictionary(S=Name.SetOCGState, State=Array([Name.ON, group]))


def _popup(pdf: Pdf) -> None:
    note = _annotate(pdf, Subtype=Name.Text, Contents=String(FALSE), F=SHOWN)
    note.Popup = _annotate(pdf, Subtype=Name.Popup, Parent=note, Open=True)


def _link(pdf: Pdf) -> None:
    target = Dictionary(S=Name.URI, URI=String("https://vi-du.invalid"))
    _annotate(pdf, Subtype=Name.Link, Border=Array([0, 0, 0]), A=target)


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert('930')"))


def _open(action: Dictionary) -> Forge:
    return lambda pdf: setattr(pdf.Root, "OpenAction", action)


def _page_script(pdf: Pdf) -> None:
    pdf.pages[0].obj["/AA"] = Dictionary(O=_script())


def _named_script(pdf: Pdf) -> None:
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), _script()]))


def _other_title(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = String("Báo cáo khác")


def _other_title_in_xmp(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        meta["dc:title"] = "Báo cáo khác"


def _one_more_file(pdf: Pdf) -> None:
    pdf.attachments["chap_nhan.yaml"] = pikepdf.AttachedFileSpec(pdf, b"[]\n")


def _other_description(pdf: Pdf) -> None:
    pdf.attachments["nguon.yaml"].obj.Desc = String("Số liệu gốc khác")


def _separation(pdf: Pdf) -> None:
    """A box in an ink that a press has and a screen has not."""
    shade = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([0]), N=1)
    pdf.pages[0].Resources.ColorSpace["/ink"] = Array([Name.Separation, Name("/None"), Name.DeviceGray, shade])
    pdf.pages[0].contents_add(b"q /ink cs 1 scn 250 500 170 40 re f Q")


def _transfer(pdf: Pdf) -> None:
    """A setting that prints black for white, which screens do not heed."""
    turned = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1]), C1=Array([0]), N=1)
    pdf.pages[0].Resources["/ExtGState"] = Dictionary(g=Dictionary(Type=Name.ExtGState, TR=turned))
    pdf.pages[0].contents_add(b"/g gs", prepend=True)


def _other_font(pdf: Pdf) -> None:
    """A font whose letters are other ones: here one byte behind its end, which shows nothing."""
    font = next(iter(pdf.pages[0].Resources.Font.values())).DescendantFonts[0].FontDescriptor.FontFile2
    font.write(font.read_bytes() + b"\0")


def _read_aloud(pdf: Pdf) -> None:
    """Another text for those who listen to the page."""
    next(iter(pdf.Root.StructTreeRoot.K))["/ActualText"] = String(FALSE)


def _bookmark(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = String(FALSE)


def _thumbnail(pdf: Pdf) -> None:
    image = Stream(pdf, b"\0")
    image.update({"/Width": 1, "/Height": 1, "/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8})
    pdf.pages[0].obj["/Thumb"] = image


# What is added, and what the verdict says of it.
FORGED: dict[str, tuple[Forge, str]] = {
    "a form field that shows another number": (_field, "AcroForm"),
    "a form field that a program is asked to draw": (lambda pdf: _field(pdf, drawn=False), "AcroForm"),
    "a form field that shows in print only": (lambda pdf: _field(pdf, flags=PRINT_ONLY), "AcroForm"),
    "a visible note": (lambda pdf: _free_text(pdf, SHOWN), "loại FreeText"),
    "a note that shows in print only": (lambda pdf: _free_text(pdf, PRINT_ONLY), "loại FreeText"),
    "a layer that is off on the screen and on in print": (_layer_in_print, "OCProperties"),
    "a layer that opening the file switches on": (_layer_by_action, "OCProperties"),
    "a layer that is off": (_layer, "OCProperties"),
    "a stamp without a look of its own": (lambda pdf: _annotate(pdf, Subtype=Name.Stamp, F=SHOWN), "loại Stamp"),
    "an open pop-up": (_popup, "loại Popup"),
    "a screen": (lambda pdf: _annotate(pdf, Subtype=Name.Screen, F=SHOWN), "loại Screen"),
    "an invisible link to elsewhere": (_link, "loại Link"),
    "a script when the file opens": (_open(_script()), "OpenAction trong /Catalog, loại JavaScript"),
    "a program when the file opens": (
        _open(Dictionary(S=Name.Launch, F=String("x.exe"))),
        "OpenAction trong /Catalog, loại Launch",
    ),
    "a script of a page": (_page_script, "trang 1: có hành động tự chạy (/AA"),
    "a script of the file": (_named_script, "mã JavaScript"),
    "another title in the document's information": (_other_title, "«Báo cáo khác»"),
    "another title in the metadata": (_other_title_in_xmp, "(XMP) thêm title: «Báo cáo khác»"),
    "one attachment more": (_one_more_file, "(/Names)"),
    "another description of an attachment": (_other_description, "«Số liệu gốc khác»"),
    "an ink that only a press has": (_separation, "/Separation"),
    "a setting that only printers heed": (_transfer, "/ExtGState"),
    "another font": (_other_font, "phông chữ khác"),
    "another text for those who listen": (_read_aloud, "/ActualText"),
    "another bookmark": (_bookmark, "«930»"),
    "a picture of a page in small": (_thumbnail, "/Thumb"),
}
