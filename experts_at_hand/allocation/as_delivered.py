"""Today: the hours that settings get, as somebody counted them; measured and not planned."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experts_at_hand.allocation.measured import Measured
from experts_at_hand.allocation.nearest_team import patches_by_least_travel
from experts_at_hand.allocation.problem import PlanningProblem
from experts_at_hand.allocation.tolerances import hours_tolerance
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.arrays import FloatArray
from experts_at_hand.domain.delivered import DeliveredHours
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.errors import DataError
from experts_at_hand.registry.protocols import ALLOCATION_METHODS

SHOWN = 5
"""Settings named in one sentence."""


@ALLOCATION_METHODS.register("as_delivered")
@dataclass(frozen=True, kw_only=True)
class AsDelivered(Measured):
    """Take the hours that settings get today as they are: the baseline of a change.

    They stand in delivered_<profession>_hours of settings.csv or in delivered.csv. Where no team is
    named, the one comes that has least travel. Nothing is planned: rules and aims are not looked
    at, settings may get more than they need and teams may work more than they can, which is said.
    Where a setting's hours are not known, none are counted, which is said too.
    """

    def check_area(self, area: LocalArea) -> None:
        """Refuse an area of which nothing is known that is delivered.

        Raises
        ------
        DataError
            Naming each profession without hours.
        """
        known = {item.profession for item in area.delivered}
        problems = [
            f"no hours of {word} are stated that settings get today; add a column "
            f"delivered_{word}_hours to settings.csv or rows to delivered.csv, or choose "
            '[allocation] method = "by_referral"'
            for word in area.professions
            if word not in known
        ]
        if problems:
            raise DataError(area.name, problems)

    def hours(self, problem: PlanningProblem) -> FloatArray:
        """Return hours as stated, those without a team brought with least travel.

        Raises
        ------
        DataError
            If a team cannot get to where its hours are said to be.
        """
        area = problem.area
        hours = np.zeros(problem.hour_cost.shape)
        open_hours = np.zeros(problem.need.shape)
        problems = []
        for item in area.delivered:
            if item.profession not in area.professions or item.setting_id not in area.setting_index:
                continue
            s = area.setting_index[item.setting_id]
            if not _named(area, item):
                open_hours[s, area.professions.index(item.profession)] += item.hours
                continue
            t = area.team_index[item.team_id]
            hours[t, s] += item.hours
            if item.hours and not np.isfinite(problem.hour_cost[t, s]):
                problems.append(
                    f"{item.team_id} is said to bring {item.hours:g} hours to "
                    f"{problem.setting_label(s)}, and cannot get there and back; {CURE}"
                )
        for p, word in enumerate(area.professions):
            placed = np.zeros(len(area.settings), dtype=np.bool_)
            for teams, shares, settings in patches_by_least_travel(problem, p):
                hours[np.ix_(teams, settings)] += shares[:, None] * open_hours[settings, p]
                placed[settings] = True
            problems += [
                f"{open_hours[s, p]:g} hours of {word} are said to reach "
                f"{problem.setting_label(s)}, and no team of it can get there and back; {CURE}"
                for s in np.flatnonzero(~placed & (open_hours[:, p] > 0)).tolist()
            ]
        if problems:
            raise DataError(area.name, problems)
        return hours

    def doubts(self, area: LocalArea) -> Sequence[str]:
        """Return at how many settings it is not known what they get."""
        return _not_known(area)

    def notes(self, area: LocalArea) -> Sequence[str]:
        """Return how many hours go to settings that are not part of the offer."""
        return _elsewhere(area)

    def breaches(self, area: LocalArea, allocation: Allocation) -> Sequence[str]:
        """Say where a setting's hours are not those stated, or those of a team named."""
        stated: dict[tuple[str, str], float] = defaultdict(float)
        named: dict[tuple[str, str], float] = defaultdict(float)
        for item in area.delivered:
            stated[item.setting_id, item.profession] += item.hours
            if _named(area, item):
                named[item.setting_id, item.team_id] += item.hours
        brought = {(a.setting_id, a.team_id): a.contact_hours for a in allocation.assignments}
        found = [
            f"{team} brings {brought.get((setting, team), 0.0):.3f} hours to {setting}, and "
            f"{hours:.3f} are stated"
            for (setting, team), hours in named.items()
            if brought.get((setting, team), 0.0) < hours - hours_tolerance(hours)
        ]
        for p, profession in enumerate(allocation.professions):
            for s, setting in enumerate(allocation.setting_ids):
                own, right = allocation.allocated_hours[s, p], stated[setting, profession]
                if not abs(own - right) <= hours_tolerance(right):
                    found.append(
                        f"{setting} is given {own:.3f} hours of {profession}, and {right:.3f} are "
                        "stated"
                    )
        return found

    def sentence(self) -> str:
        """Say how hours are shared out."""
        return (
            "the hours that settings get today, as stated; they are measured and not planned, so "
            "that neither rules nor aims hold for them"
        )


def _named(area: LocalArea, item: DeliveredHours) -> bool:
    """Whether a team is named that offers the profession still: a what-if may have changed it."""
    return bool(item.team_id) and area.teams[area.team_index[item.team_id]].profession == (
        item.profession
    )


CURE = "correct the hours or the travel"


def _elsewhere(area: LocalArea) -> tuple[str, ...]:
    """Say how many hours go to settings that are not part of the offer."""
    outside = {setting.id for setting in area.outside}
    hours = sum(item.hours for item in area.delivered if item.setting_id in outside)
    if not hours:
        return ()
    return (
        f"{hours:,.0f} hours a year that are delivered at settings outside this offer are not "
        "counted, nor is the working time that they take",
    )


def _not_known(area: LocalArea) -> tuple[str, ...]:
    """Say at how many settings it is not known what they get."""
    known = {(item.setting_id, item.profession) for item in area.delivered}
    said = []
    for word, needs in zip(area.professions, area.need.hours.T, strict=True):
        lacking = [
            setting.name
            for setting, need in zip(area.settings, needs.tolist(), strict=True)
            if need > 0 and (setting.id, word) not in known
        ]
        if lacking:
            some = ", ".join(lacking[:SHOWN]) + (" ..." if len(lacking) > SHOWN else "")
            where = "1 setting" if len(lacking) == 1 else f"{len(lacking)} settings"
            said.append(
                f"what {where} get today of {profession_label(word)} is not known and counted as "
                f"nothing: {some}"
            )
    return tuple(said)
