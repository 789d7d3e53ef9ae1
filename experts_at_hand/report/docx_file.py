"""Blocks of a paper as a Word file that opens and is edited anywhere."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.board_paper import (
    Blank,
    Block,
    Grid,
    Heading,
    Image,
    Point,
    Words,
    board_paper,
)
from experts_at_hand.report.workbook import MADE
from experts_at_hand.results import MARK

ZIPPED = (1980, 1, 1, 0, 0, 0)
"""Date of the parts of the file, so that the same comparison is the same bytes."""


def write_board_paper(what: Comparison | Outcome, path: str | Path) -> Path:
    """Write a draft of the paper for a board.

    Parameters
    ----------
    what
        What it is about.
    path
        The file; what stands there is replaced.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    comparison = compare([what]) if isinstance(what, Outcome) else what
    title = f"{comparison.outcomes[0].area.name}: Experts at Hand, draft for the board"
    document = _document(title)
    for block in board_paper(comparison):
        _add(document, block)
    stream = io.BytesIO()
    document.save(stream)
    Path(path).write_bytes(_undated(stream.getvalue()))
    return Path(path)


def _document(title: str) -> Any:  # noqa: ANN401 - python-docx's own type
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    said = document.core_properties
    said.title, said.comments, said.author = title, MARK, ""
    said.created = said.modified = MADE
    said.last_modified_by, said.revision = "", 1
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    language = style.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): "en-GB"})
    style.element.rPr.append(language)
    for name in ("Title", "Heading 1", "Heading 2"):
        fonts = document.styles[name].element.rPr.rFonts
        for kind in ("w:asciiTheme", "w:hAnsiTheme"):
            fonts.attrib.pop(qn(kind), None)
        document.styles[name].font.name = "Arial"
    for section in document.sections:
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
    document.add_heading(title, 0)
    _add(document, Words("A draft: every figure is that of the report that was made with it."))
    _add(document, Blank("meeting, date, author, wards affected, whether it may be published"))
    return document


def _add(document: Any, block: Block) -> None:  # noqa: ANN401 - as above
    match block:
        case Heading(words, level):
            document.add_heading(words, level)
        case Words(words):
            document.add_paragraph(words)
        case Point(words):
            document.add_paragraph(words, style="List Bullet")
        case Blank(words):
            _blank(document, words)
        case Grid():
            _grid(document, block)
        case Image(png, words):
            _image(document, png, words)


def _blank(document: Any, words: str) -> None:  # noqa: ANN401 - as above
    from docx.enum.text import WD_COLOR_INDEX

    run = document.add_paragraph().add_run(f"[To be written: {words}]")
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _grid(document: Any, grid: Grid) -> None:  # noqa: ANN401 - as above
    """Write a table whose headings are repeated on every page and whose rows stay whole."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    caption = document.add_paragraph()
    caption.add_run(grid.caption).bold = True
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(grid.header), style="Table Grid")
    for number, cells in enumerate([tuple(grid.header), *map(tuple, grid.rows)]):
        row = table.add_row()
        kept = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx offers no other way
        for word in ("w:cantSplit", *(["w:tblHeader"] if number == 0 else [])):
            kept.append(kept.makeelement(qn(word), {}))
        for cell, words in zip(row.cells, cells, strict=True):
            run = cell.paragraphs[0].add_run(words)
            run.font.size, run.bold = Pt(9), number == 0
    document.add_paragraph()


def _image(document: Any, png: bytes, words: str) -> None:  # noqa: ANN401 - as above
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    drawn = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(16.0))
    drawn._inline.docPr.set("descr", words)  # noqa: SLF001 - as above
    document.add_paragraph(words).runs[0].italic = True


def _undated(content: bytes) -> bytes:
    """Return an archive whose parts bear no date."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as dated:
        parts: Iterable[tuple[str, bytes]] = [(n, dated.read(n)) for n in dated.namelist()]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            entry = zipfile.ZipInfo(name, ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return stream.getvalue()
