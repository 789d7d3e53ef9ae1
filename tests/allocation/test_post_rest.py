"""Money that lifts nobody by itself still goes to whoever is lowest."""

import pytest

from tests.allocation.test_post_budget import both, decide

pytestmark = pytest.mark.solver


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
