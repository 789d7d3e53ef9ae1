"""Next posts and prices as tables: the columns of the contract, the same figures for a machine."""

import csv
from pathlib import Path

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.posts import (
    next_post_values,
    next_posts,
    posts_in_order,
    price_ranges,
    write_next_posts,
    write_posts_in_order,
    write_price_ranges,
)

pytestmark = pytest.mark.solver


def test_tables_and_values_are_one(tmp_path: Path) -> None:
    outcome = run(shipped("toy/clusters-large.toml"))
    found, order = next_posts(outcome, 0.2), posts_in_order(outcome, 0.2, 2)
    write_next_posts(found, tmp_path)
    write_posts_in_order(order, tmp_path)
    write_price_ranges(price_ranges(outcome, 0.2), tmp_path)
    tables = {}
    for name in ("next_post", "posts_in_order", "prices"):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig") as file:
            tables[name] = list(csv.DictReader(file))
    assert list(tables["next_post"][0])[:4] == ["team_id", "where", "profession", "wte"]
    assert len(tables["prices"]) == len(outcome.area.teams)
    values = next_post_values(found)
    assert values["without"]["worst_ratio"] == pytest.approx(
        outcome.allocation.objectives[0].value, abs=1e-6
    )
    for row, post in zip(tables["next_post"], values["posts"], strict=True):
        assert row["team_id"] == post["team_id"]
        assert float(row["worst_ratio"]) == pytest.approx(post["worst_ratio"], abs=1e-6)
    assert [row["order"] for row in tables["posts_in_order"]] == ["1", "2"]
