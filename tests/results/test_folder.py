"""The result folder: the columns of the contract, sums that agree, whole or not at all."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from experts_at_hand.errors import DataError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.results import read_scorecard, staged, write_outcome

pytestmark = pytest.mark.solver

COLUMNS = {
    "staffing": "cluster_id,profession,wte,teams,settings,visited,days_a_setting",
    "allocation": "team_id,setting_id,profession,contact_hours,visits,travel_hours,miles",
    "access": "setting_id,name,phase,cluster_id,profession,need_hours,allocated_hours,access",
    "clusters": "setting_id,cluster_id,hub_id",
    "teams": "team_id,profession,capacity_hours,contact_hours,travel_hours,utilisation,price",
    "scorecard": "metric,value,unit,better,label",
}


@pytest.mark.parametrize("name", list(COLUMNS))
def test_columns_are_those_of_the_contract(folder: Path, name: str) -> None:
    """With a byte order mark, so that a spreadsheet reads accents right."""
    content = (folder / f"{name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[0] == COLUMNS[name]


def test_the_folder_is_named_after_the_scenario(folder: Path) -> None:
    assert folder.name == "clusters-large"
    assert sorted(p.name for p in folder.iterdir()) == sorted(
        [*(f"{name}.csv" for name in COLUMNS), "plan.json"]
    )
    assert [p.name for p in folder.parent.iterdir()] == ["clusters-large"], "nothing unfinished"


def test_a_scorecard_comes_back(folder: Path, outcome: Outcome) -> None:
    back = read_scorecard(folder)
    assert [m.metric for m in back] == [m.metric for m in outcome.scorecard]
    for m in outcome.scorecard:
        assert back[m.metric].value == pytest.approx(m.value, abs=1e-6)
        assert (back[m.metric].unit, back[m.metric].better) == (m.unit, m.better)


def test_the_same_inputs_give_the_same_bytes(outcome: Outcome, tmp_path: Path) -> None:
    """All but the seconds."""
    first = write_outcome(outcome, tmp_path / "one")
    second = write_outcome(run(shipped("toy/clusters-large.toml")), tmp_path / "two")
    for path in first.iterdir():
        one, two = path.read_text("utf-8"), (second / path.name).read_text("utf-8")
        if path.name == "plan.json":
            one, two = (text.partition('"seconds"')[0] for text in (one, two))
        assert one == two, path.name


def test_a_folder_without_results_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no scorecard\.csv"):
        read_scorecard(tmp_path)


def test_two_runs_into_one_folder_do_not_mix(tmp_path: Path) -> None:
    """Each writes a folder that names its writer in every file; in the end one stands whole."""

    def write(writer: int) -> None:
        for _ in range(25):
            with staged(tmp_path) as stage:
                (stage / "plan").mkdir()
                for name in ("access.csv", "teams.csv"):
                    (stage / "plan" / name).write_text(str(writer))
                said = {"schema": "experts-at-hand/plan/1", "writer": writer}
                (stage / "plan" / "plan.json").write_text(json.dumps(said))

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(write, writer) for writer in range(4)]:
            done.result()
    last = json.loads((tmp_path / "plan" / "plan.json").read_text())["writer"]
    for name in ("access.csv", "teams.csv"):
        assert (tmp_path / "plan" / name).read_text() == str(last)
    assert [p.name for p in tmp_path.iterdir()] == ["plan"]
