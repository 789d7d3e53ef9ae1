"""Weights by type of need: a proposal that says so, for types that are counted only."""

import tomllib

from experts_at_hand.need.by_type import (
    PROPOSED,
    TYPES,
    by_type_scenario,
    proposal_table,
    types_among,
)


def test_every_type_has_a_weight_of_every_profession() -> None:
    for weights in PROPOSED.values():
        assert set(weights) == set(TYPES)
        assert all(weight > 0 for weight in weights.values())


def test_only_types_that_are_counted_are_weighed() -> None:
    assert types_among(["name", "PD", " slcn "]) == tuple(w for w in TYPES if w in {"slcn", "pd"})
    text = by_type_scenario(["slcn", "pd"])
    said = tomllib.loads(text)
    assert set(said["need"]["salt"]["per_count"]) == {"slcn", "pd"}
    assert said["need"]["salt"]["per_sen_support"] == 0.0, "they count it already"
    assert "without a published source" in text
    assert by_type_scenario(["name"]) == ""


def test_the_table_for_readers_has_the_same_figures() -> None:
    lines = proposal_table()
    assert len(lines) == 2 + len(TYPES)
    assert any(line.startswith("| `slcn`") and line.endswith("| 2 | 0.4 |") for line in lines)
