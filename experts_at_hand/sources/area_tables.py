"""The tables of an area: CSV files of a folder, or sheets of one workbook."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.headings import Headings
from experts_at_hand.tables.table import Table
from experts_at_hand.tables.text_file import read_csv
from experts_at_hand.tables.workbook import ENDINGS, read_workbook

TABLES = ("settings", "teams")
"""The tables of an area: settings.csv and teams.csv, or the sheets of these names."""

FURTHER = ("delivered",)
"""Tables that an area may do without: delivered.csv, or the sheet of this name."""


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
    if any(f"{name}.csv" in found for name in TABLES):
        return tuple(found[f"{name}.csv"] for name in (*TABLES, *FURTHER) if f"{name}.csv" in found)
    books = _workbooks(folder)
    return tuple(books) if len(books) == 1 else ()


def read_tables(
    folder: Path, headings: Mapping[str, Headings], findings: Findings
) -> dict[str, Table]:
    """Read the tables of an area that are there; what is missing or broken is a problem.

    Parameters
    ----------
    folder
        As `table_files` takes it.
    headings
        Words of each table, by its name.
    findings
        Where problems and notes go.
    """
    files = table_files(folder)
    books = [path for path in files if path.suffix.casefold() in ENDINGS]
    if books:
        return read_workbook(books[0], headings, findings, optional=FURTHER)
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
    return _read_texts(folder, files, headings, findings)


def _read_texts(
    folder: Path, files: Sequence[Path], headings: Mapping[str, Headings], findings: Findings
) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    by_name = {path.name.casefold(): path for path in files}
    books = _workbooks(folder)
    for name in (*TABLES, *FURTHER):
        path = by_name.get(f"{name}.csv")
        if path is None:
            if name in TABLES:
                _say_missing(folder, name, books, findings)
            continue
        table = read_csv(path, findings, headings[name])
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


def _visible(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.is_file() and p.name[0] not in ".~")


def _workbooks(folder: Path) -> list[Path]:
    return [path for path in _visible(folder) if path.suffix.casefold() in ENDINGS]
