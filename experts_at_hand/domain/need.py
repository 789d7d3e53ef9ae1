"""Hours a year a setting needs of a profession, from counts that everybody can check.

Need is not demand. Referrals are demand, and a plan that follows them favours the most proactive
settings. Where a count is blank, it is estimated from settings of the same phase, and every
estimate is listed, so that nothing becomes zero in silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from experts_at_hand.domain.arrays import BoolArray, Figures, FloatArray, sealed
from experts_at_hand.domain.counts import Imputation, complete_counts
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.need_model import StatementOfNeed
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
    estimated
        Settings x professions: whether a count that the hours rest on was estimated.
    """

    setting_ids: tuple[str, ...]
    professions: tuple[str, ...]
    hours: FloatArray = field(compare=False)
    imputations: tuple[Imputation, ...] = ()
    estimated: BoolArray | None = field(default=None, compare=False, repr=False)

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

    @property
    def share_estimated(self) -> float:
        """Share of all hours that stands at settings where a count behind them was estimated."""
        total = float(self.hours.sum())
        if self.estimated is None or total <= 0:
            return 0.0
        return float(self.hours[self.estimated].sum()) / total

    def estimates_in_words(self) -> str:
        """Say how many counts were blank and what of the need rests on their estimates."""
        if not self.imputations:
            return ""
        where = len({item.setting_id for item in self.imputations})
        many = len(self.imputations)
        counts = "1 blank count" if many == 1 else f"{many:,} blank counts"
        settings = "1 setting" if where == 1 else f"{where:,} settings"
        return (
            f"{counts} at {settings} {'was' if many == 1 else 'were'} estimated from settings of "
            f"the same phase; {self.share_estimated:.1%} of all need stands at settings where a "
            "count that it rests on was"
        )

    def of(self, profession: str) -> FloatArray:
        """Hours a year of one profession, one entry a setting."""
        column: FloatArray = self.hours[:, self.professions.index(profession)]
        return column


def need_table(settings: Sequence[Setting], models: Mapping[str, StatementOfNeed]) -> NeedTable:
    """Hours a year from counts, unless the setting states its own.

    Parameters
    ----------
    settings
        In the order of the table's rows.
    models
        By profession, in the order of the table's columns.

    Raises
    ------
    DataError
        If a model reads a column that is not there, or has nothing to go by.

    Examples
    --------
    >>> from experts_at_hand.domain.need_model import NeedModel
    >>> from experts_at_hand.domain.settings import Phase, Place
    >>> school = Setting(id="1", name="Oak", phase=Phase.PRIMARY, pupils=200, ehcp=5,
    ...                  sen_support=30, idaci=0.2, place=Place(easting=0, northing=0))
    >>> table = need_table([school], {"salt": NeedModel()})
    >>> round(float(table.hours[0, 0]), 1)  # 6 + 0.9 x 30 + 0.05 x 200
    43.0
    """
    further = [column for word, model in models.items() for column in model.further(word)]
    counts = complete_counts(settings, further)
    blank: dict[str, set[str]] = {}
    for item in counts.imputations:
        blank.setdefault(item.column, set()).add(item.setting_id)
    hours = np.zeros((len(settings), len(models)))
    estimated = np.zeros(hours.shape, dtype=np.bool_)
    for column, (profession, model) in enumerate(models.items()):
        modelled = model.hours(profession, settings, counts) if settings else hours[:, column]
        weighed = set().union(*(blank.get(name, set()) for name in model.weighed(profession)))
        for row, (setting, own) in enumerate(zip(settings, modelled, strict=True)):
            stated = setting.need_hours.get(profession)
            hours[row, column] = own if stated is None else stated
            estimated[row, column] = stated is None and setting.id in weighed
    return NeedTable(
        setting_ids=tuple(setting.id for setting in settings),
        professions=tuple(models),
        hours=hours,
        imputations=counts.imputations,
        estimated=estimated,
    )
