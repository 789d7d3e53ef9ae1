"""Hours as a column states them, blanks estimated."""

import pytest

from experts_at_hand.domain.need import need_table
from experts_at_hand.domain.settings import Setting
from experts_at_hand.need import Stated
from tests.need.test_expected_days import setting


def with_counts(*slcn: float | None) -> list[Setting]:
    return [
        setting(str(i), 100.0 * (i + 1), counts={"slcn": n}, groups={"slcn": f"{n or ''}"})
        for i, n in enumerate(slcn)
    ]


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
