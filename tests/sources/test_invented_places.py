"""Towns and villages by lot: the same for the same draw, apart from each other, named once."""

import numpy as np

from experts_at_hand.sources.invented_places import ORIGIN_METRES, invent_places


def test_the_same_draw_gives_the_same_county() -> None:
    one, other = (invent_places(300, np.random.default_rng(4)) for _ in range(2))
    assert one.names == other.names
    assert np.array_equal(one.easting, other.easting)
    assert one.names != invent_places(300, np.random.default_rng(5)).names


def test_a_county_grows_with_its_settings() -> None:
    small, large = (invent_places(n, np.random.default_rng(1)) for n in (60, 900))
    assert (small.towns, large.towns) == (2, 30)
    assert len(set(large.names)) == len(large.names)
    assert small.easting.min() >= ORIGIN_METRES[0]
    assert np.ptp(large.easting) > np.ptp(small.easting)
    assert ((large.idaci >= 0.02) & (large.idaci <= 0.45)).all()


def test_past_two_hundred_places_names_are_numbered() -> None:
    names = invent_places(2_000, np.random.default_rng(2)).names
    assert len(set(names)) == len(names) > 200
    assert names[200].endswith(" 2")
