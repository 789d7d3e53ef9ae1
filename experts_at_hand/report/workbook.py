"""plan.xlsx: the comparison as a workbook, laid out as government tables are.

A sheet has one table: its title in the first cell, what is said of it below, then the headings with
their units, frozen and with filters. The cover lists every sheet. Text is text and never a formula.
"""

import datetime as dt
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.cluster_sheets import cluster_sheets
from experts_at_hand.report.posts_in_order import posts_in_order_sheets
from experts_at_hand.report.sheets import Figure, Kind, Sheet, sheets_of
from experts_at_hand.report.staffing_sheets import staffing_sheets
from experts_at_hand.results import MARK

FORMATS: dict[Kind, str] = {
    "text": "@",
    "hours": "#,##0.0",
    "share": "0.0%",
    "money": "#,##0",
    "number": "#,##0.000",
    "count": "#,##0",
}
"""How each kind of figure is shown."""

WIDEST = 60
"""Characters of the widest column: longer text wraps."""

MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's dates know no zone
"""Stands for the date of making, so that the same comparison is the same bytes."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def write_workbook(
    what: Comparison | Outcome, path: str | Path, *, first: Sequence[Sheet] = ()
) -> Path:
    """Write a comparison, or one outcome, as a workbook.

    Parameters
    ----------
    what
        What is written.
    path
        The file; what stands there is replaced.
    first
        Further sheets, which stand before the others.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    import xlsxwriter

    comparison = compare([what]) if isinstance(what, Outcome) else what
    clusters, left = cluster_sheets(comparison.outcomes)
    posts = (*staffing_sheets(comparison.outcomes), *posts_in_order_sheets(comparison))
    sheets = [*first, *sheets_of(comparison), *posts, *clusters]
    names = _tabs(["Cover", *(sheet.name for sheet in sheets)])
    book = xlsxwriter.Workbook(
        str(path),
        {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False},
    )
    book.set_properties({"title": _title(comparison), "comments": MARK, "created": MADE})
    _cover(book, comparison, names, sheets, left)
    for number, (name, sheet) in enumerate(zip(names[1:], sheets, strict=True), start=1):
        _fill(book, name, sheet, number)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as refusal:
        raise OSError(str(refusal)) from refusal
    return Path(path)


def _title(comparison: Comparison) -> str:
    return f"{comparison.outcomes[0].area.name}: scenarios of specialist support"


def _tabs(names: Sequence[str]) -> list[str]:
    """Return names that tabs may have: short, plain, and each once whatever its capitals."""
    found: list[str] = []
    for name in names:
        plain = _FORBIDDEN.sub("-", name).strip("' ") or "sheet"
        short, again = plain[:31].strip("' "), 1
        while short.casefold() in {other.casefold() for other in found}:
            again += 1
            mark = f" {again}"
            short = plain[: 31 - len(mark)].strip("' ") + mark
        found.append(short)
    return found


def _cover(
    book: Any,  # noqa: ANN401 - xlsxwriter ships no types
    comparison: Comparison,
    names: Sequence[str],
    sheets: Sequence[Sheet],
    left: Sequence[str],
) -> None:
    """Write the cover: what this is, which scenarios, and what is on which sheet."""
    sheet = book.add_worksheet(names[0])
    big, bold = book.add_format({"bold": True, "font_size": 16}), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, _title(comparison), big)
    lines = [("The data", comparison.outcomes[0].area.origin)]
    if len(comparison.outcomes) > 1:
        lines.append(("Baseline", comparison.outcomes[0].title))
    lines += [(o.title, o.scenario.description or "no description") for o in comparison.outcomes]
    lines += [("No sheets of clusters", f"{title}: too many for one workbook") for title in left]
    row = 2
    for what, said in lines:
        sheet.write_string(row, 0, what, wrapped)
        sheet.write_string(row, 1, said, wrapped)
        row += 1
    sheet.write_string(row + 1, 0, "Sheet", bold)
    sheet.write_string(row + 1, 1, "What is on it", bold)
    for at, (name, one) in enumerate(zip(names[1:], sheets, strict=True), start=row + 2):
        quoted = name.replace("'", "''")
        sheet.write_url(at, 0, f"internal:'{quoted}'!A1", string=name)
        sheet.write_string(at, 1, one.title)


def _fill(book: Any, name: str, sheet: Sheet, number: int) -> None:  # noqa: ANN401 - as above
    """Write one sheet: title, lines, table."""
    page = book.add_worksheet(name)
    page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 16}))
    for row, line in enumerate(sheet.lines, start=1):
        page.write_string(row, 0, line)
    top = len(sheet.lines) + 2
    formats = {kind: book.add_format({"num_format": said}) for kind, said in FORMATS.items()}
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    widths = [min(WIDEST, max(12, len(heading) // 2 + 2)) for heading, _ in sheet.columns]
    for at, cells in enumerate(sheet.rows, start=top + 1):
        for column, value in enumerate(cells):
            kind = sheet.columns[column][1]
            if isinstance(value, str):
                widths[column] = max(widths[column], min(WIDEST, len(value) + 1))
                page.write_string(at, column, value, wrapped)
            elif isinstance(value, Figure):
                _number(page, at, column, value.value, formats[value.kind])
            elif value is not None:
                _number(page, at, column, float(value), formats[kind])
    if not sheet.rows:
        page.write_string(top, 0, "None.")
        return
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.add_table(
        top,
        0,
        top + len(sheet.rows),
        len(sheet.columns) - 1,
        {
            "name": f"table_{number}",
            "style": "Table Style Light 1",
            "columns": [
                {"header": heading, "header_format": book.add_format({"text_wrap": True})}
                for heading in _unique([heading for heading, _ in sheet.columns])
            ],
        },
    )
    page.freeze_panes(top + 1, 0)


def _number(page: Any, row: int, column: int, value: float, style: Any) -> None:  # noqa: ANN401
    """Write a figure; one that is undefined stays blank, one without end is said."""
    if math.isfinite(value):
        page.write_number(row, column, value, style)
    elif not math.isnan(value):
        page.write_string(row, column, "without end")


def _unique(headings: Sequence[str]) -> list[str]:
    """Return headings that differ whatever their capitals, as tables want them."""
    found: list[str] = []
    for heading in headings:
        again = sum(heading.casefold() == other.rpartition(" (")[0].casefold() for other in found)
        again += sum(heading.casefold() == other.casefold() for other in found)
        found.append(f"{heading} ({again + 1})" if again else heading)
    return found
