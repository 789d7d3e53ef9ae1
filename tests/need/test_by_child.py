"""Hours for each child: further counts weigh, and what cannot be weighed is refused."""

from typing import Any

import pytest

from experts_at_hand.domain.need import need_table
from experts_at_hand.errors import DataError
from experts_at_hand.need import NeedModel
from tests.need.test_expected_days import AREA, BY_PUPIL, setting
from tests.need.test_stated import with_counts


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
