"""Areas of any size for timing: synthetic, seeded, the same on every machine."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Place
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.registry.protocols import CLUSTERING_METHODS, SOURCES, TRAVEL_MODELS

if TYPE_CHECKING:
    from experts_at_hand.travel.roads.graph import RoadGraph


def synthetic_area(settings: int, teams: int, *, seed: int = 1) -> LocalArea:
    """Return an invented area with two professions.

    Parameters
    ----------
    settings
        How many nurseries, schools and colleges.
    teams
        How many teams of each profession.
    seed
        Decides everything about it.
    """
    from pathlib import Path

    source = SOURCES.build("synthetic", settings=settings, teams=2 * teams, seed=seed)
    return source.read(Path())


def with_travel(area: LocalArea) -> tuple[LocalArea, TravelMatrix, Clustering]:
    """Return an area with straight-line travel and no clusters."""
    travel = TRAVEL_MODELS.build("straight_line").matrix(area)
    return area, travel, CLUSTERING_METHODS.build("none").partition(area, travel)


def at_junctions(area: LocalArea, roads: "RoadGraph", *, seed: int = 1) -> LocalArea:
    """Return the same area with settings and bases at junctions drawn at random.

    Parameters
    ----------
    area
        With no more settings than there are junctions.
    roads
        Only junctions of the largest connected part are drawn.
    seed
        Decides which.
    """
    rng = np.random.default_rng(seed)
    drawn = rng.permutation(np.flatnonzero(roads.part == 0))
    ends = zip(roads.x[drawn].tolist(), roads.y[drawn].tolist(), strict=True)
    places = [Place(easting=east, northing=north) for east, north in ends]
    settings = zip(area.settings, places, strict=False)
    teams = zip(area.teams, reversed(places), strict=False)
    return replace(
        area,
        settings=tuple(replace(setting, place=place) for setting, place in settings),
        teams=tuple(replace(team, place=place) for team, place in teams),
    )
