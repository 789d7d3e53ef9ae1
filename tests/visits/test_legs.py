"""Legs from visit to visit: weighted by need, symmetrised, left out where nobody can drive them."""

import numpy as np
import pytest

from experts_at_hand.visits.legs import mean_legs, nearest_legs, no_legs, patches
from tests.clustering.maps import crow, line
from tests.places import tiny_place

AREA = line(10.0, 30.0, 60.0)
"""a, b and c a kilometre, and a minute, apart."""


def test_the_mean_leg_weighs_the_others_by_their_need() -> None:
    """From a: (1 x 30 + 2 x 60) / 90; from b both others are a minute away."""
    legs = mean_legs(AREA, crow(AREA), [np.arange(3)], "salt")
    assert legs.minutes == pytest.approx([150 / 90, 1.0, (2 * 10 + 1 * 30) / 40])
    assert not legs.alone.any()


def test_groups_keep_to_themselves_and_who_is_alone_drives_nowhere() -> None:
    legs = mean_legs(AREA, crow(AREA), [np.array([0, 1])], "salt")
    assert legs.minutes.tolist() == [1.0, 1.0, 0.0]
    assert legs.alone.tolist() == [False, False, True]
    assert no_legs(2).alone.all()


def test_a_way_that_is_missing_in_one_direction_is_no_leg() -> None:
    legs = mean_legs(AREA, crow(AREA, no_way=[("a", "c")]), [np.arange(3)], "salt")
    assert legs.minutes.tolist() == [1.0, 1.0, 1.0]


def test_without_need_all_others_count_alike() -> None:
    empty = line(0.0, 0.0, 0.0)
    legs = mean_legs(empty, crow(empty), [np.arange(3)], "salt")
    assert legs.minutes.tolist() == [1.5, 1.0, 1.5]


def test_the_nearest_others_and_no_more() -> None:
    area = line(1.0, 1.0, 1.0, 1.0)
    assert nearest_legs(area, crow(area), 1).minutes.tolist() == [1.0, 1.0, 1.0, 1.0]
    assert nearest_legs(area, crow(area), 2).minutes.tolist() == [1.5, 1.0, 1.0, 1.5]
    assert nearest_legs(area, crow(area), 99).minutes.tolist() == [2.0, 4 / 3, 4 / 3, 2.0]


def test_legs_are_put_together_setting_by_setting() -> None:
    area = line(1.0, 1.0, 1.0)
    kept = np.array([True, False, True])
    both = nearest_legs(area, crow(area), 1).where(kept, no_legs(3))
    assert both.minutes.tolist() == [1.0, 0.0, 1.0]
    assert both.alone.tolist() == [False, True, False]


def test_patches_are_round_bases_with_staff() -> None:
    place = tiny_place(
        {"a": (0, 1.0), "b": (8, 1.0), "c": (20, 1.0)},
        {"w": (0, 10.0), "gone": (9, 0.0), "e": (20, 10.0)},
    )
    found = patches(place.area, place.travel, "salt")
    assert [rows.tolist() for rows in found] == [[0, 1], [2]]
