"""LocalArea + TravelMatrix + Clustering -> VisitCosts: what a visit costs.

`patterns` says how the days fall and so what a visit costs; `legs` holds its arithmetic.
"""

from experts_at_hand.visits.patterns import (
    ClusterDays,
    OwnDays,
    PlannedDays,
    ReturnTrips,
    bounds,
)

__all__ = ["ClusterDays", "OwnDays", "PlannedDays", "ReturnTrips", "bounds"]
