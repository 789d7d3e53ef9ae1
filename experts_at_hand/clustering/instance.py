"""From an area and what is asked of its clusters to hubs and members, and back to a clustering."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from experts_at_hand.clustering.assemble import assemble_found, refuse_empty
from experts_at_hand.clustering.constraints.tolerances import NEED_TOLERANCE
from experts_at_hand.clustering.contiguity.proximity import ProximityGraph, proximity_graph
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.solution import Solution, solution_of
from experts_at_hand.clustering.hubs_and_items import median_problem, search_data
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.clustering.requirements import ClusterRequirements
from experts_at_hand.domain.arrays import IntArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import ClusteringMethod

Neighbours = Callable[[LocalArea, TravelMatrix], ProximityGraph]
"""Says who is next to whom."""


@dataclass(frozen=True, eq=False, kw_only=True)
class ClusteringInstance:
    """What is grouped: an area and its travel, read once, as arrays that a search works on.

    Every method that chooses clusters goes one way: its requirements, an instance, a solution, and
    `clustering`, which makes groups of settings of it again, checks them and says what is proved.

    Parameters
    ----------
    area, travel, requirements
        As the instance was made from.
    graph
        Who is next to whom.
    items
        Ids of the settings that stay together, by position.
    hubs
        Ids of the places that may be hubs, by position.
    problem
        Hubs x items with their costs: share of need x minutes.
    data
        The same for the search, every bound included; each item stands in for its own best hub.
    """

    area: LocalArea = field(repr=False)
    travel: TravelMatrix = field(repr=False)
    requirements: ClusterRequirements
    graph: ProximityGraph = field(repr=False)
    items: tuple[tuple[str, ...], ...] = field(repr=False)
    hubs: tuple[str, ...] = field(repr=False)
    problem: MedianProblem = field(repr=False)
    data: SearchData = field(repr=False)

    @classmethod
    def of(
        cls,
        area: LocalArea,
        travel: TravelMatrix,
        requirements: ClusterRequirements,
        neighbours: Neighbours = proximity_graph,
    ) -> "ClusteringInstance":
        """Read an area and its travel.

        Parameters
        ----------
        area, travel
            Where need, phases and minutes come from.
        requirements
            What is asked of every cluster.
        neighbours
            How neighbours are found; by default on the map.

        Raises
        ------
        DataError
            If the area has no setting.
        ScenarioError
            If no partition at all can keep what is asked, with the reason in numbers.
        """
        refuse_empty(area)
        requirements.check(area, travel)
        graph = neighbours(area, travel)
        conditions = requirements.conditions
        items = conditions.items(graph.ids)
        item_of = np.empty(len(graph.ids), dtype=np.int64)
        for at, item in enumerate(items):
            item_of[[graph.index[id_] for id_ in item]] = at
        hubs = conditions.candidates(area, graph.ids)
        bases = [id_ for id_ in hubs if id_ not in graph.index]
        minutes = travel.minutes_between((*graph.ids, *bases), graph.ids)
        row = {id_: at for at, id_ in enumerate((*graph.ids, *bases))}
        from_hubs, among = minutes[[row[id_] for id_ in hubs]], minutes[: len(graph.ids)]
        problem = median_problem(area, from_hubs, graph, requirements, hubs, item_of)
        return cls(
            area=area,
            travel=travel,
            requirements=requirements,
            graph=graph,
            items=items,
            hubs=hubs,
            problem=problem,
            data=search_data(problem, among, graph, requirements.bounds, item_of),
        )

    def solution(self, labels: IntArray) -> Solution:
        """Return clusters with their cheapest hubs, and how far they lie outside the bounds.

        Parameters
        ----------
        labels
            The cluster of each item, every cluster with at least one.
        """
        return solution_of(self.problem, self.data, labels)

    def groups(self, solution: Solution) -> list[tuple[str, tuple[str, ...]]]:
        """Return the hub and the members of each cluster, as ids; an empty hub where none fits."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for cluster, hub in enumerate(solution.hubs.tolist()):
            inside = np.flatnonzero(solution.labels == cluster).tolist()
            members = tuple(id_ for item in inside for id_ in self.items[item])
            found.append((self.hubs[hub] if hub >= 0 else "", members))
        return found

    def clustering(
        self,
        solution: Solution,
        *,
        method: ClusteringMethod,
        bound: float | None = None,
        notes: Sequence[str] = (),
    ) -> Clustering:
        """Return the clustering of a solution, with what it breaks and what is proved.

        Parameters
        ----------
        solution
            The cluster of each item, and its hub.
        method
            The registered dataclass that found it: its name and fields are recorded.
        bound
            What no clustering that keeps everything asked can beat; ``None`` if nothing is proved.
        notes
            What else a reader should know.
        """
        groups = self.groups(solution)
        found = assemble_found(
            [members for _, members in groups],
            self.area,
            self.travel,
            method=method,
            hubs=[hub for hub, _ in groups] if self.requirements.conditions else None,
        )
        breaches = self.requirements.breaches(found, self.area, self.travel)
        said = [*breaches, *found.notes, *notes]
        if bound is None or found.objective is None:
            return replace(found, notes=tuple(said))
        if self._unreached(found):
            said.append(
                "no lower bound is stated: it holds for clusters whose hubs reach all members"
            )
        elif breaches:
            # What breaks the bounds may be cheaper than all that keep them: no gap would be true.
            said.append("no lower bound is stated: it holds for clusters that keep the bounds")
        else:
            best = bound >= found.objective * (1 - NEED_TOLERANCE)
            bound = found.objective if best else bound
            return replace(found, lower_bound=bound, notes=tuple(said))
        return replace(found, notes=tuple(said))

    def _unreached(self, found: Clustering) -> bool:
        """Whether some hub does not reach all its members."""
        return any(
            np.isinf(self.travel.minutes_between([cluster.hub_id], cluster.members)).any()
            for cluster in found.clusters
        )
