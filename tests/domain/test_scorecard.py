"""The scorecard: by name, each once, and a slip of the pen gets its cure."""

import pytest

from experts_at_hand.domain.scorecard import Measure, Scorecard
from experts_at_hand.errors import UnknownNameError


def measure(metric: str, value: float = 0.4) -> Measure:
    return Measure(metric=metric, value=value, unit="share", better="higher", label="Access")


CARD = Scorecard(measures=(measure("lowest_access"), measure("mean_access:phase=primary", 0.6)))


def test_by_name() -> None:
    assert CARD["lowest_access"].value == 0.4
    assert "mean_access" not in CARD
    assert [m.base for m in CARD] == ["lowest_access", "mean_access"]
    with pytest.raises(UnknownNameError, match="did you mean 'lowest_access'"):
        CARD["lowest_acces"]


def test_each_figure_once() -> None:
    with pytest.raises(ValueError, match="'x' is measured twice"):
        Scorecard(measures=(measure("x"), measure("x")))


def test_shown_in_a_notebook_is_the_whole_area_only() -> None:
    assert list(CARD.to_frame()["metric"]) == ["lowest_access", "mean_access:phase=primary"]
    assert CARD._repr_html_().count("<tr>") == 1
