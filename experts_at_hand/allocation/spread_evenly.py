"""Each setting to one team, so that no team has much more work than it can do: moves and swaps."""

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray

GAIN = 1e-12
"""Share of a team's hours by which a step has to help."""

STEPS = 5_000
"""Steps at most; a county of 600 settings takes some hundred."""


def spread_evenly(
    load: FloatArray, capacity: FloatArray, start: IntArray
) -> tuple[IntArray, float]:
    """Lower the load of the fullest team as far as moves of one and swaps of two settings can.

    Parameters
    ----------
    load
        Teams x settings: working hours that a setting takes of a team; ``inf`` where it may not go.
    capacity
        Working hours of each team, > 0.
    start
        A team for each setting.

    Returns
    -------
    The team of each setting, and the load of the fullest over its capacity.

    Examples
    --------
    Three settings of 2, 3 and 4 hours and two teams of 5: a swap leaves 4 and 5.

    >>> hours = np.array([[2.0, 3.0, 4.0], [2.0, 3.0, 4.0]])
    >>> team, fullest = spread_evenly(hours, np.array([5.0, 5.0]), np.array([0, 1, 1]))
    >>> team.tolist(), fullest
    ([0, 0, 1], 1.0)
    """
    own = start.copy()
    every = np.arange(load.shape[1])
    used = np.zeros(len(capacity))
    np.add.at(used, own, load[own, every])
    for _ in range(STEPS):
        step = _best_step(load, capacity, own, used)
        if step is None:
            break
        setting, team, other = step
        own[setting], top = team, own[setting]
        if other >= 0:
            own[other] = top
        used = np.zeros(len(capacity))
        np.add.at(used, own, load[own, every])
    return own, float((used / capacity).max(initial=0.0))


def _best_step(
    load: FloatArray, capacity: FloatArray, own: IntArray, used: FloatArray
) -> tuple[int, int, int] | None:
    """Return the setting that leaves the fullest team, its new team, and which one comes back.

    -1 where none comes back; ``None`` where no step leaves both teams less full.
    """
    full = used / capacity
    top = int(full.argmax())
    best = float(full[top]) - GAIN
    mine, others = np.flatnonzero(own == top), np.flatnonzero(own != top)
    after = full[top] - load[top, mine] / capacity[top]
    moved = np.maximum((used[:, None] + load[:, mine]) / capacity[:, None], after[None, :])
    moved[top] = np.inf
    step: tuple[int, int, int] | None = None
    if moved.size and moved.min() < best:
        to, at = divmod(int(moved.argmin()), len(mine))
        best, step = float(moved.min()), (int(mine[at]), to, -1)
    theirs = own[others]
    mine_then = used[top] - load[top, mine][:, None] + load[top, others][None, :]
    back = used[theirs] - load[theirs, others]
    theirs_then = (back[None, :] + load[theirs][:, mine].T) / capacity[theirs][None, :]
    swapped = np.maximum(mine_then / capacity[top], theirs_then)
    if swapped.size and swapped.min() < best:
        at, other = divmod(int(swapped.argmin()), len(others))
        step = int(mine[at]), int(theirs[other]), int(others[other])
    return step
