"""Posts as the decision: by hand, by brute force over every choice of posts, and by law."""

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.allocation import allocate
from experts_at_hand.allocation.post_places import with_posts
from experts_at_hand.allocation.post_terms import PostProblem
from experts_at_hand.allocation.posts_decided import Decided
from experts_at_hand.domain.posts import PostDecision
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import Outcome, run
from experts_at_hand.registry.protocols import POST_PLANS, Rule
from experts_at_hand.scenario import load_scenario
from tests.hunt import examples
from tests.places import DOORSTEP, HOURS_PER_WTE, TinyPlace, tiny_place

pytestmark = pytest.mark.solver

NEEDS = {"a": (0, 900.0), "b": (6, 500.0), "c": (30, 700.0), "d": (36, 300.0)}


GROUPS = [["a", "b"], ["c", "d"]]


def decide(place: TinyPlace, rules: tuple[Rule, ...] = (), **asked: Any) -> Decided:  # noqa: ANN401 - keys
    """Decide on posts in a tiny place."""
    choose = "fewest_posts" if "lowest_access" in asked else "budget"
    plan = POST_PLANS.build(choose, **asked)
    found: Decided = plan.decide(
        place.area, place.travel, place.clustering, visits=place.visits, rules=rules,
        time_limit_seconds=None,
    )  # fmt: skip
    return found


def lowest(place: TinyPlace, found: Decided) -> float:
    """Return the lowest access of all professions once hours are shared out with these posts."""
    plan = allocate(found.area, found.travel, place.clustering, found.rules, visits=place.visits)
    return float(np.nanmin(plan.access))


def by_brute_force(
    place: TinyPlace, kind: str, step: float, money: float, least: int = 1
) -> tuple[float, float]:
    """Return the best lowest access of any posts for so much, and the fewest WTE that reach half.

    Every number of steps at every place of every profession is put into the area as teams, and
    hours are shared out by the plan itself.
    """
    terms: Any = POST_PLANS.build("budget", wte=1.0, places=kind)
    problem = PostProblem(
        terms=terms, area=place.area, travel=place.travel, clustering=place.clustering,
        visits=DOORSTEP, rules=(), seconds=None,
    )  # fmt: skip
    places = problem.places
    most = int(money / step + 1e-9)
    best, fewest = 0.0, float("inf")
    for counts in itertools.product(range(most + 1), repeat=len(places)):
        if sum(counts) > most or any(0 < n < least for n in counts):
            continue
        teams = [
            (replace(at.team, wte=max(1e-9, n * step)), at.host_id)
            for at, n in zip(places, counts, strict=True)
        ]
        area, travel = with_posts(place.area, place.travel, teams)
        plan = allocate(area, travel, place.clustering, problem.rules_with(places), visits=DOORSTEP)
        reached = float(np.nanmin(plan.access))
        best = max(best, reached)
        if reached >= 0.5 - 1e-6:
            fewest = min(fewest, sum(counts) * step)
    return best, fewest


def both(west: float, east: float) -> TinyPlace:
    """Two pairs of settings with a speech team at each end, and one of the other profession."""
    return tiny_place(
        NEEDS, {"sw": (0, west), "se": (36, east)}, ot_teams={"ot": (0, 500.0)}, groups=GROUPS
    )


@pytest.mark.once
@pytest.mark.parametrize("kind", ["bases", "clusters"])
@pytest.mark.parametrize(("step", "money", "least"), [(0.5, 1.5, 1), (0.3, 0.9, 2), (1.0, 2.0, 1)])
def test_no_other_posts_are_better(kind: str, step: float, money: float, least: int) -> None:
    """By brute force over every choice of posts, planned one by one."""
    place = both(300.0, 120.0)
    found = decide(place, wte=money, step=step, places=kind, least=least * step)
    best, _ = by_brute_force(place, kind, step, money, least)
    assert found.decision.status == "optimal"
    assert found.decision.value == pytest.approx(best, abs=1e-6)
    assert found.decision.bound == pytest.approx(best, abs=1e-6)
    assert lowest(place, found) == pytest.approx(best, abs=1e-6)
    assert found.decision.wte <= money + 1e-9


@given(
    needs=st.lists(st.floats(50, 900), min_size=3, max_size=4),
    hours=st.tuples(st.floats(0, 400), st.floats(0, 400)),
    step=st.sampled_from([0.25, 0.5]),
    kind=st.sampled_from(["bases", "clusters"]),
)
@budget(max_examples=examples(12), deadline=None)
def test_the_bound_is_true_and_reached(
    needs: list[float], hours: tuple[float, float], step: float, kind: str
) -> None:
    """On places drawn at random, with one profession: brute force again, and fewest posts too."""
    drawn = {f"s{i}": (7.0 * i, need) for i, need in enumerate(needs)}
    groups = [list(drawn)[:2], list(drawn)[2:]]
    west, east = hours
    place = tiny_place(drawn, {"t1": (0, west), "t2": (20, east)}, groups=groups)
    salt = place.area.replace(
        settings=tuple(
            replace(s, need_hours={"salt": s.need_hours["salt"]}) for s in place.area.settings
        )
    )
    place = replace(place, area=salt)
    best, fewest = by_brute_force(place, kind, step, 4 * step)
    found = decide(place, wte=4 * step, step=step, places=kind)
    assert found.decision.value <= best + 1e-6
    assert found.decision.bound >= best - 1e-6
    assert found.decision.status == "optimal"
    if np.isfinite(fewest):
        least = decide(place, lowest_access=0.5, step=step, places=kind)
        assert least.decision.wte == pytest.approx(fewest, abs=1e-9)
        assert least.decision.status == "optimal"
        assert lowest(place, least) >= 0.5 - 1e-6


