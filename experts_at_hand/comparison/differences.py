"""One figure against the baseline's: the difference, and whether it is better, in words."""

import math
from dataclasses import dataclass
from typing import Literal

from experts_at_hand.domain.scorecard import Better

SAME = 1e-6
"""Figures this close, relative to the larger or to 1, are the same: the solver's own precision."""

HALF_A_TENTH = 0.0005
"""Shares below this are shown as 0.0%, never as -0.0%."""

Verdict = Literal["better", "worse", "same", "not comparable", "other circumstances"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One metric of one scenario against the baseline.

    Parameters
    ----------
    metric, label, unit, better
        As the scorecard says.
    scenario
        The scenario's name.
    value
        In ``unit``; ``nan`` where the scenario has no such figure.
    difference
        Value less the baseline's.
    verdict
        Whether that is better, in words; a scenario with other staff or another need is not judged.
    """

    metric: str
    label: str
    unit: str
    better: Better
    scenario: str
    value: float
    difference: float
    verdict: Verdict


def verdict(value: float, before: float, better: Better) -> Verdict:
    """Say whether a figure is better than the baseline's.

    >>> verdict(0.5, 0.4, "higher"), verdict(0.5, 0.4, "lower"), verdict(0.5, 0.5, "lower")
    ('better', 'worse', 'same')
    """
    if math.isnan(value) or math.isnan(before):
        return "not comparable"
    if value == before:  # both may be without end
        return "same"
    apart = abs(value - before)
    if math.isfinite(apart) and apart <= SAME * max(1.0, abs(value), abs(before)):
        return "same"
    return "better" if (value > before) == (better == "higher") else "worse"


def in_words(cell: Difference) -> str:
    """Say a figure and how it differs from the baseline's.

    >>> in_words(Difference(metric="m", label="M", unit="share", better="higher", scenario="s",
    ...                     value=0.5, difference=0.1, verdict="better"))
    '50.0%  +10.0 points, better'
    >>> in_words(Difference(metric="m", label="M", unit="share", better="higher", scenario="s",
    ...                     value=0.1924, difference=-0.0003, verdict="worse"))
    '19.2%  about the same'
    """
    if math.isnan(cell.value):
        return "-"
    shown = figure(cell.value, cell.unit)
    if cell.verdict in {"same", "not comparable"}:
        return shown
    too_little = cell.unit == "share" and abs(cell.difference) < HALF_A_TENTH
    if too_little or shown == figure(cell.value - cell.difference, cell.unit):
        return f"{shown}  about the same"
    judged = f", {cell.verdict}" if cell.verdict in {"better", "worse"} else ""
    if cell.unit == "share":
        return f"{shown}  {100 * cell.difference:+,.1f} points{judged}"
    sign = "+" if cell.difference > 0 else "-"
    return f"{shown}  {sign}{figure(abs(cell.difference), cell.unit)}{judged}"


def figure(value: float, unit: str) -> str:
    """Write a figure as a reader likes it, by its unit.

    >>> figure(0.4567, "share"), figure(12345.6, "hours a year"), figure(0.01234, "index")
    ('45.7%', '12,346', '0.012')
    """
    if not math.isfinite(value):
        return "-" if math.isnan(value) else "without end"
    if unit == "share":
        return f"{value + 0.0 if abs(value) >= HALF_A_TENTH else 0.0:.1%}"
    if abs(value) >= 1000:  # noqa: PLR2004 - thousands need no decimals
        return f"{value:,.0f}"
    return f"{value:,.3g}" if abs(value) >= 1 else f"{value:.3f}"
