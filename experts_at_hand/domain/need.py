"""Need: hours a year a setting needs of a profession, from counts that everybody can check.

Need is not demand. Referrals are demand, and a plan that follows them favours the most proactive
settings. Where a count is blank, it is estimated from settings of the same phase, and every
estimate is listed, so that nothing becomes zero in silence.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from experts_at_hand.domain.arrays import Figures, FloatArray, sealed
from experts_at_hand.domain.settings import Phase, Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedModel:
    """Hours a year that one profession is needed at a setting.

    ``(per_setting + per_ehcp x plans + per_sen_support x children on SEN support
    + per_pupil x pupils) x (1 + deprivation_uplift x IDACI)``

    Parameters
    ----------
    per_ehcp
        Hours a year for each child with an education, health and care plan.
    per_sen_support
        Hours a year for each child on SEN support.
    per_setting
        Hours a year for every setting: training, whole-class advice, environment.
    per_pupil
        Hours a year for each child on roll (universal offer).
    deprivation_uplift
        Share added at IDACI 1, in proportion below it.

    Notes
    -----
    No national source states hours by child. The defaults are planning assumptions to be replaced
    by local figures, and every report shows them.
    """

    per_ehcp: float = 12.0
    per_sen_support: float = 3.0
    per_setting: float = 6.0
    per_pupil: float = 0.0
    deprivation_uplift: float = 0.5

    def __post_init__(self) -> None:
        for name in ("per_ehcp", "per_sen_support", "per_setting", "per_pupil"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{name} is {value}, expected 0 hours or more")
        if not (math.isfinite(self.deprivation_uplift) and self.deprivation_uplift >= -1):
            raise ValueError(
                f"deprivation_uplift is {self.deprivation_uplift}, expected -1 or more"
            )


DEFAULT_NEED_MODELS: Mapping[str, NeedModel] = {
    "salt": NeedModel(per_ehcp=12.0, per_sen_support=3.0, per_setting=6.0, deprivation_uplift=0.5),
    "ot": NeedModel(per_ehcp=8.0, per_sen_support=1.5, per_setting=4.0, deprivation_uplift=0.25),
}
"""Assumptions without a published source, used where a scenario states no need of its own."""


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
    """Complete counts of all settings, in their order: one array entry a setting."""

    pupils: FloatArray
    ehcp: FloatArray
    sen_support: FloatArray
    idaci: FloatArray
    imputations: tuple[Imputation, ...] = ()


def complete_counts(settings: Sequence[Setting]) -> Counts:
    """Fill every blank count, saying so.

    A blank roll takes the median roll of the area's settings of the phase; a blank SEN count takes
    the phase's rate in the area (children over pupils, where both are known) times the roll; a
    blank IDACI takes the area's mean. Where the area has no such setting, `PHASE_PROFILES` speaks.

    Parameters
    ----------
    settings
        In any order; the order of the result.
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
    return Counts(
        pupils=sealed(rows[:, 0]),
        ehcp=sealed(rows[:, 1]),
        sen_support=sealed(rows[:, 2]),
        idaci=sealed(rows[:, 3]),
        imputations=tuple(imputations),
    )


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


@dataclass(frozen=True, eq=False, kw_only=True)
class NeedTable(Figures):
    """Hours a year each setting needs of each profession.

    Parameters
    ----------
    setting_ids, professions
        Labels of the rows and the columns.
    hours
        Settings x professions, hours a year, finite and >= 0.
    imputations
        The blank counts that were estimated on the way.
    """

    setting_ids: tuple[str, ...]
    professions: tuple[str, ...]
    hours: FloatArray = field(compare=False)
    imputations: tuple[Imputation, ...] = ()

    def __post_init__(self) -> None:
        expected = (len(self.setting_ids), len(self.professions))
        if self.hours.shape != expected:
            raise ValueError(f"need has shape {self.hours.shape}, expected {expected}")
        if not (np.isfinite(self.hours).all() and (self.hours >= 0).all()):
            raise ValueError("need holds a negative or missing number of hours")
        object.__setattr__(self, "hours", sealed(self.hours))

    def of(self, profession: str) -> FloatArray:
        """Hours a year of one profession, one entry a setting."""
        column: FloatArray = self.hours[:, self.professions.index(profession)]
        return column


def need_table(settings: Sequence[Setting], models: Mapping[str, NeedModel]) -> NeedTable:
    """Hours a year from counts, unless the setting states its own.

    Parameters
    ----------
    settings
        In the order of the table's rows.
    models
        By profession, in the order of the table's columns.

    Examples
    --------
    >>> from experts_at_hand.domain.settings import Place
    >>> school = Setting(id="1", name="Oak", phase=Phase.PRIMARY, pupils=200, ehcp=5,
    ...                  sen_support=30, idaci=0.2, place=Place(easting=0, northing=0))
    >>> table = need_table([school], {"salt": NeedModel()})
    >>> round(float(table.hours[0, 0]), 1)  # (6 + 12 x 5 + 3 x 30) x (1 + 0.5 x 0.2)
    171.6
    """
    counts = complete_counts(settings)
    hours = np.zeros((len(settings), len(models)))
    for column, (profession, model) in enumerate(models.items()):
        modelled = (
            model.per_setting
            + model.per_ehcp * counts.ehcp
            + model.per_sen_support * counts.sen_support
            + model.per_pupil * counts.pupils
        ) * (1 + model.deprivation_uplift * counts.idaci)
        stated = [setting.need_hours.get(profession) for setting in settings]
        hours[:, column] = [
            own if own is not None else estimate
            for own, estimate in zip(stated, modelled, strict=True)
        ]
    return NeedTable(
        setting_ids=tuple(setting.id for setting in settings),
        professions=tuple(models),
        hours=hours,
        imputations=counts.imputations,
    )
