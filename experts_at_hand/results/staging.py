"""Write beside, then rename: a failure leaves what was there, and nothing is ever half written."""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ATTEMPTS = 20
"""How often a place is tried that others write to at the same moment."""


@contextmanager
def staged(folder: str | Path) -> Iterator[Path]:
    """Give a folder to write in, whose entries then take their places in ``folder``.

    Each entry replaces one of its own name, and nothing else is touched. After an exception
    ``folder`` is as it was.
    """
    target = Path(folder)
    made = [path for path in (target, *target.parents) if not path.exists()]
    target.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=target))
    try:
        work = stage / "new"
        work.mkdir()
        yield work
        for entry in sorted(work.iterdir()):
            _take_place(entry, target / entry.name, stage / "old")
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        for path in made:
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        raise
    shutil.rmtree(stage, ignore_errors=True)


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
