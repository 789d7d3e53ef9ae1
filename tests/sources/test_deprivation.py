"""The Indices of Deprivation: a score by code, and of which year the areas are."""

import pytest

from experts_at_hand.errors import DataError
from experts_at_hand.sources.deprivation import INDICES, idaci
from tests.sources.published import published

SCORE = "Income Deprivation Affecting Children Index (IDACI) Score (rate)"


@pytest.mark.parametrize("vintage", ["2011", "2021"])
def test_codes_tell_of_which_year_the_areas_are(vintage: str) -> None:
    file = published(
        INDICES, [f"LSOA code ({vintage})", SCORE], ["E1", "0.25"], ["E2", ""], ["", "0.5"]
    )
    assert idaci(file) == ({"E1": 0.25}, vintage)


def test_a_score_that_is_no_share_is_named_with_its_row() -> None:
    file = published(INDICES, ["LSOA code (2021)", SCORE], ["E1", "0.2"], ["E2", "25"])
    with pytest.raises(DataError, match="row 3, IDACI: found 25; expected a share"):
        idaci(file)


def test_without_codes_there_is_nobody_to_give_it_to() -> None:
    with pytest.raises(DataError, match="no column of codes"):
        idaci(published(INDICES, ["Region", SCORE], ["North", "0.2"]))
