"""Need from counts, and every blank count estimated in the open."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.domain.counts import complete_counts
from experts_at_hand.domain.need import need_table
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.errors import ScenarioError
from experts_at_hand.need import NeedModel

HERE = Place(easting=0, northing=0)


def school(id_: str, phase: Phase = Phase.PRIMARY, **counts: float | None) -> Setting:
    """Return a setting with some counts."""
    return Setting(id=id_, name=id_, phase=phase, place=HERE, **counts)  # type: ignore[arg-type]  # counts only


def test_need_by_hand() -> None:
    """(6 + 12 x 5 + 3 x 30) x (1 + 0.5 x 0.2) = 156 x 1.1 = 171.6 hours."""
    full = school("a", pupils=200, ehcp=5, sen_support=30, idaci=0.2)
    model = NeedModel(
        per_setting=6, per_ehcp=12, per_sen_support=3, per_pupil=0, deprivation_uplift=0.5
    )
    table = need_table([full], {"salt": model})
    assert table.hours[0, 0] == pytest.approx(171.6)
    assert table.imputations == ()


def test_stated_need_replaces_the_model() -> None:
    """``need_salt_hours`` in the table counts, even where it is nothing."""
    stated = Setting(
        id="a", name="a", phase=Phase.PRIMARY, place=HERE, need_hours={"salt": 0.0}, ehcp=9
    )
    table = need_table([stated], {"salt": NeedModel(), "ot": NeedModel()})
    assert table.of("salt")[0] == 0
    assert table.of("ot")[0] > 0


def test_blank_counts_take_the_rate_of_the_phase_in_the_area() -> None:
    """Two primaries have 3 + 9 plans on 100 + 300 pupils, 3%: a third of 200 pupils has 6."""
    known = [
        school("a", pupils=100, ehcp=3, sen_support=10, idaci=0.1),
        school("b", pupils=300, ehcp=9, sen_support=30, idaci=0.3),
    ]
    counts = complete_counts([*known, school("c", pupils=200)])
    assert counts.ehcp[2] == pytest.approx(6)
    assert counts.sen_support[2] == pytest.approx(20)
    assert counts.idaci[2] == pytest.approx(0.2)
    assert [(i.setting_id, i.column) for i in counts.imputations] == [
        ("c", "ehcp"),
        ("c", "sen_support"),
        ("c", "idaci"),
    ]
    assert counts.imputations[0].basis == "rate of this area's primary settings"


def test_a_phase_without_counts_takes_the_national_assumption_and_says_so() -> None:
    """A nursery alone: 45 children, 1% with a plan."""
    counts = complete_counts([school("n", Phase.EARLY_YEARS)])
    assert counts.pupils[0] == 45
    assert counts.ehcp[0] == pytest.approx(0.45)
    assert {i.basis for i in counts.imputations} == {
        "roll assumed for early years settings in England",
        "rate assumed for early years settings in England",
        "English average, an assumption",
    }


def test_a_blank_never_becomes_zero_and_a_zero_never_becomes_an_estimate() -> None:
    """None is unknown, 0 is known."""
    zero = school("a", pupils=100, ehcp=0, sen_support=0, idaci=0.0)
    blank = school("b", pupils=100, ehcp=None, sen_support=None, idaci=0.0)
    counts = complete_counts([zero, school("c", pupils=100, ehcp=4, sen_support=8), blank])
    assert counts.ehcp[0] == 0
    assert counts.ehcp[2] == pytest.approx(2)


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(0, 30)), min_size=1, max_size=6))
def test_order_of_settings_changes_no_need(rows: list[tuple[int, int]]) -> None:
    """Need belongs to the setting, not to its row."""
    settings = [school(str(i), pupils=p, ehcp=e) for i, (p, e) in enumerate(rows)]
    ahead = need_table(settings, {"salt": NeedModel()})
    back = need_table(settings[::-1], {"salt": NeedModel()})
    assert ahead.of("salt") == pytest.approx(back.of("salt")[::-1])


@pytest.mark.parametrize("field", ["per_ehcp", "per_sen_support", "per_setting", "per_pupil"])
def test_need_model_refuses_negative_hours(field: str) -> None:
    """Nobody is needed less than not at all."""
    given: dict[str, Any] = {field: -1.0}
    with pytest.raises(ScenarioError, match=field):
        NeedModel(**given)