@given(hours=st.tuples(st.floats(0, 300), st.floats(0, 300)), wte=st.integers(2, 6))
@budget(max_examples=examples(10), deadline=None)
def test_more_money_and_finer_steps_are_never_worse(hours: tuple[float, float], wte: int) -> None:
    """Half steps hold every choice of whole ones, and another post can be left unused."""
    place = both(*hours)
    asked: dict[str, Any] = {"places": "clusters", "beside_today": False}
    whole, half, more, at_will = (
        decide(place, wte=money, step=step, **asked).decision.value
        for money, step in ((wte, 1.0), (wte, 0.5), (wte + 1, 1.0), (wte, 0.0))
    )
    assert whole <= half + 1e-6
    assert whole <= more + 1e-6
    assert half <= at_will + 1e-6


def test_a_budget_in_money_counts_what_a_post_costs() -> None:
    """Speech costs twice as much: for three halves of a post at 100 a WTE and 50 of the other."""
    place = tiny_place(
        {"a": (0, 1000.0)}, {"t": (0, 0.0)}, ot_teams={"o": (0, 0.0)}, groups=[["a"]]
    )
    costs = {"salt": 100.0, "ot": 50.0}
    found = decide(place, gbp=80.0, step=0.1, cost_per_wte=costs).decision
    assert {own.profession: own.wte for own in found.professions} == pytest.approx(
        {"salt": 0.5, "ot": 0.6}
    )  # 0.5 each costs 75; the 5 that are left buy a tenth of the cheaper one
    assert found.cost == pytest.approx(80.0)
    assert found.value == pytest.approx(0.5 * HOURS_PER_WTE / 1000)


@pytest.fixture(scope="module")
def toy() -> Outcome:
    return run(shipped("toy/posts.toml"))


def test_the_toy_by_hand(toy: Outcome) -> None:
    """(231.5625 + 92.625) / 454.3556 = 0.713511 in both towns: see scenarios/toy/README.md."""
    found: PostDecision | None = toy.posts
    assert found is not None
    assert [(post.where, post.wte) for post in found.posts] == [
        ("Westbridge Health Centre", 0.1), ("Eastbrook Health Centre", 0.1)
    ]  # fmt: skip
    assert found.professions[0].lowest_access == pytest.approx(0.713511, abs=1e-6)
    assert found.status == "optimal"
    assert toy.allocation.access[:, 0].min() == pytest.approx(0.713511, abs=1e-6)


def test_a_scenario_says_where_its_posts_come_from(toy: Outcome) -> None:
    """The provenance has what was asked, not the teams that came of it; it can be run again."""
    assert toy.provenance.scenario["posts"]["choose"] == "budget"
    assert [rule["rule"] for rule in toy.provenance.scenario["rules"]] == ["reach"]
    assert {post.team_id for post in toy.posts.posts} <= set(toy.area.team_ids)  # type: ignore[union-attr]


def test_another_first_aim_is_said(tmp_path: Path) -> None:
    """Posts lift the lowest access, whatever hours are then shared out by."""
    text = f'extends = "{shipped("toy/posts.toml").as_posix()}"\ntitle = "x"\n'
    (tmp_path / "x.toml").write_text(f'{text}[[objectives]]\nobjective = "unmet_need"\n', "utf-8")
    found = run(tmp_path / "x.toml").posts
    assert found is not None
    assert any("own first aim, which is another" in note for note in found.notes)
    plain = run(shipped("toy/posts.toml")).posts
    assert plain is not None
    assert not any("own first aim" in note for note in plain.notes)


@pytest.mark.parametrize(
    ("table", "cure"),
    [
        ('[posts]\nchoose = "budget"\nwte = 1.0\n', 'choose = "as_they_are"'),
        ('[continuity]\nchoose = "named_lead"\n', 'choose = "as_it_falls"'),
    ],
)
def test_nothing_is_decided_where_hours_are_not_planned(
    tmp_path: Path, table: str, cure: str
) -> None:
    """A method that measures would leave posts and leads without effect: refused when read."""
    text = f'extends = "{shipped("toy/baseline.toml").as_posix()}"\ntitle = "x"\n'
    measured = '[allocation]\nmethod = "by_referral"\nspread = 0.5\n'
    (tmp_path / "x.toml").write_text(text + measured + table, "utf-8")
    with pytest.raises(ScenarioError, match="plans none") as refusal:
        load_scenario(tmp_path / "x.toml")
    assert cure in str(refusal.value)
