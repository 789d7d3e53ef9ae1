"""How unequal access is: by hand, and laws that every index keeps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.allocation.rules import Reach
from experts_at_hand.domain.scorecard import Scorecard
from experts_at_hand.domain.settings import Phase
from experts_at_hand.metrics.equity import gini, kolm_pollak, percentile_ratio
from experts_at_hand.metrics.samples import Plan
from tests.metrics.test_access import card
from tests.places import TinyPlace, plan, tiny_place

pytestmark = pytest.mark.solver


def test_spread_is_that_of_a_profession(uneven: Scorecard) -> None:
    """No pooled figure: a second profession that is short would look unequal, or hide what is."""
    names = [m.metric for m in uneven]
    for metric in ("gini_access", "p10_access", "p90_p10_access", "kolm_pollak_access"):
        assert metric not in names
        assert f"{metric}:profession=salt" in names


def test_deprivation_fifths_and_their_gap() -> None:
    """Five schools, the most deprived out of reach: its access 0, the least deprived's 1."""
    place = tiny_place(
        {"a": (60, 10), "b": (0, 10), "c": (0, 10), "d": (0, 10), "e": (0, 10)}, {"t": (0, 40)}
    )
    idaci = {"a": 0.5, "b": 0.4, "c": 0.3, "d": 0.2, "e": 0.1}
    settings = tuple(
        type(s)(
            id=s.id,
            name=s.name,
            phase=Phase.PRIMARY,
            place=s.place,
            idaci=idaci[s.id],
            need_hours=s.need_hours,
        )
        for s in place.area.settings
    )
    deprived = TinyPlace(place.area.replace(settings=settings), place.travel, place.clustering)
    measured = card(deprived, Reach(max_minutes=30))
    assert measured["deprivation_gap"].value == pytest.approx(1)
    assert measured["lowest_access:deprivation_fifth=1"].value == pytest.approx(0)
    assert measured["lowest_access:deprivation_fifth=2"].value == pytest.approx(1)
    answer = plan(deprived)
    fifths = Plan(deprived.area, deprived.travel, deprived.clustering, answer).fifths
    assert fifths.tolist() == [1, 2, 3, 4, 5]


shares = st.lists(st.floats(0.01, 1), min_size=1, max_size=30).map(np.array)


@given(shares)
def test_indexes_keep_their_ranges(values: np.ndarray) -> None:
    """Gini from 0 to 1, the ratio from 1, Kolm-Pollak between the lowest and the mean."""
    assert 0 <= gini(values) < 1
    assert percentile_ratio(values) >= 1
    assert values.min() - 1e-9 <= kolm_pollak(values) <= values.mean() + 1e-9


@given(shares, st.floats(0.1, 10))
def test_gini_does_not_depend_on_the_unit(values: np.ndarray, factor: float) -> None:
    assert gini(values * factor) == pytest.approx(gini(values), abs=1e-9)


@given(shares)
def test_gini_is_the_mean_difference_of_all_pairs(values: np.ndarray) -> None:
    pairs = np.abs(values[:, None] - values).mean()
    assert gini(values) == pytest.approx(pairs / (2 * values.mean()), abs=1e-9)
