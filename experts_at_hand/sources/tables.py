"""Tables as text: settings and teams from two CSV files, or from two sheets of one workbook.

Every cell is text as a spreadsheet shows it, so that the id 001234 stays 001234. A CSV file is
comma separated, in UTF-8 with or without a byte order mark, or in cp1252 as older spreadsheets
save; a file separated by semicolons or tabs is refused, because its numbers may hold decimal
commas. Rows are counted as a spreadsheet counts them: the header is row 1.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from experts_at_hand.domain.input_file import input_file
from experts_at_hand.registry import nearest
from experts_at_hand.sources.findings import Findings, count_of

TABLES = ("settings", "teams")
"""The tables of an area: settings.csv and teams.csv, or the sheets of these names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row that is not empty.

    Parameters
    ----------
    number
        As a spreadsheet counts; the header is row 1.
    cells
        As many as there are columns, without blanks at either end.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as text.

    Parameters
    ----------
    file
        What a message calls it: the file, or the workbook and its sheet.
    header
        The headings, each once.
    rows
        In their order; rows without any text are left out.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, heading: str) -> list[str]:
        """Return the cells of a column in the order of the rows; blanks if there is none such."""
        if heading not in self.header:
            return [""] * len(self.rows)
        at = self.header.index(heading)
        return [row.cells[at] for row in self.rows]

    @property
    def numbers(self) -> list[int]:
        """Row numbers as a spreadsheet shows them."""
        return [row.number for row in self.rows]


def table_files(folder: Path) -> tuple[Path, ...]:
    """Return the files that the tables are read from, as far as they are there.

    Parameters
    ----------
    folder
        A folder with settings.csv and teams.csv, or with one workbook; or the workbook itself.
    """
    if folder.is_file():
        return (folder,)
    found = {p.name.casefold(): p for p in _visible(folder)}
    texts = [found[f"{name}.csv"] for name in TABLES if f"{name}.csv" in found]
    if texts:
        return tuple(texts)
    books = _workbooks(folder)
    return tuple(books) if len(books) == 1 else ()


def read_tables(folder: Path, findings: Findings) -> dict[str, Table]:
    """Read the tables of an area that are there; what is missing or broken is a problem.

    Parameters
    ----------
    folder
        As `table_files` takes it.
    findings
        Where problems and notes go.
    """
    files = table_files(folder)
    books = [path for path in files if path.suffix.casefold() == ".xlsx"]
    if books:
        from experts_at_hand.sources.workbook import read_workbook

        return read_workbook(books[0], TABLES, findings)
    if folder.is_file():
        findings.problem(
            folder.name,
            found="neither a folder nor an .xlsx workbook",
            cure="name the folder that holds settings.csv and teams.csv, or a workbook",
        )
        return {}
    if not folder.is_dir():
        findings.problem(
            str(folder),
            found="there is no such folder",
            cure="name the folder that holds settings.csv and teams.csv",
        )
        return {}
    return _read_texts(folder, files, findings)


def _read_texts(folder: Path, files: Sequence[Path], findings: Findings) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    by_name = {path.name.casefold(): path for path in files}
    books = _workbooks(folder)
    for name in TABLES:
        path = by_name.get(f"{name}.csv")
        if path is None:
            _say_missing(folder, name, books, findings)
            continue
        table = read_csv(path, findings)
        if table is not None:
            tables[name] = table
    if files and books:
        names = ", ".join(path.name for path in books)
        findings.note(f"{names} was not read, because the folder holds CSV tables")
    return tables


def _say_missing(folder: Path, name: str, books: Sequence[Path], findings: Findings) -> None:
    if len(books) > 1:
        names = ", ".join(path.name for path in books)
        cure = f"the folder holds several workbooks ({names}); keep one, or name the one to read"
    else:
        there = [path.name for path in _visible(folder)]
        hint = f"; the folder holds {', '.join(there[:12])}" if there else "; the folder is empty"
        cure = f"add it, or a workbook with the sheets settings and teams{hint}"
    findings.problem(f"{name}.csv", found="missing", cure=cure)


