"""A decision on posts in words: a proof is said only where there is one."""

from dataclasses import replace

from experts_at_hand.domain.posts import Post, PostDecision, ProfessionPosts
from experts_at_hand.posts import decision_lines

POST = Post(
    team_id="post-salt-C1", profession="salt", where="Oak", host_id="1", cluster_id="C1", wte=0.4,
    cost=40_000.0,
)  # fmt: skip
OWN = ProfessionPosts(profession="salt", wte=0.4, cost=40_000.0, lowest_access=0.5, most_access=0.5)
FOUND = PostDecision(
    choose="budget", sentence="x", posts=(POST,), professions=(OWN,), value=0.5, bound=0.5,
    unit="share of need met, lowest", status="optimal",
)  # fmt: skip


def said(found: PostDecision) -> str:
    return "\n".join(decision_lines(found))


def test_a_proved_decision() -> None:
    words = said(FOUND)
    assert "0.4 WTE of further posts in 1 place, GBP 40,000 a year" in words
    assert ": lowest access 50.0%, and no other posts" in words
    assert "(proved)" in words
    assert "posts are taken as filled" in words


def test_a_stopped_one_says_what_cannot_be_bettered() -> None:
    words = said(replace(FOUND, bound=0.53, status="stopped"))
    assert "(proved)" not in words
    assert "reach more than 53.0%" in words


def test_the_cheapest_and_what_is_surely_too_little() -> None:
    cheapest = replace(FOUND, unit="GBP a year", value=40_000.0, bound=40_000.0)
    assert "the cheapest that reach what was asked (proved)" in said(cheapest)
    open_ = replace(cheapest, bound=30_000.0, status="stopped")
    assert "below GBP 30,000 a year surely do not reach" in said(open_)


def test_no_posts_and_nobody() -> None:
    none = replace(FOUND, posts=(), professions=())
    assert said(none).startswith("no further posts: ")
    nobody = replace(FOUND, professions=(replace(OWN, nobody=("C2", "C3")),))
    assert "2 clusters have nobody, and their access is 0" in said(nobody)
