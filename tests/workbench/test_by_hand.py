"""Clusters edited by hand: every setting stays in exactly one cluster, whatever is done."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.workbench.by_hand import NEW, NotPossibleError, joined, moved
from tests.hunt import examples

START = {"C1": ["a", "b", "c"], "C2": ["d"], "C4": ["e", "f"]}


@settings(max_examples=examples(200), deadline=None)
@given(data=st.data())
def test_no_setting_is_lost_or_doubled(data: st.DataObject) -> None:
    members: dict[str, list[str]] = {key: list(ids) for key, ids in START.items()}
    for _ in range(data.draw(st.integers(1, 12))):
        one = data.draw(st.sampled_from(sorted(members)))
        other = data.draw(st.sampled_from([*sorted(members), NEW]))
        setting = data.draw(st.sampled_from("abcdef"))
        try:
            if data.draw(st.booleans()):
                members = moved(members, setting, other)
            else:
                members = joined(members, one, other)
        except NotPossibleError:
            continue
        assert sorted(id_ for ids in members.values() for id_ in ids) == list("abcdef")
        assert all(members.values())


def test_a_cluster_left_empty_goes() -> None:
    assert moved(START, "d", "C1") == {"C1": ["a", "b", "c", "d"], "C4": ["e", "f"]}


def test_a_new_cluster_has_a_name_of_its_own() -> None:
    """C4 is taken: the fourth cluster is called C5."""
    assert moved(START, "a", NEW)["C5"] == ["a"]


@pytest.mark.parametrize(("setting", "to"), [("z", "C1"), ("a", "C9"), ("a", "C1")])
def test_what_cannot_be_is_said(setting: str, to: str) -> None:
    with pytest.raises(NotPossibleError):
        moved(START, setting, to)
