"""One scorecard from all measures, in the order of reading."""

from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.scorecard import Scorecard
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.metrics.samples import Plan
from experts_at_hand.registry.protocols import METRICS

LAST = 1_000
"""Where families stand that do not say."""


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
    ranks = {name: getattr(family, "rank", LAST) for name, family in METRICS.parts.items()}
    in_order = sorted(ranks, key=lambda name: (ranks[name], name))
    return Scorecard(
        measures=tuple(m for name in in_order for m in METRICS.build(name).measures(plan))
    )
