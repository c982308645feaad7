"""The dossier as a Word document, with real headings, lists and table headers."""

from __future__ import annotations

import io
from typing import Any, Mapping

import typst
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from bot.intake.export.picture import description, to_svg
from bot.intake.export.sections import document

WIDTH = 16  # centimetres of the text
BRAND = RGBColor(0x0F, 0x52, 0x57)
MARGINS = {"top": 60, "bottom": 60, "start": 100, "end": 100}  # of a cell, in twentieths of a point
PICTURE = (
    "#set page(width: auto, height: auto, margin: 0pt)\n"
    '#set text(font: ("Liberation Sans", "DejaVu Sans", "Libertinus Serif"))\n'
    '#image(bytes(sys.inputs.picture), format: "svg", width: 16cm)'
)


def to_docx(data: Mapping[str, Any], coach: bool = False) -> bytes:
    """A .docx file."""
    content = document(data, coach)
    file = _empty()
    file.core_properties.title = content["title"]
    file.core_properties.author = "Loopbaanbot"
    file.core_properties.language = "nl"
    file.add_heading(content["title"], 0)
    file.add_paragraph(content["subtitle"])
    file.add_paragraph(content["notice"])
    for section in content["sections"]:
        file.add_heading(section["heading"], 1)
        for block in section["blocks"]:
            _block(file, block, data)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _empty() -> Any:
    """A document in our own look, in Dutch: the language that it is read aloud and checked in."""
    file = Document()
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = file.styles[name]
        style.font.name = "Calibri"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme goes before a name
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.color.rgb = BRAND
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-BE")
    return file


def _block(file: Any, block: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    if "picture" in block:
        _picture(file, data)
    elif "subheading" in block:
        file.add_heading(block["subheading"], 2)
    elif "table" in block:
        _table(file, block)
    elif "list" in block:
        for line in block["list"]:
            file.add_paragraph(line, style="List Bullet")
    else:
        file.add_paragraph(block["text"]).paragraph_format.space_before = Pt(4)  # not against a table


def _picture(file: Any, data: Mapping[str, Any]) -> None:
    """The picture as PNG (Word shows no SVG by itself), with its description as alternative text."""
    png = typst.compile(PICTURE.encode(), sys_inputs={"picture": to_svg(data)}, format="png", ppi=150)
    shape = file.add_picture(io.BytesIO(png), width=Cm(16))
    shape._inline.docPr.set("descr", description(data))


def _table(file: Any, block: Mapping[str, Any]) -> None:
    table = file.add_table(rows=1, cols=len(block["columns"]), style="Table Grid")
    for column, share in zip(table.columns, block["widths"], strict=True):
        column.width = Cm(WIDTH * share / sum(block["widths"]))
    for cell, name in zip(table.rows[0].cells, block["columns"], strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(_element("tblHeader", val="true"))
    margins = _element("tblCellMar")
    margins.extend(_element(side, w=str(size), type="dxa") for side, size in MARGINS.items())
    table._tbl.tblPr.append(margins)
    for row in block["table"]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _element(name: str, **values: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element
