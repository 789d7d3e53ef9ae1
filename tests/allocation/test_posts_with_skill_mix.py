"""Posts under a skill mix: what a band may deliver, and the supervision that its hours take."""

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
from experts_at_hand.allocation.skill_mix import SkillMix
from experts_at_hand.domain.pay import HOURLY_COST_GBP
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.registry.protocols import POST_PLANS
from tests.allocation.test_skill_mix import DOOR, LEVELS, staffed
from tests.hunt import examples
from tests.places import HOURS_PER_WTE, TinyPlace

pytestmark = pytest.mark.solver

MIX: dict[str, Any] = {"levels": LEVELS, "up_to": {"4": "universal"}}


def decide(place: TinyPlace, mix: SkillMix, **asked: Any) -> Decided:  # noqa: ANN401 - keys
    """Decide on posts in a tiny place under a skill mix."""
    choose = "fewest_posts" if "lowest_access" in asked else "budget"
    found: Decided = POST_PLANS.build(choose, **asked).decide(
        place.area, place.travel, place.clustering, visits=place.visits, rules=(mix,),
        time_limit_seconds=None,
    )  # fmt: skip
    return found


def lowest(place: TinyPlace, found: Decided) -> float:
    """Return the lowest access once hours are shared out with these posts, under all the rules."""
    plan = allocate(found.area, found.travel, place.clustering, found.rules, visits=place.visits)
    return float(np.nanmin(plan.access))


def best_of_all(place: TinyPlace, mix: SkillMix, steps: int, **asked: Any) -> float:  # noqa: ANN401
    """Return the best lowest access of so many steps, by planning with every choice of places."""
    terms: Any = POST_PLANS.build("budget", wte=steps * asked["step"], **asked)
    problem = PostProblem(
        terms=terms, area=place.area, travel=place.travel, clustering=place.clustering,
        visits=place.visits, rules=(mix,), seconds=None,
    )  # fmt: skip
    best = 0.0
    for counts in itertools.product(range(steps + 1), repeat=len(problem.places)):
        if sum(counts) > steps:
            continue
        teams = [
            (replace(at.team, wte=n * terms.step), at.host_id)
            for at, n in zip(problem.places, counts, strict=True)
            if n
        ]
        area, travel = with_posts(place.area, place.travel, teams)
        plan = allocate(area, travel, place.clustering, (mix,), visits=place.visits)
        best = max(best, float(np.nanmin(plan.access)))
    return best


def test_an_assistant_more_does_not_deliver_what_only_a_therapist_may() -> None:
    """300 hours are needed, 60% of them by band 6, of which there are 100: H = 166.7, access 0.556.

    100 hours of band 4 more change nothing; of band 6, H = 200 / 0.6 = 333: all of it.
    """
    place = staffed({"a": (0, 300.0)}, {"r": (0, 100.0, "6"), "x": (0, 100.0, "4")})
    post = 100.0 / HOURS_PER_WTE
    said: dict[str, Any] = {"wte": post, "step": post}
    assistant = decide(place, SkillMix(**MIX), bands={"salt": "Band 4"}, **said)
    assert assistant.decision.value == pytest.approx(100 / 0.6 / 300, abs=1e-6)
    assert assistant.decision.posts == (), "money is not spent on what helps nobody"
    assert any("nobody is helped by more of it" in note for note in assistant.decision.notes)
    therapist = decide(place, SkillMix(**MIX), bands={"salt": "6"}, **said)
    assert therapist.decision.value == pytest.approx(1.0, abs=1e-6)
    assert {team.band for team in therapist.area.teams} == {"6", "4"}
    assert lowest(place, therapist) == pytest.approx(1.0, abs=1e-6)


def test_a_post_supervises_too() -> None:
    """An assistant's hour takes 0.2 of a therapist's: 0.6 H + 0.2 x 0.4 H = T, H = T / 0.68.

    A post of band 6 with 20 hours beside 100 gives H = 120 / 0.68 = 176.5 of 300.
    """
    place = staffed({"a": (0, 300.0)}, {"r": (0, 100.0, "6"), "x": (0, 100.0, "4")})
    mix = SkillMix(**MIX, supervision={"4": 0.2})
    post = 20.0 / HOURS_PER_WTE
    found = decide(place, mix, wte=post, step=post, bands={"salt": "6"})
    assert found.decision.value == pytest.approx(120 / 0.68 / 300, abs=1e-6)
    assert lowest(place, found) == pytest.approx(120 / 0.68 / 300, abs=1e-6)


