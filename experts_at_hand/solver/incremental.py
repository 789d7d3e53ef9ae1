"""A linear programme that is changed and solved again in place."""

import time
from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np
import pulp

from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.errors import SolverError
from experts_at_hand.solver.highs import QuietHighs, SolveStatus

CHOOSE, PRIMAL = 0, 4
"""HiGHS's ``simplex_strategy``. After a change in place the basis at hand is mostly primal
feasible, and the primal simplex goes on from it: a third of the time of the dual."""

PRECISION = 1e-9
"""HiGHS's feasibility tolerances, primal and dual; its usual 1e-7 let settled aims slip by hours on
large areas, since errors of one solve are settled and held against the next."""

USUAL_PRECISION = 1e-7
"""HiGHS's own tolerances, where it finds nothing with ours."""


class IncrementalLP:
    """A linear programme loaded into HiGHS, changed and solved again in place.

    Parameters
    ----------
    problem
        A `pulp.LpProblem`, a minimisation. Its variables become columns and its constraints rows,
        each in the order in which they were added.
    columns
        Its variables, in the order in which the caller wants to speak of them.
    time_limit_seconds
        For all solves together; ``None`` for no limit.
    **options
        HiGHS options by name.

    Attributes
    ----------
    columns
        Number of each of those variables in the solver.
    seconds, rounds
        Spent in the solver so far, and how often it ran.
    """

    def __init__(
        self,
        problem: Any,  # noqa: ANN401 - PuLP is untyped
        columns: Sequence[Any],
        *,
        time_limit_seconds: float | None = None,
        **options: Any,  # noqa: ANN401 - HiGHS options of any type
    ) -> None:
        self._highs = QuietHighs()
        problem.solverModel = self._highs
        pulp.HiGHS(msg=False).buildSolverModel(problem)
        exported = getattr(problem, "exported_variables", problem.variables)()
        position = {variable.name: i for i, variable in enumerate(exported)}
        self.columns: IntArray = np.array([position[v.name] for v in columns], dtype=np.int64)
        self.column_count = len(exported)
        self._costs = np.full(self.column_count, np.nan)  # what PuLP stated is not known here
        self.row_count: int = self._highs.getNumRow()
        self.time_limit_seconds = time_limit_seconds
        self.seconds = 0.0
        self.rounds = 0
        # One thread: the simplex is serial, and answers must not depend on the machine.
        self._set_precision(PRECISION)
        self.set_options(threads=1, random_seed=0, **options)

    def set_options(self, **options: Any) -> None:  # noqa: ANN401 - HiGHS options of any type
        """Set HiGHS options by name."""
        for name, value in options.items():
            self._highs.setOptionValue(name, value)

    @property
    def seconds_left(self) -> float:
        """Seconds before the time limit; infinite without one."""
        return (
            float("inf")
            if self.time_limit_seconds is None
            else max(0.0, self.time_limit_seconds - self.seconds)
        )

    def solve(self) -> SolveStatus:
        """Solve from the basis at hand.

        Returns
        -------
        SolveStatus
            ``optimal`` only where HiGHS has proved it; PuLP 3.3.2 would also say so of a run that
            hit its time limit, which is why the solver itself is asked.

        Raises
        ------
        SolverError
            If HiGHS fails, or finds the programme unbounded (a fault of ours, not the user's).
        """
        status = self._run(PRIMAL if self.rounds else CHOOSE)
        if status in {None, "infeasible"} and self.rounds > 1:
            # Changed in place, the simplex may lose its way: once more, and from scratch.
            self._highs.clearSolver()
            status = self._run(CHOOSE)
        if status is None:
            # Figures too far apart for this precision: the usual one, for this answer only.
            self._highs.clearSolver()
            self._set_precision(USUAL_PRECISION)
            status = self._run(CHOOSE)
            self._set_precision(PRECISION)
        if status is None:
            model = self._highs.modelStatusToString(self._highs.getModelStatus())
            raise SolverError(f"HiGHS stopped with status {model!r}")
        return status

    def _set_precision(self, tolerance: float) -> None:
        self.set_options(
            primal_feasibility_tolerance=tolerance, dual_feasibility_tolerance=tolerance
        )

    def _run(self, strategy: int) -> SolveStatus | None:
        """Run HiGHS once; ``None`` where it says nothing that can be used."""
        if self.seconds_left <= 0:
            return "stopped"
        if self.time_limit_seconds is not None:  # HiGHS's clock runs on from one solve to the next
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self.seconds_left)
        self._highs.setOptionValue("simplex_strategy", strategy)
        start = time.perf_counter()
        self._highs.run()
        self.seconds += time.perf_counter() - start
        self.rounds += 1
        words = highspy.HighsModelStatus
        meaning: dict[Any, SolveStatus] = {
            words.kOptimal: "optimal",
            words.kInfeasible: "infeasible",
            words.kUnboundedOrInfeasible: "infeasible",
            words.kTimeLimit: "stopped",
            words.kIterationLimit: "stopped",
            words.kInterrupt: "stopped",
        }
        status = meaning.get(self._highs.getModelStatus())
        if status is None and self._settled_all_but_the_sum():
            return "optimal"
        return status

    def _settled_all_but_the_sum(self) -> bool:
        """Whether a basis stands that is feasible in the primal and in the dual.

        That is a proof of optimality. HiGHS doubts it where primal and dual objective differ in
        digits that large costs times tiny values do not hold.
        """
        info = self._highs.getInfo()
        return bool(
            info.basis_validity == highspy.BasisValidity.kBasisValidityValid
            and info.num_primal_infeasibilities == 0
            and info.num_dual_infeasibilities == 0
        )

    @property
    def objective(self) -> float:
        """Objective value of the last solve."""
        return float(self._highs.getObjectiveValue())

    def values(self) -> FloatArray:
        """Return the value of every column, in the solver's order."""
        return np.array(self._highs.getSolution().col_value)

    def row_values(self) -> FloatArray:
        """Return what every row adds up to."""
        return np.array(self._highs.getSolution().row_value)

    def row_duals(self) -> FloatArray:
        """Return the change of the objective for one more unit on each row's right-hand side."""
        return np.array(self._highs.getSolution().row_dual)

    def set_costs(self, columns: IntArray, costs: FloatArray) -> None:
        """Minimise these costs and no others."""
        every = np.zeros(self.column_count)
        every[columns] = costs
        # To hand over a cost that stays is as dear as one that changes; nan differs from all.
        changed = (every != self._costs).nonzero()[0].astype(np.int32)
        self._highs.changeColsCost(len(changed), changed, every[changed])
        self._costs = every

    def set_coefficient(self, row: int, column: int, value: float) -> None:
        """Change one entry of the matrix."""
        self._highs.changeCoeff(int(row), int(column), float(value))

    def set_column_bounds(self, column: int, lower: float, upper: float) -> None:
        """Change what a column must lie between."""
        self._highs.changeColBounds(int(column), float(lower), float(upper))

    def set_row_bounds(self, row: int, lower: float, upper: float) -> None:
        """Change what a row must lie between."""
        self._highs.changeRowBounds(int(row), float(lower), float(upper))

    def set_rows_bounds(self, rows: IntArray, lower: FloatArray, upper: FloatArray) -> None:
        """Change what several rows must lie between."""
        self._highs.changeRowsBounds(
            len(rows),
            rows.astype(np.int32),
            lower.astype(np.float64),
            upper.astype(np.float64),
        )

    def add_row(self, columns: IntArray, coefficients: FloatArray, *, upper: float) -> int:
        """Add a row ``sum <= upper`` and return its number."""
        used = np.flatnonzero(coefficients)
        self._highs.addRow(
            -highspy.kHighsInf,
            float(upper),
            len(used),
            columns[used].astype(np.int32),
            coefficients[used].astype(np.float64),
        )
        self.row_count += 1
        return self.row_count - 1

    def drop_rows(self, count: int) -> None:
        """Take back the rows that were added last."""
        first = self.row_count - count
        self._highs.deleteRows(count, np.arange(first, self.row_count, dtype=np.int32))
        self.row_count = first

    def begin_again(self) -> None:
        """Count solves and their time anew; the basis stays."""
        self.seconds = 0.0
        self.rounds = 0

    def add_columns(
        self, costs: FloatArray, starts: IntArray, rows: IntArray, coefficients: FloatArray
    ) -> IntArray:
        """Add columns ``>= 0``, given column by column, and return their numbers.

        Parameters
        ----------
        costs
            One entry a column.
        starts
            Where each column's entries begin in ``rows`` and ``coefficients``.
        rows, coefficients
            The entries.
        """
        count = len(costs)
        self._highs.addCols(
            count,
            costs.astype(np.float64),
            np.zeros(count),
            np.full(count, highspy.kHighsInf),
            len(rows),
            starts.astype(np.int32),
            rows.astype(np.int32),
            coefficients.astype(np.float64),
        )
        numbers = np.arange(self.column_count, self.column_count + count, dtype=np.int64)
        self.column_count += count
        self._costs = np.concatenate([self._costs, costs])
        return numbers
