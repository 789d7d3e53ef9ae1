"""The one door through which values become a part: strict, and everything wrong is said at once.

Scenario files and notebooks come in here alike. ``true`` is no number, ``"3"`` is no number and
``2.5`` is no whole number; an integer may stand for a number, and text for a path or a word of a
list. Nothing is guessed, because a value that was guessed wrongly looks like a result.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from enum import Enum
from functools import cache, wraps
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from experts_at_hand.errors import ScenarioError

PartT = TypeVar("PartT")


def refusals(kind: type[Any], given: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the values as the class wants them, and what is wrong with the others.

    Parameters
    ----------
    kind
        A dataclass; its annotations say what each value must be.
    given
        Values by key; keys that the class does not know are left out.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Speed:
    ...     kmh: float
    >>> refusals(Speed, {"kmh": 40})
    ({'kmh': 40.0}, [])
    >>> refusals(Speed, {"kmh": "40"})[1]
    ["kmh: found '40'; write the number without quotes"]
    """
    from pydantic import ValidationError

    hints: dict[str, Any] = _hints(kind)  # type: ignore[arg-type]  # classes are hashable
    values: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in given.items():
        if key not in hints:
            continue
        try:
            text = json.dumps(value, default=_plain)
        except (TypeError, ValueError, RecursionError):
            values[key] = value  # a notebook's own object: the class itself must know
            continue
        try:
            values[key] = _adapter(_arm(hints[key], value)).validate_json(text, strict=True)
        except ValidationError as refusal:
            problems += [_sentence(key, error) for error in refusal.errors()]
    return values, problems


def make(kind: type[PartT], given: Mapping[str, Any]) -> tuple[PartT | None, list[str]]:
    """Make a part, or say everything that is wrong with its values.

    Unknown keys are the caller's to name; missing ones are named here.

    Parameters
    ----------
    kind
        A dataclass that refuses nonsense at birth with a `ValueError`.
    given
        Values by key, all of them known.

    Returns
    -------
    The part, or ``None``; and the problems, each beginning with its key.
    """
    values, problems = refusals(kind, given)
    own = [f for f in fields(kind) if f.init]  # type: ignore[arg-type]  # parts are dataclasses
    missing = [
        f.name
        for f in own
        if f.default is MISSING and f.default_factory is MISSING and f.name not in given
    ]
    problems += [f"{key}: missing; it has no usual value" for key in missing]
    if not problems:
        try:
            return _born(kind, values), []
        except (TypeError, ValueError) as refusal:
            # A class stops at the first value it refuses: ask for each value alone as well.
            problems = list(_alone(kind, values)) or [str(refusal)]
    elif not missing:
        problems += _alone(kind, values)
    return None, problems


def guard(kind: type[Any], called: str) -> None:
    """Make a class check what it is called with as `make` does, so that Python has the same door.

    Parameters
    ----------
    kind
        A dataclass; its ``__init__`` is replaced.
    called
        What a message calls one.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Pace:
    ...     kmh: float
    >>> guard(Pace, "pace")
    >>> Pace(kmh="40")
    Traceback (most recent call last):
    ...
    experts_at_hand.errors.ScenarioError: pace has 1 problem:
      - kmh: found '40'; write the number without quotes
    """
    unguarded = kind.__init__

    @wraps(unguarded)
    def checked(self: Any, *args: Any, **given: Any) -> None:  # noqa: ANN401 - of any class
        values, problems = refusals(kind, given) if type(self) is kind else (given, [])
        if problems:
            raise ScenarioError(called, [*problems, *_alone(kind, values)])
        try:
            unguarded(self, *args, **{**given, **values})
        except ValueError as refusal:
            said = list(_alone(kind, values)) or [str(refusal)]
            raise ScenarioError(called, said) from refusal

    kind.__init__ = checked


def _born(kind: type[PartT], values: Mapping[str, Any]) -> PartT:
    """Return an instance without the guard: its values were checked."""
    part = kind.__new__(kind)
    init: Any = kind.__init__
    getattr(init, "__wrapped__", init)(part, **values)
    return part


def _alone(kind: type[Any], values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the class says of each value when all others have their usual value."""
    needed = {
        f.name: values[f.name]
        for f in fields(kind)
        if f.init and f.default is MISSING and f.default_factory is MISSING and f.name in values
    }
    seen: set[str] = set()
    for key, value in values.items():
        try:
            _born(kind, {**needed, key: value})
        except (TypeError, ValueError) as refusal:
            if key in str(refusal) and str(refusal) not in seen:
                seen.add(str(refusal))
                yield str(refusal)


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    known = {f.name for f in fields(kind) if f.init}
    return {key: hint for key, hint in get_type_hints(kind).items() if key in known}


def _arm(hint: Any, value: object) -> Any:  # noqa: ANN401 - of any type
    """Return what is meant of "a number, or a table of numbers", so that one refusal is said."""
    arms = get_args(hint)
    tables = tuple(arm for arm in arms if get_origin(arm) is Mapping)
    if get_origin(hint) not in {Union, UnionType} or not tables or len(tables) == len(arms):
        return hint
    if isinstance(value, Mapping):
        return tables[0]
    return Union[tuple(arm for arm in arms if arm not in tables)]  # noqa: UP007 - made of parts


@cache
def _adapter(hint: Any) -> Any:  # noqa: ANN401 - pydantic's own type
    from pydantic import TypeAdapter

    return TypeAdapter(hint)


def _plain(value: object) -> object:
    """Turn what a notebook may hand in into what a file would say."""
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    item = getattr(value, "item", None)  # a number of numpy's
    if callable(item):
        return item()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(type(value).__name__)


def _sentence(key: str, error: Mapping[str, Any]) -> str:
    """Say in one sentence what pydantic found wrong."""
    where = ".".join([key, *(str(step) for step in error["loc"])])
    message = str(error["msg"]).removeprefix("Value error, ")
    shown = error["input"]
    if isinstance(shown, str) and "number" in message and _is_number(shown):
        message = "write the number without quotes"
    return f"{where}: found {shown!r}; {message[:1].lower()}{message[1:]}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
