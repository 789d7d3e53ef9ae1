"""Models of need: the average school gets exactly what is expected, and figures by hand.

Three primaries with 100, 200 and 300 pupils, one hour a pupil: weights 100, 200, 300, mean 200.
With 40 days of 6 hours and a share of a quarter the average has 60 hours: they need 30, 60, 90.
A nursery of 50 pupils has no days: 60 hours for a weight of 200 are 0.3 an hour, so 15 for 50.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.domain.need import need_table
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.errors import DataError, ScenarioError
from experts_at_hand.need import ExpectedDays

HERE = Place(easting=0, northing=0)


BY_PUPIL: Mapping[str, Any] = {"per_pupil": 1.0, "per_setting": 0.0, "per_sen_support": 0.0}


def setting(id_: str, pupils: float | None, phase: Phase = Phase.PRIMARY, **more: Any) -> Setting:  # noqa: ANN401 - fields of any type
    return Setting(
        id=id_, name=id_, phase=phase, place=HERE, pupils=pupils, **{"idaci": 0.1, **more}
    )


AREA = (
    setting("a", 100),
    setting("b", 200),
    setting("c", 300),
    setting("n", 50, Phase.EARLY_YEARS),
)


def test_expected_days_by_hand() -> None:
    table = need_table(AREA, {"salt": ExpectedDays(share=0.25, **BY_PUPIL)})
    assert table.of("salt") == pytest.approx([30, 60, 90, 15])


def test_a_day_of_a_phase_may_be_its_own() -> None:
    """Days of 3 hours in primaries halve what they need, and what the nursery is given by them."""
    model = ExpectedDays(share=0.25, hours_per_day={"primary": 3.0}, **BY_PUPIL)
    assert need_table(AREA, {"salt": model}).of("salt") == pytest.approx([15, 30, 45, 7.5])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["primary", "secondary"]), st.integers(1, 2000), st.integers(0, 99)
        ),
        min_size=1,
        max_size=12,
    ),
    st.floats(0.01, 1),
    st.floats(1, 9),
    st.floats(1e-3, 1e3),
)
def test_the_average_of_a_phase_is_exactly_the_days_whatever_the_scale(
    rows: list[tuple[str, int, int]], share: float, day: float, scale: float
) -> None:
    """To 1e-9; and weights on another scale change nothing."""
    settings = [
        setting(str(i), pupils, Phase(phase), sen_support=support, ehcp=0)
        for i, (phase, pupils, support) in enumerate(rows)
    ]
    weights: dict[str, Any] = {"per_setting": 6.0, "per_pupil": 0.05, "per_sen_support": 0.9}
    model = ExpectedDays(share=share, hours_per_day=day, **weights)
    hours = need_table(settings, {"salt": model}).of("salt")
    phases = np.array([phase for phase, _, _ in rows])
    for phase, days in model.days.items():
        if (phases == phase).any():
            mean = hours[phases == phase].mean() / (share * day)
            assert mean == pytest.approx(days, rel=1e-9)
    scaled: dict[str, Any] = {name: value * scale for name, value in weights.items()}
    other = ExpectedDays(share=share, hours_per_day=day, **scaled)
    assert need_table(settings, {"salt": other}).of("salt") == pytest.approx(hours, rel=1e-9)


def test_days_for_no_phase_of_the_area_are_refused() -> None:
    with pytest.raises(DataError, match="state them for one of primary, early_years"):
        need_table(AREA, {"salt": ExpectedDays(share=0.2, days={"special": 90.0})})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"share": 0.0}, "share is 0"),
        ({"share": 1.2}, "share is 1.2"),
        ({"share": 0.2, "days": {"primry": 40}}, "did you mean 'primary'"),
        ({"share": 0.2, "days": {"primary": 0}}, "days.primary is 0"),
        ({"share": 0.2, "days": {}}, "days is empty"),
        ({"share": 0.2, "hours_per_day": -1}, "hours_per_day is -1"),
        ({"share": 0.2, "per_count": {"slcn": -1}}, "per_count.slcn is -1"),
        ({}, "share"),
    ],
)
def test_what_cannot_be_meant_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises((ScenarioError, TypeError), match=words):
        ExpectedDays(**given)
