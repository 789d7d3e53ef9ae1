"""The result folder: the columns of the contract, sums that agree, whole or not at all."""

import csv
import json
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from experts_at_hand.cli.console import outcome_values
from experts_at_hand.comparison import compare
from experts_at_hand.errors import DataError
from experts_at_hand.examples import copy_shipped, shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.report import page_html
from experts_at_hand.results import read_scorecard, read_table, staged, write_outcome

pytestmark = pytest.mark.solver

COLUMNS = {
    "staffing": "cluster_id,profession,wte,teams,settings,visited,days_a_setting",
    "allocation": "team_id,setting_id,profession,contact_hours,visits,travel_hours,miles",
    "access": "setting_id,name,phase,cluster_id,profession,need_hours,allocated_hours,access",
    "clusters": "setting_id,cluster_id,hub_id",
    "teams": "team_id,profession,capacity_hours,contact_hours,travel_hours,utilisation,price",
    "scorecard": "metric,value,unit,better,label",
}


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return run(shipped("toy/clusters-large.toml"))


@pytest.fixture(scope="module")
def folder(outcome: Outcome, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_outcome(outcome, tmp_path_factory.mktemp("out") / "deep" / "down")


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


def test_tables_agree_with_each_other(folder: Path) -> None:
    """Hours by team, by setting and by pair are the same hours."""
    pairs = read_table(folder, "allocation")
    for team in read_table(folder, "teams"):
        own = sum(float(r["contact_hours"]) for r in pairs if r["team_id"] == team["team_id"])
        assert own == pytest.approx(float(team["contact_hours"]), abs=1e-3)
        used = float(team["contact_hours"]) + float(team["travel_hours"])
        assert used / float(team["capacity_hours"]) == pytest.approx(
            float(team["utilisation"]), abs=1e-5
        )
    for row in read_table(folder, "access"):
        own = sum(
            float(r["contact_hours"])
            for r in pairs
            if (r["setting_id"], r["profession"]) == (row["setting_id"], row["profession"])
        )
        assert own == pytest.approx(float(row["allocated_hours"]), abs=1e-3)
        assert float(row["access"]) == pytest.approx(own / float(row["need_hours"]), abs=1e-5)
    assert len(read_table(folder, "access")) == 12 * 2
    assert len(read_table(folder, "clusters")) == 12


def test_a_scorecard_comes_back(folder: Path, outcome: Outcome) -> None:
    back = read_scorecard(folder)
    assert [m.metric for m in back] == [m.metric for m in outcome.scorecard]
    for m in outcome.scorecard:
        assert back[m.metric].value == pytest.approx(m.value, abs=1e-6)
        assert (back[m.metric].unit, back[m.metric].better) == (m.unit, m.better)


def test_plan_says_what_was_settled_and_from_what(folder: Path) -> None:
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    assert plan["schema"] == "experts-at-hand/plan/1"
    assert [o["objective"] for o in plan["objectives"]] == ["worst_ratio", "travel_time"]
    assert [o["words"] for o in plan["objectives"]] == ["optimal", "optimal"]
    assert plan["objectives"][0]["value"] == pytest.approx(0.499545, abs=1e-5)
    assert plan["price"]["unit"].endswith("for each further working hour a year")
    assert plan["provenance"]["inputs"]["area/settings.csv"]
    assert plan["area"]["imputed_counts"] == len(plan["imputations"]) == 3
    assert plan["clustering"]["clusters"][0]["settings"] == 6


def test_the_same_inputs_give_the_same_bytes(outcome: Outcome, tmp_path: Path) -> None:
    """All but the seconds."""
    first = write_outcome(outcome, tmp_path / "one")
    second = write_outcome(run(shipped("toy/clusters-large.toml")), tmp_path / "two")
    for path in first.iterdir():
        one, two = path.read_text("utf-8"), (second / path.name).read_text("utf-8")
        if path.name == "plan.json":
            one, two = (text.partition('"seconds"')[0] for text in (one, two))
        assert one == two, path.name


def test_what_was_there_is_replaced_whole(outcome: Outcome, tmp_path: Path) -> None:
    """Our own folder goes, with everything in it; the user's other files stay."""
    (tmp_path / "notes.txt").write_text("mine")
    old = write_outcome(outcome, tmp_path)
    (old / "access.csv").write_text("old")
    write_outcome(outcome, tmp_path)
    assert (old / "access.csv").read_text() != "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clusters-large", "notes.txt"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """Half of it written, then an exception: the old folder is as it was."""
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.json").write_text("old")
    with pytest.raises(RuntimeError), staged(tmp_path) as stage:  # noqa: PT012 - it is the block
        (stage / "plan").mkdir()
        (stage / "plan" / "plan.json").write_text("half")
        raise RuntimeError
    assert (tmp_path / "plan" / "plan.json").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["plan"]


def test_a_failure_leaves_no_folder_that_was_not_there(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), staged(tmp_path / "a" / "b"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_cannot_be_written(outcome: Outcome, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OSError, match="out"):
        write_outcome(outcome, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "a file"


def test_a_folder_without_results_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no scorecard\.csv"):
        read_scorecard(tmp_path)


@pytest.mark.parametrize("stem", ["baseline", "clusters-large", "one-base", "next-post"])
def test_plan_json_keeps_its_schema(stem: str, tmp_path: Path) -> None:
    """What other tools build on: nothing missing, nothing more."""
    schema = json.loads(files("experts_at_hand.results").joinpath("plan.schema.json").read_text())
    folder = write_outcome(run(shipped(f"toy/{stem}.toml")), tmp_path)
    jsonschema.Draft202012Validator(schema).validate(
        json.loads((folder / "plan.json").read_text("utf-8"))
    )


def test_a_time_limit_is_said_and_never_called_optimal(tmp_path: Path) -> None:
    base = shipped("toy/baseline.toml").as_posix()
    text = f"extends = '{base}'\ntitle = 'Starved'\n[solver]\ntime_limit_seconds = 1e-9\n"
    (tmp_path / "starved.toml").write_text(text, "utf-8")
    outcome = run(tmp_path / "starved.toml")
    plan = json.loads((write_outcome(outcome, tmp_path) / "plan.json").read_text("utf-8"))
    assert plan["optimal"] is False
    assert all(o["words"].startswith("stopped, gap") for o in plan["objectives"])
    page = page_html(compare([outcome]))
    assert "(stopped, gap" in page
    assert "(optimal)" not in page


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


def test_ctrl_c_in_the_middle_leaves_no_half_folder(tmp_path: Path) -> None:
    """Exit 130 with one line; what was there stays."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    program = (
        "import sys; from experts_at_hand.cli import main; print('ready', flush=True); "
        "sys.exit(main(sys.argv[1:]))"
    )
    words = ["compare", str(shipped("two-rivers")), "-o", str(tmp_path / "out")]
    running = subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err == "eah: interrupted; nothing was written\n"
    assert out == ""
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_no_cell_begins_as_a_formula(tmp_path: Path) -> None:
    """A school called =HYPERLINK(...) is a text in every table, and comes back as it was."""
    copy_shipped("toy", tmp_path / "a")
    table = tmp_path / "a" / "area" / "settings.csv"
    lines = table.read_text("utf-8").splitlines()
    for at, name in enumerate(["=1+1", "+44 School", "@SUM(A1)", "-cmd|' /C calc'!A0"], start=1):
        cells = lines[at].split(",")
        lines[at] = ",".join([cells[0], name, *cells[2:]])
    table.write_text("\n".join(lines) + "\n", "utf-8")
    folder = write_outcome(run(tmp_path / "a" / "baseline.toml"), tmp_path / "out")
    for path in folder.glob("*.csv"):
        for row in csv.reader(path.read_text("utf-8-sig").splitlines()):
            for cell in row:
                assert cell[:1] not in "=+@-\t" or not cell or float(cell) < 0, (path.name, cell)
    names = {row["name"] for row in read_table(folder, "access")}
    assert {"=1+1", "+44 School", "@SUM(A1)"} <= names


def test_figures_carry_the_same_digits_everywhere(folder: Path, outcome: Outcome) -> None:
    """Six decimals in tables, plan.json and for machines."""
    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    card = {row["metric"]: float(row["value"]) for row in read_table(folder, "scorecard")}
    values = outcome_values(outcome)
    assert values["scorecard"] == pytest.approx(card, abs=0)
    settled = plan["objectives"][1]
    assert settled["objective"] == "travel_time"
    assert settled["value"] == card["travel_hours"] == round(card["travel_hours"], 6)
    assert values["objectives"] == plan["objectives"]
