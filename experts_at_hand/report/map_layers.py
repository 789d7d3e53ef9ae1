"""map.gpkg: settings, hubs, cluster areas and teams as layers, for QGIS and its like."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from experts_at_hand.comparison import Comparison
from experts_at_hand.domain.settings import Place
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.cluster_areas import cluster_areas
from experts_at_hand.results import MARK
from experts_at_hand.tables.spatial_file import undated

GRID = "EPSG:27700"
"""The British National Grid, in metres: what every layer is in."""

Columns = dict[str, list[Any]]


def write_map(what: Comparison | Outcome, path: str | Path) -> Path:
    """Write the layers settings, hubs, cluster_areas and teams of one or more scenarios.

    Each row says of which scenario it is. Where no scenario groups settings there are neither hubs
    nor cluster areas.

    Parameters
    ----------
    what
        What is written.
    path
        The file; what stands there is replaced.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    import pyogrio
    import shapely

    outcomes = (what,) if isinstance(what, Outcome) else what.outcomes
    target = Path(path)
    target.unlink(missing_ok=True)
    layers = [
        ("settings", "Point", *_settings(outcomes)),
        ("hubs", "Point", *_hubs(outcomes)),
        ("cluster_areas", "MultiPolygon", *_areas(outcomes)),
        ("teams", "Point", *_teams(outcomes)),
    ]
    try:
        with undated():
            for layer, kind, shapes, columns in layers:
                if shapes:
                    pyogrio.raw.write(
                        str(target),
                        np.array(shapely.to_wkb(shapes), dtype=object),
                        [_array(values) for values in columns.values()],
                        list(columns),
                        layer=layer,
                        driver="GPKG",
                        geometry_type=kind,
                        crs=GRID,
                        encoding="UTF-8",
                        append=target.exists(),
                        layer_options={"DESCRIPTION": MARK},
                    )
    except pyogrio.errors.DataSourceError as refusal:
        raise OSError(str(refusal)) from refusal
    return target


def _array(values: Sequence[Any]) -> Any:  # noqa: ANN401 - text or figures
    return np.array(values, dtype=object if isinstance(values[0], str) else np.float64)


def _points(places: Sequence[Place]) -> list[Any]:
    import shapely

    found: list[Any] = shapely.points([(p.easting, p.northing) for p in places]).tolist()
    return found


def _settings(outcomes: Sequence[Outcome]) -> tuple[list[Any], Columns]:
    """Return a point a setting with what it needs and gets, professions of all scenarios beside."""
    professions = list(dict.fromkeys(p for o in outcomes for p in o.allocation.professions))
    words = ["scenario", "setting_id", "name", "phase", "cluster_id"]
    figures = [
        f"{what}_{p}" + ("" if what == "access" else "_hours")
        for p in professions
        for what in ("need", "allocated", "access")
    ]
    columns: Columns = {name: [] for name in (*words, *figures)}
    places = []
    for outcome in outcomes:
        plan = outcome.allocation
        for at, setting in enumerate(outcome.area.settings):
            places.append(setting.place)
            cluster = outcome.clustering.cluster_of[setting.id].id
            said = (outcome.name, setting.id, setting.name, setting.phase.value, cluster)
            for name, value in zip(words, said, strict=True):
                columns[name].append(value)
            for p in professions:
                own = plan.professions.index(p) if p in plan.professions else None
                for what, values in (
                    (f"need_{p}_hours", plan.need_hours),
                    (f"allocated_{p}_hours", plan.allocated_hours),
                    (f"access_{p}", plan.access),
                ):
                    columns[what].append(np.nan if own is None else float(values[at, own]))
    return _points(places), columns


def _clustered(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [o for o in outcomes if len(o.clustering) > 1]


def _hubs(outcomes: Sequence[Outcome]) -> tuple[list[Any], Columns]:
    rows: list[Mapping[str, Any]] = []
    places = []
    for outcome in _clustered(outcomes):
        for cluster in outcome.clustering.clusters:
            places.append(outcome.area.places[cluster.hub_id])
            rows.append(
                {
                    "scenario": outcome.name,
                    "cluster_id": cluster.id,
                    "name": cluster.name,
                    "hub_id": cluster.hub_id,
                }
            )
    return (_points(places) if places else []), _by_column(rows)


def _areas(outcomes: Sequence[Outcome]) -> tuple[list[Any], Columns]:
    """Return what lies nearest to the settings of each cluster: no boundary on the ground."""
    import shapely

    rows: list[Mapping[str, Any]] = []
    shapes = []
    for outcome in _clustered(outcomes):
        places = outcome.area.places.values()
        east, north = ([getattr(p, way) for p in places] for way in ("easting", "northing"))
        metres = max(max(east) - min(east), max(north) - min(north), 1.0)
        outlines = cluster_areas(outcome.clustering.clusters, outcome.area, metres)
        plan, index = outcome.allocation, outcome.area.setting_index
        for cluster in outcome.clustering.clusters:
            at = [index[member] for member in cluster.members]
            corners = outlines.get(cluster.id, [])
            shapes.append(shapely.MultiPolygon([shapely.Polygon(ring) for ring in corners]))
            rows.append(
                {
                    "scenario": outcome.name,
                    "cluster_id": cluster.id,
                    "name": cluster.name,
                    "settings": float(len(at)),
                    "need_hours": float(plan.need_hours[at].sum()),
                    "allocated_hours": float(plan.allocated_hours[at].sum()),
                }
            )
    return shapes, _by_column(rows)


def _teams(outcomes: Sequence[Outcome]) -> tuple[list[Any], Columns]:
    rows: list[Mapping[str, Any]] = []
    places = []
    for outcome in outcomes:
        for team, hours in zip(
            outcome.area.teams, outcome.area.capacity_hours.tolist(), strict=True
        ):
            places.append(team.place)
            rows.append(
                {
                    "scenario": outcome.name,
                    "team_id": team.id,
                    "profession": team.profession,
                    "base": team.base,
                    "filled_wte": team.offer_wte,
                    "capacity_hours": hours,
                }
            )
    return _points(places), _by_column(rows)


def _by_column(rows: Sequence[Mapping[str, Any]]) -> Columns:
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
