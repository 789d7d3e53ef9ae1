"""What people ask of clusters: kept, proved against every partition, refused in plain words."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.clustering.constraints.side_constraints import Conditions
from experts_at_hand.clustering.methods.p_median import PMedian
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import Team
from experts_at_hand.errors import ScenarioError
from tests.clustering.maps import crow, line, map_of
from tests.clustering.methods.test_p_median import partitions


def sets(found: Clustering) -> set[str]:
    """Return each cluster as the letters of its members."""
    return {"".join(cluster.members) for cluster in found.clusters}


def medians(area: LocalArea, **asked: Any) -> Clustering:  # noqa: ANN401 - fields of any type
    """Group an area on a line, no balance asked unless stated."""
    return PMedian(**{"balance": None} | asked).partition(area, crow(area))


def refused(area: LocalArea, **asked: Any) -> str:  # noqa: ANN401 - fields of any type
    with pytest.raises(ScenarioError) as refusal:
        medians(area, **asked)
    return str(refusal.value)


LINE = line(1, 1, 1, 1, 1, 1)
"""a to f in a row, a minute apart, one hour each: two clusters are abc and def."""


def test_who_belongs_together_and_who_does_not() -> None:
    assert sets(medians(LINE, clusters=2)) == {"abc", "def"}
    together = medians(LINE, clusters=2, must_link=(("c", "d"),))
    assert any({"c", "d"} <= set(group) for group in sets(together))
    assert together.notes == ()
    apart = medians(LINE, clusters=2, cannot_link=(("a", "b"),))
    assert all(not {"a", "b"} <= set(group) for group in sets(apart))
    assert apart.gap == pytest.approx(0)


def test_hubs_that_may_and_must_be() -> None:
    """Hubs at the ends only: each setting goes to the nearer end, 0+1+2 twice over six."""
    found = medians(LINE, clusters=2, hubs=("a", "f"))
    assert [c.hub_id for c in found.clusters] == ["a", "f"]
    assert found.objective == pytest.approx(6 / 6)
    locked = medians(LINE, clusters=2, locked_hubs=("a",))
    assert "a" in {c.hub_id for c in locked.clusters}
    assert locked.lower_bound == pytest.approx(locked.objective)


def test_every_hub_locked_leaves_only_the_members() -> None:
    """Both hubs are settled: each setting goes to the nearer, 0+1+2 twice over six, proved."""
    found = medians(LINE, clusters=2, locked_hubs=("a", "f"))
    assert [c.hub_id for c in found.clusters] == ["a", "f"]
    assert found.objective == pytest.approx(1)
    assert found.lower_bound == pytest.approx(1)


def test_a_member_locked_to_a_hub() -> None:
    """C goes to e, two minutes away, though b is nearer."""
    found = medians(LINE, clusters=2, locked_members={"c": "e"})
    assert found.cluster_of["c"].hub_id == "e"
    assert found.notes == ()


def test_no_journey_too_long() -> None:
    """Balance 2 + 2 on a, b, c and far z at 9 minutes: with a limit of 5 z stands alone."""
    area = map_of({"a": (0, 0, 1), "b": (1, 0, 1), "c": (2, 0, 1), "z": (9, 0, 1)})
    assert sets(medians(area, clusters=2, max_minutes=5.0)) == {"abc", "z"}
    found = medians(area, clusters=2, max_minutes=5.0, min_settings=2)
    assert any("minutes from the hub, asked for at most 5" in note for note in found.notes)
    assert found.lower_bound is None


def test_a_phase_in_each() -> None:
    """The secondary schools c and d stand in the middle: each cluster takes one."""
    kinds = {"c": Phase.SECONDARY, "d": Phase.SECONDARY}
    area = LINE.replace(
        settings=tuple(
            setting.__class__(
                **{f: getattr(setting, f) for f in setting.__dataclass_fields__ if f != "phase"},
                phase=kinds.get(setting.id, Phase.PRIMARY),
            )
            for setting in LINE.settings
        )
    )
    far = {"a": 0, "b": 1, "c": 10, "d": 11, "e": 12, "f": 13}
    assert sets(medians(area, clusters=2, at_least={Phase.SECONDARY: 1})) == {"abc", "def"}
    assert far  # the line itself is even: the phases, not the distances, decide below
    moved = map_of({k: (v, 0.0, 1.0) for k, v in far.items()})
    moved = moved.replace(
        settings=tuple(
            type(s)(
                id=s.id,
                name=s.name,
                phase=kinds.get(s.id, s.phase),
                place=s.place,
                need_hours=s.need_hours,
            )
            for s in moved.settings
        )
    )
    assert sets(medians(moved, clusters=2)) == {"ab", "cdef"}
    mixed = medians(moved, clusters=2, at_least={Phase.SECONDARY: 1})
    assert all(set(group) & {"c", "d"} for group in sets(mixed))
    assert mixed.gap == pytest.approx(0)


def test_bases_of_teams_as_hubs() -> None:
    """Bases at 0 and 5 minutes: a to c go west, d to f go east."""
    bases = {"west": LINE.settings[0].place, "east": LINE.settings[5].place}
    area = LINE.replace(
        teams=tuple(
            Team(id=id_, profession="salt", wte=1, place=place, base=f"{id_} base")
            for id_, place in bases.items()
        )
    )
    found = medians(area, clusters=2, hubs=("west", "east"))
    assert {c.hub_id: "".join(c.members) for c in found.clusters} == {"west": "abc", "east": "def"}
    assert [c.name for c in found.clusters] == ["around west base", "around east base"]
    assert found.objective == pytest.approx(1)
    assert found.lower_bound == pytest.approx(1)


def test_lower_and_upper_apart() -> None:
    """Up to twice the mean, no lower bound: one setting may stand alone far away."""
    area = map_of({"a": (0, 0, 1), "b": (1, 0, 1), "c": (2, 0, 1), "z": (9, 0, 1)})
    assert sets(medians(area, clusters=2, balance=0.1)) != {"abc", "z"}
    found = PMedian(clusters=2, balance_below=1.0, balance_above=1.0).partition(area, crow(area))
    assert sets(found) == {"abc", "z"}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"must_link": (("a", "b"),), "cannot_link": (("b", "a"),)}, "must link and cannot link"),
        ({"must_link": (("a", "x"),)}, "must_link: there is no setting 'x'"),
        ({"hubs": ("q",)}, "hubs: there is no setting or team 'q'"),
        ({"hubs": ("a",)}, "1 places may be hubs and 2 clusters are asked for"),
        ({"locked_hubs": ("a", "b", "c")}, "3 hubs are locked and 2 clusters asked for"),
        (
            {"locked_hubs": ("a", "b"), "must_link": (("a", "b"),)},
            "must both be hubs and must link",
        ),
        ({"hubs": ("a", "b"), "max_minutes": 3.0}, "setting f (F) is 4.0 minutes from any place"),
        (
            {"locked_members": {"f": "a"}, "max_minutes": 3.0},
            "setting f (F) is 5.0 minutes from its hub a",
        ),
        ({"at_least": {Phase.SPECIAL: 1}}, "take 2, the area has 0"),
        ({"cannot_link": (("a", "b", "c"),)}, "3 settings cannot link with each other"),
        ({"must_link": (("a", "b", "c", "d", "e", "f"),)}, "more than the 1 groups"),
    ],
)
def test_what_cannot_be_is_refused_before_the_search(asked: dict[str, Any], words: str) -> None:
    assert words in refused(LINE, clusters=2, **asked)


@pytest.mark.parametrize(
    "wrong",
    [{"max_minutes": 0.0}, {"must_link": (("a",),)}, {"phases": {Phase.PRIMARY: 0}}],
)
def test_nonsense_is_refused_at_birth(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="expected"):
        Conditions(**wrong)


def cheapest(
    groups: list[list[str]], hubs: list[str], conditions: Conditions, travel: TravelMatrix
) -> float:
    """Return the least minutes of a partition with the best hubs that are allowed, by hand."""
    per_cluster = []
    for group in groups:
        costs = {}
        for hub in hubs:
            if hub not in group:
                continue
            minutes = travel.minutes_between([hub], group)[0]
            if conditions.max_minutes is not None and minutes.max() > conditions.max_minutes:
                continue
            if any(conditions.locked_members.get(m, hub) != hub for m in group):
                continue
            costs[hub] = float(minutes.sum())
        per_cluster.append(costs)
    best = np.inf
    for chosen in itertools.product(*per_cluster):
        if set(conditions.open_hubs) <= set(chosen):
            total = sum(costs[hub] for costs, hub in zip(per_cluster, chosen, strict=True))
            best = min(best, total)
    return best


def agrees(groups: list[list[str]], conditions: Conditions) -> bool:
    """Whether a partition keeps together and apart what it should."""
    together = all(any(set(g) <= set(group) for group in groups) for g in conditions.must_link)
    apart = all(len(set(g) & set(group)) <= 1 for g in conditions.cannot_link for group in groups)
    return together and apart


ids = st.sampled_from("abcdef")
pair = st.tuples(ids, ids).filter(lambda two: two[0] != two[1])


@pytest.mark.once
@budget(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=6, max_size=6),
    st.fixed_dictionaries(
        {},
        optional={
            "max_minutes": st.sampled_from([3.0, 6.0, 9.0]),
            "hubs": st.lists(ids, min_size=2, max_size=5, unique=True).map(tuple),
            "locked_hubs": st.lists(ids, max_size=2, unique=True).map(tuple),
            "locked_members": st.dictionaries(ids, ids, max_size=2),
            "must_link": st.lists(pair, max_size=2).map(tuple),
            "cannot_link": st.lists(pair, max_size=2).map(tuple),
        },
    ),
    st.integers(2, 3),
)
def test_against_every_partition(
    spots: list[tuple[int, int]], asked: dict[str, Any], clusters: int
) -> None:
    """A bound is never above the best there is; what is proved best is; a refusal is right."""
    area = map_of({c: (x, y, 1.0) for c, (x, y) in zip("abcdef", spots, strict=True)})
    travel, conditions = crow(area), Conditions(**asked)
    hubs = sorted({*(conditions.hubs or "abcdef"), *conditions.open_hubs})
    best = min(
        (
            cheapest(groups, hubs, conditions, travel) / 6
            for groups in partitions(list("abcdef"), clusters)
            if agrees(groups, conditions)
        ),
        default=np.inf,
    )
    try:
        found = PMedian(clusters=clusters, balance=None, **asked).partition(area, travel)
    except ScenarioError:
        assert best == np.inf
        return
    if found.lower_bound is None:
        assert found.notes
        return
    assert found.lower_bound <= best + 1e-9
    assert found.objective is not None
    assert found.objective >= best - 1e-9
    assert found.gap == pytest.approx(0, abs=1e-7)
