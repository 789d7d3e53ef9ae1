"""The example scenarios that travel with the package."""

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
