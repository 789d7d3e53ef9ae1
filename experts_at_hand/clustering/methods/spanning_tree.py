"""Connected, balanced clusters from cuts of spanning trees."""

from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from experts_at_hand.clustering.constraints.size_bounds import need_weights
from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search.recombine import recombine, usual_tries
from experts_at_hand.clustering.method_fields import SizedClusters
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS


@CLUSTERING_METHODS.register("spanning_tree")
@dataclass(frozen=True, kw_only=True)
class SpanningTree(SizedClusters):
    """Cut the map of neighbours into connected clusters, balanced in need, near to their hubs.

    Neighbouring settings are linked in a graph. Its minimum spanning tree is cut into clusters of
    even need (the idea of SKATER: Assuncao, Neves, Camara and Freitas 2006, "Efficient
    regionalization techniques for socio-economic geographical units using minimum spanning
    trees"). Then, again and again, two neighbouring clusters are merged and cut anew along another
    spanning tree (recombination: DeFord, Duchin and Solomon 2021, "Recombination: a family of
    Markov chains for redistricting"), and settings at the borders change sides while that helps
    (the idea of AZP: Openshaw 1977). Keeping the bounds comes first, then few need-weighted minutes
    to the hub. A heuristic: it proves no lower bound.

    Parameters
    ----------
    max_link_minutes
        Settings further apart than this are no neighbours unless nothing else joins them, minutes,
        > 0. By default links that stand out as long are cut, see `proximity_graph`.
    seed
        Any whole number from 0: the same seed gives the same clusters. Another may give others,
        about as good.
    tries
        How many times two clusters are merged and cut anew, >= 0; more is slower and seldom worse.
        By default 60 for each of the first 20 clusters and 25 for each further one, an assumption
        from trials.
    """

    menu_title: ClassVar[str] = "connected clusters by tree cuts"
    menu_rank: ClassVar[int] = 3

    max_link_minutes: float | None = None
    seed: int = 0
    tries: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("seed", "tries"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise ValueError(f"{name} is {value}, expected a whole number from 0")
        if self.max_link_minutes is not None and not self.max_link_minutes > 0:
            raise ValueError(
                f"max_link_minutes is {self.max_link_minutes}, expected more than 0 minutes"
            )

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Group the settings; bounds that were not reached are named in the notes.

        Raises
        ------
        DataError
            If the area has no setting.
        ScenarioError
            If no partition at all can keep the bounds, with the reason in numbers.
        """
        neighbours = partial(proximity_graph, max_minutes=self.max_link_minutes)
        instance = ClusteringInstance.of(area, travel, self.requirements, neighbours)
        usual = usual_tries(self.clusters, len(instance.data.need))
        tries = usual if self.tries is None else self.tries
        solution = instance.solution(recombine(instance.data, seed=self.seed, tries=tries))
        found = instance.clustering(solution, method=self, notes=instance.graph.notes)
        if solution.kept:
            return found
        return replace(found, notes=(_reached(found, area, tries), *found.notes))

    def sentence(self) -> str:
        """Say how the clusters are made."""
        count = self.counted("connected")
        begin = f"settings that neighbour each other are grouped into {count} near to their hubs"
        return ", ".join([begin, *self.requirements.phrases()])


def _reached(found: Clustering, area: LocalArea, tries: int) -> str:
    """Say what balance the best clusters have where the bounds were not reached."""
    need = dict(zip(area.setting_ids, need_weights(area).tolist(), strict=True))
    hours = [sum(need[id_] for id_ in cluster.members) for cluster in found.clusters]
    mean = sum(hours) / len(hours) or 1.0
    sizes = [len(cluster.members) for cluster in found.clusters]
    return (
        f"the bounds were not reached in {tries} tries; the nearest has clusters from "
        f"{min(hours) / mean - 1:+.1%} to {max(hours) / mean - 1:+.1%} of the mean need and from "
        f"{min(sizes)} to {max(sizes)} settings; raise balance, or try another seed or more tries"
    )
