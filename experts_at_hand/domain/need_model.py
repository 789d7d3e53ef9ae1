"""How many hours a year a setting needs of a profession, by the children it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.counts import Counts
from experts_at_hand.domain.frozen import FrozenDict
from experts_at_hand.domain.settings import Setting
from experts_at_hand.domain.weighted_counts import WeightedCounts


class StatementOfNeed(Protocol):
    """What turns settings into hours of need; the registered models in the room ``need`` do."""

    def further(self, profession: str) -> tuple[str, ...]:
        """Return the further columns of numbers that it reads, of settings."""

    def weighed(self, profession: str) -> tuple[str, ...]:
        """Return every column that moves the hours: where one is estimated, so are the hours."""

    def hours(self, profession: str, settings: Sequence[Setting], counts: Counts) -> FloatArray:
        """Return hours a year, one entry a setting."""

    def sentence(self) -> str:
        """Say what is needed and where the figures come from: small first letter, no full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedModel(WeightedCounts):
    """Count the children of a setting, each with hours a year.

    ``(per_setting + per_ehcp x plans + per_sen_support x children on SEN support
    + per_pupil x pupils + further counts by weight) x (1 + deprivation_uplift x IDACI)``, in hours
    a year. Settings that state their own hours keep them.

    Notes
    -----
    No national source states hours by child. The defaults are planning assumptions, to be replaced
    by local figures, and every report shows them. They are set so that speech and language therapy
    for an average primary school (240 pupils, 34 on SEN support) comes to about 48 hours a year,
    a fifth of the 40 days of six hours that national planning expects of all professions together.
    """

    def hours(
        self,
        profession: str,  # noqa: ARG002 - the family's signature
        settings: Sequence[Setting],  # noqa: ARG002 - the family's signature
        counts: Counts,
    ) -> FloatArray:
        """Return hours a year, one entry a setting."""
        return self.weigh(counts)

    def sentence(self) -> str:
        """Say what is needed."""
        hours = "; ".join(self.words()) or "nothing by children"
        uplift = f", up to {self.deprivation_uplift:.0%} more with deprivation (IDACI 1)"
        return (
            f"hours a year by children: {hours}{uplift if self.deprivation_uplift else ''} "
            "(an assumption: no national source states hours by child)"
        )


DEFAULT_NEED_MODELS: Mapping[str, NeedModel] = FrozenDict(
    {
        "salt": NeedModel(per_sen_support=0.9, per_setting=6.0, per_pupil=0.05),
        "ot": NeedModel(per_sen_support=0.5, per_setting=4.0, per_pupil=0.03),
    }
)
"""Assumptions without a published source, used where a scenario states no need of its own."""
