"""Designs as scenario files in a folder, with what each was before: nothing is ever lost.

A file is written beside its place and then renamed, what it said before is kept first. So a full
disk or a killed process leaves the last state readable. Names on pages never become paths: a name
is looked up among the files that are there.
"""

import contextlib
import hashlib
import json
import os
import re
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

KEPT = ".workbench"
"""Folder for what designs were before; its dot keeps it out of the way of people and of runs."""

STEPS = 100
"""Steps back that are kept of each design."""


@dataclass(frozen=True, kw_only=True)
class Design:
    """A scenario file as it stands.

    Parameters
    ----------
    name
        The file's stem.
    path
        Where it stands.
    text
        What it says.
    steps_back, steps_forward
        How often it can be undone, and done again.
    """

    name: str
    path: Path
    text: str
    steps_back: int = 0
    steps_forward: int = 0

    @property
    def revision(self) -> str:
        """What tells this state from every other: a page says which one it was made from."""
        return revision_of(self.text)


class ChangedMeanwhileError(Exception):
    """Somebody else has changed a design since the page was made."""


class DesignFolder:
    """The designs of a folder.

    Parameters
    ----------
    root
        The folder; made when something is written to it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._lock = threading.RLock()

    @property
    def area(self) -> Path:
        """Where the tables stand that designs read unless they say otherwise."""
        return self.root / "area"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all designs, the baseline first."""
        if not self.root.is_dir():
            return ()
        found = [p.stem for p in self.root.glob("*.toml") if not p.name.startswith(".")]
        return tuple(sorted(found, key=lambda name: (name != "baseline", name)))

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def design(self, name: str) -> Design:
        """Return a design as it stands.

        Raises
        ------
        KeyError
            If there is none of that name.
        """
        if name not in self.names:
            raise KeyError(name)
        path = self.root / f"{name}.toml"
        past, future = self._history(name)
        # Bytes that are no text are left for the reader of scenarios to name.
        text = path.read_bytes().decode("utf-8", errors="surrogateescape")
        return Design(
            name=name,
            path=path,
            text=text,
            steps_back=len(_others(past, text)),
            steps_forward=len(future),
        )

    def save(self, name: str, text: str, *, revision: str) -> Design:
        """Let a design say something else, and keep what it said.

        Parameters
        ----------
        name
            Of a design that is there.
        text
            What it says from now on.
        revision
            Of the design that the change was made from.

        Raises
        ------
        ChangedMeanwhileError
            If the design is another by now; nothing is written.
        """
        with self._lock:
            now = self._same(name, revision)
            if text != now.text:
                past, _ = self._history(name)
                self._become(now, text, [*_others(past, now.text), now.text], [])
            return self.design(name)

    def undo(self, name: str, *, revision: str) -> Design:
        """Take the last change back.

        Raises
        ------
        ChangedMeanwhileError
            As `save` does.
        """
        with self._lock:
            now = self._same(name, revision)
            past, future = self._history(name)
            past = _others(past, now.text)
            if past:
                self._become(now, past[-1], past[:-1], [*future, now.text])
            return self.design(name)

    def redo(self, name: str, *, revision: str) -> Design:
        """Make the change again that was taken back last.

        Raises
        ------
        ChangedMeanwhileError
            As `save` does.
        """
        with self._lock:
            now = self._same(name, revision)
            past, future = self._history(name)
            if future:
                self._become(now, future[-1], [*past, now.text], future[:-1])
            return self.design(name)

    def add(self, title: str, text: str) -> Design:
        """Begin another design; its name is made of its title.

        Parameters
        ----------
        title
            What people call it.
        text
            What its file says.
        """
        with self._lock:
            name = free_name(title, self.names)
            self.root.mkdir(parents=True, exist_ok=True)
            write_whole(self.root / f"{name}.toml", text)
            self._keep(name, [], [])
            return self.design(name)

    def remove(self, name: str, *, revision: str) -> None:
        """Take a design away; its file is kept among what was before.

        Raises
        ------
        ChangedMeanwhileError
            As `save` does.
        """
        with self._lock:
            now = self._same(name, revision)
            self._kept.mkdir(parents=True, exist_ok=True)
            write_whole(self._kept / f"removed-{name}.toml", now.text)
            now.path.unlink()

    def _become(self, now: Design, text: str, past: list[str], future: list[str]) -> None:
        """Let a design say something else; what it was is written first, so that it is not lost."""
        self._keep(now.name, past, future)
        write_whole(now.path, text)

    def _same(self, name: str, revision: str) -> Design:
        now = self.design(name)
        if now.revision != revision:
            raise ChangedMeanwhileError(name)
        return now

    @property
    def _kept(self) -> Path:
        return self.root / KEPT

    def _history(self, name: str) -> tuple[list[str], list[str]]:
        """Return what a design was before, and what was taken back; nothing where that is lost."""
        try:
            said = json.loads((self._kept / f"{name}.json").read_text("utf-8"))
            return [str(text) for text in said["past"]], [str(text) for text in said["future"]]
        except (OSError, ValueError, KeyError, TypeError):
            return [], []

    def _keep(self, name: str, past: list[str], future: list[str]) -> None:
        self._kept.mkdir(parents=True, exist_ok=True)
        said = {"past": past[-STEPS:], "future": future[-STEPS:]}
        write_whole(self._kept / f"{name}.json", json.dumps(said, indent=0))


def revision_of(text: str) -> str:
    """Return a short mark of a text."""
    return hashlib.sha256(text.encode("utf-8", errors="surrogateescape")).hexdigest()[:16]


def _others(past: list[str], now: str) -> list[str]:
    """Return what was before, less what is so now: a process may have died between two writes."""
    while past and past[-1] == now:
        past = past[:-1]
    return past


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is either as it was or as it shall be.

    Parameters
    ----------
    path
        Where to; its folder is there.
    text
        What it says.

    Raises
    ------
    OSError
        If there is no room or no right; the file is as it was.
    """
    descriptor, beside = tempfile.mkstemp(prefix=".unfinished-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8", errors="surrogateescape"))
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        raise


def free_name(title: str, taken: Iterable[str]) -> str:
    """Return a file name made of a title, that no other has.

    Examples
    --------
    >>> free_name("Six clusters, as drawn!", ["six-clusters-as-drawn"])
    'six-clusters-as-drawn-2'
    """
    word = re.sub(r"[^a-z0-9]+", "-", title.casefold())[:40].strip("-")
    if not re.search(r"[a-z]", word):
        word = "design"
    others = {name.casefold() for name in taken} | {"con", "prn", "aux", "nul"}
    name, count = word, 1
    while name in others:
        count += 1
        name = f"{word}-{count}"
    return name
