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
from experts_at_hand.allocation.post_places import with_posts, without_offer_posts
from experts_at_hand.allocation.post_terms import PostProblem
from experts_at_hand.allocation.posts_decided import Decided
from experts_at_hand.allocation.rules import Floor, Locked
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


def test_fewest_posts_by_hand() -> None:
    """One setting at the base's door: 900 hours at half access are 450 of 926.25 x 0.1 a step."""
    place = tiny_place({"a": (0, 900.0)}, {"t": (0, 0.0)}, ot_teams={"o": (0, 0.0)})
    found = decide(place, lowest_access=0.5, step=0.1).decision
    steps = np.ceil(450 / (0.1 * HOURS_PER_WTE))
    assert [own.wte for own in found.professions] == pytest.approx([0.1 * steps] * 2)
    assert found.value == pytest.approx(2 * 0.1 * steps * 60.0 * 1640)
    assert (found.unit, found.status) == ("GBP a year", "optimal")


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


def test_posts_that_lift_nobody_alone_still_go_where_need_is_most() -> None:
    """Three whole posts, two clusters, two professions: a cluster stays with nobody, and is named.

    Nothing lifts the lowest access above 0, and no post is kept back: the cluster with more need
    comes first in the profession that has one post only.
    """
    found = decide(both(0.0, 0.0), wte=3.0, step=1.0, places="clusters", beside_today=False)
    by_profession = {own.profession: own for own in found.decision.professions}
    assert sorted(own.wte for own in by_profession.values()) == [1.0, 2.0]
    short = next(own for own in by_profession.values() if own.wte == 1.0)
    assert short.nobody == ("C2",)  # 1,000 hours of need, against 1,400
    assert found.decision.value == 0.0
    assert any("nobody works in C2" in note for note in found.decision.notes)


def test_cluster_teams_stay_in_their_cluster() -> None:
    """Their rule is among those of the plan, and no hour is spent elsewhere."""
    place = both(100.0, 900.0)
    found = decide(place, wte=1.0, step=0.2, places="clusters")
    plan = allocate(found.area, found.travel, place.clustering, found.rules, visits=place.visits)
    own = {post.team_id: post.cluster_id for post in found.decision.posts}
    assert own
    for item in plan.assignments:
        if item.team_id in own:
            home = place.clustering.cluster_of[item.setting_id].id
            assert home == own[item.team_id]


def test_of_equal_posts_those_with_less_travel() -> None:
    """One setting, two bases: the post is put at its door and not 30 minutes away."""
    place = tiny_place(
        {"a": (0, 500.0)}, {"far": (30, 10.0), "near": (0, 10.0)}, ot_teams={"o": (0, 500.0)}
    )
    found = decide(place, wte=2.0, step=1.0, professions=("salt",)).decision
    assert {post.where for post in found.posts} == {"near"}
    assert "1 WTE of the budget is left: nobody is helped by more of it" in found.notes


def test_what_rules_guarantee_is_part_of_the_programme() -> None:
    """A floor and a locked assignment leave less for the lowest; the plan agrees to a millionth."""
    place = both(300.0, 120.0)
    rules: tuple[Rule, ...] = (
        Floor(hours=120.0, profession="salt"),
        Locked(team="sw", setting="b", hours=200.0),
    )
    free, bound = (
        decide(place, those, wte=0.6, step=0.2, professions=("salt",)) for those in ((), rules)
    )
    assert bound.decision.value <= free.decision.value + 1e-9
    plan = allocate(bound.area, bound.travel, place.clustering, bound.rules, visits=place.visits)
    own = next(o for o in bound.decision.professions if o.profession == "salt")
    assert float(np.nanmin(plan.access[:, 0])) == pytest.approx(own.lowest_access, abs=1e-6)


def test_without_todays_posts_only_promised_time_stays() -> None:
    place = both(300.0, 120.0)
    promised = replace(place.area.teams[0], statutory_share=0.25)
    area = place.area.replace(teams=(promised, *place.area.teams[1:]))
    bare = without_offer_posts(area)
    assert [team.offer_wte for team in bare.teams] == [0.0] * 3
    assert bare.teams[0].statutory_wte == pytest.approx(promised.statutory_wte)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "states either wte or gbp"),
        ({"wte": 1.0, "gbp": 5.0}, "states either wte or gbp"),
        ({"wte": 0.1}, "least post is 0.2 WTE"),
        ({"wte": 0.3, "least": 0.4}, "least post is 0.4 WTE"),
        ({"gbp": 100.0}, "the cheapest post of 0.2 WTE costs 19,680 a year"),
        ({"wte": -1.0}, "buys no post"),
        ({"wte": 1.0, "step": -0.2}, "step is -0.2"),
        ({"wte": 1.0, "places": "huts"}, "should be 'bases', 'hubs' or 'clusters'"),
        ({"wte": 1.0, "professions": ("slat",)}, "did you mean 'salt'"),
        ({"wte": 1.0, "cost_per_wte": {"ot": 0.0}}, "expected more than 0"),
        ({"lowest_access": 0.0}, "expected a share above 0"),
        ({"lowest_access": 1.4}, "expected a share above 0"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        decide(both(100.0, 100.0), **asked)


def test_places_that_there_are_not_are_refused_together() -> None:
    """Both problems at once: no clusters, and a rule that ties clusters to today's bases."""
    place = tiny_place(NEEDS, {"t": (0, 100.0)})
    from experts_at_hand.allocation.service import Service

    with pytest.raises(ScenarioError) as refusal:
        decide(place, (Service(),), wte=1.0, places="clusters")
    assert len(refusal.value.problems) == 2


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


def test_a_setting_that_only_its_locked_team_may_serve() -> None:
    """Its team has 100 of the 500 hours that it needs: 0.2 is the most, whatever is bought.

    The rest of the money goes to those whom posts can reach, and asking for more is refused.
    """
    place = tiny_place(
        {"a": (0, 900.0), "b": (6, 500.0)}, {"sw": (6, 100.0), "other": (0, 100.0)},
        groups=[["a"], ["b"]],
    )  # fmt: skip
    alone: tuple[Rule, ...] = (Locked(team="sw", setting="b"),)
    asked: dict[str, Any] = {"professions": ("salt",), "step": 0.1}
    found = decide(place, alone, wte=0.5, **asked)
    salt = found.decision.professions[0]
    assert salt.lowest_access == pytest.approx(0.2, abs=1e-6)
    assert found.decision.bound == pytest.approx(0.2, abs=1e-6)
    assert salt.wte == pytest.approx(0.5)
    plan = allocate(found.area, found.travel, place.clustering, found.rules, visits=place.visits)
    assert plan.access[0, 0] == pytest.approx((100 + 0.5 * HOURS_PER_WTE) / 900, abs=1e-6)
    with pytest.raises(ScenarioError, match=r"20\.0% is the most"):
        decide(place, alone, lowest_access=0.5, **asked)


def test_a_profession_that_nobody_needs_takes_no_posts() -> None:
    """All of the money goes to the one that is needed."""
    place = both(100.0, 100.0)
    none = tuple(replace(s, need_hours={**s.need_hours, "ot": 0.0}) for s in place.area.settings)
    bare = replace(place, area=place.area.replace(settings=none))
    found = decide(bare, wte=0.6, step=0.2).decision
    assert {own.profession: own.wte for own in found.professions} == {
        "salt": pytest.approx(0.6), "ot": 0.0,
    }  # fmt: skip
    least = decide(bare, lowest_access=0.3, step=0.2).decision
    assert least.professions[1].wte == 0.0


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
