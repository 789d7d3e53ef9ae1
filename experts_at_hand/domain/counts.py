"""Counts of children without gaps: what is blank is estimated, and every estimate is listed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, sealed
from experts_at_hand.domain.settings import Phase, Setting
from experts_at_hand.errors import DataError, nearest

OWN_COLUMNS = ("pupils", "ehcp", "sen_support", "fsm")
"""Counts of children that every setting has a place for."""


@dataclass(frozen=True, slots=True)
class PhaseProfile:
    """What a setting of a phase looks like when an area tells nothing.

    Parameters
    ----------
    pupils
        Children on roll.
    ehcp_rate, sen_support_rate
        Shares of them with a plan, and on SEN support.
    """

    pupils: float
    ehcp_rate: float
    sen_support_rate: float


PHASE_PROFILES: Mapping[Phase, PhaseProfile] = {
    Phase.EARLY_YEARS: PhaseProfile(45, 0.01, 0.07),
    Phase.PRIMARY: PhaseProfile(240, 0.028, 0.14),
    Phase.SECONDARY: PhaseProfile(980, 0.027, 0.125),
    Phase.ALL_THROUGH: PhaseProfile(600, 0.027, 0.13),
    Phase.POST_16: PhaseProfile(1200, 0.03, 0.10),
    Phase.SPECIAL: PhaseProfile(115, 0.98, 0.02),
    Phase.ALTERNATIVE: PhaseProfile(50, 0.25, 0.55),
}
"""Fallbacks where an area has no setting of the phase with counts.

