"""Hours for each child: the default speaks of an assumption, and says what it weighs."""

import pytest

from experts_at_hand.domain.counts import complete_counts
from experts_at_hand.domain.need_model import DEFAULT_NEED_MODELS, NeedModel
from experts_at_hand.domain.settings import Phase, Place, Setting

SOMEWHERE = Place(easting=380000, northing=160000)


def test_the_average_primary_comes_to_a_fifth_of_forty_days() -> None:
    """240 pupils, 34 on SEN support: 6 + 0.9 x 34 + 0.05 x 240 = 48.6 hours, 8.1 days of six."""
    average = Setting(
        id="p", name="p", phase=Phase.PRIMARY, place=SOMEWHERE, pupils=240.0,
        ehcp=7.0, sen_support=34.0,
    )  # fmt: skip
    hours = DEFAULT_NEED_MODELS["salt"].hours("salt", (average,), complete_counts((average,)))
    assert hours[0] == pytest.approx(48.6)
    assert hours[0] / 6 == pytest.approx(40 / 5, abs=0.2)


def test_plans_weigh_nothing_unless_somebody_says_so() -> None:
    assert "education, health and care" not in DEFAULT_NEED_MODELS["ot"].sentence()
    assert "education, health and care" in NeedModel(per_ehcp=2.0).sentence()


def test_an_assumption_is_called_one() -> None:
    said = NeedModel(deprivation_uplift=0.25).sentence()
    assert "an assumption: no national source" in said
    assert "up to 25% more with deprivation" in said
