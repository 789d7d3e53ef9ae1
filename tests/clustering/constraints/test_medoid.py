"""The middle of a cluster, by hand."""

import pytest

from experts_at_hand.clustering.constraints.medoid import Hub, hub_of, need_shares
from experts_at_hand.clustering.methods.none import NoClusters
from tests.clustering.maps import crow, line, map_of


def test_hub_is_the_middle_of_a_line() -> None:
    """Equal need at 0, 1, 2 km: from b it is (1 + 0 + 1) / 3 minutes, from the ends 1."""
    area = line(1, 1, 1)
    found = hub_of(["a", "b", "c"], area, crow(area))
    hub, cost, unreached = found.id, found.cost, found.unreached
    assert hub == "b"
    assert cost == pytest.approx(2 / 3)
    assert unreached == ()


def test_need_pulls_the_hub() -> None:
    """Needs 1, 1, 8: from c it is (2 + 1) / 10, from b (1 + 8) / 10."""
    area = line(1, 1, 8)
    found = hub_of(["a", "b", "c"], area, crow(area))
    hub, cost, _ = found.id, found.cost, found.unreached
    assert hub == "c"
    assert cost == pytest.approx(0.3)


def test_tie_goes_to_the_smallest_id_whatever_the_order() -> None:
    area = line(1, 1)
    assert hub_of(["b", "a"], area, crow(area)).id == "a"


def test_minutes_run_from_hub_to_member() -> None:
    """Out of b takes long, into b does not: the hub is a."""
    area = line(1, 1)
    travel = crow(area)
    minutes = travel.minutes.copy()
    minutes[1, 0] = 9.0
    one_way = type(travel)(ids=travel.ids, minutes=minutes, miles=minutes)
    assert hub_of(["a", "b"], area, one_way) == Hub("a", 0.5)


def test_hub_leaves_the_least_need_out_of_reach_and_says_so() -> None:
    """Nobody gets to c from a or b, nor back: b, nearer to most need, leaves c out."""
    area = line(2, 3, 1)
    cut_off = [(x, "c") for x in "ab"] + [("c", x) for x in "ab"]
    travel = crow(area, no_way=cut_off)
    found = hub_of(["a", "b", "c"], area, travel)
    hub, cost, unreached = found.id, found.cost, found.unreached
    assert (hub, unreached) == ("b", ("c",))
    assert cost == pytest.approx(2 / 6)
    note, both_figures = NoClusters().partition(area, travel).notes
    assert "cluster all: no way from the hub to c (C)" in note
    # C is a sixth of the need; the longest way there is takes 1 minute.
    assert both_figures == (
        "the objective of 0.33 leaves out 16.7% of the need; counted at 10 times the longest way "
        "there is (10 minutes) it is 2.00"
    )


def test_need_left_out_counts_before_the_number_of_settings() -> None:
    """From a one setting with need 9 is out of reach, from d two with need 1 each: the hub is d."""
    area = map_of({"a": (0, 0, 1.0), "b": (1, 0, 9.0), "c": (2, 0, 1.0), "d": (3, 0, 9.0)})
    ways = [("a", "b"), ("d", "a"), ("d", "c")]
    everywhere = [(x, y) for x in "bc" for y in "abcd" if x != y]
    found = hub_of(["a", "b", "c", "d"], area, crow(area, no_way=ways + everywhere))
    hub, _, unreached = found.id, found.cost, found.unreached
    assert (hub, unreached) == ("d", ("a", "c"))


def test_without_need_all_count_alike() -> None:
    area = line(0, 0, 0)
    assert need_shares(area).tolist() == [1 / 3] * 3
    assert hub_of(["a", "b", "c"], area, crow(area)).id == "b"


def test_group_without_need_costs_nothing_and_still_has_a_middle() -> None:
    area = line(0, 0, 0, 7)
    found = hub_of(["a", "b", "c"], area, crow(area))
    hub, cost, _ = found.id, found.cost, found.unreached
    assert hub == "b"
    assert cost == pytest.approx(0.0, abs=1e-9)
