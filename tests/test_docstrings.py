"""Docstrings have the sections that numpydoc knows, in order, and name what is there."""

import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from numpydoc.validate import validate

ROOT = Path(__file__).resolve().parents[1]
CHECKED = {
    "GL06": "a section is unknown",
    "GL07": "sections are in another order",
    "PR02": "a parameter is explained that there is not",
    "PR03": "parameters are explained in another order",
    "SS01": "there is no summary",
    "SS02": "the summary does not begin with a capital",
    "SS03": "the summary does not end with a full stop",
}
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "experts_at_hand").rglob("*.py")
)


def documented(module: str) -> Iterator[str]:
    """Yield the public names that a module defines and explains."""
    found = importlib.import_module(module)
    for name, value in vars(found).items():
        if name.startswith("_") or getattr(value, "__module__", None) != module:
            continue
        if (inspect.isclass(value) or inspect.isfunction(value)) and value.__doc__:
            yield f"{module}.{name}"


@pytest.mark.parametrize("module", MODULES)
def test_sections_of_docstrings(module: str) -> None:
    """Of every public class and function; fields of dataclasses are parameters."""
    wrong = [
        f"{name}: {CHECKED[code]}: {said}"
        for name in documented(module)
        for code, said in validate(name)["errors"]
        if code in CHECKED
    ]
    assert wrong == []


def test_a_parameter_that_there_is_not_is_found() -> None:
    """The check itself can fail."""
    codes = [code for code, _ in validate(f"{__name__}.explains_too_much")["errors"]]
    assert "PR02" in codes


def explains_too_much(hours: float) -> float:
    """Return hours.

    Parameters
    ----------
    days
        Not there.
    """
    return hours
