"""LocalArea + TravelMatrix + Clustering -> Allocation: the only room that states programmes.

Read `formulation` for the mathematics, `leximin` for how fairness is settled, `verify` for how the
answer is checked without the solver.
"""

from experts_at_hand.allocation import objectives, rules, service
from experts_at_hand.allocation.breaches import Breach
from experts_at_hand.allocation.solve import allocate
from experts_at_hand.allocation.verify import verify

__all__ = ["Breach", "allocate", "objectives", "rules", "service", "verify"]