The SEN rates lie in the ranges of "Special educational needs in England", January 2025: plans 2-3%
and SEN support 9-14% of pupils in mainstream schools, and a plan for nearly everyone in special
schools. Early years, post-16 and alternative provision, and the rolls, are assumptions without a
published source.
"""

IDACI_FALLBACK = 0.17
"""Share of children in income deprivation where no setting of the area has an IDACI: an
assumption near the English average of the 2019 index (about 17%)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imputation:
    """A blank count that was estimated.

    Parameters
    ----------
    setting_id, column
        What was blank, and where.
    value
        What stands in its place.
    basis
        Where that value comes from, in words.
    """

    setting_id: str
    column: str
    value: float
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Complete counts of all settings, in their order: one array entry a setting.

    ``further`` holds the further columns that were asked for, by name.
    """

    pupils: FloatArray
    ehcp: FloatArray
    sen_support: FloatArray
    idaci: FloatArray
    further: Mapping[str, FloatArray] = field(default_factory=dict)
    imputations: tuple[Imputation, ...] = ()


def complete_counts(settings: Sequence[Setting], further: Sequence[str] = ()) -> Counts:
    """Fill every blank count, saying so.

    A blank roll takes the median roll of the area's settings of the phase; a blank SEN count takes
    the phase's rate in the area (children over pupils, where both are known) times the roll; a
    blank IDACI takes the area's mean. Where the area has no such setting, `PHASE_PROFILES` speaks.

    Parameters
    ----------
    settings
        In any order; the order of the result.
    further
        Names of further columns of numbers, completed as `complete_column` does.
    """
    imputations: list[Imputation] = []

    def fill(setting: Setting, column: str, known: float | None, value: float, basis: str) -> float:
        if known is not None:
            return known
        imputations.append(
            Imputation(setting_id=setting.id, column=column, value=value, basis=basis)
        )
        return value

    typical = {phase: _typical(settings, phase) for phase in {s.phase for s in settings}}
    idaci_known = [s.idaci for s in settings if s.idaci is not None]
    idaci = float(np.mean(idaci_known)) if idaci_known else IDACI_FALLBACK
    idaci_basis = "mean of the area" if idaci_known else "English average, an assumption"

    rows = np.zeros((len(settings), 4))
    for i, setting in enumerate(settings):
        profile, bases = typical[setting.phase]
        pupils = fill(setting, "pupils", setting.pupils, profile.pupils, bases[0])
        rows[i] = (
            pupils,
            fill(setting, "ehcp", setting.ehcp, profile.ehcp_rate * pupils, bases[1]),
            fill(
                setting,
                "sen_support",
                setting.sen_support,
                profile.sen_support_rate * pupils,
                bases[2],
            ),
            fill(setting, "idaci", setting.idaci, idaci, idaci_basis),
        )
    columns = {
        name: sealed(rows[:, at]) for at, name in enumerate(("pupils", "ehcp", "sen_support"))
    }
    for column in dict.fromkeys(further):
        if column not in columns:
            columns[column], blanks = complete_column(settings, column, pupils=rows[:, 0])
            imputations += blanks
    return Counts(
        further=columns,
        pupils=sealed(rows[:, 0]),
        ehcp=sealed(rows[:, 1]),
        sen_support=sealed(rows[:, 2]),
        idaci=sealed(rows[:, 3]),
        imputations=tuple(imputations),
    )


NEED_COLUMN = re.compile(r"need_(\w+)_hours")
"""Columns in which a setting states its own hours of a profession."""


def known_count(setting: Setting, column: str) -> float | None:
    """Return what a column of numbers says of a setting; ``None`` where it is blank.

    Parameters
    ----------
    setting
        Any.
    column
        As `complete_column` takes it.
    """
    if column in OWN_COLUMNS:
        found: float | None = getattr(setting, column)
        return found
    need = NEED_COLUMN.fullmatch(column)
    return setting.need_hours.get(need[1]) if need else setting.counts.get(column)


def complete_column(
    settings: Sequence[Setting], column: str, *, pupils: FloatArray | None = None
) -> tuple[FloatArray, tuple[Imputation, ...]]:
    """Fill every blank of a further column of numbers, saying so.

    A blank takes the phase's rate in the area (the column over pupils, where both are known) times
    the roll; where no setting of the phase has one, the rate of all settings.

    Parameters
    ----------
    settings
        In any order; the order of the result.
    column
        One of the settings' ``counts``, a count that every setting has a place for, or
        need_<profession>_hours.
    pupils
        Complete rolls, if they are at hand.

    Returns
    -------
    One entry a setting, and what was estimated.

    Raises
    ------
    DataError
        If the settings have no such column of numbers, or it is blank everywhere.
    """
    values = [known_count(setting, column) for setting in settings]
    known = [at for at, value in enumerate(values) if value is not None]
    if not known:
        raise DataError("settings", [_no_column(settings, column)])
    pupils = complete_counts(settings).pupils if pupils is None else pupils
    filled = np.array([0.0 if value is None else value for value in values])
    imputations = []
    for at, setting in enumerate(settings):
        if values[at] is not None:
            continue
        alike = [i for i in known if settings[i].phase is setting.phase]
        chosen = [i for i in alike or known if pupils[i] > 0]
        rate = filled[chosen].sum() / pupils[chosen].sum() if chosen else 0.0
        filled[at] = rate * pupils[at]
        whose = f"of this area's {setting.phase.label} settings" if alike else "of all settings"
        imputations.append(
            Imputation(
                setting_id=setting.id,
                column=column,
                value=float(filled[at]),
                basis=f"rate {whose}",
            )
        )
    return sealed(filled), tuple(imputations)


def _no_column(settings: Sequence[Setting], column: str) -> str:
    """Say why a column of settings cannot be taken for numbers, and which can."""
    there = sorted({name for s in settings for name, v in s.counts.items() if v is not None})
    others = f"columns of numbers are: {', '.join(there)}" if there else "there is none of numbers"
    if not any(column in setting.groups for setting in settings):
        return f"there is no column {column!r}; {nearest(column, there) if there else others}"
    odd = next(
        ((s.groups[column], s) for s in settings if not _number_like(s.groups.get(column, ""))),
        None,
    )
    if odd is None:
        return f"the column {column!r} is blank everywhere; fill it in, or name another ({others})"
    text, setting = odd
    return (
        f"column {column}: found {text!r} at {setting.name} ({setting.id}); write numbers, 0 or "
        f"more, or leave them blank ({others})"
    )


def _number_like(text: str) -> bool:
    return not text or text.replace(",", "").replace(".", "", 1).isdigit()


def _typical(
    settings: Sequence[Setting], phase: Phase
) -> tuple[PhaseProfile, tuple[str, str, str]]:
    """Roll and SEN rates of a phase in this area, each with its basis in words."""
    fallback = PHASE_PROFILES[phase]
    local = f"of this area's {phase.label} settings"
    national = f"assumed for {phase.label} settings in England"
    here = [s for s in settings if s.phase is phase]

    rolls = [s.pupils for s in here if s.pupils is not None]
    pupils = float(np.median(rolls)) if rolls else fallback.pupils

    def rate(column: str, otherwise: float) -> tuple[float, str]:
        known = [
            (getattr(s, column), s.pupils)
            for s in here
            if getattr(s, column) is not None and s.pupils
        ]
        if not known:
            return otherwise, f"rate {national}"
        return sum(count for count, _ in known) / sum(roll for _, roll in known), f"rate {local}"

    ehcp_rate, ehcp_basis = rate("ehcp", fallback.ehcp_rate)
    support_rate, support_basis = rate("sen_support", fallback.sen_support_rate)
    return (
        PhaseProfile(pupils, ehcp_rate, support_rate),
        (f"median {local}" if rolls else f"roll {national}", ehcp_basis, support_basis),
    )
