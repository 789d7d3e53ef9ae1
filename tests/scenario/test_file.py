"""Files that extend each other, and paths that belong to the file they stand in."""

import shutil
from pathlib import Path

import pytest

from experts_at_hand.allocation.travel_time import TravelTime
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.scenario import load_scenario
from tests.scenario.test_reader import BASE, problems, write


def test_extends_states_only_the_difference(tmp_path: Path) -> None:
    """Tables merge; a new pattern keeps the length of a visit, not the old pattern's factor."""
    whatif = """
    extends = "baseline.toml"
    title = "Clusters"
    [visits]
    pattern = "cluster_days"
    [clustering]
    method = "spanning_tree"
    clusters = 4
    [[objectives]]
    objective = "travel_time"
    """
    scenario = load_scenario(write(tmp_path, baseline=BASE, whatif=whatif))
    visits = scenario.resolved["visits"]
    assert visits["pattern"] == "cluster_days"
    assert (visits["hours_per_visit"], visits["leg_factor"]) == (2.5, 0.7)
    assert scenario.resolved["travel"]["detour_factor"] == 1.2
    assert scenario.resolved["clustering"]["clusters"] == 4
    assert scenario.objectives == (TravelTime(),), "lists replace those before them"
    assert [file.path.name for file in scenario.files] == ["whatif.toml", "baseline.toml"]


def test_paths_belong_to_the_file_they_stand_in(tmp_path: Path) -> None:
    """A what-if in another folder uses the baseline's area."""
    (tmp_path / "whatifs").mkdir()
    write(tmp_path, baseline=BASE)
    other = write(tmp_path / "whatifs", far='extends = "../baseline.toml"\ntitle = "Far"\n')
    scenario = load_scenario(other)
    assert scenario.folder == tmp_path / "area"
    assert scenario.resolved["area"]["folder"] == "../area", "no path of this machine"


def test_a_scenario_that_extends_itself(tmp_path: Path) -> None:
    """Directly or in a circle: the circle is shown."""
    (said,) = problems(tmp_path, a='extends = "a.toml"\n')
    assert said == "extends: the file extends itself (a.toml -> a.toml); break the circle"
    (said,) = problems(tmp_path, b='extends = "c.toml"\n', c='extends = "b.toml"\n')
    assert "(c.toml -> b.toml -> c.toml)" in said


def test_a_missing_file_lists_its_neighbours(tmp_path: Path) -> None:
    """The cure of a mistyped name is to see the right ones."""
    write(tmp_path, baseline=BASE)
    with pytest.raises(ScenarioError, match=r"in that folder there are baseline\.toml"):
        load_scenario(tmp_path / "base.toml")


def test_a_description_belongs_to_its_own_file(tmp_path: Path) -> None:
    """What describes the baseline would be false of a what-if that says nothing of itself."""
    write(
        tmp_path,
        baseline="description = 'All as today.'\n" + BASE,
        child="extends = 'baseline.toml'\ntitle = 'X'\n",
    )
    assert load_scenario(tmp_path / "baseline.toml").description == "All as today."
    assert load_scenario(tmp_path / "child.toml").description == ""


def test_another_drawing_replaces_the_one_that_is_extended(tmp_path: Path) -> None:
    """Lists instead of a column: the column goes, whatever else was said of the method stays."""
    shutil.copytree(shipped("toy"), tmp_path / "toy")
    path = tmp_path / "toy" / "mine.toml"
    ids = [str(n) for start in (101, 201) for n in range(start, start + 6)]
    path.write_text(
        'extends = "drawn.toml"\ntitle = "mine"\n[clustering.members]\n'
        f"one = {ids[:5]}\ntwo = {ids[5:]}\n",
        "utf-8",
    )
    resolved = load_scenario(path).resolved["clustering"]
    assert resolved["members"] == {"one": ids[:5], "two": ids[5:]}
    assert "column" not in resolved
    again = tmp_path / "toy" / "again.toml"
    again.write_text(
        'extends = "mine.toml"\ntitle = "again"\n[clustering]\ncolumn = "current_cluster"\n',
        "utf-8",
    )
    assert "members" not in load_scenario(again).resolved["clustering"]
