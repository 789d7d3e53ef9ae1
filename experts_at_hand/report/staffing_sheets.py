"""Posts and who works where: the further posts of a plan, and its staffing table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.pipeline import Outcome
from experts_at_hand.posts import continuity_lines, decision_lines
from experts_at_hand.report.sheets import Sheet, Value
from experts_at_hand.results import staffing
from experts_at_hand.results.tables import tables


def staffing_sheets(outcomes: Sequence[Outcome]) -> tuple[Sheet, ...]:
    """Return the sheets of further posts, where any were decided on, and of staffing.

    Parameters
    ----------
    outcomes
        In the order of reading.
    """
    asked = [outcome for outcome in outcomes if outcome.posts is not None]
    named = [outcome for outcome in outcomes if outcome.continuity is not None]
    return (
        *([_posts(asked)] if asked else []),
        _staffing(outcomes),
        *([_leads(named)] if named else []),
    )


def _leads(outcomes: Sequence[Outcome]) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for outcome in outcomes:
        for row in tables(outcome)["leads"][1]:
            id_, name, profession, team = (str(cell) for cell in row)
            base = outcome.area.teams[outcome.area.team_index[team]].base
            rows.append((outcome.title, id_, name, profession_label(profession), team, base))
    return Sheet(
        name="Named leads",
        title="The named lead of each setting",
        lines=tuple(
            f"{outcome.title}: {line}."
            for outcome in outcomes
            for line in continuity_lines(outcome)
        ),
        columns=(
            ("Scenario", "text"), ("Setting id", "text"), ("Setting", "text"),
            ("Profession", "text"), ("Lead team", "text"), ("Base", "text"),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _posts(outcomes: Sequence[Outcome]) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    lines: list[str] = []
    for outcome in outcomes:
        assert outcome.posts is not None  # noqa: S101 - chosen so
        lines += [f"{outcome.title}: {line}." for line in decision_lines(outcome.posts)]
        rows += [(outcome.title, *row) for row in _post_rows(outcome)]
    return Sheet(
        name="Further posts",
        title="The further posts that were decided on",
        lines=tuple(lines),
        columns=(
            ("Scenario", "text"), ("Profession", "text"), ("Where", "text"), ("Serves", "text"),
            ("Posts, WTE", "number"), ("GBP a year", "money"), ("Team", "text"),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _post_rows(outcome: Outcome) -> Iterator[tuple[str, str, str, float, float, str]]:
    names = {cluster.id: cluster.name for cluster in outcome.clustering.clusters}
    for post in outcome.posts.posts if outcome.posts else ():
        own = post.cluster_id
        serves = "every setting in reach" if own is None else f"cluster {own}, {names[own]}"
        yield (
            profession_label(post.profession), post.where, serves, post.wte, post.cost,
            post.team_id,
        )  # fmt: skip


def _staffing(outcomes: Sequence[Outcome]) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (outcome.title, own.cluster_id, own.cluster, profession_label(own.profession), own.wte,
         own.teams_in_words, own.settings, own.visited, own.days_a_setting)
        for outcome in outcomes
        for own in staffing(outcome)
    ]  # fmt: skip
    return Sheet(
        name="Staffing",
        title="Who works where: posts by cluster and profession",
        lines=(
            "Posts are the working hours spent in a cluster, travel included, in whole-time "
            "equivalents; the number behind each team is its part of them.",
            "Days are of an average setting that needs the profession, one setting with another.",
        ),
        columns=(
            ("Scenario", "text"), ("Cluster", "text"), ("Called", "text"), ("Profession", "text"),
            ("Posts, WTE", "number"), ("Teams that come", "text"), ("Settings in need", "count"),
            ("Of these visited", "count"), ("Days a year at each", "hours"),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def posts_section(outcomes: Sequence[Outcome]) -> list[Mapping[str, Any]]:
    """Return what the page says of posts and staffing, scenario by scenario.

    Parameters
    ----------
    outcomes
        In the order of reading.
    """
    return [
        {
            "title": outcome.title,
            "lines": [] if outcome.posts is None else list(decision_lines(outcome.posts)),
            "posts": list(_post_rows(outcome)),
            "continuity": list(continuity_lines(outcome)),
            "staffing": [
                {
                    "cluster": own.cluster_id,
                    "called": own.cluster,
                    "profession": profession_label(own.profession),
                    "wte": own.wte,
                    "teams": own.teams_in_words,
                    "settings": own.settings,
                    "visited": own.visited,
                    "days": own.days_a_setting,
                }
                for own in staffing(outcome)
            ],
        }
        for outcome in outcomes
    ]
