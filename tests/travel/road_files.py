"""Road files drawn for a test: links on the national grid, metres from a corner."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.workforce import Team

EAST, NORTH = 400_000, 200_000
Spot = tuple[float, float]


def link(*spots: Spot, road: str = "B Road", **properties: object) -> dict[str, object]:
    """Return a link through these spots."""
    return {
        "type": "Feature",
        "properties": {"class": road, **properties},
        "geometry": {
            "type": "LineString",
            "coordinates": [[EAST + x, NORTH + y] for x, y in spots],
        },
    }


def road_file(folder: Path, links: Sequence[Mapping[str, object]], name: str = "r.geojson") -> Path:
    """Write links as GeoJSON on the national grid."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    collection = {"type": "FeatureCollection", "crs": crs, "features": list(links)}
    (folder / name).write_text(json.dumps(collection), encoding="utf-8")
    return folder / name


def places(settings: Mapping[str, Spot], bases: Mapping[str, Spot] | None = None) -> LocalArea:
    """Build an area with settings and bases at these spots."""
    return LocalArea(
        name="drawn",
        settings=tuple(
            Setting(
                id=id_,
                name=id_.upper(),
                phase=Phase.PRIMARY,
                place=Place(easting=EAST + x, northing=NORTH + y),
            )
            for id_, (x, y) in settings.items()
        ),
        teams=tuple(
            Team(
                id=id_,
                profession="salt",
                wte=1,
                place=Place(easting=EAST + x, northing=NORTH + y),
            )
            for id_, (x, y) in (bases or {}).items()
        ),
    )


CROSSROADS = [
    link((0, 0), (1000, 0)),
    link((1000, 0), (2000, 0)),
    link((1000, 0), (1000, 1000)),
    link((1000, 0), (1000, -1000)),
]
"""Four arms of a kilometre, meeting at (1000, 0)."""
