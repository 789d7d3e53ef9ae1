"""Named teams in words: what every setting keeps, and what that costs in access and travel."""

from collections.abc import Iterator

import numpy as np

from experts_at_hand.domain.continuity import ProfessionContinuity
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.pipeline import Outcome

SHOWN = 5e-4
"""Share below which a reader sees no difference."""


def continuity_lines(outcome: Outcome) -> Iterator[str]:
    """Yield what naming teams came to; nothing where none were named.

    Parameters
    ----------
    outcome
        A plan.
    """
    found = outcome.continuity
    if found is None:
        return
    yield found.sentence
    plan = outcome.allocation
    for own in found.professions:
        access = plan.access[:, plan.professions.index(own.profession)]
        yield _of(own, float(np.nanmin(access)))
    travel = outcome.scorecard["travel_hours"].value
    yield (
        f"travel and signing in take {travel:,.0f} hours a year, and would take "
        f"{found.free_travel_hours:,.0f} if any team might come"
    )
    yield from found.notes


def _of(own: ProfessionContinuity, lowest: float) -> str:
    split = "no setting has two teams" if not own.split else f"{own.split} settings have two teams"
    if own.split == 1:
        split = "1 setting has two teams"
    said = (
        f"{profession_label(own.profession)}: lowest access {lowest:.1%}, and "
        f"{own.free_lowest:.1%} if any team might come; {split}"
    )
    if own.kept >= 1 - SHOWN:
        return f"{said}; every setting can keep the hours that it would have then"
    bound = (
        "the most that any names allow"
        if own.status == "optimal"
        else (f"and no names allow more than {own.bound:.1%}")
    )
    return f"{said}; every setting can keep {own.kept:.1%} of what it would have then, {bound}"
