"""What in a folder is ours: only that is ever replaced, and everything else is refused by name.

A result folder is known by its plan.json, a file by its first line. A folder that holds anything
that no run wrote is the user's, whatever it is called.
"""

import csv
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from experts_at_hand.errors import OutputError
from experts_at_hand.results.plan import SCHEMA

RESULT_FILES = frozenset(
    {
        "allocation.csv", "access.csv", "clusters.csv", "teams.csv", "scorecard.csv", "plan.json",
        "staffing.csv", "posts.csv", "leads.csv", "plan.xlsx", "map.gpkg", "map.svg",
        "map.png", "access.svg", "access.png", "change.svg", "change.png",
    }
)  # fmt: skip
"""Files of a result folder; workbook, map and pictures stand there where one run wrote them."""

MARKED = frozenset(
    {
        "plan.xlsx", "map.gpkg", "board-paper.docx", "access.svg", "access.png", "years.svg",
        "years.png",
    }
)  # fmt: skip

MARK = "Written by experts_at_hand"
"""What a workbook says in its properties, a map of its layers, and a picture in itself."""

GENERATOR = '<meta name="generator" content="experts_at_hand">'
"""What report.html says of itself."""

MENU_LINE = "# Written by eah menu, and replaced by its next run: copy it before you change it."
"""First line of the scenario files that a menu writes."""

SWEEP_LINE = "# Written by eah sweep, and replaced by its next run: copy it before you change it."
"""First line of the scenario files that a sweep writes."""

_FIRST_WORDS = {
    "runs.csv": "area,scenario,design,title,",
    "over-areas.csv": "scenario,title,baseline,metric,label,",
    "by-area.csv": "area,scenario,title,baseline,metric,",
    "comparison.csv": "metric,label,unit,better,",
    "changes.csv": "scenario,setting_id,name,phase,",
    "menu.csv": "choice,method,clusters,",
    "prices.csv": "team_id,where,profession,price,",
    "years.csv": "year,budget,cost,unit,",
    "years_clusters.csv": "year,cluster_id,cluster,",
    "years.html": GENERATOR,
    "next-post.html": GENERATOR,
    "next_post.csv": "team_id,where,profession,wte,",
    "posts_in_order.csv": "order,team_id,where,profession,wte,",
    "report.html": GENERATOR,
    "over-areas.html": GENERATOR,
}
"""By which a file of ours is known, among its first lines."""

_HEAD = 2_000
"""Bytes of a file that are looked at."""

_LITTER = frozenset({"thumbs.db", "desktop.ini"})
"""Files that an operating system leaves in folders, beside those that begin with a dot."""

LOOKS = 20
"""How often a folder is looked at that others exchange at the same moment."""

SHOWN = 3
"""Foreign files that a message names."""


def foreign(place: Path) -> str | None:
    """Say why what stands at a place is not ours; ``None`` where it is, or nothing stands there.

    Parameters
    ----------
    place
        A result folder, or a file that would be written.
    """
    try:
        if place.is_dir():
            return _foreign_folder_at_rest(place)
        if place.is_symlink() or not place.exists():
            return "is a link" if place.is_symlink() else None
        with place.open("rb") as file:
            head = file.read(_HEAD).decode("utf-8-sig", errors="replace")
    except FileNotFoundError:  # it went while it was looked at: another run's, or nothing
        return None
    except (IsADirectoryError, NotADirectoryError):  # another run has just put its own there
        return foreign(place)
    if place.suffix == ".toml":
        ours = head.startswith((MENU_LINE, SWEEP_LINE))
    else:
        mark = _FIRST_WORDS.get(place.name)
        ours = mark is not None and (mark in head if mark == GENERATOR else head.startswith(mark))
    if ours or (place.name in MARKED and _is_marked(place)):
        return None
    return "is a file that no run wrote"


def _is_marked(place: Path) -> bool:
    """Whether a workbook or a map says that a run wrote it."""
    try:
        if place.suffix in {".gpkg", ".svg", ".png"}:
            return MARK.encode() in place.read_bytes()
        with zipfile.ZipFile(place) as book:
            return MARK.encode() in book.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def _foreign_folder_at_rest(place: Path) -> str | None:
    """Judge a folder that is not exchanged for another while it is looked at.

    Another run may put its own there meanwhile, and remove the one before: half of that one is no
    reason to refuse the place.
    """
    why = None
    for _ in range(LOOKS):
        before = _identity(place)
        why = _foreign_folder(place)
        if why is None or _identity(place) == before:
            break
    return why


def _identity(place: Path) -> tuple[int, int, int]:
    """Return what tells a folder from one that takes its place: its number is given out again."""
    found = place.stat()
    return found.st_dev, found.st_ino, found.st_ctime_ns


def _foreign_folder(place: Path) -> str | None:
    there = sorted(p.name for p in place.iterdir())
    strange = [name for name in there if name not in RESULT_FILES and not _is_litter(name)]
    if strange:
        more = f" and {len(strange) - SHOWN} more" if len(strange) > SHOWN else ""
        return f"holds {', '.join(strange[:SHOWN])}{more}, which no run wrote"
    if set(there) & RESULT_FILES and not ("plan.json" in there and _is_plan(place / "plan.json")):
        return "holds no plan.json of a run"
    return None


def _is_plan(path: Path) -> bool:
    try:
        plan = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:  # another run is putting its own in its place
        return True
    except (ValueError, OSError):
        return False
    family = SCHEMA.rpartition("/")[0]
    return isinstance(plan, dict) and str(plan.get("schema", "")).startswith(family)


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in _LITTER


def check_output(folder: str | Path, names: Iterable[str], *, areas: Iterable[Path] = ()) -> None:
    """Refuse a folder for results in which anything would be lost, before anything is run.

    Parameters
    ----------
    folder
        Where the results are to go; it need not be there.
    names
        Folders and files that will be written or replaced in it.
    areas
        Folders of input tables: no results are put into one.

    Raises
    ------
    OutputError
        Naming everything that is not ours.
    """
    target = Path(folder)
    problems = []
    if target.exists() and not target.is_dir():
        problems.append("is a file; name a folder")
    problems += [
        f"lies inside the area's folder {area.name}, among its input tables; name a folder "
        "outside it"
        for area in dict.fromkeys(path.resolve() for path in areas)
        if area.is_dir() and target.resolve().is_relative_to(area)
    ]
    if not problems:
        for name in names:
            why = foreign(target / name)
            if why:
                problems.append(
                    f"{name} {why}; move it, or name another folder with --out (nothing was "
                    "touched)"
                )
    if problems:
        raise OutputError(str(folder), problems)


def compared_before(folder: Path) -> Sequence[str]:
    """Return the names of the scenarios that the comparison in a folder is about, if there is one.

    Parameters
    ----------
    folder
        Where a comparison was written.
    """
    table = folder / "comparison.csv"
    if not table.is_file() or foreign(table):
        return ()
    with table.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), [])
    # metric, label, unit, better; then one column a scenario, and two for each but the first
    return tuple(header[4 : 4 + (len(header) - 2) // 3])


def menu_files(folder: Path) -> tuple[str, ...]:
    """Return the names of the scenario files that a menu has written into a folder."""
    if not folder.is_dir():
        return ()
    files = (p for p in folder.glob("*.toml") if p.is_file())
    return tuple(sorted(p.name for p in files if p.read_bytes().startswith(MENU_LINE.encode())))
