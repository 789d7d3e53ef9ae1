"""Every error raised on purpose, so that a caller can tell a user's mistake from ours.

>>> try:
...     raise DataError("settings.csv", ["row 3, column phase: found 'nursry'; write early_years"])
... except ValueError as error:
...     print(error)
settings.csv has 1 problem:
  - row 3, column phase: found 'nursry'; write early_years
"""

import difflib
from collections.abc import Iterable, Sequence
from typing import Any


class ExpertsAtHandError(Exception):
    """Root of every error raised on purpose."""


def _listing(where: str, problems: Sequence[str]) -> str:
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return "\n  - ".join([f"{where} has {count}:", *problems])


class DataError(ExpertsAtHandError, ValueError):
    """A table breaks its contract.

    Parameters
    ----------
    table
        The file, or the folder when several files are wrong.
    problems
        Every breach, each with row, column, what was found and the cure.
    teams
        Teams that could be read all the same, so that what a scenario says of them can be checked.
    """

    def __init__(self, table: str, problems: Sequence[str], *, teams: Sequence[Any] = ()) -> None:
        self.table = table
        self.problems = tuple(problems)
        self.teams = tuple(teams)
        super().__init__(_listing(table, self.problems))

    def __reduce__(self) -> tuple[type["DataError"], tuple[str, tuple[str, ...]]]:
        return type(self), (self.table, self.problems)


class ScenarioError(ExpertsAtHandError, ValueError):
    """The scenario asks for something the library does not know, or leaves something out.

    Parameters
    ----------
    scenario
        The scenario file, or the part that was asked for.
    problems
        Every breach, each with the key, what was found and the cure.
    """

    def __init__(self, scenario: str, problems: Sequence[str]) -> None:
        self.scenario = scenario
        self.problems = tuple(problems)
        super().__init__(_listing(scenario, self.problems))

    def __reduce__(self) -> tuple[type["ScenarioError"], tuple[str, tuple[str, ...]]]:
        return type(self), (self.scenario, self.problems)


class UnknownNameError(ScenarioError, KeyError):
    """Nothing has the name that was asked for, such as a metric of a scorecard.

    Parameters
    ----------
    where, noun
        Where it was looked for, and what it would be.
    name, known
        What was asked for, and what there is.
    """

    def __init__(self, where: str, noun: str, name: str, known: Iterable[str]) -> None:
        self.where, self.noun, self.name, self.known = where, noun, name, tuple(known)
        super().__init__(where, [f"no {noun} {name!r}; {nearest(name, self.known)}"])

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would show it in quotes

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.where, self.noun, self.name, self.known)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the hint that ends an unknown-name message.

    >>> nearest("worst_ration", ["worst_ratio", "travel_time"])
    "did you mean 'worst_ratio'?"
    >>> nearest("zebra", ["worst_ratio", "travel_time"])
    'known: travel_time, worst_ratio'
    """
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(names)}"


class OutputError(ExpertsAtHandError, FileExistsError):
    """Results would take the place of something that is not ours.

    Parameters
    ----------
    folder
        Where the results were to go.
    problems
        What stands in the way, each by name.
    """

    def __init__(self, folder: str, problems: Sequence[str]) -> None:
        self.folder = folder
        self.problems = tuple(problems)
        super().__init__(_listing(f"the output folder {folder}", self.problems))

    def __reduce__(self) -> tuple[type["OutputError"], tuple[str, tuple[str, ...]]]:
        return type(self), (self.folder, self.problems)


class InfeasibleError(ExpertsAtHandError):
    """The user's own hard rules contradict each other.

    Parameters
    ----------
    contradictions
        Each names the rule, the setting or team, and the number that does not fit.
    """

    def __init__(self, contradictions: Sequence[str]) -> None:
        self.contradictions = tuple(contradictions)
        super().__init__("\n  - ".join(["no plan can keep every hard rule:", *self.contradictions]))

    def __reduce__(self) -> tuple[type["InfeasibleError"], tuple[tuple[str, ...]]]:
        return type(self), (self.contradictions,)


class SolverError(ExpertsAtHandError, RuntimeError):
    """The solver failed, or its answer did not survive the check in plain arithmetic."""
