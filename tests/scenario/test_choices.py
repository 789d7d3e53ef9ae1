"""One strict door: nothing is guessed, every problem is said, and what is built comes back."""

import math
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import (
    CLUSTERING_METHODS,
    FAMILIES,
    RULES,
    TRAVEL_MODELS,
    VISIT_PATTERNS,
)
from experts_at_hand.scenario import Scenario, build_scenario, load_scenario

LEAST = {"title": "x", "area": "area"}


def build(**values: Any) -> Scenario:  # noqa: ANN401 - plain values of any type
    """Build a scenario from plain values."""
    return build_scenario({**LEAST, **values}, name="x", home=Path("/home"))


def problems(**values: Any) -> str:  # noqa: ANN401 - plain values of any type
    """Return everything that is said of plain values."""
    with pytest.raises(ScenarioError) as refused:
        build(**values)
    return "\n".join(refused.value.problems)


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("working_year", "weeks", "3"),
        ("working_year", "weeks", True),
        ("visits", "visits_per_day", 2.5),
        ("visits", "visits_per_day", "2"),
        ("travel", "detour_factor", "nan"),
        ("travel", "detour_factor", math.nan),
        ("need", "salt", {"per_ehcp": "12"}),
        ("teams", "t", {"wte": True}),
        ("teams", "t", {"vacancy_rate": True}),
        ("teams", "t", {"vacancy_rate": 25}),
        ("clustering", "clusters", 2.5),
        ("clustering", "clusters", "4"),
        ("clustering", "clusters", True),
        ("solver", "time_limit_seconds", "60"),
    ],
)
def test_nothing_is_guessed(table: str, key: str, value: Any) -> None:  # noqa: ANN401
    """``true`` is no number, text is no number, a half is no whole number."""
    given = {key: value}
    if table == "clustering":
        given["method"] = "spanning_tree"
    assert (key if not isinstance(value, dict) else next(iter(value))) in problems(**{table: given})


def test_an_integer_may_stand_for_a_number_and_text_for_a_word() -> None:
    scenario = build(
        working_year={"weeks": 39},
        rules=[{"rule": "floor", "hours": 3, "phase": "primary"}],
    )
    assert scenario.working_year.weeks == 39.0
    assert RULES.build("floor", hours=np.float64(3.0), phase="primary") == scenario.rules[0]


def test_notebooks_come_in_by_the_same_door() -> None:
    for wrong in ("3", True, None):
        with pytest.raises(ScenarioError, match="detour_factor"):
            TRAVEL_MODELS.build("straight_line", detour_factor=wrong)
    with pytest.raises(ScenarioError, match="phase: found 'primry'"):
        RULES.build("floor", hours=1, phase="primry")


def test_every_problem_of_a_table_is_said() -> None:
    """An unknown key hides no wrong value, and of three values out of range all are named."""
    said = problems(
        travel={"sped_kmh": 3, "detour_factor": 0.5, "speed_kmh": -1},
        working_year={"weeks": 60, "hours_per_week": 0, "direct_share": 2},
        rules=[{"rule": "reach", "max_minutes": -1}, {"rule": "floor", "hours": -1}],
    )
    for expected in (
        "no key 'sped_kmh'",
        "detour_factor is 0.5",
        "speed_kmh is -1",
        "weeks is 60",
        "hours_per_week is 0",
        "direct_share is 2",
        "max_minutes is -1",
        "a floor of -1",
    ):
        assert expected in said, said


def test_forms_that_say_too_little() -> None:
    assert "area: missing" in problems(area="")
    assert "[area] folder: found 3" in problems(area={"folder": 3})
    assert "[clustering] states no method" in problems(clustering={"clusters": 6})


def files(folder: Path, base: str, child: str) -> Scenario:
    """Read a child that extends a base."""
    (folder / "base.toml").write_text(f"title = 'B'\n{base}", encoding="utf-8")
    (folder / "child.toml").write_text(
        f"extends = 'base.toml'\ntitle = 'C'\n{child}", encoding="utf-8"
    )
    return load_scenario(folder / "child.toml")


def refused(folder: Path, base: str, child: str) -> tuple[str, ...]:
    """Return what is wrong with a child and its base."""
    with pytest.raises(ScenarioError) as error:
        files(folder, base, child)
    assert error.value.scenario == "child.toml"
    return error.value.problems


