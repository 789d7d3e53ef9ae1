"""LocalArea -> TravelMatrix: minutes and miles between settings and bases.

Three ways to a matrix: `straight_line` needs nothing but places, `supplied` reads one that another
tool has made (`matrix_file` reads its table), and `roads` drives along road links. `unreachable`
names the places without a way between them.
"""

from experts_at_hand.travel.roads.network import RoadNetwork
from experts_at_hand.travel.straight_line import StraightLine
from experts_at_hand.travel.supplied import Supplied

__all__ = ["RoadNetwork", "StraightLine", "Supplied"]
