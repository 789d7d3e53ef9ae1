"""Settings and teams made by hand are refused at birth where a file would be refused."""

import math
from typing import Any

import numpy as np
import pytest

from experts_at_hand.domain.settings import Phase, Place, Setting, is_number
from experts_at_hand.domain.workforce import Team

HERE = Place(easting=380000, northing=390000)
OAK: dict[str, Any] = {"id": "1", "name": "Oak", "phase": Phase.PRIMARY, "place": HERE}
SALT: dict[str, Any] = {"id": "t", "profession": "salt", "wte": 1, "place": HERE}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"place": (380000, 390000)}, r"place is \(380000, 390000\), expected such as Place\("),
        ({"phase": "castle"}, "phase is 'castle', expected such as Phase.PRIMARY"),
        ({"pupils": "20"}, "pupils is '20', expected 0 or more"),
        ({"pupils": True}, "pupils is True"),
        ({"ehcp": math.nan}, "ehcp is nan"),
        ({"idaci": "0.2"}, "idaci is '0.2', expected 0 to 1"),
        ({"need_hours": {"salt": "9"}}, "need of salt is 9 hours"),
        ({"id": ""}, "has no id"),
    ],
)
def test_a_setting_that_no_file_could_give(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Setting(**(OAK | wrong))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"place": None}, "team t: place is None"),
        ({"wte": "2"}, "wte is '2', expected 0 or more"),
        ({"vacancy_rate": "10%"}, "vacancy_rate"),
    ],
)
def test_a_team_that_no_file_could_give(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Team(**(SALT | wrong))


@pytest.mark.parametrize("wrong", [{"easting": "380000"}, {"northing": None}])
def test_a_place_of_two_numbers(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="expected two finite numbers of metres"):
        Place(**({"easting": 380000, "northing": 390000} | wrong))


def test_numbers_of_numpy_are_numbers() -> None:
    """A column of a DataFrame holds them; so may a setting."""
    assert is_number(np.float64(2.5))
    assert is_number(np.int64(3))
    assert Setting(**OAK, pupils=np.int64(20)).pupils == 20  # type: ignore[arg-type]
