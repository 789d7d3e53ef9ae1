"""How exact a plan has to be: every tolerance of the allocation room, on one page."""

HOURS_TOLERANCE = 1e-5
"""Hours a year by which plain arithmetic may differ from the solver: a thirtieth of a second. The
solver works to a ten-thousandth of it, so that sums over many settings stay inside."""

DIGITS_TOLERANCE = 1e-9
"""The same relative to large figures, of which a double and the solver's scaling leave no more."""

ACCESS_TOLERANCE = 1e-5
"""Share of a need by which a claim of access may be off: what the smallest needs feel of
`HOURS_TOLERANCE`."""

SHARE_TOLERANCE = 1e-9
"""Promises that are shrunk by no more than this fit whole."""

BINDING_TOLERANCE = 1e-9
"""A dual that is not rounding."""

SATURATION_TOLERANCE = 1e-5
"""A dual above this share of a setting's need marks it as holding the level down. The duals add up
to the need of all unsettled settings, so at least one share is 1 or more."""

LEVEL_TOLERANCE = 1e-7
"""Levels of access this close together are one."""

GAIN_TOLERANCE = 1e-5
"""Hours a year that are no gain for anybody: a thirtieth of a second."""

PRICE_TOLERANCE = 1e-7
"""A pair enters when one hour would improve the objective by more than this many hours: HiGHS's
own dual feasibility tolerance, so absent pairs are held to the standard of present ones."""

KEEP_HOURS = 1e-8
"""Hours of a settled objective that the next may give back: ten times the precision asked of HiGHS,
and too few to notice: a need of six minutes a year would feel a ten-millionth of it."""

KEEP_SHARE = 1e-13
"""The same relative to large values, whose last digits a double does not hold."""

PROMISE_SLACK = 1e-7
"""Hours by which a guarantee may be short where guarantees fit together to the last digit only."""

DUAL_TOLERANCE = 1e-12
"""A dual this close to zero is zero."""

NOTHING = 1e-6
"""Hours a year, or share of a need below one hour, under which an assignment is rounding noise."""


def hours_tolerance(hours: float) -> float:
    """Return the hours by which a figure of this size may be off.

    >>> round(hours_tolerance(100.0), 7), round(hours_tolerance(900_000.0), 7)
    (1.01e-05, 0.00091)
    """
    return HOURS_TOLERANCE + DIGITS_TOLERANCE * abs(hours)
