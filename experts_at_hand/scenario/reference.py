"""The file reference of scenarios, written from the registered parts themselves.

``python -m experts_at_hand.scenario.reference > scenarios/README.md`` renews it; a test holds the
file against this module, so that it cannot fall behind.
"""

import sys
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from experts_at_hand.domain.workforce import WorkingYear
from experts_at_hand.need.by_type import proposal_table
from experts_at_hand.registry.documentation import parameter_texts, summary
from experts_at_hand.registry.protocols import FAMILIES
from experts_at_hand.scenario.choices import SolverLimits
from experts_at_hand.scenario.offer import Offer
from experts_at_hand.scenario.team_changes import TeamChange
from experts_at_hand.scenario.years import Year

HEAD = """# Scenarios: what a file may say

A scenario is a TOML file. Paths in it are relative to the file. `extends = "baseline.toml"` takes everything of another file, and
only what differs follows: tables merge key by key, lists of rules and objectives replace those before them, and where a table chooses
another method the parameters of the old choice go with it. An unknown key or name is refused, and every problem is said at once.

```toml
title = "Six clusters in balance"
extends = "baseline.toml"
[clustering]
method = "spanning_tree"
clusters = 6
```

| folder | what it is |
|---|---|
| [toy](toy/README.md) | twelve invented settings, answers worked out by hand |
| start | what `eah new` copies: two empty tables that explain themselves, and four scenarios that run on any area |
| [two-rivers](two-rivers/README.md) | an invented county of 120 settings: what `eah demo` compares |

## The tables of an area

`area = "area"` names a folder with `settings.csv` and `teams.csv`, or a workbook with sheets of these names. Titles above the headings
and remarks below the table are left out and said; headings and words of other tables, such as `URN`, `EstablishmentName`, `Infant` or
`Speech & language therapy`, are understood and noted. Numbers take a decimal point: `0,500` is refused, since it may be a half or five
hundred. `NA`, `-`, `TBC` and the like are blanks.

| `settings.csv` | |
|---|---|
| `setting_id`, `name`, `phase` | needed; the id is the URN for schools; phases: early_years, primary, secondary, all_through, post_16, special, alternative |
| `longitude`, `latitude` or `easting`, `northing` or `postcode` | needed, one of the three; a postcode needs `pip install "experts-at-hand[postcodes]"` |
| `pupils`, `ehcp`, `sen_support`, `fsm` | children on roll, with a plan, on SEN support, eligible for free school meals; a blank is estimated from settings of the same phase and reported |
| `idaci` | share of children in income-deprived homes, 0 to 1 |
| `need_<profession>_hours` | hours a year, where known: replaces the need model |
| `delivered_<profession>_hours` | contact hours that the setting gets today, for `method = "as_delivered"`: a blank is not known, 0 is none |
| any further column | such as trust, ward or current_cluster: for grouping; such as referrals, where all cells are numbers: to share out or to weigh by |

| `teams.csv` | |
|---|---|
| `team_id`, `profession`, `wte` | needed; professions: salt, ot, educational_psychologist, specialist_teacher or any plain word that the scenario states need for |
| the base's place | needed, as for settings |
| `base`, `band`, `vacancy_rate`, `hourly_cost`, `clusters`, `statutory_share` | name of the base, Agenda for Change band, share of posts that is empty, GBP of a paid hour, ids of the clusters served with `;` between, share of working time that is promised in education, health and care plans: ring-fenced, shown and costed, never shared out (0 by default) |

| `delivered.csv`, or a sheet `delivered`: may be left out | |
|---|---|
| `setting_id`, `profession`, `hours` | contact hours a year that a setting gets today; a blank is not known, 0 is none |
| `team_id` | who brings them; where it is blank, the team with least travel |

`about.toml` beside them may give `name` and `origin`, which every result repeats, `notes`, and under `[columns]` where each column
comes from; `eah import` writes it so.
`boundary.geojson` (or `.gpkg`, `.shp`) beside them is drawn as a dashed line on every map.
"""  # noqa: E501 - Markdown as it is written

TYPES_OF_NEED = (
    "`eah import` brings children by primary type of need as columns, and `eah new` then writes "
    "`by-type-of-need.toml`, which weighs them like this (`per_count`). Nobody publishes such "
    "weights: they are an assumption to be talked over with therapists."
)

OBJECTS: tuple[tuple[str, type[Any]], ...] = (
    ("[working_year]", WorkingYear),
    ("[offer]", Offer),
    ("[teams.salt-bath] and any other team", TeamChange),
    ("[[years]]", Year),
    ("[solver]", SolverLimits),
)


def reference() -> str:
    """Return the file reference as Markdown."""
    lines = [HEAD, "## What can be chosen", ""]
    for family in FAMILIES.values():
        several = family.table in {"rules", "objectives"}
        table = f"{family.table}.salt" if family.table == "need" else family.table
        heading = f"[[{table}]]" if several else f"[{table}]"
        lines += [f"### `{heading}`", ""]
        for name in family:
            part = family.part(name)
            lines += [f"**`{family.word} = {_quoted(name)}`** {summary(part)}", "", *_keys(part)]
    lines += ["## Types of need: a proposal", "", TYPES_OF_NEED, "", *proposal_table(), ""]
    lines += ["## Assumptions and what-ifs", ""]
    for heading, kind in OBJECTS:
        lines += [f"### `{heading}`", "", summary(kind), "", *_keys(kind)]
    return "\n".join(lines).rstrip() + "\n"


def _keys(part: type[Any]) -> Iterator[str]:
    said = parameter_texts(part)
    own = [f for f in fields(part) if f.init]
    if not own:
        return
    yield "| key | usual | |"
    yield "|---|---|---|"
    for f in own:
        yield f"| `{f.name}` | {_usual(f)} | {said.get(f.name, '').replace('|', '/')} |"
    yield ""


def _usual(field: Field[Any]) -> str:
    if field.default is not MISSING:
        return "" if field.default is None else f"`{_toml(field.default)}`"
    return "" if field.default_factory is not MISSING else "needed"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _quoted(value) if isinstance(value, str | Path) else str(value)


def _quoted(value: object) -> str:
    return f'"{value}"'


if __name__ == "__main__":
    sys.stdout.write(reference())
