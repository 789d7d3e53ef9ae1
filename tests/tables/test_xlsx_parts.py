"""Parts of a workbook file: shared texts and styles, and sheets without end."""

import zipfile
from pathlib import Path

import pytest

from tests.tables.test_workbook import book, put, read


def test_styles_that_other_programs_write_are_no_matter(tmp_path: Path) -> None:
    """An empty fill stopped openpyxl; only formats of numbers are looked at."""
    path = put(
        book(tmp_path), "xl/styles.xml", lambda c: c.replace(b"<fills", b"<fills><fill/></fills><x")
    )
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("xl/styles.xml")
    fixed = styles.replace(b"</fills>", b"</x>").replace(b"<fill/></x>", b"<fill/></fills>", 1)
    table, findings = read(put(path, "xl/styles.xml", lambda _: fixed))
    assert findings.problems == []
    assert table is not None


def test_shared_texts_with_formats_readings_and_escapes(tmp_path: Path) -> None:
    """As Excel writes them: pieces of one text in several fonts are one, readings are left out."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{rel}"><workbookPr date1904="1"/><sheets>'
        '<sheet name=" Settings " sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships><Relationship Id='rId1' "
        f"Type='{rel}/worksheet' Target='/xl/worksheets/s.xml'/></Relationships>",
        "xl/sharedStrings.xml": f"<sst {main}><si><t>na</t></si><si><r><t>No</t></r><r>"
        "<t>rth</t></r><rPh><t>reading</t></rPh></si><si><t>a_x000A_b</t></si></sst>",
        "xl/styles.xml": f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>",
        "xl/worksheets/s.xml": f"<worksheet {main}><sheetData><row r='1'>"
        "<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c t='s'><v>2</v></c></row>"
        "<row><c t='n'><v>1</v></c><c s='1'><v>1</v></c><c t='b'><v>0</v></c></row>"
        "</sheetData></worksheet>",
    }
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    table, findings = read(tmp_path / "b.xlsx")
    assert findings.problems == []
    assert table is not None
    assert table.header == ("na", "North", "a\nb")
    assert table.rows[0].cells == ("1", "1904-01-02", "FALSE")


@pytest.mark.once
def test_a_sheet_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    """600 MB of blanks pack to half a megabyte."""
    path = book(tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            for _ in range(600):
                stream.write(b" " * 1_000_000)
    _, findings = read(path)
    assert "unpacks to more than 500 MB" in findings.listed()[0]
