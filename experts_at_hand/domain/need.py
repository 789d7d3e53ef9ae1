"""Hours a year a setting needs of a profession, from counts that everybody can check.

Need is not demand. Referrals are demand, and a plan that follows them favours the most proactive
settings. Where a count is blank, it is estimated from settings of the same phase, and every
estimate is listed, so that nothing becomes zero in silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from experts_at_hand.domain.arrays import Figures, FloatArray, sealed
from experts_at_hand.domain.counts import Imputation, complete_counts
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.need_model import NeedModel
from experts_at_hand.domain.settings import Setting


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
        freeze_fields(self)
        expected = (len(self.setting_ids), len(self.professions))
        if self.hours.shape != expected:
            raise ValueError(f"need has shape {self.hours.shape}, expected {expected}")
        if not (np.isfinite(self.hours).all() and (self.hours >= 0).all()):
            raise ValueError("need holds a negative or missing number of hours")
        object.__setattr__(self, "hours", sealed(self.hours))

    @cached_property
    def weights(self) -> FloatArray:
        """Hours a year of all professions together, one entry a setting."""
        return sealed(self.hours.sum(axis=1))

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
    >>> from experts_at_hand.domain.settings import Phase, Place
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
