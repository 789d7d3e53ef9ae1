"""A file that was read, known by its content: what provenance states of every input."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from experts_at_hand.errors import DataError

SIDECARS = (".dbf", ".shx", ".prj", ".cpg")
"""Files that belong to a shapefile: the names of its areas stand in one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that was read.

    Parameters
    ----------
    path
        Where it stands.
    sha256
        Of its content when it was read.
    """

    path: Path
    sha256: str


def input_file(path: Path, content: bytes) -> InputFile:
    """Return what is known of a file that was read."""
    return InputFile(path=path, sha256=hashlib.sha256(content).hexdigest())


def input_files(path: Path) -> tuple[InputFile, ...]:
    """Return a map file and those that belong to it, by the content they have now.

    Called just before a library reads the file that keeps its own hands on it. What is no file,
    such as a folder of tables, has no content of its own.

    Raises
    ------
    DataError
        If the file cannot be opened.
    """
    beside = (path.with_suffix(end) for end in SIDECARS) if path.suffix.casefold() == ".shp" else ()
    found = [path, *beside]
    try:
        return tuple(input_file(p, p.read_bytes()) for p in found if p.is_file())
    except OSError as refusal:
        problem = f"cannot be opened ({refusal.strerror}); close it, or correct its rights"
        raise DataError(path.name, [problem]) from None
