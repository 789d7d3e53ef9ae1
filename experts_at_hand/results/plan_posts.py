"""What plan.json says of the posts that were decided on."""

from dataclasses import asdict
from typing import Any

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
