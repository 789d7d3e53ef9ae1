"""plan.json: what was settled, from what, and by its schema."""

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from experts_at_hand.comparison import compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.report import page_html
from experts_at_hand.results import write_outcome

pytestmark = pytest.mark.solver


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
