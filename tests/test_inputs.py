"""Everything wrong is said at once: across scenario files, tables, maps, roads and matrices."""

from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.errors import DataError, ExpertsAtHandError, ScenarioError
from experts_at_hand.examples import copy_shipped
from experts_at_hand.inputs import Inputs, load_scenarios
from experts_at_hand.pipeline import run, run_all

pytestmark = pytest.mark.solver


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a copy of the toy, to be spoilt."""
    copy_shipped("toy", tmp_path / "toy")
    return tmp_path / "toy"


def scenario(home: Path, name: str, text: str) -> Path:
    path = home / f"{name}.toml"
    path.write_text(f'extends = "baseline.toml"\ntitle = "{name}"\n{text}', "utf-8")
    return path


def spoil(table: Path, old: str, new: str) -> None:
    table.write_text(table.read_text("utf-8").replace(old, new, 1), "utf-8")


def said(files: list[Path]) -> str:
    with pytest.raises(ExpertsAtHandError) as refusal:
        load_scenarios(files)
    return str(refusal.value)


def test_all_scenarios_and_their_files_are_named(home: Path) -> None:
    """A typo, an unknown column, no roads, no map, a team and a rule that nobody has."""
    files = [
        scenario(home, "one", "[travel]\nspeed = 3\n"),
        scenario(home, "two", '[clustering]\nmethod = "drawn"\ncolumn = "current_cluter"\n'),
        scenario(home, "three", '[travel]\nmethod = "road_network"\nroads = "gone.gpkg"\n'),
        scenario(home, "four", '[clustering]\nmethod = "drawn"\nfile = "gone.geojson"\n'),
        scenario(home, "five", "[teams.ot-wst]\nwte = 1\n"),
        scenario(home, "six", '[[rules]]\nrule = "locked"\nteam = "ot-wst"\nsetting = "s99"\n'),
        scenario(home, "seven", '[travel]\nmethod = "supplied"\nfile = "m.csv"\n'),
        scenario(home, "eight", '[clustering]\nmethod = "p_median"\nclusters = 13\n'),
    ]
    (home / "m.csv").write_text("from_id,to_id,minutes\na,b,twelve\n")
    text = said(files)
    for words in (
        "one.toml: [travel] has no key 'speed'",
        "two.toml: clustering method 'drawn': settings have no column 'current_cluter'; did you",
        "gone.gpkg: found no file",
        "gone.geojson: found no file",
        "five.toml: [teams.ot-wst]",
        "six.toml: rule 'locked': there is no team 'ot-wst'; did you mean 'ot-west'?",
        "there is no setting 's99'",
        "m.csv, row 2, column minutes: found 'twelve'",
        "eight.toml: clustering: 13 clusters are more than the 12 settings",
    ):
        assert words in text, (words, text)


def test_tables_and_what_ifs_in_one_round(home: Path) -> None:
    """A bad cell of settings.csv hides neither a team's typo nor that a matrix is not there."""
    spoil(home / "area" / "settings.csv", "primary", "primry")
    file = scenario(
        home,
        "mine",
        '[travel]\nmethod = "supplied"\nfile = "m.csv"\n[teams.ot-wst]\nwte = 1\n'
        "[need.speech]\nper_setting = 1\n",
    )
    text = said([file])
    assert "column phase: found 'primry'" in text
    assert "[teams.ot-wst]" in text
    assert "m.csv: found no file" in text


def test_a_need_and_a_team_nobody_has_are_said_together(home: Path) -> None:
    file = scenario(home, "mine", "[teams.ot-wst]\nwte = 1\n[need.speech]\nper_setting = 1\n")
    text = said([file])
    assert "[teams.ot-wst]" in text
    assert "need of speech is stated but no team offers it" in text
    with pytest.raises(ScenarioError) as refusal:
        run(file)
    assert str(refusal.value) == text


def test_one_mistake_stays_the_error_it_is(home: Path) -> None:
    spoil(home / "area" / "settings.csv", "primary", "primry")
    for attempt in (lambda: run(home / "baseline.toml"), lambda: run_all([home / "baseline.toml"])):
        with pytest.raises(DataError, match="toy has 1 problem") as refusal:
            attempt()
        assert refusal.value.table == "toy"


def test_check_takes_a_scenario_a_folder_of_them_and_an_area(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (home, home / "drawn.toml", home / "area"):
        assert main(["check", str(path)]) == 0
        assert "No problems found." in capsys.readouterr().out
    scenario(home, "mine", '[clustering]\nmethod = "drawn"\ncolumn = "wrd"\n')
    assert main(["check", str(home)]) == 2
    assert "settings have no column 'wrd'" in capsys.readouterr().err
    assert main(["check", str(home / "drawn.toml")]) == 0


def test_clusters_that_scenarios_share_are_searched_for_once(home: Path) -> None:
    """Vacancies do not change who belongs together; another seed or need does."""
    memory = Inputs()
    files = [home / "clusters-small.toml", scenario(home, "fewer", "")]
    text = 'extends = "clusters-small.toml"\ntitle = "x"\n'
    files[1].write_text(f"{text}[teams.salt-east]\nvacancy_rate = 0.3\n", "utf-8")
    first, second = run_all(files, memory=memory)
    assert len(memory.clusterings) == 1
    assert first.clustering == second.clustering
    files[1].write_text(f"{text}[need.ot]\nper_ehcp = 99.0\n", "utf-8")
    run_all(files[1:], memory=memory)
    assert len(memory.clusterings) == 2
