"""What is wrong with a plan, one thing at a time, and how exact a plan has to be."""

from dataclasses import dataclass

HOURS_TOLERANCE = 1e-5
"""Hours a year by which plain arithmetic may differ from the solver: a thirtieth of a second. The
solver works to a ten-thousandth of it, so that sums over many settings stay inside."""

DIGITS_TOLERANCE = 1e-9
"""The same relative to large figures, of which a double and the solver's scaling leave no more."""


def hours_tolerance(hours: float) -> float:
    """Return the hours by which a figure of this size may be off.

    >>> round(hours_tolerance(100.0), 7), round(hours_tolerance(900_000.0), 7)
    (1.01e-05, 0.00091)
    """
    return HOURS_TOLERANCE + DIGITS_TOLERANCE * abs(hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One thing that is wrong with a plan.

    Parameters
    ----------
    check
        What was checked.
    found
        What is wrong, with who, where and how much.
    """

    check: str
    found: str

    def __str__(self) -> str:
        return f"{self.check}: {self.found}"
