"""The plan: contact hours of each team at each setting, and what was settled on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from experts_at_hand.domain.arrays import Figures, FloatArray, sealed
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.gap_words import gap_words
from experts_at_hand.domain.map_frame import at_places
from experts_at_hand.domain.scorecard import Better
from experts_at_hand.domain.visits import VisitCosts

if TYPE_CHECKING:
    import pandas as pd

    from experts_at_hand.domain.local_area import LocalArea
    from experts_at_hand.domain.map_frame import GeoDataFrame

Status = Literal["optimal", "stopped"]


FEW = 8
"""Rows that a notebook shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Hours of one team at one setting in a year.

    Parameters
    ----------
    team_id, setting_id, profession
        Who, where, and what for.
    contact_hours
        Hours with children and staff, > 0.
    visits
        Contact hours over the length of a visit; a yearly average, so not whole.
    travel_hours
        Hours on the way and signing in for these visits.
    miles
        Miles driven for these visits.
    """

    team_id: str
    setting_id: str
    profession: str
    contact_hours: float
    visits: float
    travel_hours: float
    miles: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveResult:
    """What one objective reached before the next was looked at.

    Parameters
    ----------
    objective
        Its registered name.
    sentence
        What it asks, in plain words.
    value
        What was reached, in ``unit``, as a reader would say it (lowest access, not its negative).
    unit
        Of the value.
    better
        Which direction the objective pushes the value.
    status
        ``optimal`` only with a proof from the solver; ``stopped`` where time ran out.
    bound
        No plan that keeps the rules and the objectives before can do better than this; equal to
        the value where it is optimal.
    prices
        By team id: change of the value for one more working hour a year of that team, the
        objectives before held at what they reached.
    levels
        For leximin: each level of access at which settings became fixed, and how many, ascending.
    """

    objective: str
    sentence: str
    value: float
    unit: str
    better: Better
    status: Status
    bound: float
    prices: Mapping[str, float] = field(default_factory=dict)
    levels: tuple[tuple[float, int], ...] = ()

    def __post_init__(self) -> None:
        freeze_fields(self)

    @property
    def gap(self) -> float:
        """Distance from value to bound as a share of the larger of the two; 0 where optimal."""
        scale = max(abs(self.value), abs(self.bound))
        return abs(self.bound - self.value) / scale if scale > 0 else 0.0

    @property
    def words(self) -> str:
        """Status as a reader should hear it: never "optimal" without a proof."""
        return "optimal" if self.status == "optimal" else f"stopped, gap {gap_words(self.gap)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SolverReport:
    """How the answer was found.

    Parameters
    ----------
    solver
        Name and version, with the modelling layer's.
    rounds
        How often the programme was solved.
    pairs
        Team-setting pairs that the rules allow.
    pairs_used
        Those the solver was given; the rest were priced and proved useless.
    seconds_in_solver
        Wall time inside the solver, seconds.
    """

    solver: str
    rounds: int
    pairs: int
    pairs_used: int
    seconds_in_solver: float


NOT_SOLVED = SolverReport(solver="none", rounds=0, pairs=0, pairs_used=0, seconds_in_solver=0.0)
"""Where nothing was to be solved."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Allocation(Figures):
    """Contact hours a year of each team at each setting.

    Parameters
    ----------
    setting_ids, professions
        Labels of the rows and columns of ``need_hours`` and ``allocated_hours``.
    assignments
        One for each team and setting with hours, ordered by setting, then team.
    need_hours, allocated_hours
        Settings x professions, hours a year.
    objectives
        In the order in which they were settled.
    aims, rules
        The objectives and the rules as the scenario stated them: what `verify` measures again.
    visits
        What a visit costs, under the pattern of days that was planned with.
    unreached
        Settings that need a profession and that no team may or can reach: (setting, profession).
        Their access is 0 and they held nobody else back.
    solver
        How the answer was found.
    method
        The method of allocation where hours were not optimised but measured: what is delivered
        today, or what follows from referrals. It keeps neither need nor capacity nor rules.
    doubts, notes
        What looks wrong, such as a capacity that is exceeded, and what a reader should know.
    """

    setting_ids: tuple[str, ...]
    professions: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    need_hours: FloatArray = field(compare=False, repr=False)
    allocated_hours: FloatArray = field(compare=False, repr=False)
    objectives: tuple[ObjectiveResult, ...]
    aims: tuple[Any, ...] = ()
    rules: tuple[Any, ...] = ()
    visits: VisitCosts
    unreached: tuple[tuple[str, str], ...] = ()
    solver: SolverReport = field(compare=False)
    method: Any = None
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        freeze_fields(self)
        object.__setattr__(self, "need_hours", sealed(self.need_hours))
        object.__setattr__(self, "allocated_hours", sealed(self.allocated_hours))

    @cached_property
    def access(self) -> FloatArray:
        """Settings x professions: share of need met, 0 to 1; ``nan`` where nothing is needed.

        Hours beyond need, which no optimised plan has, help nobody else and count as need met.
        """
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = np.where(self.need_hours > 0, self.met_hours / self.need_hours, np.nan)
        return sealed(ratio)

    @cached_property
    def met_hours(self) -> FloatArray:
        """Settings x professions: hours of need that are met; what goes beyond need is left out."""
        if self.method is None:  # kept by the programme, up to its own precision
            return self.allocated_hours
        return sealed(np.minimum(self.allocated_hours, self.need_hours))

    def __repr__(self) -> str:
        lines = [
            f"Allocation of {self.allocated_hours.sum():,.0f} hours a year, "
            f"{len(self.assignments)} pairs of team and setting"
        ]
        lines += [f"  {settled.objective}: {settled.words}" for settled in self.objectives]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Show what was settled, and the largest shares."""
        said = "".join(
            f"<li>{escape(s.objective)}: {escape(s.words)}</li>" for s in self.objectives
        )
        largest = self.to_frame().sort_values("contact_hours", ascending=False, kind="stable")
        head = escape(repr(self).partition("\n")[0])
        return f"<p>{head}</p><ul>{said}</ul>{largest.head(FEW).to_html(index=False)}"

    def to_frame(self) -> "pd.DataFrame":
        """Return hours of each team at each setting as a DataFrame, a row an assignment."""
        import pandas as pd

        columns = [f.name for f in fields(Assignment)]
        return pd.DataFrame(
            [[getattr(a, c) for c in columns] for a in self.assignments], columns=columns
        )

    def to_geodataframe(self, area: "LocalArea") -> "GeoDataFrame":
        """Return what each setting gets, with a point a setting, in EPSG:27700.

        Columns: setting_id, and for each profession need_P_hours, allocated_P_hours and access_P,
        the share of its need that a setting gets (not a number where it needs nothing).

        Raises
        ------
        UnknownNameError
            If the plan is of another area.
        """
        import pandas as pd

        columns: dict[str, object] = {"setting_id": list(self.setting_ids)}
        for at, profession in enumerate(self.professions):
            columns[f"need_{profession}_hours"] = self.need_hours[:, at]
            columns[f"allocated_{profession}_hours"] = self.allocated_hours[:, at]
            columns[f"access_{profession}"] = self.access[:, at]
        return at_places(pd.DataFrame(columns), area.places)

    @property
    def shortfall(self) -> FloatArray:
        """Settings x professions: need less allocated hours a year, >= 0."""
        return np.maximum(self.need_hours - self.allocated_hours, 0.0)

    @property
    def optimal(self) -> bool:
        """Whether every objective was settled with a proof; what is measured is never optimal."""
        proved = all(settled.status == "optimal" for settled in self.objectives)
        return bool(self.objectives) and proved
