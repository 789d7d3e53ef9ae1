"""A setting's counts as one number: what every model of need by children weighs them by."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.counts import Counts
from experts_at_hand.domain.frozen import freeze_fields

WORDS: Mapping[str, str] = {
    "per_setting": "for every setting",
    "per_pupil": "for each child on roll",
    "per_sen_support": "for each child on SEN support",
    "per_ehcp": "for each child with an education, health and care plan",
}
"""What each weight is for, as a reader would say it."""

_COLUMNS = {"per_pupil": "pupils", "per_sen_support": "sen_support", "per_ehcp": "ehcp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedCounts:
    """Add up a setting's counts by weight.

    ``(per_setting + per_ehcp x plans + per_sen_support x children on SEN support
    + per_pupil x pupils + further counts by weight) x (1 + deprivation_uplift x IDACI)``

    Parameters
    ----------
    per_ehcp
        For each child with an education, health and care plan. Nothing unless stated: what a plan
        promises is funded and delivered elsewhere, and is no part of the offer.
    per_sen_support
        For each child on SEN support.
    per_setting
        For every setting: training, whole-class advice, environment.
    per_pupil
        For each child on roll: counts on the register miss many.
    per_count
        For each child that further columns of settings count, such as ``slcn`` or ``pd``; a blank
        is estimated like the other counts.
    deprivation_uplift
        Share added at IDACI 1, in proportion below it. Nothing unless stated: counts vary with
        deprivation already, and an uplift on them counts it twice.
    """

    per_ehcp: float = 0.0
    per_sen_support: float = 0.9
    per_setting: float = 6.0
    per_pupil: float = 0.05
    per_count: Mapping[str, float] = field(default_factory=dict)
    deprivation_uplift: float = 0.0

    def __post_init__(self) -> None:
        freeze_fields(self)
        for name in WORDS:
            value = getattr(self, name)
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{name} is {value}, expected 0 hours or more")
        for column, value in self.per_count.items():
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"per_count.{column} is {value}, expected 0 hours or more")
        if not (math.isfinite(self.deprivation_uplift) and self.deprivation_uplift >= -1):
            raise ValueError(
                f"deprivation_uplift is {self.deprivation_uplift}, expected -1 or more"
            )

    def further(self, profession: str = "") -> tuple[str, ...]:  # noqa: ARG002 - some models ask
        """Return the further columns of settings that weigh anything."""
        return tuple(column for column, weight in self.per_count.items() if weight)

    def weighed(self, profession: str = "") -> tuple[str, ...]:
        """Return every column that weighs anything."""
        counted = tuple(column for name, column in _COLUMNS.items() if getattr(self, name))
        uplift = ("idaci",) if self.deprivation_uplift else ()
        return counted + self.further(profession) + uplift

    @property
    def counts_deprivation_twice(self) -> bool:
        """Whether an uplift stands on counts that vary with deprivation by themselves."""
        counts = self.per_ehcp or self.per_sen_support or self.further()
        return self.deprivation_uplift > 0 and bool(counts)

    def weigh(self, counts: Counts) -> FloatArray:
        """Return one number a setting, in the unit of the weights."""
        total = np.full(len(counts.pupils), float(self.per_setting))
        for name, column in _COLUMNS.items():
            total += getattr(self, name) * getattr(counts, column)
        for column in self.further():
            total += self.per_count[column] * counts.further[column]
        total *= 1 + self.deprivation_uplift * counts.idaci
        return total

    def words(self) -> Iterator[str]:
        """Yield each weight in words, such as ``0.9 for each child on SEN support``."""
        for name, what in WORDS.items():
            if getattr(self, name):
                yield f"{getattr(self, name):g} {what}"
        for column in self.further():
            yield f"{self.per_count[column]:g} for each child that the column {column} counts"
