"""From steps to teams: posts add up, who has nobody is named, cluster teams are tied."""

from typing import Any

import pytest

from experts_at_hand.allocation.posts_decided import Decided
from experts_at_hand.registry.protocols import POST_PLANS
from tests.places import HOURS_PER_WTE, tiny_place

pytestmark = pytest.mark.solver

PLACE = tiny_place({"a": (0, 400.0), "b": (40, 300.0)}, {"t": (0, 100.0)}, groups=[["a"], ["b"]])


def decide(**asked: Any) -> Decided:  # noqa: ANN401 - keys of the budget
    found: Decided = POST_PLANS.build("budget", **asked).decide(
        PLACE.area, PLACE.travel, PLACE.clustering, visits=PLACE.visits, rules=(),
        time_limit_seconds=None,
    )  # fmt: skip
    return found


def test_teams_are_the_posts_and_stand_at_their_hosts() -> None:
    """Three tenths are 0.3 and not 0.30000000000000004."""
    found = decide(wte=0.3, step=0.1)
    assert found.decision.wte == 0.3
    new = [team for team in found.area.teams if team.id != "t"]
    assert [(team.id, team.wte) for team in new] == [
        (post.team_id, post.wte) for post in found.decision.posts
    ]
    for post in found.decision.posts:
        here = found.travel.minutes_between([post.team_id], [post.host_id])[0, 0]
        assert here == 0.0


def test_a_cluster_that_one_post_does_not_reach_is_named() -> None:
    """Without today's posts one whole post goes where need is most; the other has nobody."""
    post = 200.0 / HOURS_PER_WTE
    found = decide(wte=post, step=post, places="clusters", beside_today=False)
    (own,) = found.decision.professions
    assert len(own.nobody) == 1
    assert any("nobody works in" in note for note in found.decision.notes)


def test_cluster_teams_are_tied_by_a_rule() -> None:
    found = decide(wte=0.4, step=0.2, places="clusters")
    tied: Any = found.rules[-1]
    assert {p.team_id: (p.cluster_id,) for p in found.decision.posts} == dict(tied.map)
