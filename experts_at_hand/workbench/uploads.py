"""Tables that somebody uploads: looked at aside, and only put in place if an area can be read.

What a browser calls a file is never believed: a table is stored under the name of the box it came
by. A workbook is looked at before it is opened, since a small archive may hold a very large one.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import experts_at_hand as eah
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import DataError
from experts_at_hand.workbench.designs import KEPT, DesignFolder, write_whole

BOXES: Mapping[str, str] = {
    "settings": "settings.csv",
    "teams": "teams.csv",
    "delivered": "delivered.csv",
    "workbook": "area.xlsx",
}
"""Boxes of the form, and what their files are called."""

TABLES = frozenset({"settings", "teams", "delivered", "about"})
"""Files that speak of an area's settings: an upload replaces all of them."""

MOST_BYTES = 20_000_000
"""Of one upload, all files together: forty times England's largest area as a workbook."""

MOST_ROWS = 20_000
"""Rows of a table: as many settings as the largest counties have, ten times over."""

MOST_UNPACKED = 200_000_000
"""Bytes of a workbook once unpacked."""

MOST_RATIO = 200
"""How much larger it may be unpacked; spreadsheets are some twenty times as large."""


def take(folder: DesignFolder, files: Mapping[str, bytes], *, name: str = "") -> LocalArea:
    """Put tables in the place of an area's, if they can be read; the ones before are kept aside.

    Parameters
    ----------
    folder
        Whose area.
    files
        Contents by box, see `BOXES`; empty ones count for nothing.
    name
        What the area is called; blank for nothing.

    Raises
    ------
    DataError
        Listing every problem; what was there before stays.
    OSError
        If there is no room; as above.
    """
    given = {box: content for box, content in files.items() if content and box in BOXES}
    refuse(given)
    aside = folder.root / KEPT
    aside.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix="upload-", dir=aside))
    try:
        area = stage / "area"
        area.mkdir()
        for box, content in given.items():
            (area / BOXES[box]).write_bytes(content)
        if name.strip():
            import tomli_w

            origin = "uploaded to the workbench; no origin is stated"
            said = {"name": name.strip()[:200], "origin": origin}
            write_whole(area / "about.toml", tomli_w.dumps(said))
        _carry(folder.area, area)
        read = eah.read_area(area)
        if len(read.settings) > MOST_ROWS:
            raise DataError("settings", [f"{len(read.settings):,} rows; at most {MOST_ROWS:,}"])
        _exchange(area, folder.area, aside)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return eah.read_area(folder.area)


def refuse(given: Mapping[str, bytes]) -> None:
    """Refuse files that are no tables, or too large to be, before they are read.

    Parameters
    ----------
    given
        Contents by box.

    Raises
    ------
    DataError
        Listing what is wrong.
    """
    problems = []
    if "workbook" in given and ({"settings", "teams", "delivered"} & set(given)):
        problems.append("found a workbook and tables; upload the workbook alone, or the tables")
    elif "workbook" not in given:
        problems += [
            f"{BOXES[box]}: no file was chosen; choose one, or a workbook with both sheets"
            for box in ("settings", "teams")
            if box not in given
        ]
    for box, content in given.items():
        if box == "workbook":
            problems += _workbook_problems(content)
        elif content.startswith(b"PK"):
            problems.append(f"{BOXES[box]}: found a workbook; upload it in the box for workbooks")
        elif content.count(b"\n") > MOST_ROWS:
            problems.append(f"{BOXES[box]}: more than {MOST_ROWS:,} rows; at most so many")
    if problems:
        raise DataError("the upload", problems)


def _workbook_problems(content: bytes) -> list[str]:
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        return ["the workbook: the file is no .xlsx workbook; save it as one"]
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(content), 1_000):
        return [
            f"the workbook: {unpacked / 1e6:,.0f} MB once unpacked, far more than tables of an "
            "area need; delete unused sheets and pictures"
        ]
    return []


def _carry(before: Path, area: Path) -> None:
    """Take along what lies beside the tables and is none: a border, roads, a table of minutes.

    Not the name and the origin of the tables before, which would be false of these.
    """
    for path in sorted(before.iterdir()) if before.is_dir() else ():
        table = path.stem.casefold() in TABLES or path.suffix.casefold() == ".xlsx"
        if path.is_file() and not table and not (area / path.name).exists():
            shutil.copy2(path, area / path.name)


def recover(folder: DesignFolder) -> None:
    """Put the tables back that a process was killed with, between taking them out and in."""
    before = folder.root / KEPT / "area-before"
    if folder.names and before.is_dir() and not folder.area.exists():
        before.rename(folder.area)


def _exchange(new: Path, place: Path, aside: Path) -> None:
    """Put a folder in the place of another; that one is kept aside, and put back on failure."""
    before = aside / "area-before"
    if not place.exists():
        new.rename(place)
        return
    shutil.rmtree(before, ignore_errors=True)
    place.rename(before)
    try:
        new.rename(place)
    except OSError:
        before.rename(place)
        raise
