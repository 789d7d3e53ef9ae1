"""A map of the clusters: an area round the members, hubs, settings and bases, to scale."""

import math
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from experts_at_hand.domain.clusters import Cluster
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.boundary_line import boundary_line
from experts_at_hand.report.cluster_areas import FINE, Corners, cluster_areas, drawn_areas
from experts_at_hand.report.colouring import FILLS, colouring, neighbours
from experts_at_hand.report.labels import Box, Placer, marks
from experts_at_hand.report.map_frame import (
    MARGIN,
    WIDTH,
    MapFrame,
    at_bases,
    drawn_bases,
    drawn_scale,
)
from experts_at_hand.report.palette import CATEGORIES, DARK_GREY
from experts_at_hand.report.road_lines import road_lines
from experts_at_hand.report.svg import element, number, picture, text, title

NAMED_BASES = 15
"""Up to so many bases are named on the map; more would cover it."""

LABEL_SIZE, BASE_SIZE = 14.0, 13.0
"""Height of the letters, as the style sheet of the page has it."""

LETTERS: Mapping[str, Mapping[str, object]] = {
    "label": {"font_size": LABEL_SIZE, "font_weight": "bold"},
    "base": {"font_size": BASE_SIZE, "font_style": "italic"},
}
"""For a picture alone; on the page the style sheet says the same."""

HATCHES: Sequence[Sequence[str]] = (
    ("M0,10 L10,0",),
    ("M0,0 L10,10",),
    ("M5,0 L5,10",),
    ("M0,5 L10,5",),
    ("M0,5 L10,5", "M5,0 L5,10"),
    ("M0,10 L10,0", "M0,0 L10,10"),
)
"""What is drawn on each colour, in squares of 10 units."""


def map_of(outcome: Outcome, *, key: str = "map-1") -> Markup:
    """Draw the settings, the clusters they are in and the bases of the teams.

    The area of a cluster is as it was drawn where clusters were drawn on a map; else what lies
    nearer to one of its settings than to any other, so that areas meet and do not overlap, which is
    no boundary on the ground. A hub has a ring, a base is a
    square.

    Parameters
    ----------
    outcome
        Whose clusters and settings are drawn.
    key
        With what the ids in the picture begin: each picture of a page has its own.
    """
    frame = MapFrame.of(outcome)
    clusters = outcome.clustering.clusters if len(outcome.clustering) > 1 else ()
    outlines = drawn_areas(outcome, frame.shown) if clusters else None
    if outlines is None:
        outlines = cluster_areas(clusters, outcome.area, frame.metres)
    number_of = (
        colouring(neighbours(outlines, apart=max(1.0, 2 * FINE * frame.metres))) if clusters else {}
    )
    colour = {id_: FILLS[n % len(FILLS)] for id_, n in number_of.items()}
    ground = frame.shown, frame.scale, (frame.grid.left, frame.grid.top)
    parts = [
        *frame.grid.drawn(),
        road_lines(outcome, *ground),
        *_hatches(number_of, key),
        *_areas(clusters, outlines, {c: f"{key}-{n}" for c, n in number_of.items()}, colour, frame),
        boundary_line(outcome, *ground),
        *_settings(outcome, colour, frame),
        *drawn_bases(outcome.area, frame),
        *_words(clusters, outcome.area, frame),
        *drawn_scale(frame),
    ]
    what = f"{len(clusters)} clusters" if clusters else "no clusters"
    label = (
        f"Map of {outcome.area.name}, {outcome.title}: {len(outcome.area.settings)} settings, "
        f"{what}; the table below says which settings belong together"
    )
    return picture(parts, width=WIDTH, height=frame.height, label=label, kind="map")


def _hatches(number_of: Mapping[str, int], key: str) -> Iterator[str]:
    """Define a hatch for each number that is used, so that areas are told apart without colour."""
    lines = []
    for number_ in sorted(set(number_of.values())):
        fill, steps = FILLS[number_ % len(FILLS)], HATCHES[number_ % len(HATCHES)]
        ground = element("rect", width=10, height=10, fill=fill, fill_opacity=0.14)
        drawn = "".join(
            element("path", d=step, stroke=fill, stroke_width=0.9, stroke_opacity=0.55, fill="none")
            for step in steps
        )
        lines.append(
            element(
                "pattern", ground + drawn, id=f"{key}-{number_}", width=10, height=10,
                patternUnits="userSpaceOnUse",
            )
        )  # fmt: skip
    if lines:
        yield element("defs", "".join(lines))


def _areas(
    clusters: Sequence[Cluster],
    outlines: Mapping[str, Sequence[Corners]],
    hatch: Mapping[str, str],
    colour: Mapping[str, str],
    frame: MapFrame,
) -> Iterator[str]:
    for cluster in clusters:
        for part in outlines[cluster.id]:
            steps = " ".join(f"{number(frame.x(e))},{number(frame.y(n))}" for e, n in part)
            yield element(
                "polygon",
                title(f"{cluster.id}, {cluster.name}: {len(cluster.members)} settings"),
                points=steps,
                fill=f"url(#{hatch[cluster.id]})",
                stroke=colour[cluster.id],
                stroke_width=1.5,
            )


def _settings(outcome: Outcome, colour: Mapping[str, str], frame: MapFrame) -> Iterator[str]:
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
            data_setting=setting.id,
        )
        if setting.id in hubs:
            yield element(
                "circle", cx=x, cy=y, r=radius + 3, fill="none", stroke=DARK_GREY, stroke_width=1.6
            )


def _words(clusters: Sequence[Cluster], area: LocalArea, frame: MapFrame) -> Iterator[str]:
    """Write the marks of clusters and the names of bases where there is room for them."""
    bases = at_bases(area)
    bases_covered = [
        Box(frame.x(e) - 7, frame.y(n) - 7, frame.x(e) + 7, frame.y(n) + 7) for e, n in bases
    ]
    inside = Box(MARGIN - 13, MARGIN - 13, WIDTH - 2, frame.height - 32)
    placer = Placer(inside, bases_covered)
    mark_of = marks([cluster.id for cluster in clusters])
    wanted = [(mark_of[c.id], area.places[c.hub_id], "label", LABEL_SIZE) for c in clusters]
    if len(bases) <= NAMED_BASES:
        wanted += [
            (teams[0].base, teams[0].place, "base", BASE_SIZE)
            for teams in bases.values()
            if teams[0].base
        ]
    placed = [
        (label, kind)
        for words, place, kind, size in wanted
        if (label := placer.place(words, (frame.x(place.easting), frame.y(place.northing)), size))
    ]
    lacking = len(clusters) - sum(kind == "label" for _, kind in placed)
    if lacking:
        words = f"{lacking} of {len(clusters)} clusters are not marked, for lack of room"
        yield text(words, x=WIDTH / 2, y=frame.height - 12, text_anchor="middle")
    for label, _ in placed:
        if label.leader is not None:
            x1, y1, x2, y2 = label.leader
            yield element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=DARK_GREY, stroke_width=0.8)
    for label, kind in placed:
        x, y = label.baseline
        yield text(label.words, x=x, y=y, class_=kind, **LETTERS[kind])
