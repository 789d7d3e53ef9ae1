"""Time promised in plans: a team with a share s of it is a team cut to 1 - s, and it is shown."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import experts_at_hand as eah
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.pay import hourly_cost
from experts_at_hand.report.assumptions import assumptions

pytestmark = pytest.mark.solver


def toy(**team: float) -> LocalArea:
    """Return the toy area, every team changed."""
    area = eah.read_area(eah.shipped("toy/area"))
    changed = [replace(t, **team) for t in area.teams]  # type: ignore[arg-type]  # shares
    return area.replace(teams=tuple(changed))


def card(area: LocalArea) -> dict[str, float]:
    """Return the figures of a fair plan."""
    travel = eah.StraightLine().matrix(area)
    clustering = eah.PMedian(clusters=2).partition(area, travel)
    plan = eah.allocate(area, travel, clustering)
    assert eah.verify(area, travel, clustering, plan) == ()
    return {m.metric: m.value for m in eah.measure(area, travel, clustering, plan)}


@settings(max_examples=8, deadline=None)
@given(st.floats(0.05, 0.9))
def test_a_share_promised_is_a_team_cut(share: float) -> None:
    """Every figure is as if the posts were empty, but for the two that show what is promised."""
    promised, cut = card(toy(statutory_share=share)), card(toy(vacancy_rate=share))
    hours, cost = promised.pop("statutory_hours"), promised.pop("statutory_cost")
    assert promised == pytest.approx(cut, rel=1e-6, abs=1e-6, nan_ok=True)
    area = toy()
    year = area.working_year
    wte = sum(team.wte for team in area.teams)
    assert hours == pytest.approx(share * wte * year.hours_per_wte)
    paid = sum(hourly_cost(team) * team.wte for team in area.teams) * year.paid_hours
    assert cost == pytest.approx(share * paid)


def test_a_column_a_scenario_and_the_report_know_it(tmp_path: Path) -> None:
    """Written and read again; a what-if changes it; the assumptions say it."""
    area = toy(statutory_share=0.4)
    eah.write_tidy(area, tmp_path / "area")
    assert eah.read_area(tmp_path / "area").teams == area.teams
    file = tmp_path / "a.toml"
    file.write_text(
        "title = 'A'\narea = 'area'\n[teams.salt-west]\nstatutory_share = 0.0\n", "utf-8"
    )
    outcome = eah.run(file)
    assert outcome.area.teams[0].statutory_share == 0
    assert outcome.area.teams[1].statutory_share == 0.4
    rests = {what: said for what, said, _ in assumptions(outcome)}
    assert "no part of what is shared out" in rests["Ring-fenced"]
    assert "statutory_hours" not in eah.run(eah.shipped("toy/baseline.toml")).scorecard


@pytest.mark.parametrize("share", ["1.4", "-0.1", "many"])
def test_a_share_that_is_none_is_refused(share: str, tmp_path: Path) -> None:
    """With file, row and column."""
    eah.write_tidy(toy(statutory_share=0.4), tmp_path / "area")
    teams = tmp_path / "area" / "teams.csv"
    teams.write_text(teams.read_text("utf-8").replace(",0.4", f",{share}", 1), "utf-8")
    with pytest.raises(eah.DataError, match=r"row 2.*statutory_share"):
        eah.read_area(tmp_path / "area")
    with pytest.raises((ValueError, eah.ScenarioError), match="statutory_share is"):
        toy(statutory_share=1.4)
