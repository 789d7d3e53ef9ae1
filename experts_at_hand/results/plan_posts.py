"""What plan.json says of the posts that were decided on, and of the teams that were named."""

from dataclasses import asdict
from typing import Any

from experts_at_hand.domain.continuity import ContinuityDecision
from experts_at_hand.domain.posts import PostDecision
from experts_at_hand.results.tables import figure_of


def post_values(found: PostDecision) -> dict[str, Any]:
    """Return a decision on posts as plain values.

    Parameters
    ----------
    found
        The decision.
    """
    return {
        "choose": found.choose,
        "sentence": found.sentence,
        "value": figure_of(found.value),
        "bound": figure_of(found.bound),
        "unit": found.unit,
        "status": found.status,
        "gap": figure_of(found.gap),
        "wte": figure_of(found.wte),
        "cost": figure_of(found.cost),
        "professions": [
            {
                "profession": own.profession,
                "wte": figure_of(own.wte),
                "cost": figure_of(own.cost),
                "lowest_access": figure_of(own.lowest_access),
                "most_access": figure_of(own.most_access),
                "least_wte": None if own.least_wte is None else figure_of(own.least_wte),
                "nobody": list(own.nobody),
            }
            for own in found.professions
        ],
        "posts": [asdict(post) for post in found.posts],
        "notes": list(found.notes),
    }


def continuity_values(kept: ContinuityDecision) -> dict[str, Any]:
    """Return who was named, and what it costs, as plain values; leads.csv has the names.

    Parameters
    ----------
    kept
        The decision.
    """
    return {
        "choose": kept.choose,
        "sentence": kept.sentence,
        "free_travel_hours": figure_of(kept.free_travel_hours),
        "professions": [
            {
                "profession": own.profession,
                "kept": figure_of(own.kept),
                "bound": figure_of(own.bound),
                "status": own.status,
                "split": own.split,
                "free_lowest_access": figure_of(own.free_lowest),
            }
            for own in kept.professions
        ],
    }
