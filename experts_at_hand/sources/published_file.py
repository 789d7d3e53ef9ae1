"""A file as somebody publishes it: known by its headings, read for the columns that are wanted.

Nothing else of it is kept: names of heads, telephone numbers and e-mails are never read into
anything. Vintages call a column differently; a contract lists the names it has had.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from experts_at_hand.domain.input_file import InputFile, input_file
from experts_at_hand.errors import DataError

LOOKED_AT = 30
"""Lines in which the headings are looked for: some files begin with a title and notes."""

MOST_BYTES = 400_000_000
"""Six times the register of all England: more is no such file."""

UNKNOWN = frozenset({"", "na", "n/a", "null", ":", "..", "-", "not applicable", "does not apply"})
"""What stands for nothing known, in small letters."""

SUPPRESSED = frozenset({"c", "x", "low", "supp", "*", "suppressed"})
"""What stands for a count that is known and not told, so that nobody is told by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What a published file is known by, and what is wanted of it.

    Parameters
    ----------
    title
        What people call the file.
    columns
        Names that each wanted column has had, by our own word for it.
    needed
        Words of columns by which the file is known: all of them are there.
    """

    title: str
    columns: Mapping[str, Sequence[str]]
    needed: Sequence[str]

    def positions(self, heading: Sequence[str]) -> dict[str, int] | None:
        """Return where the wanted columns stand in a heading; ``None`` if it is another file's."""
        at = {" ".join(cell.split()).casefold(): i for i, cell in reversed([*enumerate(heading)])}
        found = {
            word: at[name.casefold()]
            for word, names in self.columns.items()
            for name in reversed(names)
            if name.casefold() in at
        }
        return found if all(word in found for word in self.needed) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """A file that was recognised.

    Parameters
    ----------
    name
        Of the file.
    contract
        What it is.
    positions
        Where each wanted column stands.
    rows
        Row number and cells, those without any text left out.
    input
        The file's hash.
    notes
        What a reader should know.
    """

    name: str
    contract: Contract
    positions: Mapping[str, int]
    rows: Sequence[tuple[int, Sequence[str]]] = field(repr=False)
    input: InputFile
    notes: tuple[str, ...] = ()

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row as (number, text by our word for the column); what is absent is blank."""
        for number, cells in self.rows:
            yield (
                number,
                {
                    word: cells[at].strip() if at < len(cells) else ""
                    for word, at in self.positions.items()
                },
            )


def recognised(path: Path, contracts: Sequence[Contract]) -> PublishedFile:
    """Read a file and say what it is.

    Parameters
    ----------
    path
        The file, whatever it is called.
    contracts
        What it may be.

    Raises
    ------
    DataError
        If it cannot be read, or is none of these.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as refusal:
        raise DataError(path.name, [f"cannot be opened ({refusal.strerror})"]) from None
    text, notes = _text(path, content, size)
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        rows = [(n, cells) for n, cells in enumerate(lines, start=1) if any(cells)]
    except csv.Error as mistake:
        raise DataError(path.name, [f"row {lines.line_num}: {mistake}; download it anew"]) from None
    for at, (_, heading) in enumerate(rows[:LOOKED_AT]):
        for contract in contracts:
            positions = contract.positions(heading)
            if positions is not None:
                return PublishedFile(
                    name=path.name,
                    contract=contract,
                    positions=positions,
                    rows=rows[at + 1 :],
                    input=input_file(path, content),
                    notes=notes,
                )
    known = "; ".join(contract.title for contract in contracts)
    first = ", ".join(cell for _, cells in rows[:1] for cell in cells[:5])
    begins = f"it begins with {first[:120]}" if first else "it is empty"
    raise DataError(path.name, [f"is none of the files that are known ({known}); {begins}"])


def _text(path: Path, content: bytes, size: int) -> tuple[str, tuple[str, ...]]:
    fault = ""
    if size > MOST_BYTES:
        fault = f"{size / 1e6:,.0f} MB are more than any such file has"
    elif content.startswith(b"PK"):
        fault = "found an archive or a workbook; unpack it, or save the sheet as CSV UTF-8"
    elif b"\0" in content[:4_000]:
        fault = "found no text; download the CSV file anew"
    if fault:
        raise DataError(path.name, [fault])
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        note = f"{path.name} is not UTF-8 and was read as cp1252, as the register is published"
        return content.decode("cp1252", errors="replace"), (note,)


def plain_name(text: str) -> str:
    """Return a name on one line that no spreadsheet takes for a formula.

    >>> plain_name("  St  Mary's "), plain_name('=HYPERLINK("x")')
    ("St Mary's", 'HYPERLINK("x")')
    """
    return " ".join(text.split()).lstrip("=+-@ ")


def in_place(postcode: str, name: str) -> str:
    """Return a key for a setting by its postcode and its name; blank where either is unknown.

    >>> in_place("ba2 3rf", "St. John's  Primary School")
    'BA23RF st johns primary school'
    >>> in_place("", "Oak")
    ''
    """
    code = "".join(postcode.split()).upper()
    words = re.sub(r"[^a-z0-9 ]", "", " ".join(name.casefold().split()))
    return f"{code} {words}" if code and words else ""


def count(text: str) -> float | None:
    """Return a count as published files write it; ``None`` where it is unknown or suppressed.

    >>> count("1,204"), count("c"), count("NA"), count("12.0")
    (1204.0, None, None, 12.0)
    """
    word = text.strip().casefold().removesuffix("%")
    if word in UNKNOWN or word in SUPPRESSED or word == "z":
        return None
    try:
        number = float(word.replace(",", ""))
    except ValueError:
        return None
    return number if 0 <= number < 1e9 else None  # noqa: PLR2004 - no count is more
