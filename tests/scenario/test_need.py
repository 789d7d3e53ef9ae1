"""Models of need in a scenario file: chosen by word, merged with their figures, told the day."""

from pathlib import Path
from typing import Any

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.need import ExpectedDays, NeedModel
from experts_at_hand.pipeline import run
from experts_at_hand.scenario import Scenario, load_scenario

BASE = "title = 'Base'\narea = '{area}'\n"


def scenario(folder: Path, text: str, base: str = "") -> Scenario:
    area = shipped("toy/area").as_posix()
    (folder / "base.toml").write_text(BASE.format(area=area) + base, encoding="utf-8")
    (folder / "child.toml").write_text(f"extends = 'base.toml'\n{text}", encoding="utf-8")
    return load_scenario(folder / "child.toml")


def test_figures_go_with_the_model_they_belong_to(tmp_path: Path) -> None:
    base = "[need.salt]\nmodel = 'expected_days'\nshare = 0.3\nper_pupil = 1.0\n"
    same: Any = scenario(tmp_path, "[need.salt]\nshare = 0.2\n", base).need_models["salt"]
    assert (same.share, same.per_pupil) == (0.2, 1.0)
    other: Any = scenario(tmp_path, "[need.salt]\nmodel = 'by_child'\n", base).need_models["salt"]
    assert type(other) is NeedModel
    assert other.per_pupil == 0.05


def test_a_day_is_as_long_as_the_visits_make_it(tmp_path: Path) -> None:
    """Two hours and three visits a day: six; two visits of two hours: four."""
    need = "[need.salt]\nmodel = 'expected_days'\nshare = 0.2\n"
    for visits, day in (
        ("hours_per_visit = 2.0\nvisits_per_day = 3", 6),
        ("hours_per_visit = 2.0", 4),
    ):
        found = scenario(tmp_path, f"[visits]\n{visits}\n{need}")
        model = found.need_in_force["salt"]
        assert isinstance(model, ExpectedDays)
        assert model.hours_per_day == day


@pytest.mark.parametrize("hours", [2.0, 3.0])
def test_full_need_is_the_stated_days_in_the_plan_too(tmp_path: Path, hours: float) -> None:
    """As the plan counts days: need over its own hours of a day, in the mean of a phase."""
    text = (
        f"[visits]\nhours_per_visit = {hours}\n"
        "[need.salt]\nmodel = 'expected_days'\nshare = 0.2\n"
        "[need.ot]\nmodel = 'expected_days'\nshare = 0.1\ndays = { primary = 30 }\n"
    )
    plan = run(scenario(tmp_path, text))
    day = plan.allocation.visits.contact_hours_per_day
    primary = [s.phase == "primary" for s in plan.area.settings]
    days = plan.allocation.need_hours[primary].mean(axis=0) / day
    assert days == pytest.approx([0.2 * 40, 0.1 * 30], rel=1e-9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[need.salt]\nmodel = 'by_chid'\n", "unknown model of need 'by_chid'; did you mean"),
        ("[need.salt]\nmodel = 'expected_days'\n", "share: missing"),
        ("[need.salt]\nmodel = 'expected_days'\nshare = 0.2\nper_child = 1\n", "has no key"),
        ("[need.salt]\nmodel = 'expected_days'\nshare = 0.2\ndays = {second = 1}\n", "secondary"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        scenario(tmp_path, text)


def test_a_column_that_is_not_there_is_refused_before_anything_is_planned(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(
        BASE.format(area=shipped("toy/area").as_posix())
        + "[need.salt]\nmodel = 'by_child'\nper_count = { pupls = 1.0 }\n"
    )
    with pytest.raises(Exception, match="there is no column 'pupls'"):
        run(tmp_path / "x.toml")
