"""Roads beneath a map, where travel follows roads: the faster ones, pale and without names."""

from typing import Any

import numpy as np

from experts_at_hand.errors import DataError, ScenarioError
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.cluster_areas import Frame
from experts_at_hand.report.svg import element, number
from experts_at_hand.travel.roads.graph import RoadGraph
from experts_at_hand.travel.roads.network import RoadNetwork

MOST_LINKS = 3_000
"""Links that are drawn: more are no roads to the eye but a grey cloth, and a large file."""

PALE = "#c4c9cc"


def road_lines(outcome: Outcome, shown: Frame, scale: float, corner: tuple[float, float]) -> str:
    """Return one pale path of all roads to be drawn; nothing where travel follows none.

    Parameters
    ----------
    outcome
        Whose travel model may be a road network; its graph is at hand since the run.
    shown
        West, south, east and north of what the picture shows, metres.
    scale
        Units of the picture a metre.
    corner
        Where the north-west of what is shown stands in the picture.
    """
    graph = roads_of(outcome)
    if graph is None:
        return ""
    import shapely

    lines: Any = graph.lines
    here = shapely.intersects(lines, shapely.box(*shown))
    lines, speed = lines[here], (graph.metres / np.maximum(graph.minutes, 1e-9))[here]
    if len(lines) > MOST_LINKS:
        lines = lines[np.sort(np.argsort(-speed, kind="stable")[:MOST_LINKS])]
    if not len(lines):
        return ""
    coarse = shapely.simplify(lines, 0.8 / scale, preserve_topology=False)
    d = path_of(coarse, shown, scale, corner)
    return element("path", d=d, fill="none", stroke=PALE, stroke_width=0.8)


def roads_of(outcome: Outcome) -> RoadGraph | None:
    """Return the roads that travel follows, at hand since the run; ``None`` where there are none.

    Parameters
    ----------
    outcome
        Whose travel model may be a road network.
    """
    roads = outcome.scenario.travel
    if not isinstance(roads, RoadNetwork):
        return None
    try:
        return roads.graph()
    except (DataError, ScenarioError):  # it was there for the plan; the picture does without
        return None


def path_of(lines: Any, shown: Frame, scale: float, corner: tuple[float, float]) -> str:  # noqa: ANN401
    """Return lines on the national grid as the steps of an SVG path, cut at the rim of a picture.

    Parameters
    ----------
    lines
        Shapely lines, in any collection.
    shown, scale, corner
        As `road_lines` takes them.
    """
    import shapely

    cut = shapely.get_parts(shapely.clip_by_rect(np.asarray(lines, dtype=object), *shown))
    west, north = shown[0], shown[3]
    steps = []
    for line in shapely.get_parts(cut).tolist():
        spots = [
            f"{number(corner[0] + (x - west) * scale)},{number(corner[1] + (north - y) * scale)}"
            for x, y in line.coords
        ]
        if len(spots) > 1:
            steps.append(f"M{spots[0]}L{' '.join(spots[1:])}")
    return "".join(steps)
