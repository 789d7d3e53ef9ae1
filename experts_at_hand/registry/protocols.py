"""What can be chosen, by name, and what each kind of choice must be able to do.

A choice is a frozen dataclass. The name it is registered under is the word in the scenario file,
its fields are that table's keys, its docstring is its documentation. To add one, write one file
with the class in the right room and register it there; nothing else has to change. One that cannot
do without parameters has a class method ``example``, for the shipped toy area: contract tests and
documentation use it.

>>> from dataclasses import dataclass
>>> @RULES.register("only_primaries")
... @dataclass(frozen=True)
... class OnlyPrimaries:
...     '''Serve primary schools only.'''
...     def sentence(self):
...         return "only primary schools are served"
...     def allowed(self, problem):
...         primary = [s.phase == "primary" for s in problem.area.settings]
...         return [primary for team in problem.area.teams]
...     def guarantees(self, problem):
...         return ()
...     def breaches(self, problem, hours):
...         return ()
>>> RULES.build("only_primaries").sentence()
'only primary schools are served'
>>> RULES.forget("only_primaries")

A class that lacks a method of its kind is refused when it is registered:

>>> @RULES.register("half")
... @dataclass(frozen=True)
... class Half:
...     '''Say something and do nothing.'''
...     def sentence(self):
...         return "half a rule"
Traceback (most recent call last):
TypeError: rule 'half' lacks allowed, guarantees, breaches
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.need_model import StatementOfNeed
from experts_at_hand.domain.scorecard import Measure
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.visits import VisitCosts
from experts_at_hand.registry import Registry


class Source(Protocol):
    """Files -> LocalArea."""

    def read(self, folder: Path) -> LocalArea:
        """Read an area from a folder; raise `DataError` with the whole list of problems.

        The area's ``inputs`` are the files as they were read: what provenance states.
        """


class TravelModel(Protocol):
    """LocalArea -> TravelMatrix."""

    def matrix(self, area: LocalArea) -> TravelMatrix:
        """Minutes and miles between all settings and bases.

        It may look at the places, ids and names of the area and at nothing else: scenarios that
        agree in these share one matrix. Its ``inputs`` are the files that were read.
        """

    def sentence(self) -> str:
        """Say how travel is estimated: small first letter, no full stop."""


class VisitPattern(Protocol):
    """How the days fall -> what a visit costs."""

    @property
    def hours_per_visit(self) -> float | Mapping[str, float]:
        """Contact hours in one visit, or a table by phase."""

    @property
    def visits_per_day(self) -> int | Mapping[str, int]:
        """Visits in a full day, or a table by phase."""

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
        """Group every setting of the area into exactly one cluster.

        The clustering's ``inputs`` are the files that were read.
        """

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


class AllocationMethod(Protocol):
    """LocalArea + TravelMatrix + Clustering -> Allocation.

    ``optimises`` says whether it plans: then aims and rules hold, nobody gets more than is needed
    and no team works more than it can, and `verify` checks all that. A method that measures what
    is, or what would follow, has them looked at by nobody, and ``breaches`` checks its own claim.
    """

    @property
    def optimises(self) -> bool:
        """Whether aims and rules are heeded."""

    def allocate(
        self,
        area: LocalArea,
        travel: TravelMatrix,
        clustering: Clustering,
        *,
        visits: VisitPattern | None,
        rules: Sequence[Rule],
        objectives: Sequence[Objective],
        time_limit_seconds: float | None,
    ) -> Allocation:
        """Share out hours.

        Parameters are as `allocate` of the allocation room has them.
        """

    def breaches(self, area: LocalArea, allocation: Allocation) -> Sequence[str]:
        """Say in what the hours are not what the method says they are, by plain arithmetic."""

    def sentence(self) -> str:
        """Say how hours are shared out: small first letter, no full stop."""


class PostPlan(Protocol):
    """Area + TravelMatrix + Clustering -> the same with the posts decided on, and the decision."""

    def decide(
        self,
        area: LocalArea,
        travel: TravelMatrix,
        clustering: Clustering,
        *,
        visits: VisitPattern,
        rules: Sequence[Rule],
        time_limit_seconds: float | None,
    ) -> Any:  # noqa: ANN401 - the allocation room's own
        """Decide on posts; ``None`` where there is nothing to decide.

        Parameters are as `allocate` of the allocation room has them. The answer has the ``area``
        and ``travel`` with the new teams, the ``rules`` with what these teams keep, and the
        ``decision``.
        """

    def sentence(self) -> str:
        """Say how posts are decided on: small first letter, no full stop."""


class ContinuityPlan(Protocol):
    """Area + TravelMatrix + Clustering -> rules that keep teams together, and their price."""

    def keep(
        self,
        area: LocalArea,
        travel: TravelMatrix,
        clustering: Clustering,
        *,
        visits: VisitPattern,
        rules: Sequence[Rule],
        objectives: Sequence[Objective],
        time_limit_seconds: float | None,
    ) -> Any:  # noqa: ANN401 - the allocation room's own
        """Decide who comes where; ``None`` where everybody may.

        Parameters are as `allocate` of the allocation room has them. The answer has the ``rules``
        with those that name teams, and the ``decision``.
        """

    def sentence(self) -> str:
        """Say how settings keep their therapists: small first letter, no full stop."""


class MeasureFamily(Protocol):
    """A plan -> some of the figures on its scorecard.

    ``prominence``, by metric, says where each is shown, and ``rank`` where they stand in the
    scorecard; without them they stand at its end and in no short table.
    """

    def measures(self, plan: Any) -> Iterator[Measure]:  # noqa: ANN401 - the metrics room's own
        """Yield figures, each with unit and better direction."""


SOURCES: Registry[Source] = Registry(
    "source",
    home="experts_at_hand.sources",
    table="area",
    word="source",
    verbs=("read",),
)
TRAVEL_MODELS: Registry[TravelModel] = Registry(
    "travel method",
    home="experts_at_hand.travel",
    table="travel",
    word="method",
    verbs=("matrix", "sentence"),
)
VISIT_PATTERNS: Registry[VisitPattern] = Registry(
    "visit pattern",
    home="experts_at_hand.visits",
    table="visits",
    word="pattern",
    verbs=("costs", "sentence"),
)
CLUSTERING_METHODS: Registry[ClusteringMethod] = Registry(
    "clustering method",
    home="experts_at_hand.clustering.methods",
    table="clustering",
    word="method",
    verbs=("partition", "sentence"),
)
RULES: Registry[Rule] = Registry(
    "rule",
    home="experts_at_hand.allocation",
    table="rules",
    word="rule",
    verbs=("sentence", "allowed", "guarantees", "breaches"),
)
OBJECTIVES: Registry[Objective] = Registry(
    "objective",
    home="experts_at_hand.allocation",
    table="objectives",
    word="objective",
    verbs=(
        "sentence",
        "prepare",
        "first_aim",
        "settle",
        "combine",
        "measure",
        "tolerance",
        "unserved",
    ),
)

NEED_MODELS: Registry[StatementOfNeed] = Registry(
    "model of need",
    home="experts_at_hand.need",
    table="need",
    word="model",
    verbs=("further", "weighed", "hours", "sentence"),
)
ALLOCATION_METHODS: Registry[AllocationMethod] = Registry(
    "method of allocation",
    home="experts_at_hand.allocation",
    table="allocation",
    word="method",
    verbs=("allocate", "breaches", "sentence"),
)

POST_PLANS: Registry[PostPlan] = Registry(
    "decision on posts",
    home="experts_at_hand.allocation",
    table="posts",
    word="choose",
    verbs=("decide", "sentence"),
)

CONTINUITY: Registry[ContinuityPlan] = Registry(
    "way of keeping teams together",
    home="experts_at_hand.allocation",
    table="continuity",
    word="choose",
    verbs=("keep", "sentence"),
)

METRICS: Registry[MeasureFamily] = Registry(
    "family of measures",
    home="experts_at_hand.metrics",
    table="measures",
    word="measures",
    verbs=("measures",),
)
"""What every plan is measured by: nothing that a scenario chooses."""

FAMILIES: Mapping[str, Registry[Any]] = {
    "sources": SOURCES,
    "need": NEED_MODELS,
    "travel": TRAVEL_MODELS,
    "visits": VISIT_PATTERNS,
    "clustering": CLUSTERING_METHODS,
    "posts": POST_PLANS,
    "continuity": CONTINUITY,
    "allocation": ALLOCATION_METHODS,
    "rules": RULES,
    "objectives": OBJECTIVES,
}
"""Everything a scenario file may name, by the table in which it stands."""


def default_visits(clustering: Clustering, **values: Any) -> VisitPattern:  # noqa: ANN401 - fields
    """Return the pattern of days meant where none is stated.

    Clusters agree their days; without clusters each setting names its own, as today.

    Parameters
    ----------
    clustering
        The clusters that were made.
    **values
        What is said of a visit, such as its hours.
    """
    return VISIT_PATTERNS.build("own_days" if len(clustering) <= 1 else "cluster_days", **values)
