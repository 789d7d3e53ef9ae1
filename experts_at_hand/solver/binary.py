"""Yes-or-no decisions, by branch and bound from an answer at hand."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.solver.highs import QuietHighs, SolveStatus
from experts_at_hand.solver.mixed import MixedProgramme, as_highs

if TYPE_CHECKING:
    from scipy.sparse import csr_array


WORTH_PRESOLVE = 3_000
"""Decisions from which they are worth being looked through before the search. An assumption: what
comes here has been thinned out already, and below this the search alone takes half the time."""


@dataclass(frozen=True, eq=False, kw_only=True)
class BinaryResult:
    """What came of a programme of yes-or-no decisions.

    Parameters
    ----------
    status
        ``optimal`` only with a proof; ``infeasible`` with one; ``stopped`` at the node limit.
    values
        One entry a decision, 0 or 1; ``None`` where none was found.
    bound
        No answer is below it.
    """

    status: SolveStatus
    values: FloatArray | None
    bound: float


def solve_binary(
    costs: FloatArray,
    matrix: "csr_array[np.float64]",
    rows: tuple[FloatArray, FloatArray],
    *,
    start: FloatArray | None = None,
    nodes: int,
    seconds: float | None = None,
    below: float = np.inf,
) -> BinaryResult:
    """Minimise costs over yes-or-no decisions, from an answer at hand.

    The limit is a number of nodes and not of seconds, so that answers do not depend on the machine.

    Parameters
    ----------
    costs
        One entry a decision.
    matrix, rows
        Rows x decisions, and what each row must lie between.
    start
        An answer that keeps every row, if there is one at hand.
    nodes
        Branch-and-bound nodes at most.
    seconds
        And seconds at most; no limit by default.
    below
        Only answers that cost less are looked for; where there is none the bound is this.
    """
    highs = QuietHighs()
    settings: dict[str, Any] = {
        "threads": 1,
        "random_seed": 0,
        "mip_max_nodes": nodes,
        "mip_rel_gap": 1e-9,
        "objective_bound": below,
        # It takes half of the time at the root, and hardly ever finds what the others do not.
        "mip_heuristic_run_root_reduced_cost": False,
        "presolve": "off" if len(costs) < WORTH_PRESOLVE else "choose",
    }
    if seconds is not None:
        settings["time_limit"] = max(0.1, seconds)
    for name, value in settings.items():
        highs.setOptionValue(name, value)
    highs.passModel(as_highs(_programme(costs, matrix, rows)))
    if start is not None:
        at_hand = highspy.HighsSolution()
        at_hand.col_value = start.tolist()
        highs.setSolution(at_hand)
    highs.run()
    return _result(highs, costs, below)


def reduced_costs(
    costs: FloatArray, matrix: "csr_array[np.float64]", rows: tuple[FloatArray, FloatArray]
) -> tuple[float, FloatArray] | None:
    """Return the least cost where decisions may be parts, and by how much each adds to it.

    An answer that says yes to a decision with a positive reduced cost costs that much more at
    least. ``None`` where no parts keep every row, or the solver cannot say.

    Parameters
    ----------
    costs
        One entry a decision.
    matrix, rows
        Rows x decisions, and what each row must lie between.
    """
    highs = QuietHighs()
    for name, value in (("threads", 1), ("random_seed", 0)):
        highs.setOptionValue(name, value)
    programme = _programme(costs, matrix, rows)
    highs.passModel(as_highs(replace(programme, whole=np.zeros(len(costs), dtype=bool))))
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return float(highs.getObjectiveValue()), np.array(highs.getSolution().col_dual)


def _result(highs: QuietHighs, costs: FloatArray, below: float) -> BinaryResult:
    """Return what came of a run that looked for answers below a cost."""
    info, words = highs.getInfo(), highspy.HighsModelStatus
    status = highs.getModelStatus()
    if status == words.kInfeasible:
        return BinaryResult(status="infeasible", values=None, bound=below)
    solution = highs.getSolution()
    found = np.round(np.array(solution.col_value)) if solution.value_valid else np.zeros(0)
    # Told to look below something, HiGHS calls whatever it met above it the best.
    if status in {words.kOptimal, words.kObjectiveBound}:
        if not len(found) or costs @ found >= below:
            return BinaryResult(status="infeasible", values=None, bound=below)
        # Where presolve settles everything the dual bound lacks what presolve took out.
        return BinaryResult(status="optimal", values=found, bound=float(costs @ found))
    return BinaryResult(
        status="stopped",
        values=found if len(found) == len(costs) else None,
        bound=min(float(info.mip_dual_bound), below),
    )


def _programme(
    costs: FloatArray, matrix: "csr_array[np.float64]", rows: tuple[FloatArray, FloatArray]
) -> MixedProgramme:
    """Return the programme of decisions that are all yes or no."""
    count = len(costs)
    return MixedProgramme(
        costs=costs, lower=np.zeros(count), upper=np.ones(count), whole=np.ones(count, dtype=bool),
        matrix=matrix, row_lower=rows[0], row_upper=rows[1],
    )  # fmt: skip
