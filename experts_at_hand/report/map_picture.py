"""A map of the clusters: an area round the members, hubs, settings and bases, to scale."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from markupsafe import Markup

from experts_at_hand.domain.clusters import Cluster
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.workforce import Team
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.cluster_areas import cluster_areas
from experts_at_hand.report.palette import CATEGORIES, DARK_GREY
from experts_at_hand.report.svg import element, number, picture, text, title

WIDTH = 760.0
MARGIN = 34.0
MOST_HEIGHT = 620.0
NAMED_BASES = 15
"""Up to so many bases are named on the map; more would cover it."""


class _Frame:
    """Turns metres on the National Grid into units of the picture; north is up."""

    def __init__(self, area: LocalArea) -> None:
        east = [place.easting for place in area.places.values()]
        north = [place.northing for place in area.places.values()]
        self.west, self.south = min(east), min(north)
        across, up = max(max(east) - self.west, 1.0), max(max(north) - self.south, 1.0)
        self.scale = min((WIDTH - 2 * MARGIN) / across, MOST_HEIGHT / up)
        self.left = (WIDTH - across * self.scale) / 2
        self.height = up * self.scale + 2 * MARGIN + 26
        self.foot = self.height - MARGIN - 26
        self.metres = max(across, up)

    def x(self, easting: float) -> float:
        return self.left + (easting - self.west) * self.scale

    def y(self, northing: float) -> float:
        return self.foot - (northing - self.south) * self.scale


def map_of(outcome: Outcome) -> Markup:
    """Draw the settings, the clusters they are in and the bases of the teams.

    The area of a cluster is what lies nearer to one of its settings than to any other, so that
    areas meet and do not overlap; it is no boundary on the ground. A hub has a ring, a base is a
    square.

    Parameters
    ----------
    outcome
        Whose clusters and settings are drawn.
    """
    frame = _Frame(outcome.area)
    clusters = outcome.clustering.clusters if len(outcome.clustering) > 1 else ()
    colour = _colours(clusters, outcome.area)
    parts = [
        *_areas(clusters, outcome.area, colour, frame),
        *_settings(outcome, colour, frame),
        *_bases(outcome.area, frame),
        *_labels(clusters, outcome.area, frame),
        *_scale(frame),
    ]
    what = f"{len(clusters)} clusters" if clusters else "no clusters"
    label = (
        f"Map of {outcome.area.name}, {outcome.title}: {len(outcome.area.settings)} settings, "
        f"{what}; the table below says which settings belong together"
    )
    return picture(parts, width=WIDTH, height=frame.height, label=label, kind="map")


def _areas(
    clusters: Sequence[Cluster], area: LocalArea, colour: Mapping[str, str], frame: _Frame
) -> Iterator[str]:
    for cluster_id, parts in cluster_areas(clusters, area, frame.metres).items():
        cluster = next(c for c in clusters if c.id == cluster_id)
        for part in parts:
            steps = " ".join(f"{number(frame.x(e))},{number(frame.y(n))}" for e, n in part)
            yield element(
                "polygon",
                title(f"{cluster.id}, {cluster.name}: {len(cluster.members)} settings"),
                points=steps,
                fill=colour[cluster.id],
                fill_opacity=0.16,
                stroke=colour[cluster.id],
                stroke_width=1.5,
            )


def _settings(outcome: Outcome, colour: Mapping[str, str], frame: _Frame) -> Iterator[str]:
    need = outcome.allocation.need_hours.sum(axis=1)
    most = float(need.max()) or 1.0
    hubs = {c.hub_id for c in outcome.clustering.clusters} if len(outcome.clustering) > 1 else set()
    for i, setting in enumerate(outcome.area.settings):
        cluster = outcome.clustering.cluster_of[setting.id]
        x, y = frame.x(setting.place.easting), frame.y(setting.place.northing)
        radius = 2.2 + 4.5 * math.sqrt(float(need[i]) / most)
        words = (
            f"{setting.name} ({setting.phase.label}), {need[i]:,.0f} hours needed a year"
            + (f", cluster {cluster.id}" if colour else "")
            + (", hub" if setting.id in hubs else "")
        )
        yield element(
            "circle",
            title(words),
            cx=x,
            cy=y,
            r=radius,
            fill=colour.get(cluster.id, CATEGORIES[0]),
            stroke="#fff",
            stroke_width=0.8,
        )
        if setting.id in hubs:
            yield element(
                "circle", cx=x, cy=y, r=radius + 3, fill="none", stroke=DARK_GREY, stroke_width=1.6
            )


def _bases(area: LocalArea, frame: _Frame) -> Iterator[str]:
    bases: dict[tuple[float, float], list[Team]] = {}
    for team in area.teams:
        bases.setdefault((team.place.easting, team.place.northing), []).append(team)
    for (easting, northing), teams in bases.items():
        x, y = frame.x(easting), frame.y(northing)
        yield element(
            "rect",
            title(f"base of {', '.join(team.id for team in teams)}"),
            x=x - 6,
            y=y - 6,
            width=12,
            height=12,
            fill="#fff",
            stroke="#000",
            stroke_width=2.5,
        )
        if teams[0].base and len(bases) <= NAMED_BASES:
            end = x > WIDTH / 2
            yield text(
                teams[0].base,
                x=x + (-11 if end else 11),
                y=y + 18,
                text_anchor="end" if end else None,
                class_="base",
            )


def _labels(clusters: Sequence[Cluster], area: LocalArea, frame: _Frame) -> Iterator[str]:
    for cluster in clusters:
        hub = area.places[cluster.hub_id]
        yield text(
            cluster.id,
            x=frame.x(hub.easting),
            y=frame.y(hub.northing) - 11,
            text_anchor="middle",
            class_="label",
        )


def _scale(frame: _Frame) -> Iterator[str]:
    """Draw a bar of a round number of kilometres, about a fifth of the width."""
    rough = frame.metres / 5000
    power = 10 ** math.floor(math.log10(max(rough, 0.1)))
    km = max(step * power for step in (1, 2, 5) if step * power <= max(rough, power))
    length = km * 1000 * frame.scale
    y = frame.height - 16
    yield element("line", x1=MARGIN, x2=MARGIN + length, y1=y, y2=y, stroke="#000", stroke_width=3)
    yield text(f"{km:g} km", x=MARGIN + length + 8, y=y + 4)
    yield text("north is up", x=WIDTH - MARGIN, y=y + 4, text_anchor="end")


def _colours(clusters: Sequence[Cluster], area: LocalArea) -> dict[str, str]:
    """Give neighbours different colours as far as four go; labels tell all apart."""
    middles = np.array(
        [np.mean([_xy(area, member) for member in cluster.members], axis=0) for cluster in clusters]
    ).reshape(-1, 2)
    chosen: dict[str, str] = {}
    for i, cluster in enumerate(clusters):
        apart = np.hypot(*(middles[:i] - middles[i]).T)
        # Each colour is as far away as its nearest use; the farthest is taken.
        away = {
            colour: min(
                (float(apart[j]) for j in range(i) if chosen[clusters[j].id] == colour),
                default=math.inf,
            )
            for colour in CATEGORIES
        }
        chosen[cluster.id] = max(CATEGORIES, key=lambda colour: away[colour])
    return chosen


def _xy(area: LocalArea, id_: str) -> tuple[float, float]:
    place = area.places[id_]
    return place.easting, place.northing
