"""HiGHS without its banner, what its answers are called, and versions."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any, Literal

import highspy
import pulp

SolveStatus = Literal["optimal", "infeasible", "stopped"]

_terms = getattr(pulp.LpAffineExpression, "from_list", pulp.LpAffineExpression)


def weighted_sum(terms: Iterable[tuple[Any, float]]) -> Any:  # noqa: ANN401 - PuLP is untyped
    """Return the sum of variable x coefficient, in the way that is fast in both PuLP versions.

    Parameters
    ----------
    terms
        (variable, coefficient) pairs.
    """
    return _terms([(variable, float(coefficient)) for variable, coefficient in terms])


@cache
def solver_versions() -> Mapping[str, str]:
    """Return the versions of the modelling layer and the solver, by name."""
    return {"pulp": version("pulp"), "highspy": version("highspy")}


class QuietHighs(highspy.Highs):  # type: ignore[misc]
    """HiGHS without its banner.

    From 1.16 on the banner goes to the C-level standard output while the object is being made,
    before any option can be set, and would spoil ``--json``. Callbacks are switched on at that
    moment, so this is where output can still be switched off.
    """

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's own name
        """Silence HiGHS at the first moment at which that can be done."""
        self.setOptionValue("output_flag", False)  # noqa: FBT003 - HiGHS's own signature
        super().enableCallbacks()

    def run(self) -> Any:  # noqa: ANN401 - HiGHS's own status
        """Solve; also after somebody else in this process has solved with other threads.

        HiGHS keeps one set of threads for the whole process, and refuses to run with another number
        until that set is given up: a notebook that used HiGHS before would get no answer.
        """
        status = super().run()
        refused = status == highspy.HighsStatus.kError
        if refused and self.getModelStatus() == highspy.HighsModelStatus.kNotset:
            highspy.Highs.resetGlobalScheduler(True)  # noqa: FBT003 - HiGHS's own signature
            status = super().run()
        return status
