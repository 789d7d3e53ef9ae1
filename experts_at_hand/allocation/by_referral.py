"""What follows where whoever asks is served: capacity in proportion to referrals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experts_at_hand.allocation.measured import Measured
from experts_at_hand.allocation.nearest_team import patches_by_least_travel
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.tolerances import hours_tolerance
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.counts import complete_column
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import DataError
from experts_at_hand.registry.protocols import ALLOCATION_METHODS

MOST_SPREAD = 3.0
"""Spread beyond which the most proactive setting of a hundred asks a thousand times as much."""


@ALLOCATION_METHODS.register("by_referral")
@dataclass(frozen=True, kw_only=True)
class ByReferral(Measured):
    """Serve whoever asks: each base shares its capacity in proportion to referrals.

    A setting is served from the base with least travel, and the base's capacity, travel counted,
    goes to its settings in proportion to their referrals. Nothing is planned: rules and aims are
    not looked at, and settings may get more than they need. It shows what happens where the most
    proactive are served first.

    Parameters
    ----------
    column
        The column of settings with referrals, or anything else that stands for asking. Blanks are
        estimated from settings of the same phase.
    spread
        Where there are no referrals: how far settings differ in asking, the standard deviation of
        the logarithm of what a setting asks for over its need. 0 would be by need alone; with 0.7
        a setting that asks much gets about four times the share of one that asks little (one
        standard deviation above and below). No source: an assumption. Where stated, no column is
        read.
    seed
        Of the draw that says which settings ask much.
    """

    column: str = "referrals"
    spread: float | None = None
    seed: int = 1

    def __post_init__(self) -> None:
        if self.spread is not None and not 0 <= self.spread <= MOST_SPREAD:
            raise ValueError(f"spread is {self.spread}, expected 0 to {MOST_SPREAD:g}")
        if self.seed < 0:
            raise ValueError(f"seed is {self.seed}, expected 0 or more")

    @classmethod
    def example(cls) -> "ByReferral":
        """Return one for an area without a column of referrals."""
        return cls(spread=0.7)

    def check_area(self, area: LocalArea) -> None:
        """Refuse an area without the column.

        Raises
        ------
        DataError
            Saying which columns of numbers there are.
        """
        if self.spread is None:
            complete_column(area.settings, self.column)

    def hours(self, problem: PlanningProblem) -> FloatArray:
        """Return hours in proportion to what is asked for, each base working all it can.

        Raises
        ------
        DataError
            If the column is missing, or says nothing.
        """
        asked = self._asked(problem.area)
        hours = np.zeros(problem.hour_cost.shape)
        for p in range(len(problem.area.professions)):
            for teams, shares, settings in patches_by_least_travel(problem, p):
                each = asked[settings, p]
                cost = float(each @ problem.hour_cost[teams[0], settings])
                if cost > 0:
                    contact = each * float(problem.capacity[teams].sum()) / cost
                    hours[np.ix_(teams, settings)] = shares[:, None] * contact
        return hours

    def breaches(self, area: LocalArea, allocation: Allocation) -> Sequence[str]:
        """Say which teams work more than they can, and who is not served by what it asks."""
        minutes = allocation.visits.working_hours_per_contact_hour
        asked = self._asked(area)
        worked = dict.fromkeys(area.team_ids, 0.0)
        rates: dict[tuple[str, str], list[float]] = {}
        found = []
        for item in allocation.assignments:
            t, s = area.team_index[item.team_id], area.setting_index[item.setting_id]
            worked[item.team_id] += item.contact_hours * float(minutes[t, s])
            referred = asked[s, area.professions.index(item.profession)]
            if referred <= 0:
                found.append(f"{item.setting_id} is served by {item.team_id} and asked for nothing")
            else:
                rates.setdefault((item.team_id, item.profession), []).append(
                    item.contact_hours / referred
                )
        for (team, _), each in rates.items():
            if max(each) - min(each) > hours_tolerance(max(each)):
                found.append(f"{team} does not serve its settings in proportion to what they ask")
        for team, capacity in zip(area.team_ids, area.capacity_hours.tolist(), strict=True):
            if worked[team] > capacity + hours_tolerance(capacity):
                found.append(f"{team} works {worked[team]:.3f} hours, has {capacity:.3f}")
        return found

    def sentence(self) -> str:
        """Say how hours are shared out."""
        by = (
            f"the column {self.column}"
            if self.spread is None
            else f"an assumed inclination to ask (spread {self.spread:g}, drawn with seed "
            f"{self.seed}) times need"
        )
        return (
            f"each base serves the settings nearest to it in proportion to {by}; nothing is "
            "planned, so that neither rules nor aims hold"
        )

    def _asked(self, area: LocalArea) -> FloatArray:
        """Return settings x professions: what each asks for, on any scale."""
        if self.spread is None:
            known, _ = complete_column(area.settings, self.column)
            if not known.any():
                raise DataError(
                    area.name,
                    [f"the column {self.column} of settings is 0 everywhere; nobody asks"],
                )
            return np.repeat(known[:, None], len(area.professions), axis=1)
        draw = np.random.default_rng(self.seed).standard_normal(len(area.settings))
        asked: FloatArray = area.need.hours * np.exp(self.spread * draw)[:, None]
        return asked

    def notes(self, area: LocalArea) -> Sequence[str]:
        """Return what the shares rest on."""
        if self.spread is not None:
            return ("which settings ask much is drawn at random: an assumption, and no finding",)
        _, blanks = complete_column(area.settings, self.column)
        if not blanks:
            return ()
        where = "1 setting" if len(blanks) == 1 else f"{len(blanks)} settings"
        return (f"{self.column} of {where} were blank and estimated from others of the phase",)
