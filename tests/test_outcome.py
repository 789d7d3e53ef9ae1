"""An outcome: doubts of every stage in order, headlines with their unit, pictures on demand."""

from dataclasses import replace

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.outcome import Outcome
from experts_at_hand.pipeline import run

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return run(shipped("toy/clusters-large.toml"))


def test_doubts_stand_in_the_order_of_the_stages(outcome: Outcome) -> None:
    doubted = replace(
        outcome,
        clustering=replace(outcome.clustering, doubts=("clusters",)),
        allocation=replace(outcome.allocation, doubts=("hours",)),
    )
    assert doubted.doubts[-2:] == ("clusters", "hours")
    assert outcome.doubts == doubted.doubts[:-2]


def test_headlines_have_units(outcome: Outcome) -> None:
    said = dict(outcome.headlines())
    assert len(said) >= 4
    assert any("hours" in value for value in said.values())


def test_what_was_found_since_belongs_to_one_outcome(outcome: Outcome) -> None:
    outcome.found_since["x"] = 1
    assert "x" not in replace(outcome).found_since
    assert replace(outcome) == outcome


def test_it_draws_itself(outcome: Outcome) -> None:
    assert "<svg" in outcome.plot()._repr_svg_()
    assert "<svg" in outcome.plot_access("ot")._repr_svg_()
