"""What boxes do to a scenario file: only what has changed is written into it.

A file that extends another goes on doing so, and states no more than it has to.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from experts_at_hand.menu.candidates import TODAY
from experts_at_hand.registry.protocols import (
    CLUSTERING_METHODS,
    CONTINUITY,
    POST_PLANS,
    VISIT_PATTERNS,
)
from experts_at_hand.registry.registry import Registry
from experts_at_hand.workbench.controls import Control
from experts_at_hand.workbench.post_controls import YES_OR_NO
from experts_at_hand.workbench.skill_boxes import RULE as SKILL_MIX
from experts_at_hand.workbench.skill_boxes import set_skill

FIRST_CLUSTERS = 6
"""Clusters asked for where a design has had none: a place to begin from."""

FIRST_EFFORT = "draft"
"""How hard is searched at first: so that a meeting need not wait."""

FIRST_WTE = 2.0
"""Whole-time equivalents of further posts where none were stated: a place to begin from."""

FIRST_ACCESS = 0.4
"""Lowest access that posts are counted for at first: likewise."""

FIRST_SHARE = 0.2
"""Share of the expected days where none was stated: an assumption, to be set at once."""

Values = dict[str, Any]


class WrongBoxesError(ValueError):
    """What was typed into boxes cannot be read; ``problems`` says what, box by box."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems.values()))


def edited(
    text: str,
    resolved: Mapping[str, Any],
    controls: Iterable[Control],
    typed: Mapping[str, Sequence[str]],
) -> str:
    """Return what a scenario file says once boxes are set; itself if none has changed.

    Parameters
    ----------
    text
        What it says.
    resolved
        The scenario as plain values, every default filled in.
    controls
        The boxes as they were shown.
    typed
        What came back, by the name of the box; a box that did not come back stays as it is.

    Raises
    ------
    WrongBoxesError
        Naming each box with what cannot be read in it.
    """
    own: Values = tomllib.loads(text)
    before = dumped(own)
    found: list[tuple[Control, Any]] = []
    problems: dict[str, str] = {}
    for control in controls:
        if control.name not in typed:
            continue
        try:
            value = _value(control, typed[control.name])
        except ValueError as refusal:
            problems[control.name] = f"{control.label}: {refusal}"
            continue
        if not _same(control, value):
            found.append((control, value))
    if problems:
        raise WrongBoxesError(problems)
    for control, value in found:
        _set(own, resolved, control, value)
    _set_aims(own, resolved, found)
    return dumped(own) if dumped(own) != before else text


def dumped(values: Mapping[str, Any]) -> str:
    """Return plain values as a scenario file."""
    import tomli_w

    return tomli_w.dumps(values)


def titled(text: str, title: str) -> str:
    """Return a scenario file with another title."""
    return dumped(tomllib.loads(text) | {"title": title})


def with_members(
    text: str,
    members: Mapping[str, Sequence[str]],
    *,
    stay: Iterable[str],
    moves: int | None = None,
) -> str:
    """Return a scenario file whose clusters are lists of settings.

    Parameters
    ----------
    text
        What it says.
    members
        Ids of the settings of each cluster.
    stay
        Ids of settings that an improvement leaves where they are.
    moves
        Settings that are moved at most where that helps; as listed if ``None``.
    """
    own: Values = tomllib.loads(text)
    table: Values = {"method": "drawn" if moves is None else "improve"}
    if moves is not None:
        table["max_moves"] = moves
    kept = sorted(stay)
    if kept:
        table["stay"] = kept
    table["members"] = {cluster: list(ids) for cluster, ids in members.items()}
    own["clustering"] = table
    return dumped(own)


def _value(control: Control, typed: Sequence[str]) -> Any:  # noqa: ANN401 - plain values
    """Read what was typed into a box."""
    words = {word for word, _ in control.options}
    if control.kind == "phases":
        return [word for word in typed if word in words]
    said = typed[-1].strip() if typed else ""
    if control.kind != "choice":
        return _number(control, said) if said else None
    if said not in words:
        raise ValueError("choose one of the list")
    return said


def _number(control: Control, said: str) -> float | int:
    """Read a number as people write it, and as the scenario has it."""
    try:
        number = float(said.replace(",", ".") if said.count(",") == 1 else said)
    except ValueError:
        raise ValueError(f"found {said!r}; write a number") from None
    if not math.isfinite(number):
        raise ValueError(f"found {said!r}; write a number")
    if number < control.least or (control.most is not None and number > control.most):
        most = "" if control.most is None else f" to {control.most:g}"
        raise ValueError(f"found {said}; write a number from {control.least:g}{most}")
    if control.kind == "whole" and number != int(number):
        raise ValueError(f"found {said}; write a whole number")
    if control.kind == "share":
        return round(number / 100, 10)
    return int(number) if control.kind == "whole" else number


def _same(control: Control, value: Any) -> bool:  # noqa: ANN401 - plain values
    if control.kind == "phases":
        shown = {word for word, _ in control.options}
        return set(value) == shown & set(control.value)
    if isinstance(value, float | int) and isinstance(control.value, float | int):
        return math.isclose(value, control.value, rel_tol=1e-12, abs_tol=1e-12)
    return bool(value == control.value)


