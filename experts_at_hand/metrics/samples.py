"""What every measure is taken of: access of each setting and profession, and how settings group."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.arrays import BoolArray, FloatArray, IntArray
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import profession_label

FIFTHS = 5


@dataclass(frozen=True)
class Plan:
    """An allocation with what it was made for.

    Parameters
    ----------
    area, travel, clustering, allocation
        As the pipeline made them.
    """

    area: LocalArea
    travel: TravelMatrix
    clustering: Clustering
    allocation: Allocation

    @cached_property
    def needed(self) -> BoolArray:
        """Settings x professions: whether anything is needed; only there access is defined."""
        found: BoolArray = self.allocation.need_hours > 0
        return found

    def access(self, chosen: BoolArray | None = None) -> FloatArray:
        """Return access of every setting and profession with need, one entry each.

        Parameters
        ----------
        chosen
            Settings x professions; all unless stated.
        """
        where = self.needed if chosen is None else self.needed & chosen
        values: FloatArray = self.allocation.access[where]
        return values

    def share_met(self, chosen: BoolArray | None = None) -> float:
        """Return hours of need that are met over hours needed."""
        where = self.needed if chosen is None else self.needed & chosen
        need = float(self.allocation.need_hours[where].sum())
        return float(self.allocation.met_hours[where].sum()) / need if need else np.nan

    @cached_property
    def within_reach(self) -> BoolArray:
        """Settings x professions with need that some team may and can serve."""
        reached = self.needed.copy()
        for setting_id, profession in self.allocation.unreached:
            row = self.area.setting_index[setting_id]
            reached[row, self.allocation.professions.index(profession)] = False
        return reached

    @cached_property
    def fifths(self) -> IntArray:
        """Deprivation fifth of each setting by IDACI, 1 the most deprived; 0 where it is blank.

        Fifths hold equal numbers of settings as far as equal IDACI allow: they stay together.
        """
        known = [s.idaci for s in self.area.settings if s.idaci is not None]
        descending = np.sort(np.array(known, dtype=np.float64))[::-1]
        fifths = np.zeros(len(self.area.settings), dtype=np.int64)
        for i, setting in enumerate(self.area.settings):
            if setting.idaci is None:
                continue
            before = int((descending > setting.idaci).sum())
            equal = int((descending == setting.idaci).sum())
            middle = (before + equal / 2) / len(known)
            fifths[i] = min(FIFTHS, int(middle * FIFTHS) + 1)
        return fifths

    def groups(self) -> Iterator[tuple[str, str, BoolArray]]:
        """Yield each group: what follows the colon of a metric, its words, and who is in it."""
        shape = self.needed.shape
        professions = np.array(self.allocation.professions, dtype=np.str_)
        for profession in self.allocation.professions:
            chosen = np.broadcast_to(professions == profession, shape)
            yield f"profession={profession}", profession_label(profession), chosen
        for label, words, rows in self._rows():
            yield label, words, np.broadcast_to(rows[:, None], shape)

    def _rows(self) -> Iterator[tuple[str, str, BoolArray]]:
        phases = np.array([s.phase.value for s in self.area.settings], dtype=np.str_)
        for phase in Phase:
            if (phases == phase.value).any():
                yield f"phase={phase.value}", phase.label, phases == phase.value
        index: Mapping[str, int] = self.area.setting_index
        if len(self.clustering) > 1:
            for cluster in self.clustering.clusters:
                rows = np.zeros(len(self.area.settings), dtype=np.bool_)
                rows[[index[member] for member in cluster.members]] = True
                yield f"cluster={cluster.id}", f"cluster {cluster.id}, {cluster.name}", rows
        if self.fifths.any():
            for fifth in range(1, FIFTHS + 1):
                end = {1: " (most deprived)", FIFTHS: " (least deprived)"}.get(fifth, "")
                words = f"deprivation fifth {fifth}{end}"
                yield f"deprivation_fifth={fifth}", words, self.fifths == fifth
