"""What one more working hour of a team truly adds: solved again, not read off the duals.

The dual of a team's capacity is a price only where the answer is not degenerate, and answers here
mostly are: needs are met in full, levels are tied, hours are used up to the last. So each team that
could matter is given one hour more and the programme is solved again from where it stands.

A dual of zero proves a price of zero without that: the value is convex in the hours, and more
hours never make it worse.
"""

from experts_at_hand.allocation.formulation import LinearObjective
from experts_at_hand.allocation.model import AllocationModel
from experts_at_hand.allocation.tolerances import DUAL_TOLERANCE

ONE_HOUR = 1.0
"""The step: a price is what one more working hour a year adds."""


def shadow_prices_of(model: AllocationModel, aim: LinearObjective) -> dict[str, float]:
    """Return the change of an aim that was just minimised, for one more hour of each team.

    The aims before it are held at what they reached. A team without hours in post is not in the
    programme and has no price; nor has one for which the time left did not suffice.

    Parameters
    ----------
    model
        As `AllocationModel.minimise` left it; the hours and duals of its last solve are gone
        afterwards.
    aim
        What was minimised.
    """
    before = model.live.objective
    duals = model.capacity_duals()
    prices = {team: 0.0 for team, dual in duals.items() if dual >= -DUAL_TOLERANCE}
    for team in duals:
        if team not in prices:
            after = model.minimised_with_more(aim, team, ONE_HOUR)
            if after is not None:
                prices[team] = min(0.0, after - before) / ONE_HOUR
    return {team: prices[team] for team in duals if team in prices}
