"""HiGHS as it is used here: in silence, whatever else ran in the process, versions named."""

import highspy
import pulp
import pytest

from experts_at_hand.solver.highs import QuietHighs, solver_versions, weighted_sum

pytestmark = pytest.mark.solver


def test_it_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Not even the banner that goes to the C-level output while the object is made."""
    quiet = QuietHighs()
    quiet.addVar(0.0, 1.0)
    quiet.run()
    assert capfd.readouterr() == ("", "")


def test_other_threads_before_do_not_matter() -> None:
    """Somebody else solved with two; one that wants one is answered all the same."""
    other = QuietHighs()
    other.setOptionValue("threads", 2)
    other.addVar(0.0, 1.0)
    other.run()
    own = QuietHighs()
    own.setOptionValue("threads", 1)
    own.addVar(1.0, 2.0)
    own.run()
    assert own.getModelStatus() == highspy.HighsModelStatus.kOptimal


def test_a_weighted_sum_is_one_expression_in_every_pulp() -> None:
    problem = pulp.LpProblem()
    x, y = problem.add_variable("x"), problem.add_variable("y")
    total = weighted_sum([(x, 2), (y, 0.5)])
    x.varValue, y.varValue = 3.0, 4.0
    assert pulp.value(total) == 8.0


def test_versions_are_named() -> None:
    assert set(solver_versions()) == {"pulp", "highspy"}
