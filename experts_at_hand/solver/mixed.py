"""Programmes in which some decisions are whole numbers, with their bound, by branch and bound."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.solver.highs import QuietHighs, SolveStatus

if TYPE_CHECKING:
    from scipy.sparse import csr_array

CLOSE_ENOUGH = 1e-6
"""Relative distance of bound and value at which an answer counts as proved: the precision of the
hours themselves."""

FEASIBLE = 1e-9
"""How far a row may be off: what is settled by one programme is held against the next."""


@dataclass(frozen=True, eq=False, kw_only=True)
class MixedProgramme:
    """A minimisation with rows that lie between two values.

    Parameters
    ----------
    costs, lower, upper
        One entry a decision.
    whole
        One entry a decision: whether it is a whole number.
    matrix
        Rows x decisions.
    row_lower, row_upper
        What each row must lie between.
    """

    costs: FloatArray
    lower: FloatArray
    upper: FloatArray
    whole: BoolArray
    matrix: "csr_array[np.float64]"
    row_lower: FloatArray
    row_upper: FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class MixedResult:
    """What came of a programme.

    Parameters
    ----------
    status
        ``optimal`` and ``infeasible`` only with a proof; ``stopped`` at a limit.
    values
        One entry a decision; ``None`` where none was found.
    bound
        No answer costs less.
    """

    status: SolveStatus
    values: FloatArray | None
    bound: float


def solve_mixed(
    programme: MixedProgramme,
    *,
    start: FloatArray | None = None,
    nodes: int,
    seconds: float | None = None,
    close: float = CLOSE_ENOUGH,
) -> MixedResult:
    """Minimise, by branch and bound from an answer at hand.

    The usual limit is a number of nodes and not of seconds, so that answers do not depend on the
    machine.

    Parameters
    ----------
    programme
        What is decided, and what must hold.
    start
        An answer that keeps every row, if there is one at hand.
    nodes
        Branch-and-bound nodes at most.
    seconds
        And seconds at most; no limit by default.
    close
        Relative distance of bound and value at which the search ends; ``optimal`` then means that.
    """
    highs = QuietHighs()
    options: dict[str, Any] = {
        "threads": 1,
        "random_seed": 0,
        "mip_max_nodes": nodes,
        "mip_rel_gap": close,
        "mip_abs_gap": 0.0,
        "primal_feasibility_tolerance": FEASIBLE,
        "mip_feasibility_tolerance": FEASIBLE,
    }
    if seconds is not None:
        options["time_limit"] = max(0.1, seconds)
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(as_highs(programme))
    if start is not None:
        at_hand = highspy.HighsSolution()
        at_hand.col_value = start.tolist()
        highs.setSolution(at_hand)
    highs.run()
    return _answer(highs, programme)


def _answer(highs: QuietHighs, programme: MixedProgramme) -> MixedResult:
    words = highspy.HighsModelStatus
    status = highs.getModelStatus()
    if status in {words.kInfeasible, words.kUnboundedOrInfeasible}:
        return MixedResult(status="infeasible", values=None, bound=np.inf)
    solution = highs.getSolution()
    values = np.array(solution.col_value) if solution.value_valid else None
    if status == words.kOptimal and values is not None:
        bound = float(programme.costs @ values)
        if programme.whole.any():
            bound = min(bound, float(highs.getInfo().mip_dual_bound))
        return MixedResult(status="optimal", values=values, bound=bound)
    known = programme.whole.any()
    bound = float(highs.getInfo().mip_dual_bound) if known else -np.inf
    return MixedResult(status="stopped", values=values, bound=bound)


def as_highs(programme: MixedProgramme) -> Any:  # noqa: ANN401 - highspy is a compiled module
    """Return a programme as HiGHS takes it."""
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = programme.matrix.shape
    model.col_cost_ = programme.costs
    model.col_lower_, model.col_upper_ = programme.lower, programme.upper
    model.row_lower_, model.row_upper_ = programme.row_lower, programme.row_upper
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger if w else kinds.kContinuous for w in programme.whole]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = programme.matrix.indptr
    model.a_matrix_.index_ = programme.matrix.indices
    model.a_matrix_.value_ = programme.matrix.data
    return model
