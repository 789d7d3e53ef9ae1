"""Fields that several methods share, each said once: size, conditions, and how hard to search.

A method is a dataclass, and its fields are the keys of a scenario file. One that takes such keys
inherits them from here, with their documentation: registering a part completes its docstring.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from experts_at_hand.clustering.constraints.side_constraints import Conditions
from experts_at_hand.clustering.constraints.size_bounds import SizeBounds
from experts_at_hand.clustering.exact.parameters import Effort, SearchParameters, search_parameters
from experts_at_hand.clustering.requirements import ClusterRequirements
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.watch import stop_asked


@dataclass(frozen=True, kw_only=True)
class SizedClusters:
    """A number of clusters, balanced in need.

    Parameters
    ----------
    clusters
        How many, from 1 to the number of settings.
    balance
        How far the need of a cluster (hours a year, all professions added up) may lie from the
        mean of all clusters, as a share of the mean, >= 0. The default 0.15 is an assumption. A
        large number such as 10, or ``None`` in Python, asks for no balance.
    min_settings, max_settings
        Settings a cluster holds at least (1 or more) and at most; no upper bound by default.
    """

    menu_title: ClassVar[str | None] = None
    """What a menu calls such clusters; a method without a title is not tried there."""
    menu_rank: ClassVar[int] = 99
    """Where the method stands in a menu: those with a bound first."""

    clusters: int
    balance: float | None = 0.15
    min_settings: int = 1
    max_settings: int | None = None

    def __post_init__(self) -> None:
        freeze_fields(self)
        _ = self.requirements  # refused at birth where nonsense

    @property
    def requirements(self) -> ClusterRequirements:
        """What every cluster has to keep to."""
        return ClusterRequirements(
            SizeBounds.within(
                self.balance,
                clusters=self.clusters,
                min_settings=self.min_settings,
                max_settings=self.max_settings,
            )
        )

    @classmethod
    def example(cls) -> Self:
        """Three clusters."""
        return cls(clusters=3)

    def check_area(self, area: LocalArea) -> None:
        """Refuse bounds that no partition can keep."""
        self.requirements.bounds.check(area)

    def counted(self, adjective: str = "") -> str:
        """Return the number of clusters in words, for a sentence."""
        if self.clusters == 1:
            return "1 cluster"
        return f"{self.clusters} {adjective} clusters" if adjective else f"{self.clusters} clusters"


@dataclass(frozen=True, kw_only=True)
class ConditionedClusters(SizedClusters):
    """Clusters with hubs, on which conditions can be laid.

    Parameters
    ----------
    balance_below, balance_above
        As ``balance``, for each side, where they differ; by default both are ``balance``.
    max_minutes
        Longest journey from a hub to a setting of its cluster, minutes one way, > 0; no limit by
        default.
    hubs
        Ids of the settings that may be hubs; every setting by default.
    locked_hubs
        Ids of settings that must be hubs.
    must_link, cannot_link
        Lists of groups of settings: each group stays together, or is kept apart in as many
        clusters as it has settings.
    at_least
        Settings of a phase that every cluster holds at least: ``{ secondary = 1 }``.
    """

    balance_below: float | None = None
    balance_above: float | None = None
    max_minutes: float | None = None
    hubs: tuple[str, ...] = ()
    locked_hubs: tuple[str, ...] = ()
    must_link: tuple[tuple[str, ...], ...] = ()
    cannot_link: tuple[tuple[str, ...], ...] = ()
    at_least: Mapping[Phase, int] = field(default_factory=dict)

    @property
    def requirements(self) -> ClusterRequirements:
        """What every cluster has to keep to."""
        bounds = SizeBounds(
            clusters=self.clusters,
            below=self.balance if self.balance_below is None else self.balance_below,
            above=self.balance if self.balance_above is None else self.balance_above,
            min_settings=self.min_settings,
            max_settings=self.max_settings,
        )
        return ClusterRequirements(bounds, self.conditions)

    @property
    def conditions(self) -> Conditions:
        """What is asked beyond size."""
        return Conditions(
            max_minutes=self.max_minutes,
            hubs=self.hubs,
            locked_hubs=self.locked_hubs,
            must_link=self.must_link,
            cannot_link=self.cannot_link,
            phases=self.at_least,
        )


@dataclass(frozen=True, kw_only=True)
class CertifiedClusters(ConditionedClusters):
    """Clusters with a lower bound, by a search that is told how hard to try.

    Parameters
    ----------
    seed
        Any whole number from 0: the same seed gives the same clusters.
    effort
        How hard the search tries: ``draft`` gives clusters and a rough bound at once, to try things
        out, ``quick`` good clusters and a bound in seconds, ``usual``
        searches on and proves what is quickly proved, ``proof`` goes on to close the gap, which may
        take minutes. Steps and not seconds, so that every machine gives the same clusters.
    rounds
        Steps towards the lower bound at most, >= 0; 0 states no bound. By default what the effort
        says, 400: more rarely raise it by a tenth of a percent.
    nodes
        Steps of branch and bound at most on what the bound leaves open, >= 0; 0 leaves it open. By
        default what the effort says.
    seconds
        When to stop with the gap reached, seconds, > 0; no limit by default. The first clusters
        are always finished. Where the limit is met, another machine may give other clusters.
    max_gap
        Widest gap that will do, as a share, >= 0: while it is wider, the next level of effort is
        gone to, ``usual`` at most; ``proof`` only if it is stated. Where none brings it, the
        narrowest is kept, and a note says so. By default the gap is as it comes.
    """

    seed: int = 0
    effort: Effort = "usual"
    rounds: int | None = None
    nodes: int | None = None
    seconds: float | None = None
    max_gap: float | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.max_gap is not None and not 0 <= self.max_gap < 1:
            raise ValueError(f"max_gap is {self.max_gap}, expected a share from 0 to below 1")
        for name in ("seed", "rounds", "nodes"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise ValueError(f"{name} is {value}, expected a whole number from 0")
        if self.seconds is not None and not self.seconds > 0:
            raise ValueError(f"seconds is {self.seconds}, expected more than 0")

    @property
    def search(self) -> SearchParameters:
        """How many steps the search takes at most."""
        return search_parameters(
            self.effort, rounds=self.rounds, nodes=self.nodes, seconds=self.seconds
        )

    def until_gap(self, search: Callable[[Self], Clustering]) -> Clustering:
        """Search, with more effort while the gap is wider than will do.

        Parameters
        ----------
        search
            Finds clusters with the effort of the method that it is given.
        """
        if self.max_gap is None:
            return search(self)
        begun = time.monotonic()
        best: Clustering | None = None
        for level in LEVELS[self.effort]:
            left = None if self.seconds is None else self.seconds + begun - time.monotonic()
            if best is not None and (stop_asked() or (left is not None and left <= 0)):
                break
            found = search(replace(self, effort=level, seconds=left, max_gap=None))
            if best is None or _gap(found) < _gap(best):
                best = found
            if _gap(best) <= self.max_gap:
                return best
        assert best is not None  # noqa: S101 - there is a level from each on
        note = f"the gap of the clusters is wider than the {self.max_gap:.1%} that were asked for"
        return replace(best, notes=(note, *best.notes))


LEVELS: Mapping[Effort, tuple[Effort, ...]] = {
    "draft": ("draft", "quick", "usual"),
    "quick": ("quick", "usual"),
    "usual": ("usual",),
    "proof": ("proof",),
}
"""Levels of effort that are gone to from each; a proof may take many minutes, and is never a
surprise."""


def _gap(found: Clustering) -> float:
    """Return the gap, without end where there is no bound."""
    return math.inf if found.gap is None else found.gap
