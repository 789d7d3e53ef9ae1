"""Boxes and the file: what is not changed stays as it is, what is changed is what is asked."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from experts_at_hand.domain.settings import Phase
from experts_at_hand.examples import shipped, shipped_folder
from experts_at_hand.inputs import read_area
from experts_at_hand.registry.protocols import FAMILIES
from experts_at_hand.scenario import load_scenario
from experts_at_hand.workbench.choice_words import METHOD_WORDS, called
from experts_at_hand.workbench.controls import Control, sections
from experts_at_hand.workbench.edits import WrongBoxesError, edited
from experts_at_hand.workbench.post_controls import post_sections

FILES = sorted(p for p in shipped_folder().glob("*/*.toml") if p.parent.name != "start")


def boxes(path: Path, text: str | None = None) -> tuple[str, dict[str, Any], list[Control]]:
    said = path.read_text("utf-8") if text is None else text
    scenario = load_scenario(path, instead=said.encode())
    area = read_area(path.parent / "area")
    every = (*sections(scenario.resolved, area), *post_sections(scenario.resolved))
    found = [c for s in every for c in s.controls]
    return said, scenario.resolved, found


def as_shown(controls: list[Control]) -> dict[str, list[str]]:
    """Return what a browser sends if nobody touches anything."""
    return {c.name: list(c.value) if c.kind == "phases" else [c.shown] for c in controls}


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_what_nobody_touches_stays_byte_for_byte(path: Path) -> None:
    """On every shipped scenario: the boxes sent back as they were shown leave the file alone."""
    text, resolved, controls = boxes(path)
    assert edited(text, resolved, controls, as_shown(controls)) == text


def changed(name: str, value: str, path: str = "two-rivers/clusters-small.toml") -> dict[str, Any]:
    """Set one box, and return what the file asks then, every default filled in."""
    text, resolved, controls = boxes(shipped(path))
    typed = as_shown(controls) | {name: [value]}
    after = edited(text, resolved, controls, typed)
    assert after != text
    return boxes(shipped(path), after)[1]


@pytest.mark.parametrize(
    ("name", "typed", "way", "value"),
    [
        ("clustering/clusters", "9", ("clustering", "clusters"), 9),
        ("clustering/balance", "12.5", ("clustering", "balance"), 0.125),
        ("clustering/seed", "3", ("clustering", "seed"), 3),
        ("clustering/method", "none", ("clustering", "method"), "none"),
        ("teams/salt-2/wte", "2,5", ("teams", "salt-2", "wte"), 2.5),
        ("teams/salt-2/vacancy_rate", "40", ("teams", "salt-2", "vacancy_rate"), 0.4),
        ("need/salt/share", "25", ("need", "salt", "share"), 0.25),
        ("need/ot/model", "by_child", ("need", "ot", "model"), "by_child"),
        ("visits/pattern", "planned_days", ("visits", "pattern"), "planned_days"),
        ("visits/hours_per_visit", "2.5", ("visits", "hours_per_visit"), 2.5),
        ("working_year/direct_share", "50", ("working_year", "direct_share"), 0.5),
        ("working_year/weeks", "40", ("working_year", "weeks"), 40.0),
        ("allocation/method", "as_delivered", ("allocation", "method"), "as_delivered"),
        ("allocation/method", "by_referral", ("allocation", "spread"), 0.7),
    ],
)
def test_a_box_is_what_is_asked(name: str, typed: str, way: tuple[str, ...], value: object) -> None:
    found: Any = changed(name, typed)
    for key in way:
        found = found[key]
    assert found == value


def test_a_team_that_the_scenario_adds_can_be_set_too() -> None:
    """Half a post more in occupational therapy stands among the posts, and can be another."""
    text, resolved, controls = boxes(shipped("two-rivers/added-post.toml"))
    box = next(c for c in controls if c.name == "teams/ot-new/wte")
    assert box.label == "Occupational therapy, Kestrelmere Health Centre (ot-new), new here: posts"
    assert box.shown == "0.5"
    after = tomllib.loads(edited(text, resolved, controls, {box.name: ["0.8"]}))
    assert after["teams"]["ot-new"]["wte"] == 0.8
    assert after["teams"]["ot-new"]["profession"] == "ot"


def test_only_the_change_is_written() -> None:
    text, resolved, controls = boxes(shipped("two-rivers/clusters-small.toml"))
    typed = as_shown(controls) | {"teams/ot-1/wte": ["3"]}
    after = tomllib.loads(edited(text, resolved, controls, typed))
    assert after == tomllib.loads(text) | {"teams": {"ot-1": {"wte": 3.0}}}


def test_another_method_keeps_what_it_knows() -> None:
    """The number of clusters and the balance go on; the search begins quickly."""
    found = changed("clustering/method", "p_median")["clustering"]
    assert (found["clusters"], found["balance"], found["effort"]) == (15, 0.3, "draft")


def test_drawn_takes_a_column_that_there_is() -> None:
    assert changed("clustering/method", "drawn")["clustering"]["column"] == "locality"


def test_reach_is_a_rule_like_another() -> None:
    assert changed("rules/reach", "30")["rules"] == [{"rule": "reach", "max_minutes": 30.0}]
    assert changed("rules/reach", "")["rules"] == []


def aims(found: dict[str, Any]) -> list[str]:
    return [aim["objective"] for aim in found["objectives"]]


def test_aims_change_places() -> None:
    """Travel first: access, which stood there, comes second, and none stands twice."""
    assert aims(changed("objectives/0", "travel_time")) == ["travel_time", "worst_ratio"]
    assert aims(changed("objectives/1", "")) == ["worst_ratio"]
    assert aims(changed("objectives/2", "unmet_need")) == [
        "worst_ratio", "travel_time", "unmet_need",
    ]  # fmt: skip
    assert aims(changed("objectives/0", "unmet_need")) == ["unmet_need", "travel_time"]


def test_phases_of_the_offer() -> None:
    text, resolved, controls = boxes(shipped("two-rivers/by-need.toml"))
    typed = as_shown(controls) | {"offer/phases": ["primary", "secondary"]}
    after = tomllib.loads(edited(text, resolved, controls, typed))
    assert after["offer"] == {"phases": ["primary", "secondary"]}


def test_everything_that_cannot_be_read_is_named() -> None:
    text, resolved, controls = boxes(shipped("two-rivers/clusters-small.toml"))
    typed = as_shown(controls) | {
        "clustering/clusters": ["many"],
        "clustering/balance": ["-1"],
        "teams/ot-1/wte": ["nan"],
        "working_year/direct_share": ["101"],
        "clustering/seed": ["1.5"],
        "clustering/method": ["magic"],
    }
    with pytest.raises(WrongBoxesError) as wrong:
        edited(text, resolved, controls, typed)
    assert wrong.value.problems == {
        "clustering/clusters": "Number of clusters: found 'many'; write a number",
        "clustering/balance": "Need of a cluster from the mean, at most: found -1; write a number "
        "from 0 to 100",
        "teams/ot-1/wte": wrong.value.problems["teams/ot-1/wte"],
        "working_year/direct_share": "For visits and the travel to them: found 101; write a number "
        "from 0 to 100",
        "clustering/seed": "Seed of the search: found 1.5; write a whole number",
        "clustering/method": "How clusters are made: choose one of the list",
    }
    assert wrong.value.problems["teams/ot-1/wte"].endswith("found 'nan'; write a number")


def test_every_registered_word_has_a_name_for_people() -> None:
    """A method that is registered later stands in the lists under its own word, without a line."""
    for family in (
        "clustering", "visits", "allocation", "need", "objectives", "posts", "continuity",
    ):  # fmt: skip
        for word in FAMILIES[family]:
            assert word in METHOD_WORDS, word
    assert called("some_new_word") == "some new word"


def test_phases_are_those_of_the_area() -> None:
    area = read_area(shipped("two-rivers/area"))
    resolved = load_scenario(shipped("two-rivers/by-need.toml")).resolved
    control = next(c for s in sections(resolved, area) for c in s.controls if c.kind == "phases")
    assert {w for w, _ in control.options} == {s.phase.value for s in area.settings}
    assert set(control.value) == {phase.value for phase in Phase}


def test_a_budget_begins_somewhere_and_what_posts_look_like_stays() -> None:
    """From none to a budget, to the fewest posts, back to none: no key is left that fits none."""
    text, resolved, controls = boxes(shipped("two-rivers/clusters-small.toml"))
    steps = [
        ({"posts/choose": "budget"}, {"choose": "budget", "wte": 2.0}),
        (
            {"posts/step": "0.5", "posts/places": "clusters", "posts/beside_today": "no"},
            {"choose": "budget", "wte": 2.0, "step": 0.5, "places": "clusters",
             "beside_today": False},
        ),
        (
            {"posts/choose": "fewest_posts"},
            {"choose": "fewest_posts", "lowest_access": 0.4, "step": 0.5, "places": "clusters",
             "beside_today": False},
        ),
        ({"posts/choose": "as_they_are"}, {"choose": "as_they_are"}),
    ]  # fmt: skip
    for typed, wanted in steps:
        said = as_shown(controls) | {name: [value] for name, value in typed.items()}
        text = edited(text, resolved, controls, said)
        assert tomllib.loads(text)["posts"] == wanted
        text, resolved, controls = boxes(shipped("two-rivers/clusters-small.toml"), text)


def test_a_named_lead_in_boxes() -> None:
    """Chosen first; then one team, whole visits, and clusters that may be blank again."""
    text, resolved, controls = boxes(shipped("toy/named-lead.toml"))
    typed = as_shown(controls) | {
        "continuity/teams": ["2"], "continuity/lead_share": ["75"],
        "continuity/clusters": ["3"], "continuity/whole_visits": ["no"],
    }  # fmt: skip
    after = edited(text, resolved, controls, typed)
    assert tomllib.loads(after)["continuity"] == {
        "choose": "named_lead", "teams": 2, "lead_share": 0.75, "clusters": 3,
        "whole_visits": False,
    }  # fmt: skip
    text, resolved, controls = boxes(shipped("toy/named-lead.toml"), after)
    blank = edited(text, resolved, controls, as_shown(controls) | {"continuity/clusters": [""]})
    assert "clusters" not in tomllib.loads(blank)["continuity"]


def test_the_band_of_further_posts_is_set_and_taken_back() -> None:
    """A band for one profession; as today's teams again without a trace of it."""
    path = "toy/posts.toml"
    text, resolved, controls = boxes(shipped(path))
    banded = edited(text, resolved, controls, as_shown(controls) | {"posts/bands/salt": ["7"]})
    after, controls = boxes(shipped(path), banded)[1:]
    assert after["posts"]["bands"] == {"salt": "7"}
    back = edited(banded, after, controls, as_shown(controls) | {"posts/bands/salt": [""]})
    assert not boxes(shipped(path), back)[1]["posts"].get("bands")
