"""What can be chosen, by name, and what each kind of choice must be able to do.

A choice is a frozen dataclass. The name it is registered under is the word in the scenario file,
its fields are that table's keys, its docstring is its documentation. To add one, write the class
in the right room and register it; nothing else has to change.

>>> from dataclasses import dataclass
>>> @RULES.register("example_only")
... @dataclass(frozen=True)
... class ExampleOnly:
...     '''Do nothing.'''
...     def sentence(self) -> str:
...         return "nothing is asked"
>>> RULES.build("example_only").sentence()
'nothing is asked'
>>> RULES.forget("example_only")
"""

import difflib
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.visits import VisitCosts
from experts_at_hand.door import make
from experts_at_hand.errors import ScenarioError

PartT = TypeVar("PartT")


class Source(Protocol):
    """Files -> LocalArea."""

    def read(self, folder: Path) -> LocalArea:
        """Read an area from a folder; raise `DataError` with the whole list of problems."""

    def files(self, folder: Path) -> tuple[Path, ...]:
        """List the files that `read` reads: what provenance hashes."""


class TravelModel(Protocol):
    """LocalArea -> TravelMatrix."""

    def matrix(self, area: LocalArea) -> TravelMatrix:
        """Minutes and miles between all settings and bases.

        It may look at the places, ids and names of the area and at nothing else: scenarios that
        agree in these share one matrix.
        """

    def files(self) -> tuple[Path, ...]:
        """List the files that `matrix` reads."""

    def sentence(self) -> str:
        """Say how travel is estimated: small first letter, no full stop."""


class VisitPattern(Protocol):
    """How the days fall -> what a visit costs."""

    @property
    def hours_per_visit(self) -> float:
        """Contact hours in one visit."""

    @property
    def visits_per_day(self) -> int:
        """Visits in a full day."""

    @property
    def sign_in_minutes(self) -> float:
        """Parking and reception, minutes a visit."""

    def costs(self, area: LocalArea, travel: TravelMatrix, clustering: Clustering) -> VisitCosts:
        """Minutes and miles a visit by each team to each setting."""

    def sentence(self) -> str:
        """Say how the days fall: small first letter, no full stop."""


class ClusteringMethod(Protocol):
    """LocalArea + TravelMatrix -> Clustering."""

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Group every setting of the area into exactly one cluster."""

    def files(self) -> tuple[Path, ...]:
        """List the files that `partition` reads."""

    def sentence(self) -> str:
        """Say how the clusters are made: small first letter, no full stop."""


class Rule(Protocol):
    """A hard rule that every plan keeps; the allocation room knows what more a rule can do."""

    def sentence(self) -> str:
        """Say what the rule asks: small first letter, no full stop."""


class Objective(Protocol):
    """An aim, settled in the order the scenario states; the allocation room knows how."""

    def sentence(self) -> str:
        """Say what the aim asks: small first letter, no full stop."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the hint that ends an unknown-name message.

    >>> nearest("worst_ration", ["worst_ratio", "travel_time"])
    "did you mean 'worst_ratio'?"
    >>> nearest("zebra", ["worst_ratio", "travel_time"])
    'known: travel_time, worst_ratio'
    """
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(names)}"


class Registry(Generic[PartT]):
    """Interchangeable parts that a scenario chooses between by name.

    Parameters
    ----------
    noun
        What one of them is called in a message.
    home
        The package whose import registers the library's own parts; imported at first use, so that
        knowing the family costs nothing.
    """

    def __init__(self, noun: str, *, home: str) -> None:
        self.noun = noun
        self._home = home
        self._parts: dict[str, type[PartT]] = {}

    def register(self, name: str) -> Callable[[type[PartT]], type[PartT]]:
        """Class decorator: make the part available under ``name``."""

        def keep(part: type[PartT]) -> type[PartT]:
            if name in self._parts:
                raise ValueError(f"{self.noun} {name!r} is registered twice")
            self._parts[name] = part
            return part

        return keep

    def forget(self, name: str) -> None:
        """Take a part out again: for tests and notebooks that register their own."""
        del self._parts[name]

    @property
    def parts(self) -> Mapping[str, type[PartT]]:
        """Every part by name."""
        importlib.import_module(self._home)
        return dict(sorted(self._parts.items()))

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


SOURCES: Registry[Source] = Registry("source", home="experts_at_hand.sources")
TRAVEL_MODELS: Registry[TravelModel] = Registry("travel method", home="experts_at_hand.travel")
VISIT_PATTERNS: Registry[VisitPattern] = Registry("visit pattern", home="experts_at_hand.travel")
CLUSTERING_METHODS: Registry[ClusteringMethod] = Registry(
    "clustering method", home="experts_at_hand.clustering"
)
RULES: Registry[Rule] = Registry("rule", home="experts_at_hand.allocation")
OBJECTIVES: Registry[Objective] = Registry("objective", home="experts_at_hand.allocation")

FAMILIES: Mapping[str, Registry[Any]] = {
    "sources": SOURCES,
    "travel": TRAVEL_MODELS,
    "visits": VISIT_PATTERNS,
    "clustering": CLUSTERING_METHODS,
    "rules": RULES,
    "objectives": OBJECTIVES,
}
"""Everything a scenario file may name, by the table in which it stands."""


def default_visits(clustering: Clustering) -> VisitPattern:
    """Return the pattern of days meant where none is stated.

    Clusters agree their days; without clusters each setting names its own, as today.
    """
    return VISIT_PATTERNS.build("own_days" if len(clustering) <= 1 else "cluster_days")
