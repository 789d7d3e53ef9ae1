"""The boxes of a skill mix: what is typed is the rule, an untouched file stays as it is."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.inputs import read_area
from experts_at_hand.scenario import load_scenario
from experts_at_hand.workbench.controls import Control
from experts_at_hand.workbench.edits import edited
from experts_at_hand.workbench.skill_boxes import LEVELS, skill_section

BASE = f'extends = "{shipped("toy/clusters-large.toml").as_posix()}"\ntitle = "Bands"\n'
REACH = '[[rules]]\nrule = "reach"\nmax_minutes = 45.0\n'
MIX = (
    '[[rules]]\nrule = "skill_mix"\nlevels = { universal = 0.4, specialist = 0.6 }\n'
    'up_to = { "Band 4" = "universal" }\nsupervision = { 4 = 0.2 }\n'
)


def boxes(text: str, folder: Path) -> tuple[dict[str, Any], list[Control]]:
    path = folder / "bands.toml"
    path.write_text(text, "utf-8")
    resolved = load_scenario(path).resolved
    area = read_area(shipped("toy/area"))
    first, *others = area.teams
    area = area.replace(teams=(replace(first, band="Band 4"), *others))
    return resolved, [c for section in skill_section(resolved, area) for c in section.controls]


def as_typed(text: str, folder: Path, **typed: str) -> str:
    """Set some boxes, the others sent back as they are shown."""
    resolved, controls = boxes(text, folder)
    sent = {c.name: [c.shown] for c in controls}
    named = {f"rules/skill_mix/{key.replace('__', '/')}": [said] for key, said in typed.items()}
    assert set(named) <= set(sent)
    return edited(text, resolved, controls, sent | named)


def rules(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(text).get("rules", [])
    return found


def test_an_area_without_bands_has_no_boxes() -> None:
    """One band is none to tell apart."""
    scenario = load_scenario(shipped("toy/clusters-large.toml"))
    assert skill_section(scenario.resolved, read_area(shipped("toy/area"))) == ()


@pytest.mark.parametrize("text", [BASE, BASE + REACH, BASE + REACH + MIX])
def test_what_nobody_touches_stays(text: str, tmp_path: Path) -> None:
    assert as_typed(text, tmp_path) == text


def test_the_rule_is_what_is_typed(tmp_path: Path) -> None:
    """From the most general level to the most special, whatever order boxes come back in."""
    text = as_typed(
        BASE + REACH, tmp_path, levels__specialist="60", levels__universal="40",
        up_to__4="universal", supervision__4="20", most__4="50",
    )  # fmt: skip
    reach, mix = rules(text)
    assert reach == {"rule": "reach", "max_minutes": 45.0}
    assert mix == {
        "rule": "skill_mix",
        "levels": {"universal": 0.4, "specialist": 0.6},
        "up_to": {"4": "universal"},
        "supervision": {"4": 0.2},
        "most": {"4": 0.5},
    }
    assert list(mix["levels"]) == ["universal", "specialist"]
    resolved, _ = boxes(text, tmp_path)
    assert [rule["rule"] for rule in resolved["rules"]] == ["reach", "skill_mix"]


def test_a_band_keeps_the_name_that_the_file_gives_it(tmp_path: Path) -> None:
    """``Band 4`` in the file and 4 in the box are one, and are not stated twice."""
    mix = rules(as_typed(BASE + REACH + MIX, tmp_path, up_to__4="specialist"))[1]
    assert mix["up_to"] == {"Band 4": "specialist"}


def test_emptied_boxes_take_the_rule_away(tmp_path: Path) -> None:
    text = as_typed(
        BASE + REACH + MIX, tmp_path, levels__universal="", levels__specialist="", up_to__4="",
        supervision__4="",
    )  # fmt: skip
    assert rules(text) == [{"rule": "reach", "max_minutes": 45.0}]


def test_other_levels_than_the_usual_are_shown_as_stated(tmp_path: Path) -> None:
    own = '[[rules]]\nrule = "skill_mix"\nlevels = { whole_class = 0.5, one_child = 0.5 }\n'
    _, controls = boxes(BASE + own, tmp_path)
    labels = [c.label for c in controls if c.way[2] == "levels"]
    assert labels == ["Need that is whole class", "Need that is one child"]
    assert "Need that is targeted, for groups" in [c.label for c in boxes(BASE + MIX, tmp_path)[1]]
    assert next(iter(LEVELS)) == "universal"


def test_one_rule_for_each_profession_is_left_to_the_file(tmp_path: Path) -> None:
    """Boxes for several would need names of their own; what the file says stays."""
    two = MIX + 'profession = "salt"\n' + MIX + 'profession = "ot"\n'
    assert boxes(BASE + two, tmp_path)[1] == []
