"""Two towns of three that share three hubs of two, a hundred apart.

All six need 1 and a hub takes 2. One and a half hubs in each town would do, and a bound that opens
parts of hubs says so: nobody travels further than to a neighbour. Whole hubs leave one member to
travel to the other town.
"""

from experts_at_hand.clustering.exact.lagrangian import LowerBound, lower_bound
from experts_at_hand.clustering.exact.phase_parameters import BoundParameters
from tests.clustering.small_places import Place, place

TOWN = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0)]


def two_towns() -> Place:
    """Return the two towns."""
    there = [(x + 100.0, y) for x, y in TOWN]
    return place([1.0] * 6, [*TOWN, *there], 3, above=0.0)


def without_cuts(small: Place, upper: float) -> LowerBound:
    """Return the bound that opens parts of hubs."""
    return lower_bound(small.problem, upper, BoundParameters())
