"""Colours and hatches of clusters: neighbours never have the same, as far as there are enough."""

from collections.abc import Mapping, Sequence
from typing import Any

from experts_at_hand.report.palette import CATEGORIES, DARK_GREY, LIGHT_PURPLE

FILLS = (*CATEGORIES, DARK_GREY, LIGHT_PURPLE)
"""Four colours are enough for areas in one piece; those in several may need a fifth or sixth."""

TRIES = 20_000
"""Steps back and forth before a colouring with four colours is given up."""


def neighbours(
    outlines: Mapping[str, Sequence[Sequence[tuple[float, float]]]],
    *,
    apart: float = 1.0,
) -> Mapping[str, set[str]]:
    """Return which areas share a border.

    Parameters
    ----------
    outlines
        Rings of corners by area.
    apart
        Metres up to which borders count as one: drawn ones are made coarser for a picture.
    """
    import shapely

    ids = list(outlines)
    shapes: list[Any] = [
        shapely.union_all([shapely.Polygon(ring) for ring in outlines[id_]]) for id_ in ids
    ]
    found: dict[str, set[str]] = {id_: set() for id_ in ids}
    tree = shapely.STRtree(shapes)
    first, second = tree.query(shapes, predicate="dwithin", distance=apart)
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        if i != j:
            found[ids[i]].add(ids[j])
    return found


def colouring(beside: Mapping[str, set[str]]) -> dict[str, int]:
    """Return a number for each area, its neighbours all having others: below 4 where found.

    The area with most numbers among its neighbours comes next (Brélaz 1979, "New methods to color
    the vertices of a graph"), and is taken back where it leads nowhere. Where four are not enough
    further ones are used.

    Parameters
    ----------
    beside
        The neighbours of each area.
    """
    for most in range(len(CATEGORIES), len(beside) + len(CATEGORIES) + 1):
        chosen: dict[str, int] = {}
        if _complete(beside, chosen, most, [TRIES]):
            return chosen
    return chosen


def _complete(
    beside: Mapping[str, set[str]], chosen: dict[str, int], most: int, left: list[int]
) -> bool:
    """Try to number what has none yet, with so many numbers and steps; say whether it was done."""
    open_ = [id_ for id_ in beside if id_ not in chosen]
    if not open_:
        return True
    left[0] -= 1
    if left[0] < 0:
        return False
    used = {id_: {chosen[n] for n in beside[id_] if n in chosen} for id_ in open_}
    hardest = max(open_, key=lambda id_: (len(used[id_]), len(beside[id_])))
    begun = max(chosen.values(), default=-1)
    # Numbers that nobody has are all alike: one of them is tried.
    for number in range(min(most, begun + 2)):
        if number not in used[hardest]:
            chosen[hardest] = number
            if _complete(beside, chosen, most, left):
                return True
            del chosen[hardest]
    return False
