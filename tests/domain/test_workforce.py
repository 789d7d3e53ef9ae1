"""Teams and the working year: what one post gives, and what is promised elsewhere."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.domain.settings import Place
from experts_at_hand.domain.workforce import Team, WorkingYear, profession_label, profession_word

SOMEWHERE = Place(easting=380000, northing=160000)

shares = st.floats(0, 1)


def team(**said: Any) -> Team:  # noqa: ANN401 - any field
    return Team(id="t", profession="salt", place=SOMEWHERE, **({"wte": 2.0} | said))


@given(st.floats(0, 50), shares, shares)
def test_posts_fall_apart_into_vacant_promised_and_offered(
    wte: float, vacant: float, promised: float
) -> None:
    own = team(wte=wte, vacancy_rate=vacant, statutory_share=promised)
    assert own.statutory_wte + own.offer_wte == pytest.approx(own.filled_wte)
    assert own.filled_wte + wte * vacant == pytest.approx(wte)


def test_a_year_by_hand() -> None:
    """38 weeks of 37.5 hours, 65% of them for visits; paid for are 1,640, or the weeks if more."""
    year = WorkingYear()
    assert year.hours_per_wte == pytest.approx(38 * 37.5 * 0.65)
    assert year.paid_hours == 1640.0
    assert WorkingYear(weeks=50.0).paid_hours == 1875.0
    own = team(vacancy_rate=0.25, statutory_share=0.5)
    assert year.capacity_hours(own) == pytest.approx(2 * 0.75 * 0.5 * 926.25)


@pytest.mark.parametrize(
    "said",
    [{"weeks": 53.0}, {"hours_per_week": 0.0}, {"direct_share": 1.1}, {"paid_hours_per_wte": -1.0}],
)
def test_a_year_that_no_calendar_has(said: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(said))):
        WorkingYear(**said)


def test_professions_by_word_and_by_name() -> None:
    assert profession_label("salt") == "speech and language therapy"
    assert profession_label("art_therapist") == "art therapist"
    assert profession_word("salt") == "salt"
    with pytest.raises(ValueError, match="profession"):
        profession_word("speech therapy!")
