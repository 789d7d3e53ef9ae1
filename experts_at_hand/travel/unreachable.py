"""Places without a way between them, named for people."""

from collections.abc import Mapping

import numpy as np

from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.domain.local_area import LocalArea

MENTIONED = 20
"""How many names one sentence lists before it says how many more there are."""


def place_names(area: LocalArea) -> Mapping[str, str]:
    """Name every setting and base with its id, by id: settings first, then teams."""
    return {s.id: f"{s.name} ({s.id})" for s in area.settings} | {
        t.id: f"the base of team {t.id}" + (f", {t.base}" if t.base else "") for t in area.teams
    }


def listed(names: list[str], *, at_most: int = MENTIONED) -> str:
    """Join names in a sentence, saying how many are left out of a long list.

    >>> listed(["Oak", "Elm", "Ash"], at_most=2)
    'Oak, Elm and 1 more'
    """
    if len(names) <= at_most:
        return ", ".join(names)
    return f"{', '.join(names[:at_most])} and {len(names) - at_most} more"


def unreachable_notes(area: LocalArea, minutes: FloatArray) -> tuple[str, ...]:
    """Name, in as few sentences as it takes, every pair of places without a way between them.

    The place with the most missing ways is named first, with the places at their other end; then
    the place with the most of those still unnamed, and so on. Ways from base to base are left
    out: no visit uses them.

    Parameters
    ----------
    area
        Whose places are named.
    minutes
        One-way minutes, settings then teams on both sides; ``inf`` where there is no way.

    Examples
    --------
    >>> from experts_at_hand.domain.settings import Phase, Place, Setting
    >>> here = Place(easting=0, northing=0)
    >>> area = LocalArea(name="two", teams=(), settings=tuple(
    ...     Setting(id=i, name=n, phase=Phase.PRIMARY, place=here)
    ...     for i, n in (("a", "Oak"), ("b", "Elm"))))
    >>> unreachable_notes(area, np.array([[0, np.inf], [5, 0]]))
    ('no way from Oak (a) to Elm (b)',)
    """
    missing: BoolArray = np.isinf(minutes)
    settings = len(area.settings)
    missing[settings:, settings:] = False
    names = list(place_names(area).values())
    unnamed = missing.sum(axis=0) + missing.sum(axis=1)
    notes: list[str] = []
    while unnamed.any() and len(notes) < MENTIONED:
        worst = int(unnamed.argmax())
        out, back = missing[worst].copy(), missing[:, worst].copy()
        for words, others in (
            ("no way between {} and {}", out & back),
            ("no way from {} to {}", out & ~back),
            ("no way to {} from {}", back & ~out),
        ):
            if others.any():
                ends = listed([names[i] for i in np.flatnonzero(others)])
                notes.append(words.format(names[worst], ends))
        missing[worst] = missing[:, worst] = False
        unnamed -= out.astype(np.int64) + back
        unnamed[worst] = 0
    if missing.any():
        notes.append(f"and {int(missing.sum()):,} more one-way journeys without a way")
    return tuple(notes)
