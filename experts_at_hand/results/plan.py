"""plan.json: what was asked, what was settled and where every figure comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from experts_at_hand.domain.allocation import ObjectiveResult
from experts_at_hand.metrics.money import cost_of_teams
from experts_at_hand.metrics.samples import Plan
from experts_at_hand.pipeline import Outcome
from experts_at_hand.registry.protocols import ALLOCATION_METHODS
from experts_at_hand.results.plan_posts import continuity_values, post_values
from experts_at_hand.results.tables import figure_of

SCHEMA = "experts-at-hand/plan/1"
"""Name and version of what plan.json holds, described in plan.schema.json beside this module; the
number rises when a reader would have to change."""


def plan_values(outcome: Outcome) -> dict[str, Any]:
    """Return what plan.json holds, as plain values."""
    plan, clusters, area = outcome.allocation, outcome.clustering, outcome.area
    provenance = outcome.provenance
    return {
        "schema": SCHEMA,
        "name": outcome.name,
        "title": outcome.title,
        "description": outcome.scenario.description,
        "optimal": plan.optimal,
        "doubts": list(outcome.doubts),
        "area": {
            "name": area.name,
            "origin": area.origin,
            "settings": len(area.settings),
            "outside": [setting.id for setting in area.outside],
            "teams": len(area.teams),
            "imputed_counts": len(area.need.imputations),
            "share_of_need_estimated": figure_of(area.need.share_estimated),
            "notes": list(area.notes),
        },
        "travel": {"method": outcome.travel.method, "notes": list(outcome.travel.notes)},
        "visits": {"pattern": plan.visits.pattern, "sentence": plan.visits.sentence},
        "clustering": {
            "method": clusters.method,
            "objective": _number(clusters.objective),
            "lower_bound": _number(clusters.lower_bound),
            "gap": _number(clusters.gap),
            "unit": clusters.unit,
            "notes": list(clusters.notes),
            "clusters": [
                {"id": c.id, "name": c.name, "hub_id": c.hub_id, "settings": len(c.members)}
                for c in clusters.clusters
            ],
        },
        "allocation": _allocation_values(outcome),
        "posts": None if outcome.posts is None else post_values(outcome.posts),
        "continuity": None if outcome.continuity is None else continuity_values(outcome.continuity),
        "rules": [rule.sentence() for rule in plan.rules],
        "objectives": [_objective_values(settled) for settled in plan.objectives],
        "price": _price_values(plan.objectives),
        "costs": {id_: round(cost, 2) for id_, cost in team_costs(outcome).items()},
        "unreached": [{"setting_id": s, "profession": p} for s, p in plan.unreached],
        "imputations": [asdict(imputation) for imputation in area.need.imputations],
        "solver": {
            "name": plan.solver.solver,
            "rounds": plan.solver.rounds,
            "pairs": plan.solver.pairs,
            "pairs_used": plan.solver.pairs_used,
        },
        "provenance": {
            "inputs": dict(provenance.inputs),
            "scenario": dict(provenance.scenario),
            "versions": dict(provenance.versions),
            "seed": provenance.seed,
        },
        "seconds": {stage: round(s, 3) for stage, s in provenance.seconds.items()},
    }


def team_costs(outcome: Outcome) -> Mapping[str, float]:
    """Return GBP a year of each team of a run: paid time of its posts in the offer, and mileage."""
    plan = Plan(outcome.area, outcome.travel, outcome.clustering, outcome.allocation)
    return cost_of_teams(plan)


def _allocation_values(outcome: Outcome) -> dict[str, Any]:
    method = outcome.scenario.allocation
    return {
        "method": ALLOCATION_METHODS.name_of(method),
        "sentence": method.sentence(),
        "notes": list(outcome.allocation.notes),
    }


def _price_values(objectives: Sequence[ObjectiveResult]) -> dict[str, str | None]:
    first = objectives[0] if objectives else None
    return {
        "objective": first.objective if first else None,
        "unit": f"{first.unit} for each further working hour a year" if first else None,
    }


def _objective_values(settled: ObjectiveResult) -> dict[str, Any]:
    return {
        "objective": settled.objective,
        "sentence": settled.sentence,
        "value": _number(settled.value),
        "unit": settled.unit,
        "better": settled.better,
        "status": settled.status,
        "words": settled.words,
        "bound": _number(settled.bound),
        "gap": _number(settled.gap),
        "levels": [{"access": figure_of(a), "fixed": count} for a, count in settled.levels],
    }


def _number(value: float | None) -> float | None:
    """Return a figure that JSON can hold; what is undefined or without end is null."""
    return None if value is None else figure_of(value)
