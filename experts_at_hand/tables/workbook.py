"""Tables from the sheets of one .xlsx workbook."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from experts_at_hand.domain.input_file import input_file
from experts_at_hand.errors import nearest
from experts_at_hand.tables.findings import SHOWN, Findings, row_ranges
from experts_at_hand.tables.headings import Headings
from experts_at_hand.tables.table import Table, column_letters, table_of
from experts_at_hand.tables.text_file import OLD_WORKBOOK
from experts_at_hand.tables.xlsx_parts import (
    BrokenWorkbookError,
    SheetPart,
    WorkbookParts,
    read_parts,
)
from experts_at_hand.tables.xlsx_sheet import Sheet, read_sheet

ENDINGS = (".xlsx", ".xlsm")
"""How the names of workbooks end."""

AGAIN = "close it elsewhere, or save it again as .xlsx without a password"


def read_workbook(
    path: Path,
    sheets: Mapping[str, Headings | None],
    findings: Findings,
    *,
    optional: Sequence[str] = (),
) -> dict[str, Table]:
    """Read sheets by name, every cell as text.

    A formula counts as the value that the spreadsheet last stored for it; where none is stored,
    that is a problem and not a blank. Hidden rows, columns and sheets are read and said; a merged
    range inside a table is a problem, since only its first cell holds the value.

    Parameters
    ----------
    path
        The workbook.
    sheets
        What their headings may be, by the names wanted in small letters; case and outer blanks of
        the sheet's own title are ignored. An empty name takes the first sheet that is shown.
    findings
        Where problems and notes go.
    optional
        Names of sheets that need not be there.
    """
    try:
        content = path.read_bytes()
        findings.inputs.append(input_file(path, content))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = read_parts(archive)
            chosen = _choose(path.name, parts.sheets, list(sheets), findings, optional)
            return {
                name: _table(path, archive, sheet, parts, sheets[name], findings)
                for name, sheet in chosen.items()
            }
    except BrokenWorkbookError as refusal:
        found, cure = refusal.args
        findings.problem(path.name, found=f"cannot be read as a workbook: it {found}", cure=cure)
    except (zipfile.BadZipFile, OSError) as refusal:
        old = path.is_file() and path.read_bytes()[:4] == OLD_WORKBOOK
        what = "it has a password or is of an older kind, .xls" if old else str(refusal)
        findings.problem(path.name, found=f"cannot be opened as a workbook ({what})", cure=AGAIN)
    return {}


def _table(
    path: Path,
    archive: zipfile.ZipFile,
    part: SheetPart,
    parts: WorkbookParts,
    headings: Headings | None,
    findings: Findings,
) -> Table:
    file = f"{path.name}, sheet {part.title.strip()}"
    sheet = read_sheet(archive, part, parts)
    if part.hidden:
        findings.doubt(f"{file}: the sheet is hidden, and was read")
    lines = [(number, _line(cells)) for number, cells in sorted(sheet.rows.items())]
    table = table_of(file, lines, findings, headings)
    _say_merged(file, sheet, table, findings)
    _say_hidden(file, sheet, table, findings)
    for row, column in sheet.unsaved:
        findings.problem(
            file,
            row=row,
            column=column_letters(column),
            found="a formula without a stored value",
            cure="open and save the workbook in a spreadsheet, or paste the values",
        )
    return table


def _line(cells: dict[int, str]) -> list[str]:
    """Return the cells of a row from its first column on, blanks where there is none."""
    width = max(cells) + 1
    if len(cells) == width and list(cells) == list(range(width)):
        return list(cells.values())
    return [cells.get(at, "") for at in range(width)]


def _say_merged(file: str, sheet: Sheet, table: Table, findings: Findings) -> None:
    last = max(table.numbers, default=table.heading_row)
    for top, left, bottom, right in sheet.merged:
        if bottom < table.heading_row or top > last or (top, left) == (bottom, right):
            continue
        range_ = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
        findings.problem(
            file,
            row=top,
            column=column_letters(left),
            found=f"the cells {range_} are merged, and only the first holds the value",
            cure="unmerge them and write the value into each",
        )


def _say_hidden(file: str, sheet: Sheet, table: Table, findings: Findings) -> None:
    rows = [number for number in table.numbers if number in sheet.hidden_rows]
    if rows:
        many = f"{len(rows)} rows" if len(rows) > 1 else "1 row"
        some = row_ranges(rows[: SHOWN * 3]) + (" ..." if len(rows) > SHOWN * 3 else "")
        findings.doubt(
            f"{file}: {many} hidden by a filter or by hand {'were' if len(rows) > 1 else 'was'} "
            f"read ({some}); delete rows that are not meant"
        )
    width = max((max(cells) for cells in sheet.rows.values()), default=-1)
    columns = [
        column_letters(at)
        for first, last in sheet.hidden_columns
        for at in range(first, min(last, width) + 1)
    ]
    if columns:
        findings.note(f"{file}: hidden columns were read: {', '.join(columns)}")


def _choose(
    file: str,
    there: Sequence[SheetPart],
    wanted: Sequence[str],
    findings: Findings,
    optional: Sequence[str],
) -> dict[str, SheetPart]:
    """Find the sheets by name; a missing one that is no option is a problem."""
    by_title = {sheet.title.strip().casefold(): sheet for sheet in reversed(there)}
    shown = [sheet for sheet in there if not sheet.hidden] or list(there)
    chosen: dict[str, SheetPart] = {}
    for name in wanted:
        if not name and shown:
            chosen[name] = shown[0]
            if len(shown) > 1:
                findings.note(f"{file}: its first sheet, {shown[0].title}, was read")
        elif name in by_title:
            chosen[name] = by_title[name]
        elif name not in optional:
            hint = nearest(name, [sheet.title for sheet in there])
            findings.problem(
                file,
                found=f"there is no sheet {name!r}",
                cure=f"add it or rename a sheet; {hint}".replace(
                    "did you mean", "did you mean the sheet"
                ),
            )
    return chosen
