"""Hubs and members as yes-or-no decisions, for branch and bound."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.median_problem import MedianProblem, Sum
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ROUNDS = 40
"""Times that clusters which fall apart are cut off before the search is given up."""

STOPPED = 4
"""Of these, times that a search ended at a limit of its nodes. An assumption from trials."""


@dataclass(frozen=True, eq=False, slots=True)
class Connection:
    """Neighbours of each member: clusters must be connected among themselves.

    Parameters
    ----------
    adjacent
        Neighbours of each member.
    met
        Parts that fell off and what lies around each, as searches meet them: what one search
        learnt, the next one knows.
    """

    adjacent: tuple[tuple[int, ...], ...]
    met: list[tuple[set[int], set[int]]] = field(default_factory=list)

    def among(self, members: IntArray) -> "Connection":
        """Return the same among some members, by their position there."""
        position = {member: at for at, member in enumerate(members.tolist())}
        return Connection(
            tuple(
                tuple(position[j] for j in self.adjacent[i] if j in position)
                for i in members.tolist()
            )
        )

    def parts(self, members: set[int]) -> list[set[int]]:
        """Return the connected parts of a cluster."""
        left, found = set(members), []
        while left:
            queue = [min(left)]
            part = set(queue)
            left -= part
            while queue:
                reached = {j for j in self.adjacent[queue.pop()] if j in left}
                left -= reached
                part |= reached
                queue.extend(sorted(reached))
            found.append(part)
        return found

    def holds(self, members: IntArray) -> bool:
        """Whether a cluster is connected."""
        return len(self.parts(set(members.tolist()))) <= 1

    def fence(self, part: set[int]) -> set[int]:
        """Return the members just outside a part: one of them must join it to its hub."""
        return {j for i in part for j in self.adjacent[i]} - part


@dataclass(frozen=True, eq=False, slots=True)
class Searched:
    """What came of a search.

    Parameters
    ----------
    bound
        No answer among the pairs is cheaper.
    serving
        The hub of each member; ``None`` where no answer was found.
    """

    bound: float
    serving: IntArray | None


class AssignmentModel:
    """Decisions for some pairs of hub and member, and one that opens each hub.

    A hub that is a member is open when it takes itself; one that is none has a decision of its own.

    Parameters
    ----------
    problem
        Hubs, members, costs and bounds.
    may
        Hubs x members: the pairs that are decided; all others are no.
    opened
        Hubs that are open; by default those that the problem forces.
    """

    def __init__(
        self, problem: MedianProblem, may: BoolArray, opened: IntArray | None = None
    ) -> None:
        self.problem = problem
        owner = problem.owner
        may = may.copy()
        may[problem.inside] &= may[problem.inside, owner[problem.inside]][:, None]
        self.hub, self.member = may.nonzero()
        outside = (owner < 0).nonzero()[0]
        outside = outside[may[outside].any(axis=1)]
        self.hub = np.concatenate([self.hub, outside])
        self.member = np.concatenate([self.member, np.full(len(outside), -1)])
        self.opens = np.full(len(owner), -1)
        own = (self.member == owner[self.hub]).nonzero()[0]
        self.opens[self.hub[own]] = own
        self.rows = _Rows(len(self.hub))
        if opened is None and problem.forced is not None:
            opened = problem.forced.nonzero()[0]
        self._state(own, np.zeros(0, dtype=np.int64) if opened is None else opened)

    @property
    def costs(self) -> FloatArray:
        """Cost of each decision; opening a hub that is no member costs nothing."""
        costs: FloatArray = self.problem.cost[self.hub, self.member].copy()
        costs[self.member < 0] = 0.0
        return costs

    def _state(self, own: IntArray, opened: IntArray) -> None:
        """State what every clustering keeps."""
        problem, rows = self.problem, self.rows
        taking = (self.member >= 0).nonzero()[0]
        ones = np.ones(len(taking))
        rows.add(self.member[taking], taking, ones, low=1, high=1)  # each member in one cluster
        others = np.setdiff1d(taking, own)
        pair = np.tile(np.arange(len(others)), 2)
        sides = np.concatenate([others, self.opens[self.hub[others]]])
        rows.add(pair, sides, np.repeat([1.0, -1.0], len(others)), low=-np.inf, high=0)
        self._bound(taking, Sum(problem.need, problem.least, np.inf), problem.most_of)
        for total in problem.sums:
            self._bound(taking, total, np.full(len(problem.cost), total.most))
        if (problem.owner < 0).any():
            self._bound(taking, Sum(np.ones(len(problem.need)), 1.0, np.inf), None)
        rows.add(
            np.zeros_like(own), own, np.ones(len(own)), low=problem.clusters, high=problem.clusters
        )
        must = self.opens[opened]
        self.hopeless = bool((must < 0).any())  # a hub must be open that may not be
        must = must[must >= 0]
        rows.add(np.arange(len(must)), must, np.ones(len(must)), low=1, high=1)

    def _bound(self, taking: IntArray, total: Sum, most: FloatArray | None) -> None:
        """State the bounds of a sum for every hub that is open."""
        hubs = np.unique(self.hub)
        row = np.concatenate([np.searchsorted(hubs, self.hub[taking]), np.arange(len(hubs))])
        column = np.concatenate([taking, self.opens[hubs]])
        # The decision that opens a hub may also take its own member: both stand in one row.
        weight = total.weight[self.member[taking]]
        if total.least > 0:
            value = np.concatenate([weight, np.full(len(hubs), -total.least)])
            self.rows.add(row, column, value, low=0, high=np.inf)
        if most is not None and np.isfinite(most[hubs]).all():
            value = np.concatenate([weight, -most[hubs]])
            self.rows.add(row, column, value, low=-np.inf, high=0)

    def leave(self, done: BoolArray) -> None:
        """State that some pair is none of those among which the best is known already."""
        taking = self.member >= 0
        column = (taking & ~done[self.hub, self.member]).nonzero()[0]
        self.rows.add(np.zeros_like(column), column, np.ones(len(column)), low=1, high=np.inf)

    def relaxed(self) -> tuple[float, FloatArray] | None:
        """Return the cost with fractions of members, and by how much each pair adds to it.

        Hubs x members, ``inf`` for what is no pair; ``None`` where no fractions keep the bounds.
        """
        from experts_at_hand.solver import reduced_costs

        if self.hopeless:
            return None
        found = reduced_costs(self.costs, self.rows.matrix(), self.rows.sides())
        if found is None:
            return None
        value, added = found
        dearer = np.full(self.problem.cost.shape, np.inf)
        taking = self.member >= 0
        dearer[self.hub[taking], self.member[taking]] = added[taking]
        return value, dearer

    def solve(
        self,
        start: IntArray | None,
        nodes: int,
        seconds: float | None = None,
        connection: Connection | None = None,
        enough: float = np.inf,
        below: float = np.inf,
    ) -> Searched:
        """Search for the cheapest clustering among the pairs.

        Parameters
        ----------
        start
            The hub of each member in an answer at hand.
        nodes, seconds
            When to stop.
        connection
            What clusters that fall apart are cut off by, as they are met.
        enough
            A bound above this is all that is wanted to be known.
        below
            Only clusterings that cost less are looked for.
        """
        from experts_at_hand.solver import solve_binary

        if self.hopeless:
            return Searched(np.inf, None)
        at_hand = None if start is None else self._values(start)
        bound, stopped, until = -np.inf, 0, NEVER if seconds is None else Deadline.after(seconds)
        if connection is not None:
            # Most parts that fall off are single members: those are cut off from the start.
            alone = [({i}, set(near)) for i, near in enumerate(connection.adjacent)]
            for part, fence in (*alone, *connection.met):
                self._cut_off(part, fence)
        for _ in range(ROUNDS if connection else 1):
            lower, upper = self.rows.sides()
            result = solve_binary(
                self.costs,
                self.rows.matrix(),
                (lower, upper),
                start=at_hand,
                nodes=nodes,
                seconds=until.seconds,
                below=below,
            )
            bound = max(bound, result.bound)
            if result.values is None:
                return Searched(bound, None)
            serving = self._serving(result.values)
            if connection is None or not self._cut(serving, connection):
                return Searched(bound, serving)
            stopped += result.status != "optimal"
            if stopped >= STOPPED or result.bound > enough or until.passed:
                break
        return Searched(bound, None)

    def _values(self, serving: IntArray) -> FloatArray:
        taken = (self.member >= 0) & (serving[self.member] == self.hub)
        outside = (self.member < 0) & np.isin(self.hub, serving)
        values: FloatArray = (taken | outside).astype(np.float64)
        return values

    def _serving(self, values: FloatArray) -> IntArray:
        taken = ((values > 0.5) & (self.member >= 0)).nonzero()[0]  # noqa: PLR2004 - yes or no
        serving = np.empty(len(self.problem.need), dtype=np.int64)
        serving[self.member[taken]] = self.hub[taken]
        return serving

    def _cut(self, serving: IntArray, connection: Connection) -> bool:
        """Cut off clusters that fall apart; say whether there were any.

        A part without the hub needs one of the members around it as well (Validi, Buchanan and
        Lykhovyd 2022, "Imposing contiguity constraints in political districting models"). What
        holds for one hub holds for every hub outside the part.
        """
        found = list(self._loose(serving, connection))
        for part, fence in found:
            self._cut_off(part, fence)
        connection.met.extend(found)
        return bool(found)

    def _cut_off(self, part: set[int], fence: set[int]) -> None:
        for hub in np.unique(self.hub).tolist():
            owner = int(self.problem.owner[hub])
            if owner not in part and owner >= 0 and not (len(part) == 1 and owner in fence):
                self._cut_for(hub, min(part), fence)

    def _loose(
        self, serving: IntArray, connection: Connection
    ) -> Iterator[tuple[set[int], set[int]]]:
        for hub in np.unique(serving).tolist():
            members = set((serving == hub).nonzero()[0].tolist())
            for part in connection.parts(members):
                if self.problem.owner[hub] not in part:
                    yield part, connection.fence(part)

    def _cut_for(self, hub: int, member: int, fence: set[int]) -> None:
        """State that a member goes to a hub only if one of a fence between them goes there too."""
        at = (self.hub == hub).nonzero()[0]
        pair = at[self.member[at] == member]
        if not len(pair):
            return
        around = at[np.isin(self.member[at], sorted(fence))]
        column = np.concatenate([pair, around])
        value = np.concatenate([[1.0], np.full(len(around), -1.0)])
        self.rows.add(np.zeros_like(column), column, value, low=-np.inf, high=0)


class _Rows:
    """Collects rows of the programme as (row, decision, coefficient)."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.count = 0
        self.entries: list[tuple[IntArray, IntArray, FloatArray]] = []
        self.low: list[FloatArray] = []
        self.high: list[FloatArray] = []

    def add(
        self, row: IntArray, column: IntArray, value: FloatArray, *, low: float, high: float
    ) -> None:
        """Add rows 0 to ``row.max()`` of a block, all between the same two values."""
        many = int(row.max(initial=-1)) + 1
        self.entries.append((row + self.count, column, value))
        self.low.append(np.full(many, float(low)))
        self.high.append(np.full(many, float(high)))
        self.count += many

    def sides(self) -> tuple[FloatArray, FloatArray]:
        """Return what each row must lie between."""
        return np.concatenate(self.low), np.concatenate(self.high)

    def matrix(self) -> "csr_array[np.float64]":
        """Return all rows as one sparse matrix; what stands twice in a row adds up."""
        from scipy.sparse import coo_array

        row, column, value = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        return coo_array((value, (row, column)), shape=(self.count, self.columns)).tocsr()
