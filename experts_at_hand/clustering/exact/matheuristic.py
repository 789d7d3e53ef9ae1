"""Clusters improved a few neighbours at a time, where the bound says that most may be won.

Where an area is too large to be searched as a whole, a cluster and its nearest others are taken out
and their hubs and members chosen anew; what is cheaper is put back (as in Stefanello, de Araujo and
Mueller 2015, "Matheuristics for the capacitated p-median problem"). The multipliers of the bound
tell for each such region how much cheaper it could be at most: the region with the most to win
comes first, one with next to nothing is left out, and pairs of hub and member that no answer worth
having has are fixed before it is searched.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from experts_at_hand.clustering.exact.assignment_model import AssignmentModel, Connection
from experts_at_hand.clustering.exact.column_region import choose_anew
from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.knapsack import choose_hubs, fill_knapsacks
from experts_at_hand.clustering.exact.lagrangian import LowerBound, reduced_cost_fixing, value_at
from experts_at_hand.clustering.exact.median_problem import MedianProblem, Sum
from experts_at_hand.clustering.exact.phase_parameters import ColumnParameters, RegionParameters
from experts_at_hand.clustering.exact.solution import Solution, solution_of
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.watch import tell


@dataclass(frozen=True, eq=False, slots=True)
class Regions:
    """Chooses hubs and members anew, region by region, and remembers what was searched.

    Parameters
    ----------
    problem, data
        What is clustered, with every bound.
    connection
        What keeps clusters connected, if they have to be.
    parameters
        How large regions are, and how hard each is searched.
    until
        When to stop with what is found.
    done
        Regions that were searched, with the hubs that their members had.
    columns
        How regions are chosen anew from columns; by default they are searched pair by pair.
    """

    problem: MedianProblem
    data: SearchData
    connection: Connection | None = None
    parameters: RegionParameters = field(default_factory=RegionParameters)
    until: Deadline = NEVER
    done: set[bytes] = field(default_factory=set)
    columns: ColumnParameters | None = None

    def improve(self, answer: Solution, bound: LowerBound, *, large: bool) -> Solution:
        """Return cheaper clusters while there are any.

        Parameters
        ----------
        answer
            Clusters that keep every bound.
        bound
            Its multipliers tell where something is to be won.
        large
            Whether to go on with large regions, which take far longer, once small ones bring
            nothing.
        """
        values = fill_knapsacks(self.problem, bound.multipliers).values
        most = len(self.done) + self.parameters.searches_each * len(answer.hubs)
        for size in self._sizes(answer, large=large):
            better: Solution | None = answer
            while better is not None:
                answer, better = better, None
                for clusters in _promising(self.problem, answer, bound, values, size):
                    if self.until.passed or len(self.done) >= most:
                        return answer
                    better = self._searched(answer, bound, clusters, large=large)
                    if better is not None:
                        tell(cost=better.cost)
                        break
        return answer

    def larger(self, times: int, until: Deadline) -> "Regions":
        """Return regions that are so many times larger and searched so much longer, none done."""
        given, columns = self.parameters, self.columns
        if columns is not None:
            few, many = columns.region_counts
            columns = replace(
                columns,
                region_members=tuple(times * members for members in columns.region_members),
                region_counts=(times * few, times * many),
                region_nodes=times * columns.region_nodes,
            )
        given = replace(
            given,
            sizes=tuple(times * size for size in given.sizes),
            members=tuple(times * members for members in given.members),
            nodes=times * given.nodes,
        )
        return replace(self, parameters=given, columns=columns, until=until, done=set())

    def _sizes(self, answer: Solution, *, large: bool) -> list[int]:
        """Return how many clusters a region has, first and later."""
        if self.columns is None or not self.columns.suits(self.problem):
            return _sizes(self.problem, answer, self.parameters, large=large)
        count, members = len(answer.hubs), len(self.problem.need)
        wanted = (-(-many * count // members) for many in self.columns.region_members)
        return sorted({min(count, max(2, size)) for size in wanted})

    def _searched(
        self, answer: Solution, bound: LowerBound, clusters: IntArray, *, large: bool
    ) -> Solution | None:
        """Return a better answer from one region, if there is one."""
        region = _Region.of(self.problem, answer, clusters)
        by_columns = self.columns is not None
        key = bytes([by_columns and large]) + region.members.tobytes()
        key += answer.serving[region.members].tobytes()
        if key in self.done:  # the same clusters were searched already
            return None
        if by_columns:  # that nothing is to be won takes as long to find out as what is
            self.done.add(key)
        labels = region.searched(answer, bound, self, large=large)
        if labels is None:
            return None
        self.done.add(key)
        found = solution_of(self.problem, self.data, labels)
        return found if found.kept and found.beats(answer) else None


def _sizes(
    problem: MedianProblem, answer: Solution, parameters: RegionParameters, *, large: bool
) -> list[int]:
    """Return how many clusters a region has, first and later."""
    count = len(answer.hubs)
    larger = {round(members * count / len(problem.need)) for members in parameters.members if large}
    sizes = {*parameters.sizes, *(size for size in larger if size > parameters.sizes[-1])}
    return sorted({min(size, count) for size in sizes})


def _promising(
    problem: MedianProblem, answer: Solution, bound: LowerBound, values: FloatArray, size: int
) -> Iterator[IntArray]:
    """Yield each cluster with its nearest others, those first that are furthest from the bound."""
    paid = problem.cost[answer.serving, np.arange(len(answer.labels))] - bound.multipliers
    dearest = values[choose_hubs(problem, values)].max()
    could = np.minimum(values[answer.hubs], dearest)
    slack = np.bincount(answer.labels, weights=paid, minlength=len(answer.hubs)) - could
    near = np.argsort(_distances(problem, answer), axis=1, kind="stable")[:, :size]
    for cluster in np.argsort(-slack[near].sum(axis=1), kind="stable").tolist():
        yield np.sort(near[cluster])


def _distances(problem: MedianProblem, answer: Solution) -> FloatArray:
    """Return clusters x clusters: how far the members of the one are from the hub of the other."""
    with np.errstate(divide="ignore", invalid="ignore"):
        away = problem.cost[answer.hubs] / problem.need
    known = np.isfinite(away)
    count = len(answer.hubs)
    within = np.zeros((len(answer.labels), count))
    within[np.arange(len(answer.labels)), answer.labels] = 1.0
    many = known.astype(np.float64) @ within
    total = np.where(known, away, 0.0) @ within
    far = np.where(many > 0, total / np.maximum(many, 1.0), np.inf)
    np.fill_diagonal(far, -1.0)
    return far


@dataclass(frozen=True, eq=False, slots=True)
class _Region:
    """Some clusters of an answer as a problem of their own.

    Parameters
    ----------
    clusters
        Of the answer.
    members
        Theirs, ascending.
    part
        The problem.
    start
        The hub of each member today, by its position in the part.
    """

    clusters: IntArray
    members: IntArray
    part: MedianProblem
    start: IntArray

    @classmethod
    def of(cls, problem: MedianProblem, answer: Solution, clusters: IntArray) -> "_Region":
        members = np.isin(answer.labels, clusters).nonzero()[0]
        position = np.full(len(problem.need) + 1, -1)  # the last stands for hubs that are none
        position[members] = np.arange(len(members))
        elsewhere = np.setdiff1d(answer.hubs, answer.hubs[clusters])
        inside = (problem.owner >= 0) & (position[problem.owner] >= 0)
        hubs = np.setdiff1d((inside | (problem.owner < 0)).nonzero()[0], elsewhere)
        row = np.full(len(problem.cost), -1)
        row[hubs] = np.arange(len(hubs))
        part = MedianProblem(
            cost=problem.cost[np.ix_(hubs, members)],
            need=problem.need[members],
            clusters=len(clusters),
            least=problem.least,
            most=problem.most_of[hubs],
            own=np.where(problem.owner[hubs] >= 0, position[problem.owner[hubs]], -1),
            forced=None if problem.forced is None else problem.forced[hubs],
            sums=tuple(Sum(s.weight[members], s.least, s.most) for s in problem.sums),
        )
        return cls(clusters, members, part, row[answer.serving[members]])

    def _by_columns(
        self, answer: Solution, bound: LowerBound, search: Regions, *, large: bool
    ) -> IntArray | None:
        connection, columns = search.connection, search.columns
        assert columns is not None  # noqa: S101 - asked before
        chosen = choose_anew(
            self.part,
            self.start,
            bound.multipliers[self.members],
            columns,
            columns.region_counts[large],
            connection=None if connection is None else connection.among(self.members),
            until=search.until,
        )
        return None if chosen is None else self._put_back(answer, chosen)

    def _put_back(self, answer: Solution, found: IntArray) -> IntArray:
        """Return the labels of all members with those of the region as found."""
        labels = answer.labels.copy()
        labels[self.members] = self.clusters[found]
        return labels

    def searched(
        self, answer: Solution, bound: LowerBound, search: Regions, *, large: bool
    ) -> IntArray | None:
        """Return the labels of all members after a search; ``None`` where nothing is to be won."""
        part, every, given = self.part, np.arange(len(self.members)), search.parameters
        cost = float(part.cost[self.start, every].sum())
        if search.columns is not None and search.columns.suits(part):
            return self._by_columns(answer, bound, search, large=large)
        local = replace(bound, multipliers=bound.multipliers[self.members], whole=part.scale > 0)
        gain = cost - value_at(part, local)
        if gain < given.least_gain * cost:
            return None
        near = np.argsort(part.cost, axis=0, kind="stable")[: given.hubs_each]
        may = np.zeros(part.cost.shape, dtype=np.bool_)
        may[near, every] = True
        may[part.inside, part.owner[part.inside]] = True
        may &= reduced_cost_fixing(part, local, cost - given.worth * gain)
        may[self.start, every] = True  # it stays an answer
        connection, until = search.connection, search.until
        inner = None if connection is None else connection.among(self.members)
        result = AssignmentModel(part, may).solve(self.start, given.nodes, until.seconds, inner)
        if result.serving is None:
            return None
        return self._put_back(answer, np.unique(result.serving, return_inverse=True)[1])
