"""What settings of an invented county get: half hours within capacity, and unequally."""

import numpy as np

from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.workforce import Team, WorkingYear
from experts_at_hand.sources.invented_practice import CONTACT_SHARE, invent_practice

SETTINGS = tuple(
    Setting(
        id=f"s{i}", name=f"S{i}", phase=Phase.EARLY_YEARS if i % 4 == 0 else Phase.PRIMARY,
        place=Place(easting=400_000 + 1_000 * i, northing=200_000), pupils=200.0, ehcp=4.0,
        sen_support=30.0, idaci=0.05 + 0.02 * (i % 10),
    )
    for i in range(40)
)  # fmt: skip
TEAMS = tuple(
    Team(id=f"t{x}", profession="salt", wte=1.0, place=Place(easting=x, northing=200_000))
    for x in (400_000, 440_000)
)


def test_each_team_gives_its_hours_to_the_nearest_in_half_hours() -> None:
    found = invent_practice(SETTINGS, TEAMS, np.random.default_rng(3))
    assert [item.setting_id for item in found] == [s.id for s in SETTINGS]
    hours = np.array([item.hours for item in found])
    assert np.array_equal(hours * 2, np.round(hours * 2))
    contact = CONTACT_SHARE * WorkingYear().hours_per_wte
    for half in (hours[:21], hours[21:]):
        assert contact - 0.5 * len(half) <= half.sum() <= contact


def test_whoever_asks_is_ahead() -> None:
    """Nurseries get less for the same need, and some schools several times what others get."""
    many = [invent_practice(SETTINGS, TEAMS, np.random.default_rng(s)) for s in range(20)]
    hours = np.array([[item.hours for item in found] for found in many]).mean(axis=0)
    young = np.array([s.phase is Phase.EARLY_YEARS for s in SETTINGS])
    assert hours[young].mean() < 0.6 * hours[~young].mean()
