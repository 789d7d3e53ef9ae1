"""The live programme: changes in place give what a fresh programme gives, in silence."""

import subprocess
import sys

import numpy as np
import pulp
import pytest

from experts_at_hand.solver import IncrementalLP, weighted_sum

pytestmark = pytest.mark.solver


def two_goods() -> tuple[IncrementalLP, list[object]]:
    """Maximise 3x + 2y with x + y <= 4 and x <= 3, as a minimisation: x = 3, y = 1, -11."""
    problem = pulp.LpProblem("two_goods", pulp.LpMinimize)
    x, y = problem.add_variable("x", 0, 3), problem.add_variable("y", 0)
    problem.addConstraint(weighted_sum([(x, 1), (y, 1)]) <= 4, "together")
    problem.setObjective(weighted_sum([(x, -3), (y, -2)]))
    return IncrementalLP(problem, [x, y]), [x, y]


def test_solve_and_duals() -> None:
    """One more of the shared resource brings one more y: the dual of a minimisation is -2."""
    live, _ = two_goods()
    assert live.solve() == "optimal"
    assert live.values()[live.columns] == pytest.approx([3, 1])
    assert live.objective == pytest.approx(-11)
    assert live.row_duals() == pytest.approx([-2])


def test_columns_follow_the_callers_order() -> None:
    """Columns may be asked for in any order."""
    problem = pulp.LpProblem("order", pulp.LpMinimize)
    names = ["b", "a", "c"]
    variables = {name: problem.add_variable(name, 0, 9) for name in names}
    problem.addConstraint(weighted_sum([(variables["a"], 1)]) >= 1, "a")
    problem.addConstraint(weighted_sum([(variables["b"], 1)]) >= 2, "b")
    problem.addConstraint(weighted_sum([(variables["c"], 1)]) >= 3, "c")
    problem.setObjective(weighted_sum([(v, 1) for v in variables.values()]))
    live = IncrementalLP(problem, [variables[name] for name in "abc"])
    assert live.solve() == "optimal"
    assert live.values()[live.columns] == pytest.approx([1, 2, 3])


def test_changes_in_place() -> None:
    """New costs, a new row, a new column, new bounds: each from the basis at hand."""
    live, _ = two_goods()
    live.solve()
    live.set_costs(live.columns, np.array([-1.0, -2.0]))
    assert live.solve() == "optimal"
    assert live.values()[live.columns] == pytest.approx([0, 4])
    row = live.add_row(live.columns, np.array([0.0, 1.0]), upper=2.5)
    assert live.solve() == "optimal"
    assert live.values()[live.columns] == pytest.approx([1.5, 2.5])
    (z,) = live.add_columns(np.array([-5.0]), np.array([0]), np.array([0]), np.array([1.0]))
    assert live.solve() == "optimal"
    assert live.values()[z] == pytest.approx(4)
    live.set_row_bounds(0, -np.inf, 6)
    live.set_coefficient(row, z, 1.0)
    assert live.solve() == "optimal"
    assert live.values()[z] == pytest.approx(2.5)
    assert live.rounds == 5


def test_infeasible_is_said() -> None:
    """X >= 5 and x <= 3."""
    problem = pulp.LpProblem("none", pulp.LpMinimize)
    x = problem.add_variable("x", 0, 3)
    problem.addConstraint(weighted_sum([(x, 1)]) >= 5, "much")
    problem.setObjective(weighted_sum([(x, 1)]))
    assert IncrementalLP(problem, [x]).solve() == "infeasible"


def test_no_time_is_stopped_and_not_optimal() -> None:
    """PuLP 3.3.2 would call a run that hit its limit optimal."""
    problem = pulp.LpProblem("none", pulp.LpMinimize)
    x = problem.add_variable("x", 0, 3)
    problem.addConstraint(weighted_sum([(x, 1)]) >= 1, "some")
    problem.setObjective(weighted_sum([(x, 1)]))
    live = IncrementalLP(problem, [x], time_limit_seconds=0.0)
    assert live.solve() == "stopped"


def test_nothing_is_printed_on_the_c_level_standard_output() -> None:
    """HiGHS 1.16 prints a banner while it is made, which Python cannot redirect."""
    program = (
        "import pulp\n"
        "from experts_at_hand.solver import IncrementalLP, weighted_sum\n"
        "p = pulp.LpProblem('p', pulp.LpMinimize); x = p.add_variable('x', 1, 3)\n"
        "p.addConstraint(weighted_sum([(x, 1)]) >= 2, 'r')\n"
        "p.setObjective(weighted_sum([(x, 1)]))\n"
        "assert IncrementalLP(p, [x]).solve() == 'optimal'\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ran.stdout == b""


def test_an_answer_comes_after_others_have_used_other_threads() -> None:
    """HiGHS shares its threads in a process, and refuses another number of them.

    In a process of its own: a programme is solved as any notebook would, then ours twice over.
    """
    program = """
import highspy, numpy as np
from scipy.sparse import csr_array
from experts_at_hand.solver import solve_binary
from tests.solver.test_incremental import two_goods

def elsewhere():
    other = highspy.Highs()
    other.setOptionValue("output_flag", False)
    other.setOptionValue("threads", 2)
    chosen = [other.addBinary() for _ in range(3)]
    other.addConstr(chosen[0] + chosen[1] + chosen[2] >= 2)
    return other.run()

elsewhere()
ones = csr_array(np.ones((1, 3)))
found = solve_binary(np.arange(3.0), ones, (np.array([2.0]), np.array([3.0])), nodes=9)
assert (found.status, found.bound) == ("optimal", 1.0), found
highspy.Highs.resetGlobalScheduler(True)
elsewhere()
live, _ = two_goods()
assert live.solve() == "optimal"
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
