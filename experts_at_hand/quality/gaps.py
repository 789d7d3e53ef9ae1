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

from experts_at_hand.domain.counts import NEED_COLUMN, OWN_COLUMNS, known_count
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase, Setting

QUARTILES = (0.25, 0.75)

ENOUGH = 4
"""Settings of a phase from which quartiles are taken."""

WHOLE = ("pupils", "idaci")
"""Columns that are no share of a roll."""

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


def with_blanks_at(area: LocalArea, column: str, quartile: float) -> LocalArea:
    """Return the area with every blank of a column at a quartile of its phase.

    Parameters
    ----------
    area
        With its models of need.
    column
        Its heading.
    quartile
        The lower or the upper one of `QUARTILES`.
    """
    blanks = {i.setting_id: i.value for i in area.need.imputations if i.column == column}
    return area.replace(settings=tuple(_filled(area.settings, column, blanks, quartile)))


def _hours(area: LocalArea, settings: Sequence[Setting], rows: Sequence[int]) -> float:
    return float(area.replace(settings=tuple(settings)).need.weights[list(rows)].sum())


def _filled(
    settings: Sequence[Setting], column: str, estimates: Mapping[str, float], quartile: float
) -> list[Setting]:
    """Return the settings with every blank of a column at a quartile of its phase."""
    phases = {setting.phase for setting in settings if setting.id in estimates}
    at = {phase: _quartile(settings, column, phase, quartile) for phase in phases}
    roll = {phase: _middle_roll(settings, phase) for phase in phases}
    side = 1 if quartile == QUARTILES[1] else -1
    found = []
    for setting in settings:
        if setting.id not in estimates:
            found.append(setting)
            continue
        ratio = at[setting.phase]
        if ratio is None:
            value = estimates[setting.id] * (1 + side * HALF_AS_MUCH)
        elif column in WHOLE:
            value = ratio
        else:
            value = ratio * (roll[setting.phase] if setting.pupils is None else setting.pupils)
        found.append(_with(setting, column, value))
    return found


def _quartile(
    settings: Sequence[Setting], column: str, phase: Phase, quartile: float
) -> float | None:
    """Return a quartile of a phase's counts as shares of the roll; ``None`` with too few of them.

    Rolls and IDACI are taken as they are.
    """
    known = []
    for setting in settings:
        value = _value(setting, column) if setting.phase is phase else None
        if value is not None and column in WHOLE:
            known.append(value)
        elif value is not None and setting.pupils:
            known.append(value / setting.pupils)
    return float(np.quantile(known, quartile)) if len(known) >= ENOUGH else None


def _middle_roll(settings: Sequence[Setting], phase: Phase) -> float:
    """Return the roll in the middle of a phase; of all settings where the phase has none."""
    rolls = [s.pupils for s in settings if s.phase is phase and s.pupils is not None]
    every = rolls or [s.pupils for s in settings if s.pupils is not None]
    return float(np.median(every)) if every else 0.0


def _value(setting: Setting, column: str) -> float | None:
    return setting.idaci if column == "idaci" else known_count(setting, column)


def _with(setting: Setting, column: str, value: float) -> Setting:
    """Return a setting with a blank filled."""
    need = NEED_COLUMN.fullmatch(column)
    if need:
        return replace(setting, need_hours={**setting.need_hours, need[1]: value})
    if column in OWN_COLUMNS or column == "idaci":
        changed: dict[str, Any] = {column: min(value, 1.0) if column == "idaci" else value}
        return replace(setting, **changed)
    return replace(setting, counts={**setting.counts, column: value})