def test_a_problem_is_blamed_on_the_file_in_which_it_stands(tmp_path: Path) -> None:
    """The child overrules one wrong value of the base; the others stand in the base."""
    base = """area = 'a'
    [travel]
    detour_factor = 'x'
    speed_kmh = 'y'
    [teams.t]
    wte = 'z'
    [[rules]]
    rule = 'reech'
    """
    said = refused(tmp_path, base, "[travel]\ndetour_factor = true\n[solver]\nlimit = 1\n")
    assert [text.split("]")[0] for text in said] == [
        "[travel",
        "base.toml: [travel",
        "base.toml: [teams.t",
        "base.toml: [rules 1",
        "[solver",
    ]
    assert "detour_factor: found True" in said[0]


def test_files_in_other_folders_are_named_by_their_path(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text("title = 'B'\nare = 'a'\n", encoding="utf-8")
    (tmp_path / "mine").mkdir()
    child = tmp_path / "mine" / "base.toml"
    child.write_text("extends = '../base.toml'\narea = 'b'\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"\.\./base\.toml: there is no key 'are'"):
        load_scenario(child)


@pytest.mark.parametrize(
    ("base", "fault"),
    [
        (None, "extends: no file called base.toml can be read"),
        ("area = [", "base.toml: the file is not valid TOML"),
        ("area = 'a'\nextends = 'child.toml'", "base.toml: extends: the file extends itself"),
        ("area = 'a'\nextends = 7", "base.toml: extends: found 7"),
        ("area = 'a'\nextends = 'gone.toml'", "base.toml: extends: no file called gone.toml"),
    ],
    ids=["missing", "broken", "circle", "no-name", "missing-further-up"],
)
def test_a_broken_base_hides_nothing(tmp_path: Path, base: str | None, fault: str) -> None:
    """The child's own mistakes are said too; what the base might state is not called missing."""
    if base is not None:
        (tmp_path / "base.toml").write_text(base, encoding="utf-8")
    child = """extends = "base.toml"
    titel = "x"
    [clustering]
    clusters = 4
    [travel]
    roads = "roads.gpkg"
    [area]
    settings = 3
    [[rules]]
    rule = "floor"
    hours = "many"
    """
    (tmp_path / "child.toml").write_text(child, encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load_scenario(tmp_path / "child.toml")
    said = error.value.problems
    assert said[0].startswith(fault)
    assert said[1:] == (
        "there is no key 'titel'; did you mean 'title'?",
        "[rules 1] hours: found 'many'; input should be a valid number",
    )


def test_restating_the_usual_choice_keeps_its_parameters(tmp_path: Path) -> None:
    """The base drives straight lines without saying so; saying so changes nothing."""
    base = "area = 'a'\n[travel]\ndetour_factor = 1.9\n"
    found = files(tmp_path, base, "[travel]\nmethod = 'straight_line'\n")
    assert found.resolved["travel"]["detour_factor"] == 1.9


def test_an_implied_change_of_days_drops_the_old_leg_factor(tmp_path: Path) -> None:
    """Clusters agree their days: the factor of own days goes, the length of a visit stays."""
    base = "area = 'a'\n[visits]\nleg_factor = 0.5\nhours_per_visit = 2.0\n"
    child = "[clustering]\nmethod = 'spanning_tree'\nclusters = 3\n"
    days = files(tmp_path, base, child).resolved["visits"]
    assert days == {"hours_per_visit": 2.0}


def test_what_posts_look_like_stays_with_another_question(tmp_path: Path) -> None:
    """Steps and places belong to every decision on posts, the budget to its own; none to none."""
    base = "area = 'a'\n[posts]\nchoose = 'budget'\nwte = 2.0\nstep = 0.5\n"
    fewest = files(tmp_path, base, "[posts]\nchoose = 'fewest_posts'\nlowest_access = 0.4\n")
    assert fewest.resolved["posts"]["step"] == 0.5
    assert "wte" not in fewest.resolved["posts"]
    none = files(tmp_path, base, "[posts]\nchoose = 'as_they_are'\n")
    assert none.resolved["posts"] == {"choose": "as_they_are"}


def test_another_source_keeps_the_folder(tmp_path: Path) -> None:
    found = files(tmp_path, "area = 'a'\n", "[area]\nsource = 'synthetic'\nsettings = 9\n")
    assert found.folder == tmp_path / "a"
    assert found.resolved["area"]["settings"] == 9


@pytest.mark.parametrize(("table", "name"), [(t, n) for t in FAMILIES for n in FAMILIES[t]])
def test_every_part_comes_back_from_its_scenario(table: str, name: str) -> None:
    """Built, written as plain values and built again, it is the same."""
    needed: dict[str, dict[str, Any]] = {
        "supplied": {"file": "/home/t.csv"},
        "road_network": {"roads": "/home/r.gpkg"},
        "drawn": {"column": "ward"},
        "improve": {"column": "ward"},
        "spanning_tree": {"clusters": 3, "balance": 0.2},
        "p_median": {"clusters": 3, "balance": 0.2},
        "contiguous": {"clusters": 3, "balance": 0.2},
        "communities": {"clusters": 3, "balance": 0.2},
        "agglomerative": {"clusters": 3, "balance": 0.2},
        "reach": {"max_minutes": 30},
        "floor": {"days": 2, "phase": "primary"},
        "locked": {"team": "t", "setting": "s"},
        "budget": {"wte": 2.0, "cost_per_wte": {"salt": 60_000.0}},
        "fewest_posts": {"lowest_access": 0.4},
        "expected_days": {"share": 0.2, "days": {"primary": 30.0}},
    }
    key, word = FAMILIES[table].table, FAMILIES[table].word
    part: Any = {word: name} | needed.get(name, {})
    if table == "sources":
        part["folder"] = "area"
    if table == "need":
        part = {"salt": part}
    first = build(**{key: [part] if table in {"rules", "objectives"} else part})
    home = Path.cwd()
    again = build_scenario(first.resolved, name="x", home=home)
    assert again.resolved == first.resolved
    assert (again.rules, again.objectives) == (first.rules, first.objectives)
    assert type(again.clustering) is type(first.clustering)


@pytest.mark.parametrize(
    "content",
    [
        b"title = 'x'\narea = 'a\\u0000b'\n",
        b'title = "x"\narea = "a\\u0000b"\n',
        b"title = 'x'\narea = 'a'\n[travel]\nspeed_kmh = 1" + b"0" * 400 + b"\n",
        b"title = 'x'\narea = 'a'\nrules = " + b"[" * 3000 + b"]" * 3000 + b"\n",
        b"title = 'x'\narea = 'a'\n[travel]\nspeed_kmh = 1979-05-27\n",
        b"title = 'x'\narea = 'a'\nextends = 'a\x00b'\n",
        b"\xff\xfe",
    ],
    ids=["literal", "nul", "huge", "deep", "date", "nul-extends", "utf-16"],
)
def test_odd_files_end_in_one_plain_refusal(tmp_path: Path, content: bytes) -> None:
    """Never in a foreign exception; what can be read may be read."""
    (tmp_path / "odd.toml").write_bytes(content)
    with suppress(ScenarioError):
        assert load_scenario(tmp_path / "odd.toml").title == "x"


def test_a_circle_of_links_and_a_folder_are_no_scenario(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to(tmp_path / "b.toml")
    (tmp_path / "b.toml").symlink_to(tmp_path / "a.toml")
    for path in (tmp_path / "a.toml", tmp_path):
        with pytest.raises(ScenarioError):
            load_scenario(path)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["primary", "salt", "spanning_tree", "column", "nan", "0.5"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["rule", "method", "wte", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
keys = st.sampled_from(
    ["title", "area", "travel", "visits", "working_year", "need", "clustering", "teams", "rules",
     "objectives", "solver", "extends", "zebra"]
)  # fmt: skip
known = st.sampled_from(
    [name for family in (TRAVEL_MODELS, VISIT_PATTERNS, CLUSTERING_METHODS, RULES)
     for part in family for name in family.parameters(part)]
)  # fmt: skip


@budget(max_examples=200)
@given(st.dictionaries(keys, values | st.dictionaries(known, values, max_size=3), max_size=5))
def test_random_values_are_a_scenario_or_a_refusal(said: dict[str, Any]) -> None:
    """No foreign exception, and what is accepted comes back the same."""
    with suppress(ScenarioError):
        scenario = build_scenario({**LEAST, **said}, name="x", home=Path.cwd())
        again = build_scenario(scenario.resolved, name="x", home=Path.cwd())
        assert again.resolved == scenario.resolved
