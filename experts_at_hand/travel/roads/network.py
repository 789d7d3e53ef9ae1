"""Travel along real roads: the fastest way between every two places."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Self

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.input_file import InputFile, input_files
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import METRES_PER_MILE, TravelMatrix
from experts_at_hand.errors import DataError, ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.registry.protocols import TRAVEL_MODELS
from experts_at_hand.travel.roads.file import Columns, read_links
from experts_at_hand.travel.roads.graph import RoadGraph
from experts_at_hand.travel.roads.junctions import join_links
from experts_at_hand.travel.roads.shortest_paths import fastest_paths
from experts_at_hand.travel.roads.snapping import SnapPoints, arcs_with_snap_points, snap
from experts_at_hand.travel.roads.speeds import word
from experts_at_hand.travel.unreachable import listed, place_names, unreachable_notes

ELSEWHERE_METRES = 5_000.0
"""A place further than this from any road of the file is not on its map."""

NAMED = 10
"""Places that a refusal names before it counts the others."""

REMEMBERED = 4
"""Networks kept in the process."""

_GRAPHS: dict[tuple[tuple[str, ...] | str, str], RoadGraph] = {}


@TRAVEL_MODELS.register("road_network")
@dataclass(frozen=True, slots=True, kw_only=True)
class RoadNetwork:
    """Drive the fastest way along road links, at one speed for each class of road.

    Each setting and base is joined to the nearest point of the nearest road.

    Parameters
    ----------
    roads
        Links as GeoJSON, GeoPackage or shapefile, such as OS OpenMap Local, OS Open Roads or an
        extract of OpenStreetMap. Links meet where they share the id of a junction or, in a file
        without ids, where both have a point within 0.1 m: an end or a vertex, not a mere crossing.
    speeds_mph
        Miles an hour by class of road, >= 0, beside and before the usual ones; 0 closes a class
        to cars. The usual ones are assumptions: motorway 60, primary road 38, A road 34, B road
        30, minor road 27, local road 20, access roads 10 to 12.
    default_speed_mph
        For roads of a class without a speed, miles an hour, > 0. 20 is an assumption.
    gap_speed_mph
        From a door to the road, miles an hour, > 0. 10 is an assumption: a drive and a car park.
    max_snap_metres
        A place further from any road than this is named in the notes, metres, > 0. 300 is an
        assumption: settings of Bath & North East Somerset are 234 m away at most.
    island_metres
        Roads that are cut off from the main network are passed over if the main network is at
        most this much further away, metres, >= 0. 1000 is an assumption: a map clipped at a
        boundary leaves such islands that are none on the ground.
    class_column, oneway_column
        Columns with the class of road and the one-way sign; found by their usual names if not
        stated. One way: yes, true, 1, FT or forward along the line; -1, TF, reverse or backward
        against it; F, T and B in a column that has a B: along, against and both.
    start_column, end_column
        Columns with the ids of the junctions at either end; found by their usual names if not
        stated.
    layer
        The layer of a GeoPackage; needed where several have lines.
    """

    figures_from: ClassVar[str] = "The file of roads; speeds where it has none are assumptions"
    """Where the usual figures come from, for a report."""

    roads: Path
    speeds_mph: Mapping[str, float] = field(default_factory=dict)
    default_speed_mph: float = 20.0
    gap_speed_mph: float = 10.0
    max_snap_metres: float = 300.0
    island_metres: float = 1000.0
    class_column: str | None = None
    oneway_column: str | None = None
    start_column: str | None = None
    end_column: str | None = None
    layer: str | None = None

    @classmethod
    def example(cls) -> Self:
        """Return the toy area's own roads."""
        return cls(roads=shipped("toy/roads.geojson"))

    def __post_init__(self) -> None:
        freeze_fields(self)
        for name in ("default_speed_mph", "gap_speed_mph", "max_snap_metres"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                raise ValueError(f"{name} is {value}, expected more than 0")
        if not (math.isfinite(self.island_metres) and self.island_metres >= 0):
            raise ValueError(f"island_metres is {self.island_metres}, expected 0 or more")
        for name, speed in self.speeds_mph.items():
            if not (math.isfinite(speed) and speed >= 0):
                raise ValueError(f"speeds_mph of {name!r} is {speed}, expected 0 or more")
        if (self.start_column is None) != (self.end_column is None):
            raise ValueError("start_column and end_column go together; state both or neither")

    def graph(self) -> RoadGraph:
        """Read the roads; `RoadGraph.to_networkx` turns them into a networkx graph.

        A network is kept in the process by the content of its file, so that the scenarios of one
        comparison read it once.

        Raises
        ------
        DataError
            If the file is missing, states no coordinate system or has no road that cars may use.
        ScenarioError
            If a named column or layer is not there.
        """
        return self._graph()[0]

    def check_files(self) -> None:
        """Read the roads, as `graph` does, and refuse what it refuses."""
        self._graph()

    def _graph(self) -> tuple[RoadGraph, tuple[InputFile, ...]]:
        roads = Path(self.roads)
        if not roads.exists():
            raise DataError(
                roads.name, [f"found no file {roads}; correct the path in the scenario"]
            )
        inputs = input_files(roads)
        key = (tuple(file.sha256 for file in inputs) or str(roads), repr(self))
        if key not in _GRAPHS:
            while len(_GRAPHS) >= REMEMBERED:
                _GRAPHS.pop(next(iter(_GRAPHS)))
            _GRAPHS[key] = self._read(roads)
        return _GRAPHS[key], inputs

    def _read(self, roads: Path) -> RoadGraph:
        columns = Columns(
            road_class=self.class_column,
            one_way=self.oneway_column,
            start_node=self.start_column,
            end_node=self.end_column,
            layer=self.layer,
        )
        return join_links(
            read_links(roads, columns),
            name=roads.name,
            speeds_mph=self.speeds_mph,
            default_mph=self.default_speed_mph,
        )

    def matrix(self, area: LocalArea) -> TravelMatrix:
        """Minutes and miles between all settings and bases along the fastest way.

        Miles are those of the fastest way, not of the shortest. Two places at one point are 0
        minutes apart. The notes name every place that is far from a road, was moved to the main
        network, or cannot be reached.

        Raises
        ------
        DataError
            As `graph` does; also if the roads are nowhere near the places.
        ScenarioError
            If a named column or layer is not there.
        """
        graph, inputs = self._graph()
        spots, spot = _spots(area)
        doors = snap(graph, spots[:, 0], spots[:, 1], island_metres=self.island_metres)
        self._refuse_another_area(area, doors, spot)
        nodes = len(graph.x) + np.arange(len(spots))
        minutes, metres = self._fastest(graph, doors, nodes)
        gap = np.add.outer(doors.gap_metres, doors.gap_metres)
        np.fill_diagonal(gap, 0.0)
        minutes += gap * (60 / (METRES_PER_MILE * self.gap_speed_mph))
        metres += gap
        pairs = np.ix_(spot, spot)
        return TravelMatrix(
            ids=tuple(area.places),
            minutes=minutes[pairs],
            miles=metres[pairs] / METRES_PER_MILE,
            method=self.sentence(),
            notes=(
                *graph.notes,
                *self._door_notes(area, doors, spot),
                *unreachable_notes(area, minutes[pairs]),
            ),
            inputs=inputs,
            door_metres=doors.gap_metres[spot],
        )

    def sentence(self) -> str:
        """Say how travel is estimated."""
        return (
            f"travel follows the fastest way along the roads of {Path(self.roads).name}, at an "
            "assumed speed for each class of road"
        )

    def _fastest(
        self, graph: RoadGraph, doors: SnapPoints, nodes: IntArray
    ) -> tuple[FloatArray, FloatArray]:
        try:
            return fastest_paths(arcs_with_snap_points(graph, doors), nodes)
        except ValueError as refusal:
            speed = graph.metres / np.maximum(graph.minutes, 1e-9) * (60 / METRES_PER_MILE)
            slowest = int(np.where(graph.metres > 1, speed, np.inf).argmin())
            problem = (
                f"speeds_mph: {refusal}; the slowest class is "
                f"{word(graph.road_class[slowest]) or '(blank)'}, {speed[slowest]:g} mph"
            )
            raise ScenarioError("travel method 'road_network'", [problem]) from None

    def _refuse_another_area(self, area: LocalArea, doors: SnapPoints, spot: IntArray) -> None:
        gaps = doors.gap_metres[spot]
        names = list(place_names(area).values())
        far = np.flatnonzero(gaps > ELSEWHERE_METRES)
        if not len(far):
            return
        file = Path(self.roads).name
        cure = "give the roads of this area, in the coordinate system that the file states"
        if len(far) == len(gaps):
            problem = f"no setting or base is within {gaps.min() / 1000:,.0f} km of a road; {cure}"
            raise DataError(file, [problem])
        problems = [f"{names[i]} is {gaps[i] / 1000:,.1f} km from any road; {cure}" for i in far]
        more = [f"and {len(far) - NAMED} more places"] if len(far) > NAMED else []
        raise DataError(file, [*problems[:NAMED], *more])

    def _door_notes(self, area: LocalArea, doors: SnapPoints, spot: IntArray) -> list[str]:
        """Name the places whose way to the road a reader should know about."""
        names = list(place_names(area).values())
        gaps = doors.gap_metres[spot]
        far = np.flatnonzero(gaps > self.max_snap_metres)
        moved = np.flatnonzero(doors.moved[spot])
        cut_off = np.flatnonzero(doors.cut_off[spot])
        notes = []
        if len(far):
            which = listed([f"{names[i]} {gaps[i]:,.0f} m" for i in far])
            notes.append(f"more than {self.max_snap_metres:g} m from a road: {which}")
        if len(moved):
            notes.append(
                f"{_places(len(moved))} joined to the main network, the nearest road being cut "
                f"off from it: {listed([names[i] for i in moved])}"
            )
        if len(cut_off):
            notes.append(
                f"{_places(len(cut_off))} on a road cut off from the main network: "
                f"{listed([names[i] for i in cut_off])}"
            )
        return notes


def _places(count: int) -> str:
    return "1 place is" if count == 1 else f"{count:,} places are"


def _spots(area: LocalArea) -> tuple[FloatArray, IntArray]:
    """Distinct points of the area, and which of them each setting and base stands on."""
    points = np.array([(p.easting, p.northing) for p in area.places.values()], dtype=np.float64)
    spots, spot = np.unique(points.reshape(-1, 2), axis=0, return_inverse=True)
    return spots, spot.reshape(-1).astype(np.int64)
