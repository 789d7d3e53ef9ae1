"""A registry: interchangeable parts by name, built through one strict door."""

import importlib
import pkgutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from html import escape
from typing import Any, Generic, TypeVar

from experts_at_hand.errors import ScenarioError, nearest
from experts_at_hand.registry.documentation import documented
from experts_at_hand.registry.validation import guard, make

PartT = TypeVar("PartT")


PATIENCE = 5.0
"""Seconds for which a thread waits for another that loads a registry. Two threads that import the
same modules from both ends would wait for each other for ever."""


class Turn:
    """A lock that its own thread may take again, and that is not waited for without end."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._owner: int | None = None
        self._depth = 0

    def locked_elsewhere(self) -> bool:
        """Whether another thread has it."""
        return self._owner not in {None, threading.get_ident()}

    def __enter__(self) -> None:
        if self._lock.acquire(timeout=PATIENCE):
            self._owner, self._depth = threading.get_ident(), self._depth + 1

    def __exit__(self, *_: object) -> None:
        if self._owner == threading.get_ident():
            self._depth -= 1
            self._owner = self._owner if self._depth else None
            self._lock.release()


class Registry(Generic[PartT]):
    """Interchangeable parts that a scenario chooses between by name.

    Parameters
    ----------
    noun
        What one of them is called in a message.
    home
        The package in whose folder the parts stand: every module there is imported at first use,
        so that knowing the registry costs nothing, and a new part is one new file.
    table, word
        The table of a scenario file that chooses one, and the key whose value is its name.
    verbs
        Methods that each of them has.
    """

    def __init__(
        self, noun: str, *, home: str, table: str, word: str, verbs: Sequence[str]
    ) -> None:
        self.noun = noun
        self.table = table
        self.word = word
        self._home = home
        self._verbs = tuple(verbs)
        self._parts: dict[str, type[PartT]] = {}
        self._loaded: tuple[str, ...] = ()
        self._loading = Turn()

    def register(self, name: str) -> Callable[[type[PartT]], type[PartT]]:
        """Class decorator: make the part available under ``name``."""

        def keep(part: type[PartT]) -> type[PartT]:
            if name in self._parts:
                raise ValueError(f"{self.noun} {name!r} is registered twice")
            lacking = [verb for verb in self._verbs if not callable(getattr(part, verb, None))]
            if lacking:
                raise TypeError(f"{self.noun} {name!r} lacks {', '.join(lacking)}")
            part.__doc__ = documented(part)
            guard(part, f"{self.noun} {name!r}")
            self._parts[name] = part
            return part

        return keep

    def forget(self, name: str) -> None:
        """Take a part out again: for tests and notebooks that register their own."""
        del self._parts[name]

    @property
    def parts(self) -> Mapping[str, type[PartT]]:
        """Every part by name."""
        self._load()
        return dict(sorted(self._parts.items()))

    def _load(self) -> None:
        """Import every module of the home's folder, once; other threads wait until it is whole."""
        folders = tuple(importlib.import_module(self._home).__path__)
        if folders == self._loaded and not self._loading.locked_elsewhere():
            return
        with self._loading:
            if folders != self._loaded:
                self._import(folders)

    def _import(self, folders: tuple[str, ...]) -> None:
        before, self._loaded = self._loaded, folders  # a module may ask while it is imported
        try:
            for module in pkgutil.iter_modules(folders, f"{self._home}."):
                importlib.import_module(module.name)
        except BaseException:
            self._loaded = before
            raise

    def __repr__(self) -> str:
        return f"{self.noun}s: {', '.join(self.parts)}"

    def _repr_html_(self) -> str:
        """Show every word with the first line of what it says of itself."""
        rows = "".join(
            f"<tr><th scope='row'>{escape(name)}</th>"
            f"<td>{escape((part.__doc__ or '').strip().partition(chr(10))[0])}</td></tr>"
            for name, part in self.parts.items()
        )
        return f"<table><caption>{escape(self.noun)}s</caption>{rows}</table>"

    def __iter__(self) -> Iterator[str]:
        return iter(self.parts)

    def __contains__(self, name: object) -> bool:
        return name in self.parts

    def part(self, name: str) -> type[PartT]:
        """Return the class registered under ``name``.

        Raises
        ------
        ScenarioError
            If there is none; the message says what was probably meant.
        """
        parts = self.parts
        if name not in parts:
            raise ScenarioError(
                self.noun, [f"unknown {self.noun} {name!r}; {nearest(name, parts)}"]
            )
        return parts[name]

    def example(self, name: str) -> PartT:
        """Return the part called ``name`` as it can be used on the shipped toy area.

        A part that can do without parameters is its own example; the others have a class method
        ``example``.
        """
        part = self.part(name)
        made: PartT = getattr(part, "example", part)()
        return made

    def parameters(self, name: str) -> tuple[str, ...]:
        """Return the keys that the part called ``name`` understands."""
        return tuple(f.name for f in fields(self.part(name)) if f.init)  # type: ignore[arg-type]

    def name_of(self, part: PartT) -> str:
        """Return the name under which the class of this part is registered."""
        for name, known in self.parts.items():
            if type(part) is known:
                return name
        raise ScenarioError(self.noun, [f"{type(part).__name__} is not a registered {self.noun}"])

    def build(self, name: str, **parameters: Any) -> PartT:  # noqa: ANN401 - fields of any type
        """Make the part called ``name``.

        Raises
        ------
        ScenarioError
            If the name or a parameter is unknown, or a value is refused.
        """
        part = self.part(name)
        known = self.parameters(name)
        problems = [
            f"{self.noun} {name!r} has no {key!r}; {nearest(key, known)}"
            for key in parameters
            if key not in known
        ]
        made, wrong = make(part, {k: v for k, v in parameters.items() if k in known})
        if problems or made is None:
            raise ScenarioError(f"{self.noun} {name!r}", [*problems, *wrong])
        return made
