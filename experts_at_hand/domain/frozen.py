"""Mappings that stay as they are, and objects that keep nothing a caller can still change."""

from dataclasses import fields
from typing import Any, NoReturn, TypeVar

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


class FrozenDict(dict[KeyT, ValueT]):
    """A dictionary that nobody can change: equal to a plain one, and hashable if its values are.

    >>> hours = FrozenDict({"salt": 12.0})
    >>> hours == {"salt": 12.0}, {hours: 1}[FrozenDict(salt=12.0)]
    (True, 1)
    >>> hours["ot"] = 3.0
    Traceback (most recent call last):
    TypeError: this mapping belongs to a frozen object; make a changed copy of the object instead
    """

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError(
            "this mapping belongs to a frozen object; make a changed copy of the object instead"
        )

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # a dict has none
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


def freeze_fields(owner: Any) -> None:  # noqa: ANN401 - any frozen dataclass
    """Turn lists, sets and dictionaries that a dataclass was handed into ones that stay.

    Called at birth, so that what the caller does to his own list later changes nothing here.

    Parameters
    ----------
    owner
        A frozen dataclass.
    """
    for field in fields(owner):
        value = getattr(owner, field.name)
        kept: object
        if isinstance(value, list):
            kept = tuple(value)
        elif isinstance(value, set):
            kept = frozenset(value)
        elif isinstance(value, dict) and not isinstance(value, FrozenDict):
            kept = FrozenDict(value)
        else:
            continue
        object.__setattr__(owner, field.name, kept)
