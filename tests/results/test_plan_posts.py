"""Posts and names in plan.json: the decision's own figures, with its bound and status."""

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.results.plan_posts import continuity_values, post_values

pytestmark = pytest.mark.solver


def test_posts() -> None:
    found = run(shipped("toy/posts.toml")).posts
    assert found is not None
    values = post_values(found)
    assert values["status"] == "optimal"
    assert values["value"] == pytest.approx(0.713511, abs=1e-6)
    assert values["wte"] == pytest.approx(sum(post["wte"] for post in values["posts"]))
    assert [own["profession"] for own in values["professions"]] == ["salt"]


def test_names() -> None:
    kept = run(shipped("toy/named-lead.toml")).continuity
    assert kept is not None
    values = continuity_values(kept)
    assert values["choose"] == "named_lead"
    for own, said in zip(kept.professions, values["professions"], strict=True):
        assert said["kept"] == pytest.approx(own.kept, abs=1e-6)
        assert said["status"] == own.status
