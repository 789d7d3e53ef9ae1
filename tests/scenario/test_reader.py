"""A scenario as it is read: by its words, every problem at once, and the cure."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from experts_at_hand.allocation.objectives import WorstRatio
from experts_at_hand.allocation.rules import Floor, Reach
from experts_at_hand.allocation.travel_time import TravelTime
from experts_at_hand.domain.settings import Phase
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.scenario import load_scenario

BASE = """
title = "Today"
area = "area"
[travel]
detour_factor = 1.2
[visits]
pattern = "own_days"
hours_per_visit = 2.5
leg_factor = 0.8
[need.salt]
per_ehcp = 10.0
[clustering]
method = "none"
[[rules]]
rule = "reach"
max_minutes = 45
[[objectives]]
objective = "worst_ratio"
"""


def write(folder: Path, **files: str) -> Path:
    """Write scenario files by stem and return the last."""
    for stem, text in files.items():
        (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
    return folder / f"{stem}.toml"


def problems(folder: Path, **files: str) -> tuple[str, ...]:
    """Return what is said of the last of some scenario files."""
    with pytest.raises(ScenarioError) as refused:
        load_scenario(write(folder, **files))
    return refused.value.problems


def test_a_scenario_by_its_words(tmp_path: Path) -> None:
    """Each table becomes its part; the area is beside the file."""
    scenario = load_scenario(write(tmp_path, baseline=BASE))
    assert scenario.name == "baseline"
    assert scenario.folder == tmp_path / "area"
    assert scenario.rules == (Reach(max_minutes=45),)
    assert scenario.objectives == (WorstRatio(),)
    model: Any = scenario.need_models["salt"]
    assert model.per_ehcp == 10
    assert model.per_sen_support == 0.9, "the rest keeps its usual value"


def test_objectives_and_days_that_are_not_stated(tmp_path: Path) -> None:
    """Fair first, then little travel; clusters agree their days, otherwise each names its own."""
    none = load_scenario(write(tmp_path, a='title = "A"\narea = "x"\n'))
    assert none.objectives == (WorstRatio(), TravelTime())
    assert none.visits is None, "the run decides, when it knows the clusters"
    hours = "[visits]\nhours_per_visit = 2.0\n"
    stated = load_scenario(write(tmp_path, c='title = "C"\narea = "x"\n' + hours))
    assert stated.visits is None
    assert stated.visit_values == {"hours_per_visit": 2.0}
    with pytest.raises(ScenarioError, match="hours_per_visit is -1"):
        load_scenario(
            write(tmp_path, d='title = "D"\narea = "x"\n[visits]\nhours_per_visit = -1\n')
        )


@pytest.mark.parametrize(
    ("clustering", "pattern"),
    [
        ("method = 'none'", "own_days"),
        ("method = 'spanning_tree'\nclusters = 1", "own_days"),
        ("method = 'spanning_tree'\nclusters = 2", "cluster_days"),
        ("method = 'drawn'\ncolumn = 'one'", "own_days"),
        ("method = 'drawn'\ncolumn = 'current_cluster'", "cluster_days"),
    ],
)
def test_clusters_that_were_made_decide_how_days_fall(
    clustering: str, pattern: str, tmp_path: Path
) -> None:
    """Whether or not hours of a visit are stated."""
    area = tmp_path / "area"
    shutil.copytree(shipped("toy/area"), area)
    rows = (area / "settings.csv").read_text("utf-8").strip().split("\n")
    text = "\n".join([f"{rows[0]},one", *(f"{row},all" for row in rows[1:])])
    (area / "settings.csv").write_text(text + "\n", "utf-8")
    for visits in ("", "[visits]\nhours_per_visit = 3.0\n"):
        said = f'title = "A"\narea = "area"\n[clustering]\n{clustering}\n{visits}'
        outcome = run(load_scenario(write(tmp_path, a=said)))
        assert outcome.allocation.visits.pattern == pattern


def test_every_problem_of_a_file_is_said_at_once(tmp_path: Path) -> None:
    """Unknown keys and names say what was probably meant; wrong values say what was found."""
    said = problems(
        tmp_path,
        wrong="""
        tilte = "x"
        [travel]
        method = "strait_line"
        [visits]
        hours_per_visits = 3
        [working_year]
        weeks = "many"
        [clustering]
        method = "spanning_tree"
        [need."Speech Therapy"]
        per_ehcp = 1
        [teams.salt-bath]
        vacancies = 0.2
        [[rules]]
        rule = "reach"
        max_minutes = -5
        [[rules]]
        max_minutes = 5
        [[objectives]]
        objective = "worst_ration"
        """,
    )
    for expected in (
        "there is no key 'tilte'; did you mean 'title'?",
        'title: missing; say what the scenario is, title = "..."',
        'area: missing; name the folder with the tables, area = "area"',
        "[travel]: unknown travel method 'strait_line'; did you mean 'straight_line'?",
        "[visits] has no key 'hours_per_visits'; did you mean 'hours_per_visit'?",
        "[clustering] clusters: missing; it has no usual value",
        "[teams.salt-bath] has no key 'vacancies'; did you mean 'vacancy_rate'?",
        "[rules 1] max_minutes is -5.0, expected more than 0 minutes",
        '[[rules]] number 2: missing rule = "..."',
        "[objectives 1]: unknown objective 'worst_ration'; did you mean 'worst_ratio'?",
    ):
        assert expected in said, said
    assert any(text.startswith("[working_year] weeks: found 'many'") for text in said)
    assert any("[need.Speech Therapy]" in text for text in said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title = 'unclosed", "not valid TOML"),
        ('title="x"\narea="x"\ntravel="road"\n', "travel: found 'road'; write a table, [travel]"),
        ('title="x"\narea="x"\nrules="reach"\n', "rules: found 'reach'; write one [[rules]]"),
        ('title=3\narea="x"\n', "title: found 3; write it as text in quotes"),
        ('title="x"\narea="x"\n[need]\nsalt=3\n', "need.salt: found 3; write a table"),
        ('title="x"\narea="x"\nextends=3\n', "extends: found 3; write a file name"),
        (
            'title="x"\narea="x"\n[[rules]]\nrule="floor"\nhours=3\nphase="primry"\n',
            "[rules 1] phase: found 'primry'",
        ),
    ],
)
def test_wrong_shapes(tmp_path: Path, text: str, expected: str) -> None:
    """Each is said in a sentence."""
    assert any(expected in said for said in problems(tmp_path, wrong=text))


def test_phases_are_read_as_phases(tmp_path: Path) -> None:
    """The word in the file is the phase's own."""
    text = 'title="x"\narea="x"\n[[rules]]\nrule="floor"\nhours=3\nphase="primary"\n'
    (rule,) = load_scenario(write(tmp_path, a=text)).rules
    assert rule == Floor(hours=3, phase=Phase.PRIMARY)


def test_an_order_of_objectives_that_says_nothing_is_refused(tmp_path: Path) -> None:
    """None at all, or the same twice: said when the file is read, not in the middle of a run."""
    none = "title = 'x'\narea = 'a'\nobjectives = []\n"
    assert "objectives: none is stated" in problems(tmp_path, none=none)[0]
    twice = "title = 'x'\narea = 'a'\n" + "[[objectives]]\nobjective = 'travel_time'\n" * 2
    assert "travel_time is stated 2 times" in problems(tmp_path, twice=twice)[0]
