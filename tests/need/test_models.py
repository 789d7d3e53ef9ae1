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
from experts_at_hand.need import ExpectedDays, NeedModel, Stated

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


def with_counts(*slcn: float | None) -> list[Setting]:
    return [
        setting(str(i), 100.0 * (i + 1), counts={"slcn": n}, groups={"slcn": f"{n or ''}"})
        for i, n in enumerate(slcn)
    ]


def test_a_further_count_weighs_and_its_blank_is_estimated_and_listed() -> None:
    """10 of 100 pupils and 20 of 200: a tenth, so 30 of 300, each with 4 hours."""
    model = NeedModel(per_setting=0, per_sen_support=0, per_pupil=0, per_count={"slcn": 4.0})
    table = need_table(with_counts(10, 20, None), {"salt": model})
    assert table.of("salt") == pytest.approx([40, 80, 120])
    assert [(i.setting_id, i.value) for i in table.imputations if i.column == "slcn"] == [("2", 30)]
    assert table.share_estimated == pytest.approx(0.5)  # 120 of 240 hours


def test_a_blank_that_weighs_nothing_makes_no_estimate() -> None:
    """Counts of plans are blank, and the model does not look at them."""
    table = need_table(AREA[:3], {"salt": NeedModel(**BY_PUPIL)})
    assert {i.column for i in table.imputations} == {"ehcp", "sen_support"}
    assert table.share_estimated == 0


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("slnc", "5", "there is no column 'slnc'; did you mean 'slcn'"),
        ("ward", "East", "column ward: found 'East' at 0"),
    ],
)
def test_a_column_that_cannot_be_weighed_is_refused(column: str, text: str, words: str) -> None:
    settings = [
        setting("0", 1, counts={"slcn": 5.0}, groups={"slcn": "5", "ward": text}),
    ]
    with pytest.raises(DataError, match=words):
        need_table(settings, {"salt": NeedModel(per_count={column: 1.0})})


def test_stated_takes_the_column_and_estimates_its_blanks() -> None:
    settings = [
        setting("a", 100, need_hours={"salt": 10.0}),
        setting("b", 300, need_hours={"salt": 30.0}),
        setting("c", 50),
    ]
    table = need_table(settings, {"salt": Stated()})
    assert table.of("salt") == pytest.approx([10, 30, 5])
    assert table.share_estimated == pytest.approx(5 / 45)
    named = need_table(with_counts(7, 8, 9), {"salt": Stated(column="slcn")})
    assert named.of("salt") == pytest.approx([7, 8, 9])


def test_an_uplift_on_counts_is_known_for_counting_twice() -> None:
    assert NeedModel(deprivation_uplift=0.5).counts_deprivation_twice
    assert not NeedModel(deprivation_uplift=0.5, per_sen_support=0).counts_deprivation_twice
    assert not NeedModel().counts_deprivation_twice


def test_a_count_that_every_setting_has_is_the_same_by_either_name() -> None:
    """Its blanks are estimated once, and a share is no count of children."""
    settings = [setting("a", 100, sen_support=10), setting("b", 200), setting("c", None)]
    plain: dict[str, Any] = {"per_setting": 0.0, "per_pupil": 0.0}
    own = need_table(settings, {"salt": NeedModel(per_sen_support=2.0, **plain)})
    by_name = NeedModel(per_sen_support=0.0, per_count={"sen_support": 2.0}, **plain)
    other = need_table(settings, {"salt": by_name})
    assert other.of("salt") == pytest.approx(own.of("salt"))
    assert other.imputations == own.imputations
    with pytest.raises(DataError, match="no column 'idaci'"):
        need_table(settings, {"salt": NeedModel(per_count={"idaci": 1.0})})
