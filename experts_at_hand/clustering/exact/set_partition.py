"""Clusters chosen from columns: each member in one of them, as many as clusters are asked for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experts_at_hand.clustering.exact.columns.pool import Columns
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.domain.arrays import FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False, slots=True)
class Chosen:
    """What came of choosing among columns.

    Parameters
    ----------
    labels
        The cluster of each member; ``None`` where no choice was found.
    bound
        No choice among these columns is cheaper; ``inf`` where there is none.
    """

    labels: IntArray | None
    bound: float


def choose_columns(
    problem: MedianProblem,
    columns: Columns,
    *,
    nodes: int,
    seconds: float | None = None,
) -> Chosen:
    """Choose the cheapest columns that hold each member once.

    Parameters
    ----------
    problem
        Hubs and members.
    columns
        What is chosen from.
    nodes, seconds
        When to stop.
    """
    from experts_at_hand.solver import solve_binary

    if not columns.taken.any(axis=0).all():
        return Chosen(None, np.inf)
    matrix, low, high = rows_of(problem, columns)
    result = solve_binary(columns.cost, matrix, (low, high), nodes=nodes, seconds=seconds)
    if result.values is None:
        return Chosen(None, np.inf if result.status == "infeasible" else result.bound)
    chosen = np.flatnonzero(result.values > 0.5)  # noqa: PLR2004 - yes or no
    labels: IntArray = columns.taken[chosen].argmax(axis=0).astype(np.int64)
    return Chosen(labels, result.bound)


def rows_of(
    problem: MedianProblem, columns: Columns
) -> tuple["csr_array[np.float64]", FloatArray, FloatArray]:
    """Return what every choice of columns keeps, as rows, and what each row lies between.

    First a row for each member, then one for the number of clusters, then one for each hub that
    must be open or is no member: a hub that is a member is open once at most, since its member is.
    """
    from scipy.sparse import csr_array, vstack

    own = special_hubs(problem)
    ones = np.ones((1, len(columns)))
    of_hub = (columns.hub[None, :] == own[:, None]).astype(np.float64)
    matrix = vstack([columns.matrix(), csr_array(ones), csr_array(of_hub)], format="csr")
    return matrix, *sides_of(problem)


def sides_of(problem: MedianProblem) -> tuple[FloatArray, FloatArray]:
    """Return what each row of a choice lies between."""
    own = special_hubs(problem)
    must = np.zeros(len(own)) if problem.forced is None else problem.forced[own].astype(np.float64)
    members, count = np.ones(len(problem.need)), np.array([float(problem.clusters)])
    return np.concatenate([members, count, must]), np.concatenate(
        [members, count, np.ones(len(own))]
    )


def special_hubs(problem: MedianProblem) -> IntArray:
    """Return the hubs that need a row of their own."""
    special = problem.owner < 0
    if problem.forced is not None:
        special |= problem.forced
    found: IntArray = special.nonzero()[0]
    return found


class RestrictedMaster:
    """The choice among some columns with fractions allowed, to which columns are added.

    Its prices say what each member is worth. Stand-ins at a price that no column has keep it
    solvable while members are in no column yet.

    Parameters
    ----------
    problem
        Hubs and members.
    dear
        What a stand-in for each member costs: no member is ever worth more.
    """

    def __init__(self, problem: MedianProblem, dear: FloatArray) -> None:
        from experts_at_hand.solver.growing import GrowingLP

        self.problem = problem
        self.special = special_hubs(problem)
        low, high = sides_of(problem)
        self._programme = GrowingLP(low, high)
        must = low.nonzero()[0]
        costs = np.full(len(low), max(1.0, float(dear.sum())))
        costs[: len(dear)] = dear
        self._programme.add(costs[must], np.arange(len(must)), must)
        self._stand_ins = len(must)
        self._hub: list[IntArray] = []

    def add(self, columns: Columns) -> None:
        """Add columns."""
        self._hub.append(columns.hub)
        own = columns.hub[:, None] == self.special[None, :]
        counted = np.ones((len(columns), 1), np.bool_)
        column, row = np.concatenate([columns.taken, counted, own], axis=1).nonzero()
        self._programme.add(columns.cost, column, row)

    def solve(self) -> tuple[float, FloatArray] | None:
        """Return the value and what each member is worth; ``None`` where the solver fails."""
        value = self._programme.solve()
        if value is None:
            return None
        return value, self._programme.duals()[: len(self.problem.need)]

    def hubs(self) -> IntArray:
        """Return the hubs that the last choice opened most, ascending."""
        values = self._programme.values()[self._stand_ins :]
        hub = np.concatenate([np.zeros(0, np.int64), *self._hub])[: len(values)]
        many = len(self.problem.cost)
        opened = np.bincount(hub, weights=values[: len(hub)], minlength=many).astype(np.float64)
        if self.problem.forced is not None:
            opened[self.problem.forced] = np.inf
        order = np.argsort(-opened, kind="stable")
        return np.sort(order[: self.problem.clusters]).astype(np.int64)
