"""The price of an hour: true up to where it is said to hold, and not a hundredth beyond."""

from dataclasses import replace

import numpy as np
import pytest

from experts_at_hand.cli import main
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.posts import PriceRange, price_ranges

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return run(shipped("toy/clusters-large.toml"))


def value_with(outcome: Outcome, team_id: str, hours: float) -> float:
    """Return the first aim with further hours, by the whole pipeline."""
    team = outcome.area.teams[outcome.area.team_index[team_id]]
    more = hours / outcome.area.working_year.hours_per_wte
    teams = [
        replace(t, wte=t.offer_wte + more, vacancy_rate=0, statutory_share=0) if t is team else t
        for t in outcome.area.teams
    ]
    asked = outcome.scenario
    assert asked.visits is not None
    plan = asked.allocation.allocate(
        outcome.area.replace(teams=tuple(teams)), outcome.travel, outcome.clustering,
        visits=asked.visits, rules=asked.rules, objectives=asked.objectives,
        time_limit_seconds=None,
    )  # fmt: skip
    return plan.objectives[0].value


def test_the_range_is_true_at_both_ends(outcome: Outcome) -> None:
    """On the line at one hour and at the end; a hundredth beyond that, and two, below it."""
    before = outcome.allocation.objectives[0].value
    ranges = price_ranges(outcome, 0.5)
    assert {r.team_id for r in ranges} == set(outcome.allocation.objectives[0].prices)
    bending = [r for r in ranges if r.price and r.holds_hours < r.looked_at]
    assert bending, "occupational therapy is worst off only until speech therapy is"
    for found in bending:
        for hours in (1.0, found.holds_hours / 2, found.holds_hours):
            line = before + found.price * hours
            assert value_with(outcome, found.team_id, hours) == pytest.approx(line, abs=3e-6)
        for hours in (found.holds_hours * 1.01 + 0.5, found.looked_at):
            line = before + found.price * hours
            assert value_with(outcome, found.team_id, hours) < line - 1e-5


def test_a_price_of_nothing_holds_as_far_as_was_looked(outcome: Outcome) -> None:
    """Speech therapy is not the worst-off: its hours change the lowest access of all by nothing."""
    salt = [r for r in price_ranges(outcome, 0.1) if r.profession == "salt"]
    assert salt
    for found in salt:
        assert found.price == pytest.approx(0, abs=1e-9)
        assert found.holds_hours == found.looked_at
        assert value_with(outcome, found.team_id, found.looked_at) == pytest.approx(
            outcome.allocation.objectives[0].value, abs=1e-6
        )


PRICE = PriceRange(
    team_id="t", where="Keynsham", profession="salt", price=0.0001, unit="share of need met",
    aim="lowest access of all", holds_hours=100, looked_at=900, weeks=38,
    own_access=0.00379, travel_hours=-12.04,
)  # fmt: skip


def test_the_sentence() -> None:
    """An hour a week is 38 a year: 0.0001 x 38 is 0.38 points."""
    assert PRICE.sentence() == (
        "one more hour a week of speech and language therapy from Keynsham lifts the lowest access "
        "of all by 0.38 points; each hour brings as much up to 100 hours a year, and less beyond; "
        "planned again with it, the lowest access to speech and language therapy rises by 0.38 "
        "points and 12.0 fewer hours a year go into travel"
    )
    whole = replace(PRICE, holds_hours=900).sentence()
    assert "900 hours a year, the most that was looked at; planned again" in whole
    few = replace(PRICE, holds_hours=10).sentence()
    assert "by at least 0.10 points: each hour brings as much up to 10 hours" in few
    nothing = replace(PRICE, price=0, own_access=0.0, travel_hours=0.04).sentence()
    assert "changes the lowest access of all by nothing; planned again" in nothing
    assert nothing.endswith("therapy stays as it is and as much time goes into travel")


def test_an_hour_a_week_is_a_whole_plan_made_again(outcome: Outcome) -> None:
    """Access and travel are those of a scenario whose team has 38 hours a year more, run alone."""
    asked = outcome.scenario
    for found in price_ranges(outcome, 0.1):
        more = 38 / outcome.area.working_year.hours_per_wte
        teams = tuple(
            replace(team, wte=team.wte + more) if team.id == found.team_id else team
            for team in outcome.area.teams
        )
        assert asked.visits is not None
        plan = asked.allocation.allocate(
            outcome.area.replace(teams=teams), outcome.travel, outcome.clustering,
            visits=asked.visits, rules=asked.rules, objectives=asked.objectives,
            time_limit_seconds=None,
        )  # fmt: skip
        column = plan.professions.index(found.profession)
        lowest = [np.nanmin(p.access[:, column]) for p in (outcome.allocation, plan)]
        travel = [sum(i.travel_hours for i in p.assignments) for p in (outcome.allocation, plan)]
        assert found.own_access == pytest.approx(lowest[1] - lowest[0], abs=1e-6)
        assert found.own_access > 0
        assert found.travel_hours == pytest.approx(travel[1] - travel[0], abs=1e-4)


def test_the_command_says_it(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = str(shipped("toy/clusters-large.toml"))
    assert main(["next-post", scenario, "--wte", "0.1", "-o", f"{tmp_path}/out"]) == 0
    assert "one more hour a week of occupational therapy from Westbridge" in capsys.readouterr().out
