"""Towns and villages of an invented county: where they lie, how large and how deprived they are."""

from dataclasses import dataclass

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray

KM2_PER_SETTING = 5.0
"""Square kilometres for each setting. Bath & North East Somerset, half city and half country, has
2.5; shire counties have up to 8. An assumption."""

SETTINGS_PER_TOWN = 30
"""One town for so many settings. An assumption."""

SETTINGS_PER_VILLAGE = 1.6
"""Settings of a village: a primary school, and a nursery in many. An assumption."""

TOWN_SHARE = 0.65
"""Share of the settings that stand in towns. An assumption."""

ORIGIN_METRES = (400_000.0, 250_000.0)
"""South-west corner on the British National Grid: inside Great Britain, so that the tables pass
every check; nothing that is there is meant."""

_STARTS = (
    "Alder", "Bram", "Copper", "Dray", "Elver", "Fern", "Gorse", "Haver", "Ivel", "Juniper",
    "Kestrel", "Linden", "Marl", "Nettle", "Osier", "Plover", "Quarry", "Rowan", "Sorrel", "Teasel",
)  # fmt: skip
_ENDS = ("wick", "bourne", "ley", "stow", "combe", "mere", "thorpe", "hurst", "den", "worth")


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPlaces:
    """Towns first, largest first, then villages.

    Parameters
    ----------
    names
        One each.
    easting, northing
        Metres on the British National Grid.
    radius
        Metres within which most of the place's settings stand.
    idaci
        Share of children in income-deprived homes, 0 to 1.
    towns
        How many of them are towns.
    """

    names: tuple[str, ...]
    easting: FloatArray
    northing: FloatArray
    radius: FloatArray
    idaci: FloatArray
    towns: int


def invent_places(settings: int, rng: np.random.Generator) -> InventedPlaces:
    """Lay out a county for so many settings.

    Parameters
    ----------
    settings
        How many nurseries, schools and colleges it is to hold.
    rng
        Decides everything.
    """
    side = 1000 * float(np.sqrt(KM2_PER_SETTING * settings))
    towns = max(2, round(settings / SETTINGS_PER_TOWN)) if settings > 2 else 1  # noqa: PLR2004
    villages = max(1, round((1 - TOWN_SHARE) * settings / SETTINGS_PER_VILLAGE))
    spots = np.vstack([_apart(towns, side, rng), rng.uniform(0, side, (villages, 2))])
    size = 1 / np.arange(1, towns + 1)
    radius = np.concatenate([900 + 2600 * np.sqrt(size), np.full(villages, 500.0)])
    # The larger a town, the more of it is deprived; villages are not.
    idaci = np.concatenate(
        [
            np.clip(0.12 + 0.16 * size + rng.normal(0, 0.05, towns), 0.04, 0.45),
            np.clip(rng.normal(0.09, 0.04, villages), 0.02, 0.3),
        ]
    )
    return InventedPlaces(
        names=_names(towns + villages, rng),
        easting=ORIGIN_METRES[0] + spots[:, 0],
        northing=ORIGIN_METRES[1] + spots[:, 1],
        radius=radius,
        idaci=idaci,
        towns=towns,
    )


def _apart(count: int, side: float, rng: np.random.Generator) -> FloatArray:
    """Scatter towns so that none lies in another: the farthest of a few draws, one by one."""
    spots = rng.uniform(0.15 * side, 0.85 * side, (1, 2))
    while len(spots) < count:
        draws = rng.uniform(0.05 * side, 0.95 * side, (8, 2))
        gaps = np.hypot(*(draws[:, None, :] - spots[None, :, :]).transpose(2, 0, 1)).min(axis=1)
        spots = np.vstack([spots, draws[gaps.argmax()]])
    return spots


def _names(count: int, rng: np.random.Generator) -> tuple[str, ...]:
    """Return names that differ; past two hundred they are numbered."""
    whole = [start + end for end in _ENDS for start in _STARTS]
    order: IntArray = rng.permutation(len(whole))
    names = []
    for i in range(count):
        again = i // len(whole)
        names.append(whole[order[i % len(whole)]] + (f" {again + 1}" if again else ""))
    return tuple(names)
