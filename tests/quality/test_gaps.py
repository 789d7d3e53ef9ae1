"""What a blank can move, by hand."""

import pytest

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.need_model import NeedModel
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.workforce import Team
from experts_at_hand.quality import gaps_of


def school(name: str, pupils: float | None, support: float | None, **groups: str) -> Setting:
    """Return a primary school."""
    at = Place(easting=375_000 + 100 * ord(name[0]), northing=165_000)
    return Setting(
        id=name, name=name, phase=Phase.PRIMARY, place=at, pupils=pupils, ehcp=0,
        sen_support=support, fsm=0, idaci=0.1, groups=groups,
    )  # fmt: skip


def area_of(*settings: Setting) -> LocalArea:
    team = Team(id="t", profession="salt", wte=1, place=Place(easting=375_000, northing=165_000))
    model = NeedModel(per_setting=0, per_pupil=0, per_sen_support=1.0)
    return LocalArea(name="x", settings=settings, teams=(team,), need_models={"salt": model})


def test_what_a_blank_can_move() -> None:
    """Rates of 10, 20, 30 and 40%: quartiles 17.5 and 32.5%, and 25% (100 of 400) as estimated.

    An hour a child on support; the blank has 200 pupils: 35, 50 and 65 of 150 hours in all.
    """
    known = [school(n, 100, s) for n, s in (("a", 10), ("b", 20), ("c", 30), ("d", 40))]
    (gap,) = gaps_of(area_of(*known, school("e", 200, None)))
    assert (gap.column, gap.settings) == ("sen_support", 1)
    assert (gap.low, gap.hours, gap.high) == pytest.approx((35, 50, 65))
    assert gap.total == pytest.approx(150)
    assert gap.moves == pytest.approx(0.1)
    assert "50 hours of need a year there; 35 to 65 if blanks" in gap.sentence()
    assert "moves 10.0% of all need" in gap.sentence()


def test_a_blank_that_weighs_nothing_moves_nothing() -> None:
    """Rolls are not weighed; whose support is known needs no roll."""
    gaps = gaps_of(area_of(school("a", 100, 10), school("b", None, 10)))
    assert [gap.column for gap in gaps] == ["pupils"]
    assert gaps[0].moves == 0
    assert "moves no need" in gaps[0].sentence()


def test_where_nobody_knows_half_as_much_is_assumed() -> None:
    """Two schools without any count: an estimate of E hours stands for E / 2 to 3 E / 2."""
    (gap,) = gaps_of(area_of(school("a", 100, None), school("b", 100, None)))
    assert gap.low == pytest.approx(gap.hours / 2)
    assert gap.high == pytest.approx(1.5 * gap.hours)
