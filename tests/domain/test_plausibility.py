"""What looks wrong is said, and what is usual is not."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.need_model import NeedModel
from experts_at_hand.domain.plausibility import area_doubts, travel_doubts
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.travel_matrix import METRES_PER_MILE, TravelMatrix
from experts_at_hand.domain.workforce import Team
from experts_at_hand.examples import shipped
from experts_at_hand.sources import Tidy
from experts_at_hand.travel.straight_line import StraightLine


def school(number: int, **changes: object) -> Setting:
    """Return a school that nobody doubts, changed."""
    usual = Setting(
        id=str(100 + number),
        name=f"School {number}",
        phase=Phase.PRIMARY,
        place=Place(easting=375_000 + 2_000 * number, northing=165_000),
        pupils=200,
        ehcp=5,
        sen_support=25,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


TEAM = Team(id="t", profession="salt", wte=2, place=Place(easting=376_000, northing=165_000))


def area(*settings: Setting, team: Team = TEAM) -> LocalArea:
    return LocalArea(name="a", settings=(*(school(i) for i in range(6)), *settings), teams=(team,))


def test_usual_areas_raise_no_doubt(banes: Path) -> None:
    assert area_doubts(area()) == ()
    for name in ("toy", "two-rivers"):
        assert area_doubts(Tidy().read(shipped(f"{name}/area"))) == ()
    real = Tidy().read(banes)
    assert travel_doubts(real, StraightLine().matrix(real)) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"place": Place(easting=376_000, northing=615_000)}, "450 km from the middle"),
        ({"pupils": 210.5}, "pupils is no whole number of children at School 9 (109)"),
        ({"pupils": 20}, "more children with SEN than pupils at School 9 (109)"),
        ({"ehcp": 90}, "more than a third of the pupils have plans at School 9 (109)"),
        ({"name": "school  1", "place": Place(easting=377_000, northing=165_000)}, "share their"),
        ({"name": "CafÃ© School"}, "letters are lost in the names of CafÃ© School (109)"),
        ({"need_hours": {"salt": 0.001}}, "less than six minutes a year of speech and language"),
        ({"id": "0101"}, "the ids 101, 0101 differ only in zeros"),
        ({"id": "101.0"}, "the ids 101, 101.0 differ only in zeros"),
        ({"groups": {"establishmentstatus": "Closed"}}, "not open by their status"),
    ],
)
def test_a_setting_that_looks_wrong_is_named(changes: dict[str, object], words: str) -> None:
    (doubt,) = area_doubts(area(school(9, **changes)))
    assert words in doubt


def test_shares_for_counts_are_recognised() -> None:
    """All below 1: the counts of a whole column are shares."""
    shares = [school(i, ehcp=0.024) for i in range(10, 14)]
    made = LocalArea(name="a", settings=tuple(shares), teams=(TEAM,))
    assert any(d.endswith("are these shares where counts belong?") for d in area_doubts(made))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"wte": 37.5}, "are these hours a week?"),
        ({"hourly_cost": 4_000.0}, "is this the cost of an hour?"),
        ({"hourly_cost": 0.4}, "is this the cost of an hour?"),
        ({"place": Place(easting=376_000, northing=265_000)}, "the base of team t stands 100 km"),
    ],
)
def test_a_team_that_looks_wrong_is_named(changes: dict[str, object], words: str) -> None:
    doubts = area_doubts(area(team=replace(TEAM, **changes)))  # type: ignore[arg-type]
    assert any(words in doubt for doubt in doubts)


def test_words_that_differ_in_nothing_meant_are_named() -> None:
    words = ["North", "north", "North East", "North  East", "1", "01", "South"]
    made = area(*(school(10 + i, groups={"ward": w}) for i, w in enumerate(words)))
    said = [d for d in area_doubts(made) if d.startswith("column ward")]
    assert len(said) == 3


def matrix(minutes_per_km: float, miles_per_km: float) -> tuple[LocalArea, TravelMatrix]:
    """Return an area whose journeys take so many minutes and miles a kilometre."""
    made = area()
    km = np.array([p.easting / 1000 for p in made.places.values()])
    apart = np.abs(km[:, None] - km)
    return made, TravelMatrix(
        ids=tuple(made.places), minutes=apart * minutes_per_km, miles=apart * miles_per_km
    )


MILES = 1.3 * 1000 / METRES_PER_MILE


@pytest.mark.parametrize(
    ("minutes", "miles", "words"),
    [
        (1.5, MILES, None),
        (1.5 * 60, MILES, "are minutes given in seconds"),
        (1.5 / 60, MILES, "are minutes given in hours?"),
        (0.0, MILES, "at no time at all"),
        (1.5, 1.3, "are miles given in kilometres or metres"),
        (1.5, 1300.0, "are miles given in kilometres or metres"),
        (1.5, MILES / 2, "shorter in miles than the straight line"),
    ],
)
def test_units_of_travel_are_recognised(minutes: float, miles: float, words: str | None) -> None:
    """40 km/h and a detour of 1.3 are usual; a factor of 60, 1.6 or 1,000 is not."""
    doubts = travel_doubts(*matrix(minutes, miles))
    if words is None:
        assert doubts == ()
    else:
        assert any(words in doubt for doubt in doubts)


def test_an_uplift_on_counts_that_vary_with_deprivation_is_said_once() -> None:
    """Both professions in one sentence; without the uplift, or without such counts, nothing."""
    twice = NeedModel(per_sen_support=2.0, deprivation_uplift=0.5)
    once = NeedModel(per_pupil=0.1, per_sen_support=0.0, per_ehcp=0.0, deprivation_uplift=0.5)
    plain = NeedModel(per_sen_support=2.0)

    def said(**models: NeedModel) -> list[str]:
        found = area_doubts(area().replace(need_models=models))
        return [doubt for doubt in found if "counts deprivation twice" in doubt]

    assert said(salt=plain, ot=once) == []
    both = said(salt=twice, ot=twice)
    assert len(both) == 1
    assert "speech and language therapy and occupational therapy" in both[0]
