"""Where figures are shown: every one that is announced is measured, and the other way round."""

from experts_at_hand.metrics.prominence import Prominence, by_profession, prominences, shown
from experts_at_hand.pipeline import run


def test_what_is_announced_is_measured() -> None:
    """In the toy area, whose settings have every phase that a figure asks for.

    What is promised in plans, and what others bring, is measured where it is stated: see
    `test_statutory` and `test_days_by_others`.
    """
    card = run("scenarios/toy/clusters-small.toml").scorecard
    stated = {"statutory_hours", "statutory_cost", "days_by_others_primary"}
    measured = {m.base for m in card} | stated | {"days_by_others_secondary"}
    assert set(prominences()) <= measured


def test_the_axes_of_a_choice_are_headlines() -> None:
    """A scenario is called beaten by figures that the comparison shows."""
    assert set(shown("axis")) <= set(shown("headline"))


def test_places_decide_the_order() -> None:
    assert shown("summary")[:3] == ("lowest_access", "mean_access", "share_of_need_met")
    assert shown("further")[:2] == ("visits", "contact_hours")
    assert by_profession("gini_access")
    assert not by_profession("miles")
    assert not by_profession("no such figure")
    assert str(Prominence(summary=1, axis=2)) == "summary, Pareto axis"
