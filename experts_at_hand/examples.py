"""The example scenarios that travel with the package."""

import shutil
from pathlib import Path

from experts_at_hand.errors import ScenarioError


def shipped_folder() -> Path:
    """Return the folder of the shipped examples: inside the wheel, or beside the source."""
    here = Path(__file__).resolve().parent
    installed = here / "_shipped"
    return installed if installed.is_dir() else here.parent / "scenarios"


def shipped(name: str) -> Path:
    """Return the path of a shipped scenario file or folder.

    Parameters
    ----------
    name
        Such as ``toy/baseline.toml`` or ``two-rivers``.

    Raises
    ------
    ScenarioError
        If nothing of that name is shipped; the message lists what is.

    Examples
    --------
    >>> shipped("toy/baseline.toml").name
    'baseline.toml'
    """
    root = shipped_folder()
    path = root / name
    if not path.exists():
        known = ", ".join(
            sorted(p.relative_to(root).as_posix() for p in root.glob("*/*.toml")) or ["none"]
        )
        raise ScenarioError("shipped examples", [f"there is no {name!r}; there are {known}"])
    return path


def copy_shipped(name: str, folder: str | Path) -> tuple[Path, ...]:
    """Copy a shipped example, to be filled with one's own tables.

    Parameters
    ----------
    name
        Such as ``toy``.
    folder
        Where to; it is made, and may be there only if it is empty, or holds nothing but the tables
        of an area in a folder ``area``: then the scenarios are put beside that.

    Returns
    -------
    The files that were written.

    Raises
    ------
    ScenarioError
        If nothing of that name is shipped, or the folder holds anything.
    OSError
        If the folder cannot be written.
    """
    source, target = shipped(name), Path(folder)
    if _holds_an_area_only(target):
        return _scenarios_beside_area(source, target)
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise ScenarioError(
            str(folder), ["it is there and not empty, and nothing is overwritten; name another"]
        )
    beside = target.parent / f".unfinished-{target.name}"
    shutil.rmtree(beside, ignore_errors=True)
    try:
        # The example's own README explains its figures; they are gone with the first own table.
        shutil.copytree(source, beside, ignore=shutil.ignore_patterns("README.md", "__pycache__"))
        if target.exists():
            target.rmdir()
        beside.rename(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return tuple(sorted(path for path in target.rglob("*") if path.is_file()))


def _holds_an_area_only(folder: Path) -> bool:
    """Whether nothing stands in a folder but an area's tables, as an import writes them."""
    there = [p.name for p in folder.iterdir()] if folder.is_dir() else []
    return there == ["area"] and (folder / "area" / "settings.csv").is_file()


STRAIGHT = '''method = "straight_line"'''

ROADS = "area/roads.gpkg"


def _scenarios_beside_area(source: Path, target: Path) -> tuple[Path, ...]:
    """Copy the scenarios of an example beside an area; they drive on its roads, if it has any."""
    made = []
    for file in sorted(source.glob("*.toml")):
        text = file.read_text("utf-8")
        if (target / ROADS).is_file():
            text = text.replace(STRAIGHT, f'method = "road_network"\nroads = "{ROADS}"')
        place = target / file.name
        place.write_text(text, "utf-8")
        made.append(place)
    return tuple(made)
