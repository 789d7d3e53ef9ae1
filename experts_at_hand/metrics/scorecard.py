"""One scorecard from all measures, in the order of reading."""

from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.scorecard import Scorecard
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.metrics.access import access_by_group, access_measures
from experts_at_hand.metrics.days import days_measures
from experts_at_hand.metrics.effort import effort_measures
from experts_at_hand.metrics.equity import equity_measures
from experts_at_hand.metrics.samples import Plan


def measure(
    area: LocalArea, travel: TravelMatrix, clustering: Clustering, allocation: Allocation
) -> Scorecard:
    """Measure a plan.

    Access is allocated over needed hours, one figure for each setting and profession with need;
    settings that no team reaches count with 0. Percentiles, means and indexes give each of these
    figures the same weight; ``share_of_need_met`` weighs them by need.

    Parameters
    ----------
    area, travel, clustering
        What the plan was made for.
    allocation
        The plan.
    """
    plan = Plan(area, travel, clustering, allocation)
    return Scorecard(
        measures=(
            *access_measures(plan),
            *equity_measures(plan),
            *effort_measures(plan),
            *days_measures(plan),
            *access_by_group(plan),
        )
    )
