"""How many hours a year a setting needs of a profession, by the children it has."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from experts_at_hand.domain.frozen import FrozenDict


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


DEFAULT_NEED_MODELS: Mapping[str, NeedModel] = FrozenDict(
    {
        "salt": NeedModel(
            per_ehcp=12.0, per_sen_support=3.0, per_setting=6.0, deprivation_uplift=0.5
        ),
        "ot": NeedModel(
            per_ehcp=8.0, per_sen_support=1.5, per_setting=4.0, deprivation_uplift=0.25
        ),
    }
)
"""Assumptions without a published source, used where a scenario states no need of its own."""
