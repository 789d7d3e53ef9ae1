"""Where posts may be, and what stays of today."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from experts_at_hand.allocation import allocate
from experts_at_hand.allocation.post_places import without_offer_posts
from experts_at_hand.allocation.rules import Locked
from experts_at_hand.errors import ScenarioError
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.registry.protocols import Rule
from tests.allocation.test_post_budget import both, decide
from tests.places import HOURS_PER_WTE, tiny_place

pytestmark = pytest.mark.solver


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


def test_without_todays_posts_only_promised_time_stays() -> None:
    place = both(300.0, 120.0)
    promised = replace(place.area.teams[0], statutory_share=0.25)
    area = place.area.replace(teams=(promised, *place.area.teams[1:]))
    bare = without_offer_posts(area)
    assert [team.offer_wte for team in bare.teams] == [0.0] * 3
    assert bare.teams[0].statutory_wte == pytest.approx(promised.statutory_wte)


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


def test_a_base_may_be_the_hub_that_hosts_posts(tmp_path: Path) -> None:
    """Clusters round the health centres: their teams stand there, and are called after them."""
    (tmp_path / "hubs.toml").write_text(
        f'extends = "{shipped("toy/baseline.toml").as_posix()}"\ntitle = "Bases as hubs"\n'
        '[clustering]\nmethod = "p_median"\nclusters = 2\nhubs = ["salt-west", "salt-east"]\n'
        '[posts]\nchoose = "budget"\nwte = 0.2\nstep = 0.1\nplaces = "clusters"\n',
        "utf-8",
    )
    found = run(tmp_path / "hubs.toml").posts
    assert found is not None
    assert {post.where for post in found.posts} <= {
        "Westbridge Health Centre", "Eastbrook Health Centre",
    }  # fmt: skip
    assert found.wte == pytest.approx(0.2)
