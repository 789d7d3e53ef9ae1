"""Random scenario files: a scenario that comes back the same, or one plain refusal; nothing else.

``python -m benchmarks.fuzz_scenarios [COUNT] [FIRST_SEED]`` writes COUNT files, one a seed, half of
them with a base that they extend. Tables, keys and words are mostly known ones with values that may
be anything: other types, odd numbers, nested tables. What is accepted is written out as plain
values and read again; a difference is a silent value.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.machine import finish
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry.protocols import FAMILIES
from experts_at_hand.scenario import build_scenario, load_scenario

TABLES = {registry.table: registry for registry in FAMILIES.values()}
PLAIN = ("working_year", "solver", "need", "teams")
WORDS = ("salt", "ot", "primary", "secondary", "ward", "column", "nan", "3", "", "ünïcode", "a b")
NUMBERS = (0, 1, 2, 5, 30, -1, 0.15, 0.5, 1.5, 1e9, 2**70, -0.0, 1e-12)


def value(rng: np.random.Generator, depth: int = 0) -> Any:  # noqa: ANN401 - plain values
    """Return anything that a file can hold."""
    kind = rng.integers(8 if depth < 2 else 6)
    if kind <= 2:
        return NUMBERS[rng.integers(len(NUMBERS))]
    if kind <= 4:
        return WORDS[rng.integers(len(WORDS))]
    if kind == 5:
        return bool(rng.integers(2))
    inner = [value(rng, depth + 1) for _ in range(rng.integers(3))]
    return inner if kind == 6 else {f"k{i}": item for i, item in enumerate(inner)}


def part(rng: np.random.Generator, table: str) -> dict[str, Any]:
    """Return a table that names a part, mostly a known one with some of its keys."""
    registry = TABLES[table]
    names = tuple(registry)
    name = names[rng.integers(len(names))]
    said: dict[str, Any] = {}
    if rng.random() < 0.9:
        said[registry.word] = name if rng.random() < 0.95 else value(rng)
    for key in registry.parameters(name):
        if rng.random() < 0.4:
            said[key] = value(rng)
    if rng.random() < 0.05:
        said["zebra"] = value(rng)
    return said


def scenario(rng: np.random.Generator) -> dict[str, Any]:
    """Return the values of a file."""
    said: dict[str, Any] = {"title": "T", "area": "a"}
    for table in TABLES:
        if rng.random() < 0.35:
            many = table in {"rules", "objectives"}
            said[table] = (
                [part(rng, table) for _ in range(rng.integers(3))] if many else part(rng, table)
            )
    for table in PLAIN:
        if rng.random() < 0.2:
            keys = ("weeks", "wte", "time_limit_seconds", "salt", "ot", "per_ehcp", "x")
            said[table] = {keys[rng.integers(len(keys))]: value(rng) for _ in range(2)}
    if rng.random() < 0.1:
        said[("title", "area", "zebra", "extends")[rng.integers(4)]] = value(rng)
    return said


def toml(said: Any) -> str:  # noqa: ANN401 - plain values
    """Return a value as TOML writes it in one line."""
    if isinstance(said, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in said.items()) + " }"
    if isinstance(said, list):
        return "[" + ", ".join(toml(item) for item in said) + "]"
    return json.dumps(said)


def fault(seed: int, folder: Path) -> str:
    """Return what is wrong with the answer to one file; ``accepted`` or ``refused`` if nothing."""
    rng = np.random.default_rng(seed)
    child = scenario(rng)
    if rng.random() < 0.5:
        base = "\n".join(f"{k} = {toml(v)}" for k, v in scenario(rng).items())
        (folder / "base.toml").write_text(base, encoding="utf-8")
        child["extends"] = "base.toml"
    text = "\n".join(f"{k} = {toml(v)}" for k, v in child.items())
    (folder / "child.toml").write_text(text, encoding="utf-8")
    try:
        found = load_scenario(folder / "child.toml")
    except ScenarioError:
        return "refused"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        return f"{type(error).__name__}: {str(error)[:80]}"
    try:
        again = build_scenario(found.resolved, name=found.name, home=folder)
    except Exception as error:  # noqa: BLE001 - as above
        return f"written out it is refused: {str(error)[:80]}"
    same = again.resolved | {"area": {}} == found.resolved | {"area": {}}
    return "accepted" if same else "comes back with other values"


def main(words: list[str]) -> None:
    """Print every fault, and how many there were."""
    count, first = (int(words[0]) if words else 2_000), (int(words[1]) if len(words) > 1 else 0)
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        said = {seed: fault(seed, Path(folder)) for seed in range(first, first + count)}
    faults = {seed: s for seed, s in said.items() if s not in {"accepted", "refused"}}
    for seed, words_of in list(faults.items())[:40]:
        print(f"seed {seed}: {words_of}")
    counts = Counter(said.values())
    results = {
        "files": count,
        "accepted": counts["accepted"],
        "refused": counts["refused"],
        "faults": len(faults),
        "seconds": round(time.perf_counter() - start, 1),
    }
    print(results)
    finish("fuzz_scenarios", results)


if __name__ == "__main__":
    main(sys.argv[1:])