@given(
    needs=st.lists(st.floats(40, 400), min_size=2, max_size=4),
    hours=st.tuples(st.floats(10, 300), st.floats(0, 300)),
    band=st.sampled_from(["4", "6"]),
    takes=st.sampled_from([0.0, 0.2, 1.0]),
    steps=st.integers(1, 3),
)
@budget(max_examples=examples(20), deadline=None)
def test_no_other_places_are_better(
    needs: list[float], hours: tuple[float, float], band: str, takes: float, steps: int
) -> None:
    """By brute force over every choice of places, each planned for under the rule."""
    place = staffed(
        {f"s{i}": (9.0 * i, need) for i, need in enumerate(needs)},
        {"r": (0, hours[0], "6"), "x": (20, hours[1], "4")},
    )
    mix = SkillMix(**MIX, supervision={"4": takes} if takes else {})
    asked: dict[str, Any] = {"step": 80.0 / HOURS_PER_WTE, "bands": {"salt": band}}
    found = decide(place, mix, wte=steps * asked["step"], **asked)
    best = best_of_all(place, mix, steps, **asked)
    assert found.decision.status == "optimal"
    assert found.decision.value == pytest.approx(best, abs=2e-6)
    assert found.decision.bound >= best - 2e-6
    assert lowest(place, found) == pytest.approx(best, abs=2e-6)


def test_the_fewest_posts_reach_their_level_when_planned_again() -> None:
    """And with one step less nothing does."""
    place = staffed(
        {"a": (0, 300.0), "b": (12, 200.0)}, {"r": (0, 100.0, "6"), "x": (12, 100.0, "4")}
    )
    mix = SkillMix(**MIX, supervision={"4": 0.2})
    step = 40.0 / HOURS_PER_WTE
    asked: dict[str, Any] = {"step": step, "bands": {"salt": "6"}}
    found = decide(place, mix, lowest_access=0.7, **asked)
    assert lowest(place, found) >= 0.7 - 1e-6
    assert best_of_all(place, mix, round(found.decision.wte / step) - 1, **asked) < 0.7


def test_a_post_costs_what_its_band_costs() -> None:
    """As today's teams of the band where there are some, as published where there are none."""
    place = staffed({"a": (0, 300.0)}, {"r": (0, 100.0, "6"), "x": (0, 100.0, "4")})
    paid = place.area.working_year.paid_hours
    for band, said in (("4", "4"), ("Band 6", "6"), ("8a", "8a")):
        found = decide(place, SkillMix(), wte=1.0, step=1.0, bands={"salt": band})
        cost = sum(post.cost for post in found.decision.posts)
        wte = sum(post.wte for post in found.decision.posts)
        assert cost == pytest.approx(wte * paid * HOURLY_COST_GBP[said])


def test_a_band_of_a_profession_that_there_is_not_is_refused() -> None:
    with pytest.raises(ScenarioError, match="bands: no profession 'ot' is planned here"):
        decide(DOOR, SkillMix(), wte=1.0, bands={"ot": "4"})


def test_from_a_file_the_band_stands_in_the_sentence(tmp_path: Path) -> None:
    file = tmp_path / "bands.toml"
    file.write_text(
        f'extends = "{shipped("toy/clusters-large.toml").as_posix()}"\n'
        '[posts]\nchoose = "budget"\nwte = 1.0\nstep = 0.5\n[posts.bands]\nsalt = "7"\n',
        "utf-8",
    )
    found = run(file)
    assert found.posts is not None
    assert "speech and language therapy of band 7" in found.posts.sentence
    new = {post.team_id for post in found.posts.posts if post.profession == "salt"}
    assert {team.band for team in found.area.teams if team.id in new} <= {"7"}
