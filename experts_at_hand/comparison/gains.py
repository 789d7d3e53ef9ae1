"""Who gains and who loses: hours and days of each setting before and after, and of each group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.domain.settings import Phase, Setting
from experts_at_hand.metrics.samples import FIFTHS, Plan
from experts_at_hand.pipeline import Outcome

if TYPE_CHECKING:
    import pandas as pd

SHOWN_HOURS = 0.05
"""Hours a year below which nobody gains or loses: half of the last figure that is shown."""

COLUMNS = (
    "scenario", "setting_id", "name", "phase", "cluster_id", "profession", "hours_before",
    "hours_after", "days_before", "days_after",
)  # fmt: skip
"""Of changes.csv."""

GROUPINGS = ("phase", "deprivation_fifth", "cluster")
"""What settings are grouped by without being asked; any further column of settings can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one setting, or one group of them, gets before and after.

    Parameters
    ----------
    label
        Name of the setting with its id, or of the group.
    settings
        How many settings it stands for.
    hours_before, hours_after, days_before, days_after
        A year, all professions together; days at full days of the plan they belong to.
    gaining, losing
        Settings whose hours rise, and fall, by `SHOWN_HOURS` or more.
    """

    label: str
    settings: int
    hours_before: float
    hours_after: float
    days_before: float
    days_after: float
    gaining: int
    losing: int

    @property
    def gain(self) -> float:
        """Hours a year more than before; less than 0 where it is a loss."""
        return self.hours_after - self.hours_before


@dataclass(frozen=True, eq=False)
class Gains:
    """One plan against another, setting by setting.

    Settings and professions of which only one of the two plans knows have 0 hours in the other.

    Parameters
    ----------
    before, after
        The baseline's outcome, and the scenario's.
    """

    before: Outcome
    after: Outcome

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """Those of the scenario, then those that only the baseline has."""
        own = self.after.area.setting_index
        left = [s for s in self.before.area.settings if s.id not in own]
        return (*self.after.area.settings, *left)

    @cached_property
    def professions(self) -> tuple[str, ...]:
        """Those of the scenario, then those that only the baseline has."""
        own = self.after.allocation.professions
        return (*own, *(p for p in self.before.allocation.professions if p not in own))

    @cached_property
    def hours(self) -> tuple[FloatArray, FloatArray]:
        """Settings x professions, hours a year before and after."""
        before, after = (
            self._placed(o, o.allocation.allocated_hours) for o in (self.before, self.after)
        )
        return before, after

    def _placed(self, outcome: Outcome, values: FloatArray) -> FloatArray:
        row = {setting.id: at for at, setting in enumerate(self.settings)}
        rows = [row[id_] for id_ in outcome.allocation.setting_ids]
        columns = [self.professions.index(p) for p in outcome.allocation.professions]
        placed = np.zeros((len(self.settings), len(self.professions)))
        placed[np.ix_(rows, columns)] = values
        return placed

    @cached_property
    def days(self) -> tuple[FloatArray, FloatArray]:
        """Settings x professions, full days a year before and after, each by its own plan."""
        before, after = (
            self._placed(o, o.allocation.allocated_hours / o.allocation.visits.day_hours[:, None])
            for o in (self.before, self.after)
        )
        return before, after

    @cached_property
    def by_setting(self) -> tuple[Change, ...]:
        """Every setting, the largest gain first; equal ones in the order of settings."""
        gain = np.round((self.hours[1] - self.hours[0]).sum(axis=1), 6)
        order = np.argsort(-gain, kind="stable").tolist()
        return tuple(
            self._change(f"{self.settings[s].name} ({self.settings[s].id})", np.array([s]))
            for s in order
        )

    @property
    def whole(self) -> Change:
        """All settings together."""
        return self._change("all settings", np.arange(len(self.settings)))

    def by(self, grouping: str) -> tuple[Change, ...]:
        """Return the change of each group of settings.

        Parameters
        ----------
        grouping
            ``phase``, ``deprivation_fifth``, ``cluster`` (of the scenario), or a further column of
            settings such as ``ward``; what is blank stands last, as "not stated".
        """
        labels = list(self._labels(grouping))
        order = _order(grouping, labels)
        at = np.array(labels, dtype=np.str_)
        return tuple(self._change(label, np.flatnonzero(at == label)) for label in order)

    def _labels(self, grouping: str) -> Iterator[str]:
        """Yield the group of each setting."""
        if grouping == "phase":
            yield from (s.phase.label for s in self.settings)
        elif grouping == "cluster":
            cluster_of = self.after.clustering.cluster_of
            for s in self.settings:
                found = cluster_of.get(s.id)
                yield f"{found.id}, {found.name}" if found else NOT_STATED
        elif grouping == "deprivation_fifth":
            plan = self.after
            fifths = Plan(plan.area, plan.travel, plan.clustering, plan.allocation).fifths
            own = [_FIFTHS[fifth] for fifth in fifths.tolist()]
            yield from own + [NOT_STATED] * (len(self.settings) - len(own))
        else:
            yield from (s.groups.get(grouping) or NOT_STATED for s in self.settings)

    def _change(self, label: str, rows: IntArray) -> Change:
        before, after = (hours[rows].sum(axis=1) for hours in self.hours)
        days_before, days_after = (float(days[rows].sum()) for days in self.days)
        return Change(
            label=label,
            settings=len(rows),
            hours_before=float(before.sum()),
            hours_after=float(after.sum()),
            days_before=days_before,
            days_after=days_after,
            gaining=int((after - before >= SHOWN_HOURS).sum()),
            losing=int((before - after >= SHOWN_HOURS).sum()),
        )

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Yield the rows of changes.csv, the largest gain first; see `COLUMNS`."""
        cluster_of = self.after.clustering.cluster_of
        (before, after), (days_before, days_after) = self.hours, self.days
        order = np.argsort(-np.round(after - before, 6), axis=None, kind="stable")
        for s, p in zip(*np.unravel_index(order, before.shape), strict=True):
            setting = self.settings[int(s)]
            cluster = cluster_of.get(setting.id)
            yield (
                self.after.name,
                setting.id,
                setting.name,
                setting.phase.value,
                cluster.id if cluster else "",
                self.professions[int(p)],
                *(float(v[s, p]) for v in (before, after, days_before, days_after)),
            )

    def to_frame(self) -> "pd.DataFrame":
        """Return the rows of changes.csv as a DataFrame."""
        import pandas as pd

        return pd.DataFrame(list(self.rows()), columns=list(COLUMNS))

    def __repr__(self) -> str:
        all_ = self.whole
        same = all_.settings - all_.gaining - all_.losing
        return (
            f"Gains of {self.after.name!r} over {self.before.name!r}: {all_.gaining} settings gain "
            f"hours, {all_.losing} lose, {same} stay"
        )


NOT_STATED = "not stated"

_FIFTHS = (
    NOT_STATED,
    *(
        f"fifth {fifth}" + {1: " (most deprived)", FIFTHS: " (least deprived)"}.get(fifth, "")
        for fifth in range(1, FIFTHS + 1)
    ),
)


def _order(grouping: str, labels: Sequence[str]) -> list[str]:
    """Return the groups as a reader expects them: phases by age, the others by name."""
    there = set(labels)
    if grouping == "phase":
        return [phase.label for phase in Phase if phase.label in there]
    named = there - {NOT_STATED}
    in_order = sorted(named, key=_natural) if grouping == "cluster" else sorted(named)
    return in_order + ([NOT_STATED] if NOT_STATED in there else [])


def _natural(label: str) -> tuple[int, str]:
    """Sort C2 before C10."""
    return len(label.partition(",")[0]), label
