"""Connected, balanced clusters from cuts of spanning trees."""

from dataclasses import dataclass, replace

from experts_at_hand.clustering.assemble import assemble_found, refuse_empty
from experts_at_hand.clustering.constraints.size_bounds import SizeBounds, need_weights
from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.clustering.local_search.recombine import recombine
from experts_at_hand.clustering.local_search.search_data import search_data_of
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS

TRIES_PER_CLUSTER = 60
"""Where a scenario states no number of tries: for each of the first `FEW` clusters. An assumption:
on areas of 120 to 300 settings ten times as many changed the minutes by less than 2%."""

FEW = 20
"""Clusters from which on fewer tries do, as most of them find the rest of the map settled."""

TRIES_BEYOND = 25
"""Tries for each cluster after the first `FEW`. An assumption: at 2,000 settings and 142 clusters
twice as many changed the minutes by 0.1%."""


def usual_tries(clusters: int) -> int:
    """Return the tries where a scenario states none.

    >>> usual_tries(6), usual_tries(142)
    (360, 4250)
    """
    return TRIES_PER_CLUSTER * min(clusters, FEW) + TRIES_BEYOND * max(clusters - FEW, 0)


@CLUSTERING_METHODS.register("spanning_tree")
@dataclass(frozen=True, slots=True, kw_only=True)
class SpanningTree:
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
    clusters
        How many, from 1 to the number of settings.
    balance
        How far the need of a cluster (hours a year, all professions added up) may lie from the
        mean of all clusters, as a share of the mean, >= 0. The default 0.15 is an assumption. A
        large number such as 10, or ``None`` in Python, asks for no balance.
    min_settings, max_settings
        Settings a cluster holds at least (1 or more) and at most; no upper bound by default.
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

    clusters: int
    balance: float | None = 0.15
    min_settings: int = 1
    max_settings: int | None = None
    max_link_minutes: float | None = None
    seed: int = 0
    tries: int | None = None

    def __post_init__(self) -> None:
        self.bounds()
        for name in ("seed", "tries"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise ValueError(f"{name} is {value}, expected a whole number from 0")
        if self.max_link_minutes is not None and not self.max_link_minutes > 0:
            raise ValueError(
                f"max_link_minutes is {self.max_link_minutes}, expected more than 0 minutes"
            )

    def bounds(self) -> SizeBounds:
        """Return what every cluster has to keep to."""
        return SizeBounds.within(
            self.balance,
            clusters=self.clusters,
            min_settings=self.min_settings,
            max_settings=self.max_settings,
        )

    def check_area(self, area: LocalArea) -> None:
        """Refuse bounds that no partition can keep."""
        self.bounds().check(area)

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Group the settings; bounds that were not reached are named in the notes.

        Raises
        ------
        DataError
            If the area has no setting.
        ScenarioError
            If no partition at all can keep the bounds, with the reason in numbers.
        """
        refuse_empty(area)
        bounds = self.bounds()
        bounds.check(area)
        graph = proximity_graph(area, travel, max_minutes=self.max_link_minutes)
        tries = usual_tries(self.clusters) if self.tries is None else self.tries
        labels = recombine(search_data_of(graph, travel, bounds), seed=self.seed, tries=tries)
        groups: list[list[str]] = [[] for _ in range(self.clusters)]
        for id_, label in zip(graph.ids, labels.tolist(), strict=True):
            groups[label].append(id_)
        found = assemble_found(groups, area, travel, method=self, notes=graph.notes)
        breaches = bounds.breaches(found, area)
        if not breaches:
            return found
        return replace(found, notes=(_reached(found, area, tries), *breaches, *found.notes))

    def sentence(self) -> str:
        """Say how the clusters are made."""
        count = "1 cluster" if self.clusters == 1 else f"{self.clusters} connected clusters"
        parts = [f"settings that neighbour each other are grouped into {count} near to their hubs"]
        return ", ".join([*parts, *self.bounds().phrases()])


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
