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


def settled(**changes: object) -> Allocation:
    """Return the good plan with the claim of its first objective changed."""
    first, *others = GOOD.objectives
    return replace(GOOD, objectives=(replace(first, **changes), *others))  # type: ignore[arg-type]  # wrong on purpose


def no_travel() -> Allocation:
    """Return the good plan with visits that cost nothing, and the hours that would allow."""
    free = replace(
        GOOD.visits, minutes=GOOD.visits.minutes * 0, driving_minutes=GOOD.visits.minutes * 0
    )
    return replace(GOOD, visits=free)


FALSIFIED: dict[str, tuple[Callable[[], Allocation], str]] = {
    "a value that is no number": (lambda: settled(value=float("nan")), "claims nan"),
    "a bound without end": (lambda: settled(bound=float("inf")), "with bound inf"),
    "optimal with value and bound apart": (lambda: settled(bound=0.5), "called optimal at 0.375"),
    "levels that are not the access": (lambda: settled(levels=((0.375, 1), (0.9, 1))), "0.525"),
    "levels of too few settings": (lambda: settled(levels=((0.375, 1),)), "1 settings are settled"),
    "a price that is no number": (lambda: settled(prices={"t": float("nan")}), "price of t is nan"),
    "a price that does harm": (lambda: settled(prices={"t": -0.1}), "price of t is -0.1"),
    "allocated hours that are no number": (
        lambda: replace(GOOD, allocated_hours=GOOD.allocated_hours * float("nan")),
        "not a number",
    ),
    "half the need": (
        lambda: replace(GOOD, need_hours=GOOD.need_hours / 2),
        "not that of the area",
    ),
    "miles that nobody drove": (lambda: first_changed(miles=1e4), "10000.000 miles"),
    "visits that nobody made": (lambda: first_changed(visits=1.0), "1.000 visits"),
    "a setting said to be out of reach": (
        lambda: replace(GOOD, unreached=(("a", "salt"),)),
        "setting a is not out of reach",
    ),
    "visits that cost nothing": (no_travel, "are not what the pattern of days costs"),
    "hours that are no number": (lambda: first_changed(contact_hours=float("inf")), "inf hours"),
}


@pytest.mark.parametrize("kind", FALSIFIED)
def test_a_falsified_claim_is_caught(kind: str) -> None:
    """Whatever the plan says of itself is worked out again."""
    make, expected = FALSIFIED[kind]
    said = [str(b) for b in verify(PLACE.area, PLACE.travel, PLACE.clustering, make())]
    assert any(expected in text for text in said), said


def test_a_plan_that_forgot_what_was_asked_is_caught() -> None:
    """The rules and aims of the scenario count, not those that the answer brings along."""
    where = PLACE.area, PLACE.travel, PLACE.clustering
    forgot = replace(GOOD, rules=(), aims=())
    asked = [Reach(max_minutes=20)]
    said = verify(*where, forgot, rules=asked, objectives=GOOD.aims)
    assert any("at most 20" in str(breach) for breach in said)
    said = verify(*where, forgot, rules=GOOD.rules, objectives=GOOD.aims[:1])
    assert [breach.check for breach in said] == ["objectives"]


def test_a_large_team_is_held_to_its_hours_too() -> None:
    """900,000 hours: a hundredth of an hour over is a breach."""
    place = tiny_place({"a": (0, 1_000_000)}, {"t": (0, 900_000)})
    good = plan(place)
    more = good.assignments[0].contact_hours + 0.01
    item = replace(good.assignments[0], contact_hours=more, visits=more)
    wrong = replace(good, assignments=(item,), allocated_hours=good.allocated_hours + 0.01)
    said = [b.check for b in verify(place.area, place.travel, place.clustering, wrong)]
    assert "capacity" in said
