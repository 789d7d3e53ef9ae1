"""Need as a column of settings states it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.counts import Counts
from experts_at_hand.domain.settings import Setting
from experts_at_hand.registry.protocols import NEED_MODELS


@NEED_MODELS.register("stated")
@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Take hours of need from a column of settings, as they are.

    A blank is estimated from settings of the same phase, by roll, and reported.

    Parameters
    ----------
    column
        The column of settings with hours a year; need_<profession>_hours unless stated.
    """

    column: str | None = None

    @classmethod
    def example(cls) -> "Stated":
        """Return one of a column of the toy area; pupils stand for hours."""
        return cls(column="pupils")

    def further(self, profession: str) -> tuple[str, ...]:
        """Return the column."""
        return (self.column or f"need_{profession}_hours",)

    def weighed(self, profession: str) -> tuple[str, ...]:
        """Return the column."""
        return self.further(profession)

    def hours(
        self,
        profession: str,
        settings: Sequence[Setting],  # noqa: ARG002 - the family's signature
        counts: Counts,
    ) -> FloatArray:
        """Return hours a year, one entry a setting."""
        return np.array(counts.further[self.further(profession)[0]])

    def sentence(self) -> str:
        """Say what is needed."""
        column = f"the column {self.column}" if self.column else "their column of need"
        return f"hours a year as {column} of settings states them; blanks by roll"
