"""Posts that were decided on: sums, the gap, and "proved" only with a proof."""

from typing import Any

import pytest

from experts_at_hand.domain.posts import Post, PostDecision


def decision(value: float, bound: float, status: Any) -> PostDecision:  # noqa: ANN401
    posts = tuple(
        Post(
            team_id=f"p{i}", profession="salt", where="x", host_id="h", cluster_id=None, wte=wte,
            cost=50_000 * wte,
        )
        for i, wte in enumerate((0.4, 1.0))
    )  # fmt: skip
    return PostDecision(
        choose="budget", sentence="", posts=posts, professions=(), value=value, bound=bound,
        unit="share", status=status, vacancy_rate=0.0,
    )  # fmt: skip


def test_sums() -> None:
    found = decision(0.5, 0.5, "optimal")
    assert (found.wte, found.cost) == (1.4, 70_000.0)


@pytest.mark.parametrize(
    ("value", "bound", "status", "words"),
    [
        (0.5, 0.5, "optimal", "proved"),
        (0.5, 0.4, "stopped", "not proved, gap 20%"),
        (90_000.0, 100_000.0, "stopped", "not proved, gap 10%"),
        (0.0, 0.0, "stopped", "not proved, gap 0%"),
    ],
)
def test_words(value: float, bound: float, status: str, words: str) -> None:
    assert decision(value, bound, status).words.replace(".0%", "%") == words
