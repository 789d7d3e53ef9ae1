"""LocalArea -> TravelMatrix: minutes and miles between settings and bases, and what a visit costs.

Three ways to a matrix: `straight_line` needs nothing but places, `supplied` reads one that another
tool has made (`matrix_file` reads its table), `road_network` drives along road links (`road_file`
reads them, `road_speeds` gives each class its speed, `junctions` joins them to a `road_graph`,
`snapping` finds the road at each place's door, and `fastest_paths` measures). `unreachable` names
the places without a way between them.

`visit_pattern` says how the days fall and so what a visit costs; `legs` holds its arithmetic.
"""

from experts_at_hand.travel.road_network import RoadNetwork
from experts_at_hand.travel.straight_line import StraightLine
from experts_at_hand.travel.supplied import Supplied
from experts_at_hand.travel.visit_pattern import (
    ClusterDays,
    OwnDays,
    PlannedDays,
    ReturnTrips,
    bounds,
)

__all__ = [
    "ClusterDays",
    "OwnDays",
    "PlannedDays",
    "ReturnTrips",
    "RoadNetwork",
    "StraightLine",
    "Supplied",
    "bounds",
]
