"""Small maps to draw by hand: one kilometre is one minute, need is stated."""

from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import strategies as st

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.need_model import NeedModel
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.travel_matrix import TravelMatrix

Spot = tuple[float, float, float]
"""Kilometres east, kilometres north, hours of need."""


def map_of(
    spots: Mapping[str, Spot], groups: Mapping[str, Mapping[str, str]] | None = None
) -> LocalArea:
    """Build an area of primary schools; a setting is called as its id in capitals."""
    return LocalArea(
        name="map",
        settings=tuple(
            Setting(
                id=id_,
                name=id_.upper(),
                phase=Phase.PRIMARY,
                place=Place(easting=400_000 + 1000 * east, northing=200_000 + 1000 * north),
                need_hours={"salt": need},
                groups=(groups or {}).get(id_, {}),
            )
            for id_, (east, north, need) in spots.items()
        ),
        teams=(),
        need_models={"salt": NeedModel()},
    )


def crow(area: LocalArea, *, no_way: Sequence[tuple[str, str]] = ()) -> TravelMatrix:
    """Minutes in a straight line at a kilometre a minute, less the pairs without a way."""
    ids = tuple(area.places)
    xy = np.array([(p.easting, p.northing) for p in area.places.values()]).reshape(-1, 2)
    apart = xy[:, None, :] - xy[None, :, :]
    minutes = np.hypot(apart[..., 0], apart[..., 1]) / 1000
    for origin, destination in no_way:
        minutes[ids.index(origin), ids.index(destination)] = np.inf
    return TravelMatrix(ids=ids, minutes=minutes, miles=minutes / 1.609344)


def line(*needs: float) -> LocalArea:
    """Build settings a, b, c, ... a kilometre apart on a road from west to east."""
    return map_of({chr(97 + i): (float(i), 0.0, need) for i, need in enumerate(needs)})


def county(size: int, *, seed: int = 0) -> LocalArea:
    """Build a reproducible scatter of settings over 30 km by 30 km, needs of 20 to 200 hours."""
    rng = np.random.default_rng(seed)
    rows = np.column_stack([rng.uniform(0, 30, (size, 2)).round(3), rng.integers(20, 200, size)])
    return map_of({f"s{i:03d}": (e, n, need) for i, (e, n, need) in enumerate(rows.tolist())})


small_maps = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 9)), min_size=1, max_size=14
).map(lambda rows: map_of({f"s{i:02d}": row for i, row in enumerate(rows)}))
"""Coarse grids on purpose: equal places, straight lines and ties come up all the time."""
