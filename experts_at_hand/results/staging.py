"""Write beside, then rename: a failure leaves what was there, and nothing is ever half written."""

import errno
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from experts_at_hand.results.ownership import check_output

ATTEMPTS = 20
"""How often a place is tried that others write to at the same moment."""

UNFINISHED = ".unfinished-"
"""How the name of a folder begins in which a run writes."""

RUNNING = "running"
"""A file in it that is locked for as long as the run lives."""

YOUNG_SECONDS = 60.0
"""A folder without such a file may be a run's that has only just begun."""


@contextmanager
def staged(folder: str | Path, *, obsolete: Iterable[str] = ()) -> Iterator[Path]:
    """Give a folder to write in, whose entries then take their places in ``folder``.

    Each entry replaces one of its own name, if that is ours, and nothing else is touched. After an
    exception ``folder`` is as it was. What killed runs have left there is cleared away.

    Parameters
    ----------
    folder
        Made if it is not there.
    obsolete
        Entries of ours that go: results that the new ones no longer speak of.

    Raises
    ------
    OutputError
        If something of the user's stands in the way.
    """
    target = Path(folder)
    gone = list(obsolete)
    check_output(target, gone)
    made = [path for path in (target, *target.parents) if not path.exists()]
    target.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=target))
    lock = _locked(stage)
    try:
        work = stage / "new"
        work.mkdir()
        yield work
        entries = sorted(work.iterdir())
        check_output(target, [entry.name for entry in entries])
        for entry in entries:
            _take_place(entry, target / entry.name, stage / "old")
        for name in gone:
            _put_away(target / name, stage / "old")
    except BaseException:
        _close(lock)
        shutil.rmtree(stage, ignore_errors=True)
        for path in made:
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        raise
    _close(lock)
    shutil.rmtree(stage, ignore_errors=True)
    _clear_leftovers(target)


def _take_place(entry: Path, place: Path, attic: Path) -> None:
    """Rename an entry into its place; what stood there is kept until that has worked.

    Another run may put its own there at the same moment: then one of the two stands there whole in
    the end, and they are never mixed.
    """
    attic.mkdir(exist_ok=True)
    for attempt in range(ATTEMPTS):
        old = attic / f"{place.name}.{attempt}"
        with suppress(FileNotFoundError):
            place.rename(old)
        try:
            entry.rename(place)
        except OSError as refusal:
            taken = refusal.errno in {errno.ENOTEMPTY, errno.EEXIST}
            if taken and attempt + 1 < ATTEMPTS:
                continue
            with suppress(OSError):
                old.rename(place)
            raise
        return


def _put_away(place: Path, attic: Path) -> None:
    attic.mkdir(exist_ok=True)
    with suppress(FileNotFoundError):
        place.rename(attic / f"{place.name}.obsolete")


def _clear_leftovers(target: Path) -> None:
    """Remove what killed runs have left; a result that one was about to replace goes back."""
    for stage in target.glob(f"{UNFINISHED}*"):
        if not stage.is_dir() or _is_alive(stage):
            continue
        for old in _left_in(stage / "old"):
            name, _, attempt = old.name.rpartition(".")
            if attempt.isdecimal() and not (target / name).exists():
                with suppress(OSError):
                    old.rename(target / name)
        shutil.rmtree(stage, ignore_errors=True)


def _left_in(attic: Path) -> list[Path]:
    """Return what a run has put away; nothing where another clears the same folder meanwhile."""
    try:
        return sorted(attic.glob("*.*")) if attic.is_dir() else []
    except FileNotFoundError:
        return []


def _is_alive(stage: Path) -> bool:
    """Whether a run still writes there: it holds its lock, or has not come to take it."""
    running = stage / RUNNING
    try:
        if not running.exists():
            return time.time() - stage.stat().st_mtime < YOUNG_SECONDS
        _close(_lock(running))
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _locked(stage: Path) -> IO[bytes]:
    """Lock a folder for this run: the file takes its name only once it is locked."""
    if sys.platform == "win32":  # where an open file can be neither renamed nor removed
        return _lock(stage / RUNNING)
    lock = _lock(stage / f"{RUNNING}.new")
    (stage / f"{RUNNING}.new").rename(stage / RUNNING)
    return lock


def _lock(path: Path) -> IO[bytes]:
    """Open a file and lock it for this process; the system lets go of it however that ends.

    Raises
    ------
    OSError
        If another process holds it.
    """
    file = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise
    return file


def _close(lock: IO[bytes]) -> None:
    with suppress(OSError):
        lock.close()
