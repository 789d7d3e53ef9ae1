"""Whom the plan is for: all settings unless a scenario says otherwise."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase, Setting
from experts_at_hand.errors import ScenarioError, nearest

PHASES = tuple(phase.value for phase in Phase)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Whom the plan is for: everybody, unless phases or ids are stated.

    Those outside keep a line in access.csv, "not part of this offer", and move no figure: the plan
    is the one that would be made if they were not in the tables.

    Parameters
    ----------
    phases
        Phases that the offer is for; all unless stated.
    leave_out
        Ids of settings that it is not for, whatever their phase.
    days_by_others
        Days a year at the average setting of a phase that other professions bring, which this plan
        does not look at: counted where days are held against the national expectation. A column
        days_by_others of settings says it setting by setting.
    """

    phases: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    days_by_others: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        freeze_fields(self)
        for phase in self.phases:
            if phase not in PHASES:
                raise ValueError(f"phases: unknown phase {phase!r}; {nearest(phase, PHASES)}")
        for phase, days in self.days_by_others.items():
            if phase not in PHASES:
                known = nearest(phase, PHASES)
                raise ValueError(f"days_by_others: unknown phase {phase!r}; {known}")
            if not (math.isfinite(days) and days >= 0):
                raise ValueError(f"days_by_others.{phase} is {days}, expected 0 or more")

    def covers(self, setting: Setting) -> bool:
        """Whether a setting is part of the offer."""
        of_phase = not self.phases or setting.phase.value in self.phases
        return of_phase and setting.id not in self.leave_out


def apply_offer(area: LocalArea, offer: Offer) -> LocalArea:
    """Return the area with the settings of the offer, the others set aside.

    Parameters
    ----------
    area
        As read.
    offer
        Whom the plan is for.

    Raises
    ------
    ScenarioError
        If an id is no setting's, or nobody is left.
    """
    problems = [
        f"[offer] leave_out: there is no setting {id_!r}; {nearest(id_, area.setting_ids)}"
        for id_ in offer.leave_out
        if id_ not in area.setting_index
    ]
    inside = tuple(setting for setting in area.settings if offer.covers(setting))
    if not inside and area.settings and not problems:
        there = ", ".join(dict.fromkeys(setting.phase.value for setting in area.settings))
        problems.append(f"[offer] leaves no setting in the plan; phases of the area are: {there}")
    if problems:
        raise ScenarioError("the scenario", problems)
    outside = tuple(setting for setting in area.settings if not offer.covers(setting))
    area = area.replace(days_by_others=offer.days_by_others)
    if not outside:
        return area
    return area.replace(
        settings=inside,
        outside=(*area.outside, *outside),
        notes=(*area.notes, _in_words(outside)),
    )


def _in_words(outside: tuple[Setting, ...]) -> str:
    counts: dict[str, int] = {}
    for setting in outside:
        counts[setting.phase.label] = counts.get(setting.phase.label, 0) + 1
    phases = ", ".join(f"{count} {label}" for label, count in counts.items())
    are = "1 setting is" if len(outside) == 1 else f"{len(outside)} settings are"
    return f"{are} not part of this offer and move no figure: {phases}"
