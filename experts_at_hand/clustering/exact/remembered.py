"""Searches that were made before: methods of one menu ask the same of the same settings.

Connected clusters are clusters, so what is proved of all is proved of these too: a menu that tries
both methods searches once.
"""

import hashlib
from collections import OrderedDict

import numpy as np

from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.clustering.exact.median_problem import MedianProblem
from experts_at_hand.clustering.exact.parameters import SearchParameters
from experts_at_hand.clustering.exact.solution import Solution
from experts_at_hand.clustering.exact.solve_with_bound import solve_with_bound
from experts_at_hand.clustering.local_search import recombine
from experts_at_hand.clustering.local_search.search_data import SearchData
from experts_at_hand.watch import stop_asked, tell

REMEMBERED = 32
"""Searches whose result is kept: a menu of seven counts, several times over."""

_FOUND: OrderedDict[bytes, tuple[Solution, float]] = OrderedDict()


def solve_remembered(
    problem: MedianProblem,
    data: SearchData,
    start: Solution,
    parameters: SearchParameters,
    until: Deadline = NEVER,
) -> tuple[Solution, float]:
    """Do what `solve_with_bound` does, or return what it found of the same before.

    A search with an end in time comes as far as the machine does, and is made each time.

    Parameters
    ----------
    problem, data, start, parameters, until
        As `solve_with_bound` takes them.
    """
    if until.seconds is not None:
        return solve_with_bound(problem, data, start, parameters, until)
    key = _key(problem, data, start, parameters)
    if key in _FOUND:
        best, proved = _FOUND[key]
        tell(cost=best.cost if best.kept else np.inf, bound=proved)
        return best, proved
    found = solve_with_bound(problem, data, start, parameters, until)
    if not stop_asked():  # a search that somebody has ended has not come to its end
        _FOUND[key] = found
        while len(_FOUND) > REMEMBERED:
            _FOUND.popitem(last=False)
    return found


def forget() -> None:
    """Forget this and the search by recombination: whoever times a method wants both made."""
    _FOUND.clear()
    recombine.forget()


def _key(
    problem: MedianProblem, data: SearchData, start: Solution, parameters: SearchParameters
) -> bytes:
    """Return what tells one search from another: all that it looks at."""
    said = f"{problem.clusters} {problem.least!r} {parameters!r}"
    digest = hashlib.blake2b(said.encode())
    forced = np.zeros(0) if problem.forced is None else problem.forced.astype(np.float64)
    arrays = [problem.cost, problem.need, problem.most_of, problem.owner, start.labels, forced]
    for total in problem.sums:
        arrays += [total.weight, np.array([total.least, total.most])]
    arrays += [data.load, data.least, data.most, data.scale, data.count, data.from_hub]
    arrays += [data.first, data.second, data.lengths]
    for array in arrays:
        digest.update(f"{array.shape} {array.dtype}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.digest()
