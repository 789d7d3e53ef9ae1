"""The one door to PuLP and HiGHS, for allocation and for exact clustering.

A programme is stated in PuLP, handed to HiGHS once, and from then on solved again *in place*: new
costs, bounds, columns and rows go straight to the live solver, which starts from the basis it has.
That turns seconds into hundredths of a second, and neither PuLP 3 nor PuLP 4 offers it.

Duals are those of a minimisation: the change of the objective for one more unit on the right-hand
side of a row. State every aim as a minimisation, then their signs are the same in every version.
"""

from experts_at_hand.solver.binary import BinaryResult, reduced_costs, solve_binary
from experts_at_hand.solver.highs import SolveStatus, solver_versions, weighted_sum
from experts_at_hand.solver.incremental import IncrementalLP
from experts_at_hand.solver.mixed import MixedProgramme, MixedResult, solve_mixed
from experts_at_hand.solver.rows import Rows

__all__ = [
    "BinaryResult",
    "IncrementalLP",
    "MixedProgramme",
    "MixedResult",
    "Rows",
    "SolveStatus",
    "reduced_costs",
    "solve_binary",
    "solve_mixed",
    "solver_versions",
    "weighted_sum",
]
