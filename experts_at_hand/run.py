"""From a scenario to an outcome: the pipeline, with the provenance of every figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from experts_at_hand.contracts import VisitPattern
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.scorecard import Scorecard
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.scenario import Scenario


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where every figure comes from.

    Parameters
    ----------
    inputs
        SHA-256 of each input file, by its path as the scenario names it.
    scenario
        The scenario as resolved, as plain values.
    versions
        Of Python, this package, the modelling layer and the solver, by name.
    seed
        Of the clustering method, where it has one.
    seconds
        Wall time of each stage; the only figures that differ between two equal runs.
    """

    inputs: Mapping[str, str]
    scenario: Mapping[str, Any]
    versions: Mapping[str, str]
    seed: int | None = None
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One scenario's plan, measured, with its provenance.

    Parameters
    ----------
    scenario
        What was asked.
    area
        Settings and teams after the scenario's what-ifs.
    travel, clustering, visits
        Minutes and miles, the clusters, and how the days fall.
    allocation
        Hours of each team at each setting.
    scorecard
        Every measure.
    provenance
        Hashes, versions, parameters, times.
    """

    scenario: Scenario
    area: LocalArea
    travel: TravelMatrix
    clustering: Clustering
    visits: VisitPattern
    allocation: Allocation
    scorecard: Scorecard
    provenance: Provenance

    @property
    def name(self) -> str:
        """The scenario's short name."""
        return self.scenario.name

    @property
    def title(self) -> str:
        """The scenario's title."""
        return self.scenario.title
