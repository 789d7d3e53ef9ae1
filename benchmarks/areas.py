"""Areas of any size for timing: synthetic, seeded, the same on every machine."""

from experts_at_hand.contracts import CLUSTERING_METHODS, SOURCES, TRAVEL_MODELS
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix


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
