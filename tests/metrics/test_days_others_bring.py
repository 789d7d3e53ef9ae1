"""Days that other professions bring count in the share of what is expected, and are named."""

from pathlib import Path

import pytest

from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.report.wording import days_expected

pytestmark = pytest.mark.solver


def outcome(folder: Path, offer: str) -> Outcome:
    base = shipped("toy/baseline.toml").as_posix()
    path = folder / "what-if.toml"
    path.write_text(f"extends = '{base}'\ntitle = 'W'\n[offer]\n{offer}\n", encoding="utf-8")
    return run(path)


def test_days_by_others_count_and_are_named(tmp_path: Path) -> None:
    """Ten of the forty days at the average primary, nothing said of secondaries."""
    alone = run(shipped("toy/baseline.toml")).scorecard
    with_others = outcome(tmp_path, "days_by_others = { primary = 10 }")
    card = with_others.scorecard
    assert card["days_by_others_primary"].value == 10
    assert card["share_of_expected_days_primary"].value == pytest.approx(
        alone["share_of_expected_days_primary"].value + 10 / 40
    )
    assert card["days_per_primary"].value == pytest.approx(alone["days_per_primary"].value)
    same = "share_of_expected_days_secondary"
    assert card[same].value == pytest.approx(alone[same].value)
    said = days_expected(with_others)
    assert "leaves out educational psychology and specialist teaching" in said
    assert "others bring 10 days a year to the average primary school" in said


def test_what_is_not_stated_is_said_to_be_unknown() -> None:
    said = days_expected(run(shipped("toy/baseline.toml")))
    assert "what others bring comes on top and is not known here" in said


@pytest.mark.parametrize(
    ("offer", "words"),
    [
        ("days_by_others = { primry = 10 }", "did you mean 'primary'"),
        ("days_by_others = { primary = -1 }", "days_by_others.primary is -1"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, offer: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        outcome(tmp_path, offer)


def test_a_column_goes_before_what_is_said_of_the_phase(tmp_path: Path) -> None:
    """Primaries with 6 and 12 days, the others blank: 9 in the mean, not the 10 of the phase."""
    area = tmp_path / "area"
    area.mkdir()
    (area / "teams.csv").write_bytes(shipped("toy/area/teams.csv").read_bytes())
    lines = shipped("toy/area/settings.csv").read_text("utf-8-sig").splitlines()
    days = {"101": "6", "102": "12"}
    told = [f"{lines[0]},days_by_others"]
    told += [f"{line},{days.get(line.split(',')[0], '')}" for line in lines[1:]]
    (area / "settings.csv").write_text("\n".join(told) + "\n", encoding="utf-8")
    offer = f"days_by_others = {{ primary = 10 }}\n[area]\nfolder = '{area.as_posix()}'"
    card = outcome(tmp_path, offer).scorecard
    assert card["days_by_others_primary"].value == 9
