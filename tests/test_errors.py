"""Errors: every problem in one message, the same after a pickle, with what was probably meant."""

import pickle

import pytest

from experts_at_hand.errors import (
    DataError,
    ExpertsAtHandError,
    InfeasibleError,
    OutputError,
    ScenarioError,
    SolverError,
    UnknownNameError,
    nearest,
)


def test_all_problems_stand_in_one_message() -> None:
    assert str(DataError("s.csv", ["row 2: a", "row 3: b"])) == (
        "s.csv has 2 problems:\n  - row 2: a\n  - row 3: b"
    )
    assert str(ScenarioError("x", ["a"])).startswith("x has 1 problem:")


@pytest.mark.parametrize(
    "error",
    [
        DataError("s.csv", ["a"]),
        ScenarioError("x", ["a", "b"]),
        UnknownNameError("the scorecard", "metric", "acces", ["access"]),
        OutputError("out", ["a"]),
        InfeasibleError(["a", "b"]),
        SolverError("failed"),
    ],
)
def test_a_worker_hands_them_back_whole(error: ExpertsAtHandError) -> None:
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - made a moment ago
    assert type(back) is type(error)
    assert str(back) == str(error)


@pytest.mark.parametrize(
    ("error", "also"),
    [
        (DataError("s", ["a"]), ValueError),
        (UnknownNameError("x", "metric", "y", ["z"]), KeyError),
        (OutputError("out", ["a"]), FileExistsError),
        (SolverError("a"), RuntimeError),
    ],
)
def test_they_are_what_python_users_catch(error: Exception, also: type[Exception]) -> None:
    assert isinstance(error, ExpertsAtHandError)
    assert isinstance(error, also)


def test_what_was_probably_meant() -> None:
    assert nearest("slat", ["salt", "ot"]) == "did you mean 'salt'?"
    assert "salt" in nearest("zzz", ["salt", "ot"])
    assert "ot" in nearest("zzz", ["salt", "ot"])
