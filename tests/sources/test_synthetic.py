"""Invented counties: reproducible, realistic in their rates, and never taken for real."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.domain.settings import Phase
from experts_at_hand.examples import shipped
from experts_at_hand.sources import Synthetic, Tidy, write_tidy

NOWHERE = Path()


def test_the_same_numbers_give_the_same_county() -> None:
    one, two = (Synthetic(settings=60, teams=4, seed=5).read(NOWHERE) for _ in range(2))
    assert one == two
    assert Synthetic(settings=60, teams=4, seed=6).read(NOWHERE).settings != one.settings


@budget(max_examples=30)
@given(st.integers(1, 400), st.integers(1, 40), st.integers(0, 10**6))
def test_any_size_can_be_planned_for(settings: int, teams: int, seed: int) -> None:
    """As many settings and teams as asked, every one with need, capacity and a place."""
    area = Synthetic(settings=settings, teams=teams, seed=seed).read(NOWHERE)
    area.check()
    assert (len(area.settings), len(area.teams)) == (settings, teams)
    assert (area.need.hours > 0).all()
    assert (area.capacity_hours > 0).all()


def test_rates_are_those_of_england() -> None:
    """5.3% of pupils with a plan and 14.2% on SEN support, each within a point.

    Mainstream schools lie at 2-3% and 9-14%; in special schools nearly everyone has a plan. Nine
    in ten early-years settings tell nothing.
    """
    area = Synthetic(settings=2_000, teams=40, seed=3).read(NOWHERE)

    def rate(column: str, *phases: Phase) -> float:
        known = [s for s in area.settings if s.pupils and (not phases or s.phase in phases)]
        return float(sum(getattr(s, column) for s in known) / sum(s.pupils or 0 for s in known))

    assert rate("ehcp") == pytest.approx(0.053, abs=0.01)
    assert rate("sen_support") == pytest.approx(0.142, abs=0.02)
    for phase in (Phase.PRIMARY, Phase.SECONDARY):
        assert 0.02 <= rate("ehcp", phase) <= 0.032
        assert 0.09 <= rate("sen_support", phase) <= 0.145
    assert rate("ehcp", Phase.SPECIAL) > 0.95
    early = [s.pupils is None for s in area.settings if s.phase is Phase.EARLY_YEARS]
    assert np.mean(early) == pytest.approx(0.85, abs=0.05)


def test_it_says_that_it_is_invented() -> None:
    area = Synthetic(settings=10, teams=2, seed=4).read(NOWHERE)
    assert "invented" in area.origin
    assert "seed = 4" in area.origin
    assert "Invented" in area.name


@pytest.mark.parametrize(
    "wrong", [{"settings": 0}, {"teams": 0}, {"seed": -1}, {"settings": 2.5}, {"teams": True}]
)
def test_nonsense_is_refused_at_birth(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Synthetic(**wrong)


def test_tables_come_back_as_they_were(tmp_path: Path) -> None:
    """Written and read again, an area is the same but for notes."""
    area = Synthetic(settings=40, teams=4, seed=2).read(NOWHERE)
    write_tidy(area, tmp_path)
    back = Tidy().read(tmp_path)
    assert back.settings == area.settings
    assert back.teams == area.teams
    assert (back.name, back.origin) == (area.name, area.origin)


def test_two_rivers_is_what_it_says_it_is() -> None:
    """The shipped tables are what the numbers in their origin make, on every machine."""
    made = Synthetic(settings=120, teams=8, seed=1).read(NOWHERE)
    read = Tidy().read(shipped("two-rivers/area"))
    assert read.settings == made.settings
    assert read.teams == made.teams
    assert read.delivered == made.delivered
    assert read.origin == made.origin
