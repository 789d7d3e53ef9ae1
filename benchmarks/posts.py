"""Posts as the decision: how long it takes, and how close to the bound it ends.

``python -m benchmarks.posts [WHAT ...]`` prints a line for each question: seconds of the decision
alone, the lowest access reached (or the cost), its bound and the gap. B&NES needs the real data
beside the checkout. ``WHAT`` limits it to questions whose name contains one of the words.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.areas import synthetic_area
from benchmarks.machine import finish
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.posts import PostDecision
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import Team, WorkingYear
from experts_at_hand.inputs import read_area
from experts_at_hand.registry.protocols import (
    CLUSTERING_METHODS,
    NEED_MODELS,
    POST_PLANS,
    TRAVEL_MODELS,
    VISIT_PATTERNS,
    PostPlan,
)

BANES = Path(__file__).resolve().parents[2] / "shared" / "data" / "banes"

Place = tuple[LocalArea, TravelMatrix, Clustering]

ALL_FOUR = ("salt", "ot", "educational_psychologist", "specialist_teacher")


def decided(place: Place, asked: PostPlan) -> tuple[PostDecision, float]:
    """Decide on posts, and return the decision with the seconds it took."""
    area, travel, clustering = place
    start = time.perf_counter()
    found = asked.decide(
        area, travel, clustering, visits=VISIT_PATTERNS.build("cluster_days"), rules=(),
        time_limit_seconds=None,
    )  # fmt: skip
    return found.decision, time.perf_counter() - start


def clustered(area: LocalArea, clusters: int) -> Place:
    """Return an area with straight-line travel and clusters grown from seeds, not searched for."""
    travel = TRAVEL_MODELS.build("straight_line").matrix(area)
    return (
        area,
        travel,
        CLUSTERING_METHODS.build("agglomerative", clusters=clusters).partition(area, travel),
    )


def with_professions(area: LocalArea, words: Sequence[str]) -> LocalArea:
    """Return an area that plans these professions: new ones need what an hour a pupil of SEN is."""
    bases = {team.place: team for team in area.teams}
    new = [
        Team(id=f"{word}-{i}", profession=word, wte=1.0, place=place, base=team.base)
        for word in words
        if word not in area.professions
        for i, (place, team) in enumerate(bases.items(), start=1)
    ]
    model = NEED_MODELS.build("by_child", per_sen_support=1.0, per_ehcp=10.0)
    models = {word: model for word in words if word not in area.professions}
    return area.replace(teams=(*area.teams, *new), need_models={**area.need_models, **models})


def questions() -> Iterator[tuple[str, Place, PostPlan]]:
    """Yield each question with its name."""
    if BANES.is_dir():
        year = WorkingYear(direct_share=0.2)  # so that 24 posts are far too few
        read = read_area(BANES).replace(working_year=year)
        banes = clustered(read, 10)
        for step in (0.2, 0.5, 1.0):
            terms = {"step": step, "places": "clusters", "beside_today": False}
            yield f"banes own {step}", banes, POST_PLANS.build("budget", wte=24.0, **terms)
        yield (
            "banes any 0.2",
            banes,
            POST_PLANS.build("budget", wte=24.0, step=0.2, places="hubs", beside_today=False),
        )
        yield "banes beside today", banes, POST_PLANS.build("budget", wte=4.0, step=0.2)
        yield (
            "banes fewest 0.4",
            banes,
            POST_PLANS.build(
                "fewest_posts", lowest_access=0.4, step=0.2, places="clusters", beside_today=False
            ),
        )
        yield (
            "banes fewest, least 0.4",
            banes,
            POST_PLANS.build(
                "fewest_posts",
                lowest_access=0.4,
                step=0.2,
                least=0.4,
                places="clusters",
                beside_today=False,
            ),
        )
        four = clustered(with_professions(read, ALL_FOUR), 10)
        for step in (0.2, 0.5, 1.0):
            yield (
                f"banes own {step}, four professions",
                four,
                POST_PLANS.build(
                    "budget", wte=48.0, step=step, places="clusters", beside_today=False
                ),
            )
    county = clustered(synthetic_area(600, 10), 20)
    for places in ("clusters", "hubs"):
        yield (
            f"600 x 20 {places}",
            county,
            POST_PLANS.build("budget", wte=48.0, step=0.2, places=places, beside_today=False),
        )
        yield (
            f"600 x 20 {places}, whole",
            county,
            POST_PLANS.build("budget", wte=48.0, step=1.0, places=places, beside_today=False),
        )
        yield (
            f"600 x 20 {places}, fewest",
            county,
            POST_PLANS.build(
                "fewest_posts", lowest_access=0.2, step=0.2, places=places, beside_today=False
            ),
        )


def main(words: Sequence[str]) -> None:
    """Print a line for each question."""
    print(f"{'question':>36} | seconds |    value |    bound |    gap | WTE")
    results = {}
    for name, place, asked in questions():
        if words and not any(word in name for word in words):
            continue
        found, seconds = decided(place, asked)
        print(
            f"{name:>36} | {seconds:7.2f} | {found.value:8.5g} | {found.bound:8.5g} | "
            f"{found.gap:6.2%} | {found.wte:g}",
            flush=True,
        )
        results[name] = {"seconds": round(seconds, 2), "gap": round(found.gap, 5)}
    finish("posts", results)


if __name__ == "__main__":
    main(sys.argv[1:])
