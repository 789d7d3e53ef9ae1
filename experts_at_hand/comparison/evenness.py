"""How even clusters are: how far the need of each lies from their mean."""

import numpy as np

from experts_at_hand.pipeline import Outcome


def need_from_mean(outcome: Outcome) -> tuple[float, float]:
    """Return the need of the smallest and the largest cluster over the mean, less 1.

    Parameters
    ----------
    outcome
        Whose clusters; without clusters both are 0.
    """
    area = outcome.area
    need = dict(zip(area.setting_ids, area.need.weights.tolist(), strict=True))
    hours = np.array([sum(need[m] for m in c.members) for c in outcome.clustering.clusters])
    mean = float(hours.mean()) or 1.0
    return float(hours.min() / mean - 1), float(hours.max() / mean - 1)
