"""What is said of a part and of each of its fields, those that it inherits included."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

_SECTION = re.compile(
    r"^Parameters\n-+\n(.*?)(?=^\w[\w ]*\n-+\n|\Z)", flags=re.DOTALL | re.MULTILINE
)
_ENTRY = re.compile(r"^(\w[\w, ]*)\n((?:[ ]+.*\n?|\n)+)", flags=re.MULTILINE)


def summary(part: type[Any]) -> str:
    """Return the text of a docstring before its first section, as one paragraph."""
    return " ".join(re.split(r"\n\w+\n-{3,}\n", inspect.getdoc(part) or "")[0].split())


def parameter_texts(part: type[Any]) -> dict[str, str]:
    """Return what the docstring says of each parameter, as one paragraph each."""
    return {
        name.strip(): " ".join(said.split())
        for names, said in _entries(part)
        for name in names.split(",")
    }


def documented(part: type[Any]) -> str:
    """Return the docstring of a dataclass with the parameters that it inherits.

    A field that stands in several classes is explained by the nearest.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Seeded:
    ...     '''Draw.
    ...
    ...     Parameters
    ...     ----------
    ...     seed
    ...         Where to begin.
    ...     '''
    ...     seed: int = 0
    >>> @dataclass
    ... class Drawn(Seeded):
    ...     '''Draw often.
    ...
    ...     Parameters
    ...     ----------
    ...     times
    ...         How often.
    ...     '''
    ...     times: int = 1
    >>> documented(Drawn).splitlines()[-4:]
    ['seed', '    Where to begin.', 'times', '    How often.']
    """
    own = inspect.cleandoc(part.__doc__ or "")
    inherited = [base for base in part.__mro__[1:-1] if "__dataclass_fields__" in base.__dict__]
    if not inherited:
        return own
    order = [f.name for f in fields(part)]
    said: dict[str, tuple[str, str]] = {}
    for kind in (part, *inherited):
        for names, text in _entries(kind):
            left = [n.strip() for n in names.split(",") if n.strip() not in said]
            entry = (", ".join(left), text.rstrip())
            said.update(dict.fromkeys(left, entry))
    blocks = dict.fromkeys(said[name] for name in order if name in said)
    section = "\n".join(f"{names}\n{text}" for names, text in blocks)
    section = f"Parameters\n----------\n{section}\n"
    if _SECTION.search(own + "\n"):
        return _SECTION.sub(lambda _: section, own + "\n").rstrip()
    head, begin, rest = _split(own)
    return f"{head.rstrip()}\n\n{section}{begin}{rest}".rstrip()


def _entries(part: type[Any]) -> Iterator[tuple[str, str]]:
    found = _SECTION.search(inspect.cleandoc(part.__dict__.get("__doc__") or "") + "\n")
    if found:
        yield from _ENTRY.findall(found[1].rstrip() + "\n")


def _split(text: str) -> tuple[str, str, str]:
    """Return a docstring before and from its first section."""
    found = re.search(r"^\w+\n-{3,}\n", text, flags=re.MULTILINE)
    return (text, "", "") if not found else (text[: found.start()], "\n", text[found.start() :])
