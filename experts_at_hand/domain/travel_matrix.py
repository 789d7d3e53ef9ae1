"""Minutes and miles between every two places, with what could not be reached named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from experts_at_hand.domain.arrays import Figures, FloatArray, sealed
from experts_at_hand.domain.frozen import FrozenDict, freeze_fields
from experts_at_hand.domain.input_file import InputFile

if TYPE_CHECKING:
    import pandas as pd

METRES_PER_MILE = 1609.344
"""The international mile, exact by definition."""


FEW = 8
"""Rows that a notebook shows."""


@dataclass(frozen=True, eq=False, kw_only=True)
class TravelMatrix(Figures):
    """One-way travel between settings and bases.

    Parameters
    ----------
    ids
        Setting ids, then team ids (a team stands for its base): labels of rows and columns.
    minutes
        Origins x destinations, one-way minutes by car, >= 0; need not be symmetric; ``inf`` where
        there is no way.
    miles
        The same shape, one-way miles.
    method
        How the figures were made, in a sentence.
    notes
        What a reader should know: long walks to the road, islands, assumed speeds.
    inputs
        The files it was made from.
    door_metres
        Metres from each place to where it meets its road, where travel follows roads.
    """

    ids: tuple[str, ...]
    minutes: FloatArray = field(compare=False, repr=False)
    miles: FloatArray = field(compare=False, repr=False)
    method: str = ""
    notes: tuple[str, ...] = ()
    inputs: tuple[InputFile, ...] = field(default=(), compare=False, repr=False)
    door_metres: FloatArray | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        freeze_fields(self)
        if self.door_metres is not None:
            object.__setattr__(self, "door_metres", sealed(self.door_metres))
        if len(set(self.ids)) < len(self.ids):
            twice = next(id_ for id_ in self.ids if self.ids.count(id_) > 1)
            raise ValueError(f"id {twice!r} labels two rows; ids are unique in a matrix")
        expected = (len(self.ids), len(self.ids))
        for name in ("minutes", "miles"):
            values = getattr(self, name)
            if values.shape != expected:
                raise ValueError(f"{name} has shape {values.shape}, expected {expected}")
            if np.isnan(values).any() or (values < 0).any():
                raise ValueError(f"{name} holds a negative or missing number")
            object.__setattr__(self, name, sealed(values))

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Position of each place by id."""
        return FrozenDict({id_: i for i, id_ in enumerate(self.ids)})

    def minutes_between(self, origins: Sequence[str], destinations: Sequence[str]) -> FloatArray:
        """One-way minutes, ``len(origins) x len(destinations)``."""
        return self._block(self.minutes, origins, destinations)

    def miles_between(self, origins: Sequence[str], destinations: Sequence[str]) -> FloatArray:
        """One-way miles, ``len(origins) x len(destinations)``."""
        return self._block(self.miles, origins, destinations)

    def _block(
        self, values: FloatArray, origins: Sequence[str], destinations: Sequence[str]
    ) -> FloatArray:
        rows = [self.index[id_] for id_ in origins]
        columns = [self.index[id_] for id_ in destinations]
        block: FloatArray = values[np.ix_(rows, columns)]
        return block

    def __repr__(self) -> str:
        finite = self.minutes[np.isfinite(self.minutes)]
        longest = f"{finite.max():.0f}" if finite.size else "no"
        closed = f", {len(self.unreachable)} without a way" if self.unreachable else ""
        return f"TravelMatrix of {len(self.ids)} places, up to {longest} minutes{closed}"

    def _repr_html_(self) -> str:
        """Show what it is, and the longest journeys."""
        frame = self.to_frame()
        longest = frame.sort_values("minutes", ascending=False, kind="stable").head(FEW)
        return f"<p>{escape(repr(self))}; the longest:</p>{longest.to_html(index=False)}"

    def to_frame(self) -> "pd.DataFrame":
        """Return every journey as a row of a DataFrame: from_id, to_id, minutes, miles."""
        import pandas as pd

        count = len(self.ids)
        return pd.DataFrame(
            {
                "from_id": np.repeat(np.array(self.ids, dtype=object), count),
                "to_id": np.tile(np.array(self.ids, dtype=object), count),
                "minutes": self.minutes.ravel(),
                "miles": self.miles.ravel(),
            }
        )

    @property
    def unreachable(self) -> tuple[tuple[str, str], ...]:
        """Every (origin, destination) without a way between them."""
        return tuple((self.ids[i], self.ids[j]) for i, j in np.argwhere(np.isinf(self.minutes)))
