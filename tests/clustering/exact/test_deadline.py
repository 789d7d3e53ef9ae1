"""When a search has to stop: never by default, at a moment, or when somebody asks."""

import time

import pytest

from experts_at_hand.clustering.exact.deadline import NEVER, Deadline
from experts_at_hand.watch import Watch, watched


def test_never_is_never() -> None:
    assert not NEVER.passed
    assert NEVER.seconds is None
    assert NEVER.half_way == NEVER


def test_a_moment_passes() -> None:
    past, far = Deadline(time.perf_counter() - 1), Deadline.after(100.0)
    assert past.passed
    assert past.seconds == 0.05, "a solver is always given some"
    assert not far.passed
    assert far.half_way.seconds == pytest.approx(50.0, abs=1.0)
    assert far.share(0.1).seconds == pytest.approx(10.0, abs=1.0)


def test_whoever_watches_may_end_it() -> None:
    with watched(Watch(stop=True)):
        ended = NEVER.passed
    assert ended
    assert not Deadline().passed
