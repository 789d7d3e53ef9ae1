"""Clusters round hubs, with a certificate: how far from the best they can be at most."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from experts_at_hand.clustering.constraints.side_constraints import Conditions
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.remembered import solve_remembered
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search.borders import descend_unconnected
from experts_at_hand.clustering.local_search.recombine import recombine, usual_tries
from experts_at_hand.clustering.method_fields import CertifiedClusters
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS
from experts_at_hand.watch import stopped


@CLUSTERING_METHODS.register("p_median")
@dataclass(frozen=True, kw_only=True)
class PMedian(CertifiedClusters):
    """Group settings round hubs in the fewest need-weighted minutes, and say how good that is.

    The balanced p-median: hubs and members that minimise need-weighted minutes from the hub, the
    need of each cluster within bounds; clusters need not be connected on the map of neighbours.
    A search by recombination and border moves (see `spanning_tree`), then moves without regard to
    connection, give the clusters; Lagrangian relaxation gives a lower bound that no clustering
    within the bounds can beat (Beasley 1985, "A note on solving large p-median problems"; Ceselli
    and Righini 2005, "A branch-and-price algorithm for the capacitated p-median problem"). Where
    the bound opens fractions of a hub, branches state how many hubs parts of the area have; where
    whole clusters tell more than fractions, clusters are chosen from columns. Pairs that no better
    clustering can have are left out by their reduced costs, and branch and bound searches the rest.
    The gap between clusters and bound is stated; it is 0 only where the clusters are proved best.

    Parameters
    ----------
    hubs
        Ids of the settings, and of the teams whose bases, may be hubs; every setting by default.
    locked_hubs
        Ids of settings or teams that must be hubs.
    locked_members
        Settings whose hub is settled: ``{ setting = "hub" }``.
    """

    menu_title: ClassVar[str] = "clusters round hubs"
    menu_rank: ClassVar[int] = 1

    locked_members: Mapping[str, str] = field(default_factory=dict)

    @property
    def conditions(self) -> Conditions:
        """What is asked beyond size."""
        return replace(super().conditions, locked_members=self.locked_members)

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Group the settings; objective, lower bound and gap stand on the result.

        Raises
        ------
        DataError
            If the area has no setting.
        ScenarioError
            If no partition at all can keep what is asked, with the reason in numbers.
        """
        if self.max_gap is not None:
            return self.until_gap(lambda method: method.partition(area, travel))
        until = NEVER if self.seconds is None else Deadline.after(self.seconds)
        instance = ClusteringInstance.of(area, travel, self.requirements)
        problem, data = instance.problem, instance.data
        labels = recombine(data, seed=self.seed, tries=usual_tries(self.clusters, len(data.need)))
        best = instance.solution(descend_unconnected(data, labels))
        proved = None
        if self.search.bound.rounds:
            best, proved = solve_remembered(problem, data, best, self.search, until)
        return stopped(instance.clustering(best, method=self, bound=proved))

    def sentence(self) -> str:
        """Say how the clusters are made."""
        count = self.counted()
        begin = f"settings are grouped into {count} round hubs in the fewest minutes from the hub"
        return ", ".join([begin, *self.requirements.phrases()])
