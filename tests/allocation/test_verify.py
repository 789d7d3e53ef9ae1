"""The check must be able to fail: every kind of wrong plan is caught and said in words."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from experts_at_hand.allocation import verify
from experts_at_hand.allocation.rules import Reach
from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.clusters import Cluster, Clustering
from tests.places import plan, tiny_place

pytestmark = pytest.mark.solver

PLACE = tiny_place({"a": (0, 80), "b": (30, 40)}, {"t": (0, 60)})
GOOD = plan(PLACE, [Reach(max_minutes=45)])


def scaled(factor: float) -> Allocation:
    """Return the good plan with all hours, visits and travel multiplied."""
    items = tuple(
        replace(
            item,
            contact_hours=item.contact_hours * factor,
            visits=item.visits * factor,
            travel_hours=item.travel_hours * factor,
        )
        for item in GOOD.assignments
    )
    return replace(GOOD, assignments=items, allocated_hours=GOOD.allocated_hours * factor)


def first_changed(**changes: object) -> Allocation:
    """Return the good plan with its first assignment changed."""
    first, *others = GOOD.assignments
    return replace(GOOD, assignments=(replace(first, **changes), *others))  # type: ignore[arg-type]  # wrong on purpose


WRONG: dict[str, tuple[Callable[[], Allocation], str]] = {
    "an unknown team": (lambda: first_changed(team_id="ghost"), "no such team or setting"),
    "another profession": (lambda: first_changed(profession="ot"), "not a ot team"),
    "no hours": (lambda: first_changed(contact_hours=0.0), "0.0 hours"),
    "hours that do not add up": (lambda: first_changed(contact_hours=1.0), "stated as"),
    "travel that visits do not cost": (lambda: first_changed(travel_hours=9.0), "visits cost"),
    "more than capacity": (lambda: scaled(1.5), "works 90.000 hours, has 60.000"),
    "more than need": (lambda: scaled(4), "needs 80.000"),
    "less than claimed": (lambda: scaled(0.5), "claimed 0.375, measured 0.1875"),
    "a claim of too little": (
        lambda: replace(GOOD, objectives=(replace(GOOD.objectives[0], value=0.2, bound=0.2),)),
        "better than its bound",
    ),
    "a broken rule": (
        lambda: replace(GOOD, rules=(Reach(max_minutes=20),)),
        "30.0 minutes away (at most 20)",
    ),
}


def test_a_good_plan_passes() -> None:
    """a: 80 h at k = 1; b: 40 h at k = 2; access = 60 / 160 = 0.375 for both."""
    assert GOOD.objectives[0].value == pytest.approx(0.375)
    assert verify(PLACE.area, PLACE.travel, PLACE.clustering, GOOD) == ()


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_plan_is_caught(kind: str) -> None:
    """Each kind of mistake is named."""
    make, expected = WRONG[kind]
    wrong = make()
    if len(wrong.objectives) < len(wrong.aims):
        wrong = replace(wrong, aims=wrong.aims[: len(wrong.objectives)])
    said = [str(b) for b in verify(PLACE.area, PLACE.travel, PLACE.clustering, wrong)]
    assert any(expected in text for text in said), said


def test_a_setting_outside_all_clusters_is_caught() -> None:
    """A partition holds every setting."""
    partial = Clustering(
        clusters=(Cluster(id="1", name="1", hub_id="a", members=("a",)),), method="drawn"
    )
    (breach,) = verify(PLACE.area, PLACE.travel, partial, GOOD)
    assert str(breach) == "clusters: setting b is not in exactly one cluster"
