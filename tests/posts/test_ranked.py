"""A further post in a sentence: what it reaches and gains, with true signs."""

from experts_at_hand.domain.allocation import ObjectiveResult
from experts_at_hand.posts.ranked import NextPost, NextPosts, named


def aim(word: str, value: float, unit: str, better: str) -> ObjectiveResult:
    return ObjectiveResult(
        objective=word, sentence="", value=value, unit=unit, better=better,  # type: ignore[arg-type]
        status="optimal", bound=value,
    )  # fmt: skip


AIMS = (
    aim("worst_ratio", 0.5, "share of need met", "higher"),
    aim("travel_time", 100.0, "hours a year", "lower"),
)


def post(where: str, profession: str, values: tuple[float, float]) -> NextPost:
    return NextPost(
        team_id=where, where=where, profession=profession, wte=0.5, values=values,
        gains=(values[0] - 0.5, 100.0 - values[1]), lowest_access=0.7, lowest_access_gain=0.1,
        price_estimate=0.9,
    )  # fmt: skip


RANKED = NextPosts(
    scenario="S",
    objectives=AIMS,
    posts=(post("Bath", "salt", (0.6, 110.0)), post("Wells", "ot", (0.5, 99.8))),
)


def test_a_sentence_by_hand() -> None:
    assert RANKED.sentence(RANKED.posts[0]) == (
        "Bath: lowest access of its profession 70.0% (+10.0 points), lowest access of all 60.0% "
        "(+10.0 points), travel time 110 hours a year (+10)"
    )
    assert "(+0.0 points), travel time 100 hours a year (+0)" in RANKED.sentence(RANKED.posts[1])


def test_by_profession_and_how_far_a_price_misleads() -> None:
    assert [p.where for p in RANKED.of("ot")] == ["Wells"]
    misled = RANKED.posts[0].price_misleads_by
    assert misled is not None
    assert abs(misled - 0.3) < 1e-12
    assert named(AIMS[1]) == "travel time"
    assert "Occupational therapy, 0.5 WTE" in repr(RANKED)
