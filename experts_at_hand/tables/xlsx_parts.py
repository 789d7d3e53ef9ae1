"""The parts of an .xlsx file that its sheets refer to: names of sheets, shared texts, date formats.

An .xlsx file is a ZIP archive of XML (ECMA-376, Office Open XML, transitional). Reading it here and
not by a library has one reason: no library at hand says all that a figure depends on. openpyxl
takes minutes and gigabytes for one formatted cell in the last row, and stops at styles it does not
know; python-calamine is quick and gives an empty cell where the spreadsheet shows ``#N/A``.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

LARGEST = 500_000_000
"""Bytes that one part may unpack to: a hundred times the largest sheet of a real area. More is a
broken file, or one made to fill the memory."""

STRICT = "http://purl.oclc.org/ooxml/"
"""How the namespaces of the strict form begin."""

BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Numbers of the built-in formats that show a date or a time (ECMA-376 part 1, 18.8.30)."""

DAMAGE = (
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    IndexError,
    KeyError,
    OverflowError,
)
"""What an archive, its unpacking, its XML or a cell may raise where the file is damaged."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class BrokenWorkbookError(Exception):
    """Says in words why a workbook cannot be read; the second argument is the cure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """One sheet of a workbook.

    Parameters
    ----------
    title
        As its tab shows it.
    part
        Name of its part in the archive.
    hidden
        Whether its tab is hidden.
    """

    title: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookParts:
    """What the sheets of a workbook refer to.

    Parameters
    ----------
    sheets
        In the order of their tabs; charts are left out.
    texts
        The shared texts by number.
    dates
        Whether each cell style shows a date.
    zeros
        How many digits each cell style shows at least: the format 000000 shows 1234 as 001234.
    since_1904
        Whether days are counted from 1904 and not from 1900.
    """

    sheets: tuple[SheetPart, ...]
    texts: tuple[str, ...] = field(repr=False)
    dates: tuple[bool, ...]
    zeros: tuple[int, ...]
    since_1904: bool


def read_parts(archive: zipfile.ZipFile) -> WorkbookParts:
    """Read what the sheets refer to.

    Raises
    ------
    BrokenWorkbookError
        If it is no workbook of the usual form.
    """
    names = {name.casefold(): name for name in archive.namelist()}
    if "xl/workbook.xml" not in names:
        raise BrokenWorkbookError("holds no workbook", "save it from a spreadsheet as .xlsx")
    sheets, since_1904 = _sheets(archive, names)
    texts: list[str] = []
    if "xl/sharedstrings.xml" in names:
        texts = _texts(archive, names["xl/sharedstrings.xml"])
    dates: list[bool] = []
    zeros: list[int] = []
    if "xl/styles.xml" in names:
        dates, zeros = _styles(archive, names["xl/styles.xml"])
    return WorkbookParts(
        sheets=tuple(sheets),
        texts=tuple(texts),
        dates=tuple(dates),
        zeros=tuple(zeros),
        since_1904=since_1904,
    )


def parse_part(
    archive: zipfile.ZipFile,
    part: str,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Read one part element by element; names come without their prefix.

    Parameters
    ----------
    archive, part
        Where it is.
    start, end, text
        Told of each element that begins and ends, and of text.

    Raises
    ------
    BrokenWorkbookError
        If it is missing, damaged or far too large.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 65_536

    def root(name: str, attributes: dict[str, str]) -> None:
        """Choose the handlers by the first element: few writers put a prefix before names."""
        plain = ":" not in name
        parser.StartElementHandler = start if plain else lambda n, a: start(_local(n), a)
        if end is not None:
            finish = end
            parser.EndElementHandler = finish if plain else lambda n: finish(_local(n))
        start(_local(name), attributes)

    parser.StartElementHandler = root
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        if archive.getinfo(part).file_size > LARGEST:
            raise BrokenWorkbookError(
                f"unpacks to more than {LARGEST // 1_000_000} MB",
                "copy the table alone into a new workbook",
            )
        with archive.open(part) as stream:
            parser.ParseFile(stream)
    except DAMAGE as mistake:
        fault = f"is damaged in its part {part}: {mistake}"
        raise BrokenWorkbookError(fault, "open it in a spreadsheet and save it again") from None


def _local(name: str) -> str:
    """Return a name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def unescaped(text: str) -> str:
    """Return text with the format's own escapes undone: ``_x000D_`` is a carriage return."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def _sheets(archive: zipfile.ZipFile, names: Mapping[str, str]) -> tuple[list[SheetPart], bool]:
    found: list[tuple[str, str, bool]] = []
    since_1904 = [False]

    def seen(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            by_name = {_local(key): value for key, value in attributes.items()}
            hidden = by_name.get("state", "visible") != "visible"
            found.append((by_name.get("name", ""), by_name.get("id", ""), hidden))
        elif name == "workbookPr":
            since_1904[0] = attributes.get("date1904", "0") in {"1", "true"}

    part = names["xl/workbook.xml"]
    parse_part(archive, part, start=seen)
    if STRICT.encode() in archive.read(part)[:4000]:
        raise BrokenWorkbookError(
            "is saved as Strict Open XML Spreadsheet", "save it as Excel Workbook (.xlsx)"
        )
    targets: dict[str, str] = {}

    def linked(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes["Id"]] = attributes["Target"]

    relations = names.get("xl/_rels/workbook.xml.rels")
    if relations:
        parse_part(archive, relations, start=linked)
    sheets = []
    for title, id_, hidden in found:
        if id_ in targets:
            target = targets[id_]
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            sheets.append(
                SheetPart(title=title, part=names.get(path.casefold(), path), hidden=hidden)
            )
    return sheets, since_1904[0]


class _SharedTexts:
    """Collects the shared texts; readings of East Asian words (rPh) are no part of them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._listening = self._reading = False

    def start(self, name: str, _: dict[str, str]) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._reading = True
        elif name == "t":
            self._listening = not self._reading

    def end(self, name: str) -> None:
        if name == "t":
            self._listening = False
        elif name == "rPh":
            self._reading = False
        elif name == "si":
            self.found.append(unescaped("".join(self._pieces)))

    def text(self, data: str) -> None:
        if self._listening:
            self._pieces.append(data)


def _texts(archive: zipfile.ZipFile, part: str) -> list[str]:
    texts = _SharedTexts()
    parse_part(archive, part, start=texts.start, end=texts.end, text=texts.text)
    return texts.found


def _styles(archive: zipfile.ZipFile, part: str) -> tuple[list[bool], list[int]]:
    """Return of each cell style whether it shows a date, and its leading zeros."""
    formats: dict[int, str] = {}
    used: list[int] = []
    inside = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            used.append(int(attributes.get("numFmtId", "0")))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside[0] = False

    parse_part(archive, part, start=start, end=end)
    dates, zeros = [], []
    for number in used:
        code = formats.get(number, "")
        dates.append(number in BUILT_IN_DATES or _shows_date(code))
        zeros.append(len(code) if code and set(code) == {"0"} else 0)
    return dates, zeros


def _shows_date(code: str) -> bool:
    """Whether a number format shows days, months, years, hours or seconds.

    >>> _shows_date("dd/mm/yyyy"), _shows_date('0.0" days"'), _shows_date("General")
    (True, False, False)
    """
    letters: Any = _LITERAL.sub("", code).casefold().replace("general", "")
    return any(letter in letters for letter in "dmyhs")