def _set(own: Values, resolved: Mapping[str, Any], control: Control, value: Any) -> None:  # noqa: ANN401
    """Write one value into the file, with what belongs to it."""
    table = control.way[0]
    if control.way[1:] in {("method",), ("pattern",), ("choose",)}:
        own[table] = _chosen(own, resolved, control, value)
    elif table == "need" and control.way[-1] == "model":
        new = {"share": FIRST_SHARE} if value == "expected_days" else {}
        own.setdefault("need", {})[control.way[1]] = {"model": value} | new
    elif table == "offer":
        every = {word for word, _ in control.options}
        own.setdefault("offer", {})["phases"] = [] if set(value) == every else value
    elif control.way == ("rules", "reach"):
        rules = [rule for rule in _rules(own, resolved) if rule["rule"] != "reach"]
        reach = [] if value is None else [{"rule": "reach", "max_minutes": value}]
        own["rules"] = [*reach, *rules]
    elif control.way[:2] == ("rules", SKILL_MIX):
        set_skill(_rules(own, resolved), control.way, value)
    elif table == "objectives":
        return  # all ranks together, see `_set_aims`
    elif value is None or value == "":
        _without(own, control.way)
    else:
        _put(own, control.way, value == "yes" if control.options == YES_OR_NO else value)
        if table == "clustering":  # stated anew, so that what the file extends may change freely
            own["clustering"].setdefault("method", resolved["clustering"]["method"])


def _rules(own: Values, resolved: Mapping[str, Any]) -> list[Values]:
    """Return the file's rules; those that it inherits are its own once one of them changes."""
    rules: list[Values] = own.setdefault("rules", [dict(rule) for rule in resolved["rules"]])
    return rules


def _chosen(own: Values, resolved: Mapping[str, Any], control: Control, choice: str) -> Values:
    """Return a table with another choice, and what that one cannot do without."""
    table = control.way[0]
    if table == "clustering":
        return _method(resolved, choice, control.columns)
    if table == "allocation":
        return {"method": choice} | ({"spread": 0.7} if choice == "by_referral" else {})
    registries: Mapping[str, Registry[Any]] = {
        "visits": VISIT_PATTERNS, "posts": POST_PLANS, "continuity": CONTINUITY
    }  # fmt: skip
    kept = _known(registries[table], own.get(table, {}), control.way[1], choice)
    if "gbp" in kept:
        return kept
    return {"budget": {"wte": FIRST_WTE}, "fewest_posts": {"lowest_access": FIRST_ACCESS}}.get(
        choice, {}
    ) | kept


def _method(resolved: Mapping[str, Any], method: str, columns: Sequence[str]) -> Values:
    """Return another way to make clusters, with what the old one has said that it knows too."""
    known = CLUSTERING_METHODS.parameters(method)
    old = resolved["clustering"]
    kept: Values = {
        key: old[key]
        for key in ("clusters", "balance", "seed", "column", "members", "stay")
        if key in known and old.get(key) not in (None, [], {})
    }
    if "clusters" in known:
        kept.setdefault("clusters", FIRST_CLUSTERS)
    if method in {"drawn", "improve"} and "members" not in kept and "column" not in kept:
        kept["column"] = next((word for word in TODAY if word in columns), *columns[:1])
    if "effort" in known:
        kept["effort"] = FIRST_EFFORT
    return {"method": method} | kept


def _known(registry: Registry[Any], table: Mapping[str, Any], word: str, choice: str) -> Values:
    """Return a table with another choice, less what that one does not know."""
    kept = {key: value for key, value in table.items() if key != word}
    if not choice:
        return kept
    known = registry.parameters(choice)
    return {word: choice} | {key: value for key, value in kept.items() if key in known}


def _set_aims(
    own: Values, resolved: Mapping[str, Any], found: Sequence[tuple[Control, Any]]
) -> None:
    """Write the aims in their order, if any of them has changed."""
    changed = {int(c.way[1]): value for c, value in found if c.way[0] == "objectives"}
    if not changed:
        return
    aims: list[Any] = [dict(aim) for aim in resolved["objectives"]]
    for rank, word in sorted(changed.items()):
        there = [aim and aim["objective"] for aim in aims]
        if word in there:  # it stands elsewhere: the two change places
            at, old = there.index(word), aims[rank] if rank < len(aims) else None
            aim, aims[at] = aims[at], old if at not in changed else None
        else:
            aim = {"objective": word} if word else None
        aims[rank : rank + 1] = [aim]
    own["objectives"] = [aim for aim in aims if aim is not None]


def _put(own: Values, way: Sequence[str], value: Any) -> None:  # noqa: ANN401 - plain values
    table = own
    for key in way[:-1]:
        table = table.setdefault(key, {})
    table[way[-1]] = value


def _without(own: Values, way: Sequence[str]) -> None:
    table: Any = own
    for key in way[:-1]:
        table = table.get(key, {})
    table.pop(way[-1], None)