def read_csv(path: Path, findings: Findings) -> Table | None:
    """Read one CSV file; ``None`` if it cannot be read as a table at all."""
    text = _text(path, findings)
    if text is None:
        return None
    first = text.lstrip("\r\n").split("\n", 1)[0]
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if mark in first and "," not in first:
            findings.problem(
                path.name,
                row=1,
                found=f"columns separated by {word}",
                cure="save the table as 'CSV UTF-8 (comma delimited)'",
            )
            return None
    lines: list[list[str]] = []
    try:
        lines.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as mistake:
        findings.problem(
            path.name,
            row=len(lines) + 1,
            found=f"a cell that cannot be read ({mistake})",
            cure='put the cell in double quotes, and write each quote inside it twice (""), or '
            "save the table from a spreadsheet again",
        )
        return None
    return table_of(path.name, lines, findings)


def _text(path: Path, findings: Findings) -> str | None:
    try:
        content = path.read_bytes()
    except OSError as refusal:
        found = f"cannot be opened ({refusal.strerror})"
        findings.problem(path.name, found=found, cure="close it elsewhere, or correct its rights")
        return None
    findings.inputs.append(input_file(path, content))
    if content.startswith(b"PK\x03\x04"):
        findings.problem(
            path.name,
            found="a workbook under the name of a CSV file",
            cure="give it the ending .xlsx, or save the table as 'CSV UTF-8 (comma delimited)'",
        )
        return None
    text: str | None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _older_text(content)
        if text:
            findings.note(f"{path.name} is not UTF-8 and was read as cp1252 (Western European)")
    if text is None or "\0" in text:
        findings.problem(
            path.name,
            found="text in an unknown encoding",
            cure="save the table as 'CSV UTF-8 (comma delimited)'",
        )
        return None
    return text


def _older_text(content: bytes) -> str | None:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return None


def table_of(file: str, lines: Iterable[Sequence[str]], findings: Findings) -> Table:
    """Make a table of lines of cells, the header first; say what does not fit.

    Parameters
    ----------
    file
        What a message calls it.
    lines
        Cells as text; lines may be shorter than the header, as spreadsheets leave blank ends out.
    findings
        Where problems and notes go.
    """
    numbered = [
        (number, [cell.strip() for cell in line]) for number, line in enumerate(lines, start=1)
    ]
    header = numbered[0][1] if numbered else []
    rows = [(number, cells) for number, cells in numbered[1:] if any(cells)]
    named = [at for at, heading in enumerate(header) if heading]
    _check_headings(file, [header[at] for at in named], findings)
    for number, cells in rows:
        stray = next((at for at, cell in enumerate(cells) if cell and at not in named), None)
        if stray is not None:
            findings.problem(
                file,
                row=number,
                column=column_letters(stray),
                found=f"found {cells[stray]!r} under no heading",
                cure="name the column in row 1 or empty the cell; a text that holds a comma "
                "stands in double quotes",
            )
    last = rows[-1][0] if rows else 1
    empty = last - 1 - len(rows)
    if empty:
        were = "was" if empty == 1 else "were"
        findings.note(f"{file}: {count_of(empty, 'empty row')} {were} skipped")
    return Table(
        file=file,
        header=tuple(header[at] for at in named),
        rows=tuple(
            Row(number=number, cells=tuple(cells[at] if at < len(cells) else "" for at in named))
            for number, cells in rows
        ),
    )


def _check_headings(file: str, headings: Sequence[str], findings: Findings) -> None:
    if not headings:
        findings.problem(
            file, row=1, found="no headings", cure="write the names of the columns in row 1"
        )
    for heading in dict.fromkeys(headings):
        times = headings.count(heading)
        if times > 1:
            findings.problem(
                file,
                row=1,
                column=heading,
                found=f"the heading stands {times} times",
                cure="keep one of the columns, or give each its own name",
            )


def column_letters(position: int) -> str:
    """Name a column as a spreadsheet does, counting from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def choose_sheets(
    file: str, there: Sequence[str], wanted: Sequence[str], findings: Findings
) -> Mapping[str, str]:
    """Find the sheets of a workbook by name, tolerant of case and outer blanks.

    Returns the sheet's own title by the name wanted; a missing sheet is a problem.
    """
    titles = {title.strip().casefold(): title for title in reversed(there)}
    for name in wanted:
        if name not in titles:
            findings.problem(
                file,
                found=f"there is no sheet {name!r}",
                cure=f"add it or rename a sheet; {nearest(name, there)}".replace(
                    "did you mean", "did you mean the sheet"
                ),
            )
    return {name: titles[name] for name in wanted if name in titles}


def _visible(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.is_file() and p.name[0] not in ".~")


def _workbooks(folder: Path) -> list[Path]:
    return [path for path in _visible(folder) if path.suffix.casefold() == ".xlsx"]
