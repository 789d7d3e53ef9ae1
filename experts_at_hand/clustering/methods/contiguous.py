"""Connected clusters round hubs, with a certificate: how far from the best they can be at most."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from experts_at_hand.clustering.contiguity.proximity import ProximityGraph, proximity_graph
from experts_at_hand.clustering.exact.assignment_model import Connection
from experts_at_hand.clustering.exact.branch_and_bound import Limits, assign, close_gap
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.effort import Effort, SearchSteps, check_limits, search_steps
from experts_at_hand.clustering.exact.lagrangian import LowerBound, lower_bound, reduced_cost_fixing
from experts_at_hand.clustering.exact.matheuristic import Regions
from experts_at_hand.clustering.exact.solution import Solution, solution_of
from experts_at_hand.clustering.instance import ClusteringInstance
from experts_at_hand.clustering.local_search.borders import descend
from experts_at_hand.clustering.local_search.partition import Partition
from experts_at_hand.clustering.local_search.recombine import recombine
from experts_at_hand.clustering.methods.spanning_tree import usual_tries
from experts_at_hand.clustering.requirements import ClusterRequirements
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.input_file import InputFile, input_files
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import CLUSTERING_METHODS
from experts_at_hand.watch import stopped, tell

NOT_KNOWN = 100.0
"""Minutes taken for the best where no clusters at hand keep what is asked."""


@CLUSTERING_METHODS.register("contiguous")
@dataclass(frozen=True, slots=True, kw_only=True)
class Contiguous:
    """Group settings round hubs into connected clusters, and say how good that is.

    The objective, the bounds and the conditions of `p_median`, and every cluster is connected on
    the map of neighbours, or where ``areas`` are given, through areas that share a border. A search
    by recombination and border moves (see `spanning_tree`) gives the clusters; branch and bound
    then looks for cheaper ones, cutting off those that fall apart as they are met (Validi,
    Buchanan and Lykhovyd 2022, "Imposing contiguity constraints in political districting models"):
    in the whole area where few pairs are left open, a few neighbouring clusters at a time where
    there are many. The lower bound is that of clusters that need not be connected, raised by what
    was searched: it holds, and may be less sharp than that of `p_median`.

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
        Ids of the settings that may be hubs; every setting by default.
    locked_hubs
        Ids of settings that must be hubs.
    must_link, cannot_link
        Lists of groups of settings: each group stays together, and counts as connected, or is kept
        apart in as many clusters as it has settings.
    at_least
        Settings of a phase that every cluster holds at least: ``{ secondary = 1 }``.
    max_link_minutes
        Settings further apart than this are no neighbours unless nothing else joins them, minutes,
        > 0. By default links that stand out as long are cut, see `proximity_graph`.
    file
        Areas on a map, such as wards: settings are neighbours where they stand in one area or in
        areas that share a border. By default neighbours are found from the places alone.
    name_column, layer
        Of the file, as for `drawn`.
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
    must_link: tuple[tuple[str, ...], ...] = ()
    cannot_link: tuple[tuple[str, ...], ...] = ()
    at_least: Mapping[Phase, int] = field(default_factory=dict)
    max_link_minutes: float | None = None
    file: Path | None = None
    name_column: str | None = None
    layer: str | None = None
    seed: int = 0
    effort: Effort = "usual"
    rounds: int | None = None
    nodes: int | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        freeze_fields(self)
        ClusterRequirements.of(self)
        check_limits(self)
        if self.max_link_minutes is not None and not self.max_link_minutes > 0:
            raise ValueError(
                f"max_link_minutes is {self.max_link_minutes}, expected more than 0 minutes"
            )
        if self.file is not None:
            object.__setattr__(self, "file", Path(self.file))

    def check_files(self) -> None:
        """Read the areas, if there are any, and refuse what cannot be read of them."""
        if self.file is not None:
            from experts_at_hand.clustering.contiguity.area_file import read_areas

            read_areas(self.file, self.name_column, self.layer)

    def check_area(self, area: LocalArea) -> None:
        """Refuse bounds that no partition can keep, and areas that cannot be read."""
        ClusterRequirements.of(self).bounds.check(area)
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
        asked = ClusterRequirements.of(self)
        asked.check(area, travel)
        self._refuse_bases(area)
        graph, inputs = self._graph(area, travel)
        grouping = asked.grouping(area, travel, graph)
        best, proved = self._search(grouping)
        found = asked.assembled(
            grouping.groups(best), area, travel, method=self, bound=proved, notes=graph.notes
        )
        return stopped(replace(found, inputs=inputs))

    def _search(self, grouping: ClusteringInstance) -> tuple[Solution, float | None]:
        problem, data = grouping.problem, grouping.data
        until = NEVER if self.seconds is None else Deadline.after(self.seconds)
        steps = search_steps(
            self.effort, rounds=self.rounds, nodes=self.nodes, seconds=self.seconds
        )
        labels = recombine(data, seed=self.seed, tries=usual_tries(self.clusters))
        best = solution_of(problem, data, labels)
        _tell(best, None)
        if not steps.rounds or until.passed:
            return best, None
        connection = Connection(data.adjacent)
        bound = lower_bound(problem, _upper(best), rounds=steps.rounds, until=until)
        _tell(best, bound)
        if steps.trial_nodes and not until.passed:
            for other in self._trials(grouping, bound, connection, steps, until):
                best = other if other.beats(best) else best
            _tell(best, bound)
        if steps.searches > 1 and not until.passed:
            bound = lower_bound(
                problem, _upper(best), rounds=steps.rounds, start=bound, until=until
            )
        if not steps.nodes or not best.kept or until.passed:
            return best, bound.value
        if int(reduced_cost_fixing(problem, bound, best.cost).sum()) > steps.connected_pairs:
            regions = Regions(problem, data, connection, until=until.half_way)
            best = regions.improve(best, bound, large=True)
            _tell(best, bound)
        limits = Limits(nodes=steps.nodes, until=until, pairs=steps.connected_pairs)
        return close_gap(problem, data, bound, best, limits, connection)

    def _trials(
        self,
        grouping: ClusteringInstance,
        bound: LowerBound,
        connection: Connection,
        steps: SearchSteps,
        until: Deadline,
    ) -> Iterator[Solution]:
        """Yield clusters round the hubs of the bound, as given to them and with settled borders."""
        problem, data = grouping.problem, grouping.data
        limits = Limits(nodes=steps.trial_nodes, until=until)
        trial = assign(problem, data, bound.hubs, limits, connection)
        if trial is not None:
            yield trial
            partition = Partition(data, trial.labels)
            descend(partition, pairs=True)
            yield solution_of(problem, data, partition.labels)

    def _refuse_bases(self, area: LocalArea) -> None:
        bases = [id_ for id_ in (*self.hubs, *self.locked_hubs) if id_ in area.team_index]
        if bases:
            problem = (
                f"{', '.join(bases)} are teams; a connected cluster has a setting as its hub: name "
                "settings, or take the method p_median"
            )
            raise ScenarioError("clustering", [problem])

    def _graph(
        self, area: LocalArea, travel: TravelMatrix
    ) -> tuple[ProximityGraph, tuple[InputFile, ...]]:
        if self.file is None:
            return proximity_graph(area, travel, max_minutes=self.max_link_minutes), ()
        # Read here: geography is a heavy import, and neighbours on the map need none of it.
        from experts_at_hand.clustering.contiguity.area_neighbours import area_graph

        inputs = input_files(self.file)
        graph = area_graph(
            area,
            travel,
            self.file,
            name_column=self.name_column,
            layer=self.layer,
            clusters=self.clusters,
        )
        return graph, inputs

    def sentence(self) -> str:
        """Say how the clusters are made."""
        count = "1 cluster" if self.clusters == 1 else f"{self.clusters} connected clusters"
        where = "" if self.file is None else f" of areas of {self.file.name} that share a border"
        begin = f"settings are grouped into {count}{where} in the fewest minutes from the hub"
        return ", ".join([begin, *ClusterRequirements.of(self).phrases()])


def _tell(best: Solution, bound: LowerBound | None) -> None:
    """Tell who watches of clusters that keep the bounds, and of the bound."""
    found = best.cost if best.kept else float("inf")
    tell(cost=found, bound=float("-inf") if bound is None else bound.value)


def _upper(best: Solution) -> float:
    """Return what sets the length of the bound's steps where nothing that is kept is at hand."""
    return best.cost if best.cost < float("inf") else NOT_KNOWN
