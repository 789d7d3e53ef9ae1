"""What each gap in the counts can move: need with the blanks low, as estimated, and high.

A blank is estimated by what is usual in its phase. How far it may be off is judged by how far
settings of that phase lie apart: need is worked out again with every blank of a column at the lower
quartile of its phase, and again at the upper one; where a phase has too few to say, at half of the
estimate and at half as much again.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experts_at_hand.domain.counts import OWN_COLUMNS
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Setting

QUARTILES = (0.25, 0.75)

ENOUGH = 4
"""Settings of a phase from which quartiles are taken."""

HALF_AS_MUCH = 0.5
"""Where fewer have the count, a blank may be half of its estimate or half as much again: an
assumption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A column with blanks.

    Parameters
    ----------
    column
        Its heading.
    settings
        How many settings have a blank there.
    hours, low, high
        Hours of need a year, all professions, at these settings: as estimated, and with every
        blank at the lower and at the upper quartile of its phase.
    total
        Hours of need of the whole area, as estimated.
    """

    column: str
    settings: int
    hours: float
    low: float
    high: float
    total: float

    @property
    def moves(self) -> float:
        """Largest share of the area's need that may be at other settings than it seems."""
        return max(abs(self.high - self.hours), abs(self.hours - self.low)) / self.total

    def sentence(self) -> str:
        """Say what the gap can move."""
        where = "1 setting" if self.settings == 1 else f"{self.settings:,} settings"
        if abs(self.high - self.low) < 1:
            return f"{self.column} of {where} is blank, and moves no need: it weighs nothing here"
        return (
            f"{self.column} of {where} is blank: {self.hours:,.0f} hours of need a year there; "
            f"{self.low:,.0f} to {self.high:,.0f} if blanks stood at a quartile of their phase, "
            f"or half off where it has too few; that moves {self.moves:.1%} of all need"
        )


def gaps_of(area: LocalArea) -> tuple[Gap, ...]:
    """Return every column with blanks that were estimated, the one that moves most first.

    Parameters
    ----------
    area
        With its models of need.
    """
    need = area.need
    total = float(need.hours.sum())
    blank = Counter(item.column for item in need.imputations)
    found = []
    for column, count in blank.items():
        estimates = {i.setting_id: i.value for i in need.imputations if i.column == column}
        rows = [area.setting_index[id_] for id_ in estimates]
        hours = float(need.weights[rows].sum())
        low, high = (
            _hours(area, _filled(area.settings, column, estimates, quartile), rows)
            for quartile in QUARTILES
        )
        found.append(
            Gap(
                column=column,
                settings=count,
                hours=hours,
                low=min(low, high, hours),
                high=max(low, high, hours),
                total=total,
            )
        )
    return tuple(sorted(found, key=lambda gap: (-gap.moves, gap.column)))


def _hours(area: LocalArea, settings: Sequence[Setting], rows: Sequence[int]) -> float:
    return float(area.replace(settings=tuple(settings)).need.weights[list(rows)].sum())


def _filled(
    settings: Sequence[Setting], column: str, estimates: Mapping[str, float], quartile: float
) -> list[Setting]:
    """Return the settings with every blank of a column at a quartile of its phase."""
    ratios = [(s, r) for s in settings if (r := _ratio(s, column)) is not None]
    found = []
    for setting in settings:
        if setting.id not in estimates:
            found.append(setting)
            continue
        alike = [r for s, r in ratios if s.phase is setting.phase]
        if len(alike) < ENOUGH:
            value = estimates[setting.id] * (
                1 + HALF_AS_MUCH * (1 if quartile > HALF_AS_MUCH else -1)
            )
        else:
            value = float(np.quantile(alike, quartile)) * _per(setting, column, settings)
        found.append(_with(setting, column, value))
    return found


def _ratio(setting: Setting, column: str) -> float | None:
    """Return a known count as a share of the roll; rolls and IDACI as they are."""
    value = _value(setting, column)
    if value is None or column in {"pupils", "idaci"}:
        return value
    return value / setting.pupils if setting.pupils else None


def _per(setting: Setting, column: str, settings: Sequence[Setting]) -> float:
    """Return what a ratio is of: the roll, that of the middle of the phase where it is blank."""
    if column in {"pupils", "idaci"}:
        return 1.0
    if setting.pupils is not None:
        return setting.pupils
    rolls = [s.pupils for s in settings if s.phase is setting.phase and s.pupils is not None]
    every = rolls or [s.pupils for s in settings if s.pupils is not None]
    return float(np.median(every)) if every else 0.0


def _value(setting: Setting, column: str) -> float | None:
    if column in OWN_COLUMNS or column == "idaci":
        found: float | None = getattr(setting, column)
        return found
    return setting.counts.get(column)


def _with(setting: Setting, column: str, value: float) -> Setting:
    if column in OWN_COLUMNS or column == "idaci":
        changed: dict[str, Any] = {column: min(value, 1.0) if column == "idaci" else value}
        return replace(setting, **changed)
    return replace(setting, counts={**setting.counts, column: value})
