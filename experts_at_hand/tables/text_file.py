"""Tables from CSV text.

A file is comma separated, in UTF-8 with or without a byte order mark, or in cp1252 as older
spreadsheets save. One that is separated otherwise is refused by name, because its numbers may hold
decimal commas.
"""

import csv
import io
from pathlib import Path

from experts_at_hand.domain.input_file import input_file
from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.headings import Headings
from experts_at_hand.tables.table import Table, table_of

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
"""Marks by which tables are separated elsewhere, and their names."""

CURE = "save the table as 'CSV UTF-8 (comma delimited)'"

UTF16 = (b"\xff\xfe", b"\xfe\xff")
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def read_csv(path: Path, findings: Findings, headings: Headings | None = None) -> Table | None:
    """Read one CSV file; ``None`` if it cannot be read as a table at all.

    Parameters
    ----------
    path
        The file.
    findings
        Where problems, notes and the file's hash go.
    headings
        Words by which the row of headings is known.
    """
    text = _text(path, findings)
    if text is None:
        return None
    first, _, rest = text.lstrip("\r\n").partition("\n")
    skipped = 0
    if first.strip().casefold().startswith("sep="):
        mark = first.strip()[len("sep=") :]
        if mark != ",":
            _refuse_separator(path, SEPARATORS.get(mark or "\t", repr(mark)), findings)
            return None
        skipped, text = text[: len(text) - len(rest)].count("\n"), rest
        first = rest.split("\n", 1)[0]
    other = _other_separator(text, headings)
    if other:
        _refuse_separator(path, SEPARATORS[other], findings)
        return None
    lines: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines.extend((number, cells) for number, cells in enumerate(reader, start=1 + skipped))
    except csv.Error as mistake:
        findings.problem(
            path.name,
            row=len(lines) + 1 + skipped,
            found=f"a cell that cannot be read ({mistake})",
            cure='put the cell in double quotes, and write each quote inside it twice (""), or '
            "save the table from a spreadsheet again",
        )
        return None
    return table_of(path.name, lines, findings, headings)


def _other_separator(text: str, headings: Headings | None) -> str | None:
    """Return the mark by which a table is separated that is not separated by commas."""
    lines = [line for line in text[:20_000].splitlines()[:10] if line.strip()]
    for mark in SEPARATORS:
        if headings is not None:
            here = max((headings.count(line.split(mark)) for line in lines), default=0)
            if here > max((headings.count(line.split(",")) for line in lines), default=0) + 1:
                return mark
        elif lines and mark in lines[0] and "," not in lines[0]:
            return mark
    if lines and headings is not None and "," not in lines[0]:
        return next((mark for mark in SEPARATORS if mark in lines[0]), None)
    return None


def _refuse_separator(path: Path, word: str, findings: Findings) -> None:
    findings.problem(path.name, row=1, found=f"columns separated by {word}", cure=CURE)


def _text(path: Path, findings: Findings) -> str | None:
    try:
        content = path.read_bytes()
    except OSError as refusal:
        found = f"cannot be opened ({refusal.strerror})"
        findings.problem(path.name, found=found, cure="close it elsewhere, or correct its rights")
        return None
    findings.inputs.append(input_file(path, content))
    fault = None
    if content.startswith((b"PK\x03\x04", OLD_WORKBOOK)):
        fault = "a workbook under the name of a CSV file"
        cure = f"give it the ending .xlsx, or {CURE}"
    elif content.startswith(UTF16):
        fault, cure = "text in UTF-16, which spreadsheets call Unicode text", CURE
    if fault:
        findings.problem(path.name, found=fault, cure=cure)
        return None
    text: str | None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _older_text(content)
        if text:
            findings.note(f"{path.name} is not UTF-8 and was read as cp1252 (Western European)")
    if text is None or "\0" in text:
        findings.problem(path.name, found="text in an unknown encoding", cure=CURE)
        return None
    return text


def _older_text(content: bytes) -> str | None:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return None
