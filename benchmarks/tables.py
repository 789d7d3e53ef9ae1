"""Reading tables: a workbook of 60,000 rows, and one with a formatted cell in its last row.

``python -m benchmarks.tables`` writes both with openpyxl and reads them with the library's one
reader and, for the ratio, with openpyxl's read-only mode.
"""

import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font

from benchmarks.machine import finish
from experts_at_hand.sources import Tidy
from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.workbook import read_workbook

ROWS = 60_000
HEAD = (
    "setting_id", "name", "phase", "easting", "northing", "pupils", "ehcp", "sen_support", "fsm",
    "idaci", "current_cluster",
)  # fmt: skip


def write(path: Path, rows: int, *, last_row: bool = False) -> Path:
    """Write a workbook with so many settings and one team."""
    book = openpyxl.Workbook()
    settings = book.worksheets[0]
    settings.title = "settings"
    settings.append(HEAD)
    for i in range(rows):
        settings.append(
            [100_000 + i, f"School {i}", "primary", 375_000 + i % 1000, 165_000 + i // 1000,
             200, 4, 20, 30, 0.123456, "North"]
        )  # fmt: skip
    if last_row:
        settings.cell(row=1_048_576, column=1).font = Font(bold=True)
    teams = book.create_sheet("teams")
    teams.append(["team_id", "profession", "wte", "easting", "northing"])
    teams.append(["salt", "salt", 1, 375_000, 165_000])
    book.save(path)
    return path


def timed(path: Path) -> dict[str, float]:
    """Return seconds of the reader, of the whole area, and of openpyxl."""
    start = time.perf_counter()
    tables = read_workbook(path, {"settings": None, "teams": None}, Findings())
    reader = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    start = time.perf_counter()
    area = Tidy().read(path)
    whole = time.perf_counter() - start
    assert len(area.settings) == len(tables["settings"].rows)
    start = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    return {
        "rows": len(area.settings),
        "reader_seconds": round(reader, 2),
        "area_seconds": round(whole, 2),
        "peak_mb": round(memory),
        "openpyxl_seconds": round(time.perf_counter() - start, 2),
    }


def main() -> None:
    """Print a line for each workbook."""
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        book = write(Path(folder) / "last.xlsx", 100, last_row=True)
        results["a formatted cell in the last row"] = timed(book)
        book = write(Path(folder) / "many.xlsx", ROWS)
        results[f"{ROWS:,} rows"] = timed(book)
    for case, figures in results.items():
        print(f"{case:>34}: {figures}")
    finish("tables", results)


if __name__ == "__main__":
    main()
