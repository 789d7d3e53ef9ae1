"""From a scenario to an outcome: every stage, where every figure comes from, and a real area."""

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.errors import DataError, ScenarioError, SolverError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import STAGES, run, run_all
from experts_at_hand.scenario import load_scenario

pytestmark = pytest.mark.solver

REAL = """
title = "Bath & North East Somerset, {title}"
area = '{area}'
[need.salt]
per_ehcp = 12.0
per_sen_support = 3.0
[need.ot]
per_ehcp = 8.0
per_sen_support = 1.5
[[rules]]
rule = "reach"
max_minutes = 45
"""

CLUSTERS = """
[clustering]
method = "spanning_tree"
clusters = 6
"""


def test_stages_are_told_in_order() -> None:
    told: list[tuple[str, str]] = []
    run(shipped("toy/baseline.toml"), progress=lambda name, stage: told.append((name, stage)))
    assert told == [("baseline", stage) for stage in STAGES]


def test_provenance_names_every_input_and_version() -> None:
    outcome = run(shipped("toy/clusters-large.toml"))
    said = outcome.provenance
    assert set(said.inputs) == {
        "clusters-large.toml",
        "baseline.toml",
        "area/settings.csv",
        "area/teams.csv",
        "area/about.toml",
    }
    assert all(len(digest) == 64 for digest in said.inputs.values())
    assert {"experts_at_hand", "python", "pulp", "highspy"} <= set(said.versions)
    assert said.seed == 0
    assert set(said.seconds) == set(STAGES)
    assert said.scenario["clustering"]["clusters"] == 2


def test_the_same_inputs_give_the_same_outcome() -> None:
    first, second = (run(shipped("toy/clusters-small.toml")) for _ in range(2))
    assert first.provenance == second.provenance
    assert first.allocation.assignments == second.allocation.assignments
    assert first.scorecard == second.scorecard


def test_scenarios_of_one_call_share_areas_and_travel() -> None:
    paths = [shipped(f"toy/{stem}.toml") for stem in ("baseline", "clusters-large", "drawn")]
    outcomes = run_all(paths)
    assert [o.name for o in outcomes] == ["baseline", "clusters-large", "drawn"]
    assert outcomes[0].travel is outcomes[1].travel is outcomes[2].travel


def test_problems_of_all_files_are_said_before_any_is_run(tmp_path: Path) -> None:
    for stem in ("one", "two"):
        (tmp_path / f"{stem}.toml").write_text("area = 'area'\nrule = 3\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as refusal:
        run_all([tmp_path / "one.toml", tmp_path / "two.toml"])
    assert sum(p.startswith("one.toml") for p in refusal.value.problems) == 2
    assert sum(p.startswith("two.toml") for p in refusal.value.problems) == 2


def test_a_plan_that_fails_its_check_is_never_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the reason: here the check is told that the area has half its staff."""
    import experts_at_hand.allocation as room

    honest = room.verify

    def half_staffed(area, travel, clustering: Clustering, answer, **asked):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN003, ANN202
        teams = tuple(
            type(t)(id=t.id, profession=t.profession, wte=t.wte / 2, place=t.place)
            for t in area.teams
        )
        return honest(area.replace(teams=teams), travel, clustering, answer, **asked)

    monkeypatch.setattr(room, "verify", half_staffed)
    with pytest.raises(SolverError, match="failed its own check and is not reported"):
        run(shipped("toy/baseline.toml"))


def test_an_area_without_capacity_is_refused(tmp_path: Path) -> None:
    text = shipped("toy/baseline.toml").read_text(encoding="utf-8")
    area = shipped("toy/area").as_posix()
    text = text.replace('area = "area"', f"area = '{area}'") + "[teams.ot-west]\nwte = 0\n"
    (tmp_path / "none.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="teams of ot have no capacity"):
        run(tmp_path / "none.toml")


def test_it_shows_itself_in_a_notebook() -> None:
    outcome = run(shipped("toy/baseline.toml"))
    assert "<caption>Today: no clusters</caption>" in outcome._repr_html_()
    assert "worst_ratio: optimal" in repr(outcome)


def test_a_real_area_from_files_to_a_verified_plan(banes: Path, tmp_path: Path) -> None:
    """Bath & North East Somerset: 140 settings, three bases, two professions, straight lines.

    `run` refuses to report a plan that fails its check, so an outcome is a verified plan.
    """
    base = REAL.format(title="today", area=banes.as_posix())
    (tmp_path / "today.toml").write_text(base, encoding="utf-8")
    clusters = REAL.format(title="six clusters", area=banes.as_posix()) + CLUSTERS
    (tmp_path / "six.toml").write_text(clusters, encoding="utf-8")
    today, six = run_all([tmp_path / "today.toml", tmp_path / "six.toml"])
    for outcome in (today, six):
        assert outcome.allocation.optimal
        assert len(outcome.allocation.setting_ids) == 140
        capacity = outcome.area.capacity_hours.sum()
        used = sum(a.contact_hours + a.travel_hours for a in outcome.allocation.assignments)
        assert used == pytest.approx(capacity, rel=1e-6), "scarce hours are all used"
        assert np.isfinite(outcome.scorecard["miles"].value)
    assert len(six.clustering) == 6
    assert six.scorecard["travel_hours"].value < today.scorecard["travel_hours"].value
    assert six.scorecard["lowest_access"].value > today.scorecard["lowest_access"].value
    assert load_scenario(tmp_path / "six.toml").visits is None
    assert six.provenance.scenario["visits"]["pattern"] == "cluster_days"
    assert today.provenance.scenario["visits"]["pattern"] == "own_days"


def test_provenance_names_every_file_of_a_shapefile(tmp_path: Path) -> None:
    """The names of drawn areas stand in the .dbf: it decides the clusters."""
    boxes = [shapely.box(400_000, 200_000, 440_000, 250_000)]
    boxes.append(shapely.box(440_000, 200_000, 480_000, 250_000))
    frame = geopandas.GeoDataFrame({"name": ["West", "East"]}, geometry=boxes, crs=27700)
    frame.to_file(tmp_path / "drawn.shp")
    base = shipped("toy/baseline.toml").as_posix()
    text = f"extends = '{base}'\ntitle = 'D'\n[clustering]\nmethod = 'drawn'\nfile = 'drawn.shp'\n"
    (tmp_path / "d.toml").write_text(text, encoding="utf-8")
    outcome = run(tmp_path / "d.toml")
    assert {"drawn.shp", "drawn.dbf", "drawn.prj"} <= set(outcome.provenance.inputs)
    assert len(outcome.clustering) == 2
