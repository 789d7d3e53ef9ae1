"""Connected clusters round hubs, with a certificate: how far from the best they can be at most."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from experts_at_hand.clustering.contiguity.proximity import proximity_graph
from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.exact.branch_and_bound import Limits, close_gap
from experts_at_hand.clustering.exact.capacity_cuts.tightened import Tightened
from experts_at_hand.clustering.exact.counts.branching import CountBranching
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.lagrangian import LowerBound, lower_bound, reduced_cost_fixing
from experts_at_hand.clustering.exact.matheuristic import Regions
from experts_at_hand.clustering.exact.remembered import solve_remembered
from experts_at_hand.clustering.exact.settled_hubs import assign
from experts_at_hand.clustering.exact.solution import Solution
from experts_at_hand.clustering.exact.trials import worth_trying
from experts_at_hand.clustering.instance import ClusteringInstance, Neighbours
from experts_at_hand.clustering.local_search.borders import descend, descend_unconnected
from experts_at_hand.clustering.local_search.partition import Partition
from experts_at_hand.clustering.local_search.recombine import recombine, usual_tries
from experts_at_hand.clustering.method_fields import CertifiedClusters
from experts_at_hand.domain.arrays import IntArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.input_file import input_files
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import CLUSTERING_METHODS
from experts_at_hand.watch import bounds_only, stopped, tell

if TYPE_CHECKING:
    from experts_at_hand.clustering.contiguity.area_file import AreaFile

NOT_KNOWN = 100.0
"""Minutes taken for the best where no clusters at hand keep what is asked."""


@CLUSTERING_METHODS.register("contiguous")
@dataclass(frozen=True, kw_only=True)
class Contiguous(CertifiedClusters):
    """Group settings round hubs into connected clusters, and say how good that is.

    The objective, the bounds and the conditions of `p_median`, and every cluster is connected on
    the map of neighbours, or where a ``file`` of areas is given, through areas that share a border.
    A search by recombination and border moves (see `spanning_tree`) gives the clusters, and but for
    a draft the search of `p_median` gives hubs for more of them, and its bound. Branch and bound
    then looks for cheaper ones, cutting off those that fall apart as they are met (Validi,
    Buchanan and Lykhovyd 2022, "Imposing contiguity constraints in political districting models"):
    in the whole area where few pairs are left open, a few neighbouring clusters at a time where
    there are many. The lower bound is that of clusters that need not be connected, raised by what
    was searched.

    Parameters
    ----------
    must_link, cannot_link
        Lists of groups of settings: each group stays together, and counts as connected, or is kept
        apart in as many clusters as it has settings.
    max_link_minutes
        Settings further apart than this are no neighbours unless nothing else joins them, minutes,
        > 0. By default links that stand out as long are cut, see `proximity_graph`.
    file
        Areas on a map, such as wards: settings are neighbours where they stand in one area or in
        areas that share a border. By default neighbours are found from the places alone.
    name_column, layer
        Of the file, as for `drawn`.
    """

    menu_title: ClassVar[str] = "connected clusters round hubs"
    menu_rank: ClassVar[int] = 2

    max_link_minutes: float | None = None
    file: Path | None = None
    name_column: str | None = None
    layer: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.max_link_minutes is not None and not self.max_link_minutes > 0:
            raise ValueError(
                f"max_link_minutes is {self.max_link_minutes}, expected more than 0 minutes"
            )
        if self.file is not None:
            object.__setattr__(self, "file", Path(self.file))

    def check_files(self) -> None:
        """Read the areas, if there are any, and refuse what cannot be read of them."""
        if self.file is not None:
            self._areas(self.file).read()

    def check_area(self, area: LocalArea) -> None:
        """Refuse bounds that no partition can keep, and areas that cannot be read."""
        super().check_area(area)
        self.check_files()

    def partition(self, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Group the settings; objective, lower bound and gap stand on the result.

        Raises
        ------
        DataError
            If the area has no setting, or the file of areas cannot be used.
        ScenarioError
            If no partition at all can keep what is asked, with the reason in numbers; if areas
            fall into more parts than there are clusters, each named.
        """
        self._refuse_bases(area)
        if self.max_gap is not None:
            return self.until_gap(lambda method: method.partition(area, travel))
        inputs = () if self.file is None else input_files(self.file)
        instance = ClusteringInstance.of(area, travel, self.requirements, self._neighbours())
        best, proved = self._search(instance)
        found = instance.clustering(best, method=self, bound=proved, notes=instance.graph.notes)
        return stopped(replace(found, inputs=inputs))

    def _search(self, instance: ClusteringInstance) -> tuple[Solution, float | None]:
        """Find clusters; climb to a bound and search from its hubs; then close the gap."""
        problem, data, steps = instance.problem, instance.data, self.search
        until = NEVER if self.seconds is None else Deadline.after(self.seconds)
        labels = recombine(data, seed=self.seed, tries=usual_tries(self.clusters, len(data.need)))
        best, floor = instance.solution(labels), -np.inf
        _tell(best, None)
        if not steps.bound.rounds or until.passed:
            return best, None
        connection = Connection(data.adjacent)
        if steps.apart:
            best, apart, floor = self._as_if_apart(instance, best, connection, until)
            # At quick it is enough that to be connected costs next to nothing.
            near = floor if steps.nodes else apart.cost
            if not best.open_by(near, steps.apart_open) or until.passed:
                return best, min(floor, best.cost)
        bound = lower_bound(problem, _upper(best), steps.bound, hubs=best.hubs, until=until)
        _tell(best, bound)
        best, counted, told = self._by_counts(instance, best, bound, until)
        floor = max(floor, counted)
        if best.proved_by(floor):
            return best, best.cost
        if steps.trial_nodes and not (told and steps.searches == 1) and not until.passed:
            for other in self._trials(instance, bound.hubs, best, connection, until):
                best = other if other.beats(best) else best
            _tell(best, bound)
        if steps.searches > 1 and not until.passed:
            bound = lower_bound(problem, _upper(best), steps.bound, start=bound, until=until)
        if not steps.nodes or not best.kept or until.passed:
            return best, max(floor, bound.value)
        if int(reduced_cost_fixing(problem, bound, best.cost).sum()) > steps.connected_pairs:
            regions = Regions(problem, data, connection, steps.regions, until.half_way)
            best = regions.improve(best, bound, large=True)
            _tell(best, bound)
        limits = Limits(nodes=steps.nodes, until=until, pairs=steps.connected_pairs)
        best, proved = close_gap(
            problem, data, Tightened.without_cuts(problem, bound), best, limits, connection
        )
        return best, min(max(floor, proved), best.cost)

    def _by_counts(
        self, instance: ClusteringInstance, best: Solution, bound: LowerBound, until: Deadline
    ) -> tuple[Solution, float, bool]:
        """Branch on how many hubs parts of the area have.

        Returns
        -------
        The best clusters, what is proved, and whether counts told enough to be gone on with.
        """
        problem, given = instance.problem, self.search.counts
        few = given.branches and len(problem.cost) <= given.most_hubs
        if not few or not best.kept or problem.unbounded or until.passed:
            return best, bound.value, False
        branching = CountBranching(
            problem=problem,
            data=instance.data,
            best=best,
            parameters=given,
            connection=Connection(instance.data.adjacent),
            until=until.half_way,
        )
        return *branching.search(bound), branching.told

    def _as_if_apart(
        self, instance: ClusteringInstance, best: Solution, connection: Connection, until: Deadline
    ) -> tuple[Solution, Solution, float]:
        """Search as if clusters could lie apart: what that proves holds for connected ones too.

        Often what it finds is connected, and nothing is left to do; if not, its hubs are tried. A
        menu that tries both kinds of clusters makes this search once.

        Returns
        -------
        The best connected clusters, the best that may lie apart, and what is proved.
        """
        problem, data = instance.problem, instance.data
        start = instance.solution(descend_unconnected(data, best.labels))
        with bounds_only():
            found, proved = solve_remembered(problem, data, start, self.search, until.half_way)
        whole = (found.labels == cluster for cluster in range(problem.clusters))
        if all(connection.holds(members.nonzero()[0]) for members in whole):
            return (found if found.beats(best) else best), found, proved
        for other in self._trials(instance, np.sort(found.hubs), best, connection, until):
            best = other if other.beats(best) else best
        _tell(best, None)
        return best, found, proved

    def _trials(
        self,
        instance: ClusteringInstance,
        hubs: IntArray,
        best: Solution,
        connection: Connection,
        until: Deadline,
    ) -> Iterator[Solution]:
        """Yield connected clusters round hubs, as given to them and with settled borders."""
        problem, data = instance.problem, instance.data
        limits = worth_trying(Limits(nodes=self.search.trial_nodes, until=until), best)
        trial = assign(problem, data, hubs, limits, connection)
        if trial is not None:
            yield trial
            partition = Partition(data, trial.labels)
            descend(partition, pairs=True)
            yield instance.solution(partition.labels)

    def _refuse_bases(self, area: LocalArea) -> None:
        bases = [id_ for id_ in (*self.hubs, *self.locked_hubs) if id_ in area.team_index]
        if bases:
            problem = (
                f"{', '.join(bases)} are teams; a connected cluster has a setting as its hub: name "
                "settings, or take the method p_median"
            )
            raise ScenarioError("clustering", [problem])

    def _neighbours(self) -> Neighbours:
        """Return how neighbours are found: on the map, or through areas."""
        if self.file is None:
            return partial(proximity_graph, max_minutes=self.max_link_minutes)
        # Read here: geography is a heavy import, and neighbours on the map need none of it.
        from experts_at_hand.clustering.contiguity.area_neighbours import area_graph

        return partial(area_graph, asked=self._areas(self.file), clusters=self.clusters)

    def _areas(self, file: Path) -> "AreaFile":
        from experts_at_hand.clustering.contiguity.area_file import AreaFile

        called = f"clustering method {CLUSTERING_METHODS.name_of(self)!r}"
        return AreaFile(file, self.name_column, self.layer, asked_by=called)

    def sentence(self) -> str:
        """Say how the clusters are made."""
        count = self.counted("connected")
        where = "" if self.file is None else f" of areas of {self.file.name} that share a border"
        begin = f"settings are grouped into {count}{where} in the fewest minutes from the hub"
        return ", ".join([begin, *self.requirements.phrases()])


def _tell(best: Solution, bound: LowerBound | None) -> None:
    """Tell who watches of clusters that keep the bounds, and of the bound."""
    found = best.cost if best.kept else float("inf")
    tell(cost=found, bound=float("-inf") if bound is None else bound.value)


def _upper(best: Solution) -> float:
    """Return what sets the length of the bound's steps where nothing that is kept is at hand."""
    return best.cost if best.cost < float("inf") else NOT_KNOWN
