"""Clusters round hubs, with a certificate: how far from the best they can be at most."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.effort import Effort, check_limits, search_steps
from experts_at_hand.clustering.exact.solution import solution_of
from experts_at_hand.clustering.exact.solve_with_bound import (
    descend_unconnected,
    improve_with_bound,
)
from experts_at_hand.clustering.local_search.recombine import recombine
from experts_at_hand.clustering.methods.spanning_tree import usual_tries
from experts_at_hand.clustering.requirements import ClusterRequirements
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS
from experts_at_hand.watch import stopped


@CLUSTERING_METHODS.register("p_median")
@dataclass(frozen=True, slots=True, kw_only=True)
class PMedian:
    """Group settings round hubs in the fewest need-weighted minutes, and say how good that is.

    The balanced p-median: hubs and members that minimise need-weighted minutes from the hub, the
    need of each cluster within bounds; clusters need not be connected on the map of neighbours.
    A search by recombination and border moves (see `spanning_tree`), then moves without regard to
    connection, give the clusters; Lagrangian relaxation gives a lower bound that no clustering
    within the bounds can beat (Beasley 1985, "A note on solving large p-median problems"; Ceselli
    and Righini 2005, "A branch-and-price algorithm for the capacitated p-median problem"). Pairs
    that no better clustering can have are left out by their reduced costs, and branch and bound
    searches the rest. The gap between the two is stated; it is 0 only where the clusters are
    proved best.

    Parameters
    ----------
    clusters
        How many, from 1 to the number of settings.
    balance
        How far the need of a cluster (hours a year, all professions added up) may lie from the
        mean of all clusters, as a share of the mean, >= 0. The default 0.15 is an assumption. A
        large number such as 10, or ``None`` in Python, asks for no balance.
    balance_below, balance_above
        The same for each side, where they differ; by default both are ``balance``.
    min_settings, max_settings
        Settings a cluster holds at least (1 or more) and at most; no upper bound by default.
    max_minutes
        Longest journey from a hub to a setting of its cluster, minutes one way, > 0; no limit by
        default.
    hubs
        Ids of the settings, and of the teams whose bases, may be hubs; every setting by default.
    locked_hubs
        Ids of settings or teams that must be hubs.
    locked_members
        Settings whose hub is settled: ``{ setting = "hub" }``.
    must_link, cannot_link
        Lists of groups of settings: each group stays together, or is kept apart in as many
        clusters as it has settings.
    at_least
        Settings of a phase that every cluster holds at least: ``{ secondary = 1 }``.
    seed
        Any whole number from 0: the same seed gives the same clusters.
    effort
        How hard the search tries: ``quick`` gives good clusters and a bound in seconds, ``usual``
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
    """

    clusters: int
    balance: float | None = 0.15
    balance_below: float | None = None
    balance_above: float | None = None
    min_settings: int = 1
    max_settings: int | None = None
    max_minutes: float | None = None
    hubs: tuple[str, ...] = ()
    locked_hubs: tuple[str, ...] = ()
    locked_members: Mapping[str, str] = field(default_factory=dict)
    must_link: tuple[tuple[str, ...], ...] = ()
    cannot_link: tuple[tuple[str, ...], ...] = ()
    at_least: Mapping[Phase, int] = field(default_factory=dict)
    seed: int = 0
    effort: Effort = "usual"
    rounds: int | None = None
    nodes: int | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        freeze_fields(self)
        ClusterRequirements.of(self)
        check_limits(self)

    def check_area(self, area: LocalArea) -> None:
        """Refuse bounds that no partition can keep."""
        ClusterRequirements.of(self).bounds.check(area)

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Group the settings; objective, lower bound and gap stand on the result.

        Raises
        ------
        DataError
            If the area has no setting.
        ScenarioError
            If no partition at all can keep what is asked, with the reason in numbers.
        """
        until = NEVER if self.seconds is None else Deadline.after(self.seconds)
        asked = ClusterRequirements.of(self)
        asked.check(area, travel)
        grouping = asked.grouping(area, travel)
        problem, data = grouping.problem, grouping.data
        labels = recombine(data, seed=self.seed, tries=usual_tries(self.clusters))
        best = solution_of(problem, data, descend_unconnected(data, labels))
        proved = None
        steps = search_steps(
            self.effort, rounds=self.rounds, nodes=self.nodes, seconds=self.seconds
        )
        if steps.rounds:
            best, proved = improve_with_bound(problem, data, best, steps, until)
        found = asked.assembled(grouping.groups(best), area, travel, method=self, bound=proved)
        return stopped(found)

    def sentence(self) -> str:
        """Say how the clusters are made."""
        count = "1 cluster" if self.clusters == 1 else f"{self.clusters} clusters"
        begin = f"settings are grouped into {count} round hubs in the fewest minutes from the hub"
        return ", ".join([begin, *ClusterRequirements.of(self).phrases()])
