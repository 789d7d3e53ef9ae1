"""Like with like: which scenarios are another design, and which other circumstances.

A design is what a partnership decides: clusters, days, bases, rules, aims. Staff, need, settings
and the working year are circumstances: with fewer therapists there are fewer miles, and nobody
would call that better. Designs are judged against the baseline; circumstances are shown.
"""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from experts_at_hand.comparison.differences import SAME
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.pay import hourly_cost
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.pipeline import Outcome

OTHER_SETTINGS = "other settings"
OTHER_PROFESSIONS = "other professions"
OTHER_NEED = "another need"
"""Circumstances that change what access is a share of, so that its figures do not compare."""

HALF_AN_HOUR = 0.5
"""Working hours a year by which staff may differ and be the same: rounding of shares of a post."""

CENT = 0.01
"""GBP a year by which what staff cost may differ and be the same."""


def other_circumstances(one: Outcome, other: Outcome) -> tuple[str, ...]:
    """Say what of one plan's circumstances is not as in another; empty where it is a design.

    Teams may be cut, joined or moved to other bases: staff is the same where each profession has
    the same working hours for the same money.

    Parameters
    ----------
    one, other
        Outcomes; the other is mostly the baseline.
    """
    said = []
    if one.area.setting_ids != other.area.setting_ids:
        said.append(OTHER_SETTINGS)
    if one.allocation.professions != other.allocation.professions:
        said.append(OTHER_PROFESSIONS)
    else:
        said += _staff(one.area, other.area)
        if one.area.setting_ids == other.area.setting_ids and not np.allclose(
            one.allocation.need_hours, other.allocation.need_hours, rtol=SAME, atol=SAME
        ):
            said.append(OTHER_NEED)
    if one.area.working_year != other.area.working_year:
        said.append("another working year")
    return tuple(said)


def staff_of(area: LocalArea) -> tuple[Mapping[str, float], float]:
    """Return working hours a year by profession, and GBP a year for all posts of the offer.

    Parameters
    ----------
    area
        Whose staff it is.
    """
    return _hours(area), _wages(area)


def _staff(one: LocalArea, other: LocalArea) -> list[str]:
    """Say of each profession how its working hours, or their cost, differ."""
    said = []
    here, there = _hours(one), _hours(other)
    for profession in sorted(here.keys() | there.keys()):
        more = here.get(profession, 0.0) - there.get(profession, 0.0)
        if abs(more) > HALF_AN_HOUR:
            word = "more" if more > 0 else "fewer"
            said.append(f"{abs(more):,.0f} {word} working hours of {profession_label(profession)}")
    if not said and abs(_wages(one) - _wages(other)) > CENT:
        said.append("other costs of an hour")
    return said


def _hours(area: LocalArea) -> Mapping[str, float]:
    """Return working hours a year by profession."""
    found: dict[str, float] = defaultdict(float)
    for team, hours in zip(area.teams, area.capacity_hours.tolist(), strict=True):
        found[team.profession] += hours
    return found


def _wages(area: LocalArea) -> float:
    """Return GBP a year for all filled posts of the offer."""
    paid = area.working_year.paid_hours
    return sum(hourly_cost(team) * team.offer_wte * paid for team in area.teams)
