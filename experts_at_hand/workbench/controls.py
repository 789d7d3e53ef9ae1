"""The boxes and sliders of a design: what can be set, what it is, and how people say it.

A control knows its way into the scenario's values and no more; what a box does to the file is the
matter of ``edits``. Whatever a scenario file can say beyond these stays as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.metrics.days import EXPECTED_DAYS
from experts_at_hand.registry.protocols import (
    ALLOCATION_METHODS,
    CLUSTERING_METHODS,
    NEED_MODELS,
    OBJECTIVES,
    VISIT_PATTERNS,
)
from experts_at_hand.workbench.choice_words import EFFORT_WORDS, called

Kind = Literal["number", "whole", "share", "choice", "phases"]


@dataclass(frozen=True, kw_only=True)
class Control:
    """One box, list or slider.

    Parameters
    ----------
    way
        To the value, in the tables of a scenario file.
    label
        What it is.
    kind
        ``share`` is shown in percent and kept as 0 to 1; ``phases`` is a box for each phase.
    value
        As the scenario has it; ``None`` where nothing is stated.
    hint
        What to know about it.
    least, most, step
        Of a number, as it is shown.
    unit
        Behind the number.
    options
        Of a choice, as (word, what it is called).
    columns
        Further columns of settings, for a choice that may need one.
    """

    way: tuple[str, ...]
    label: str
    kind: Kind
    value: Any
    hint: str = ""
    least: float = 0.0
    most: float | None = None
    step: float | Literal["any"] = "any"
    unit: str = ""
    options: Sequence[tuple[str, str]] = field(default_factory=tuple)
    columns: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the box is called in a form."""
        return "/".join(self.way)

    @property
    def shown(self) -> str:
        """The value as it stands in the box."""
        if self.value is None or isinstance(self.value, Mapping):
            return ""
        if self.kind == "share":
            return f"{100 * float(self.value):.10g}"
        if self.kind in {"number", "whole"}:
            return f"{float(self.value):.10g}"
        return str(self.value)


@dataclass(frozen=True, kw_only=True)
class Section:
    """Controls that belong together.

    Parameters
    ----------
    key, title
        What it is called in addresses, and by people.
    controls
        In order.
    note
        What to know about all of them.
    """

    key: str
    title: str
    controls: tuple[Control, ...]
    note: str = ""


def sections(resolved: Mapping[str, Any], area: LocalArea) -> tuple[Section, ...]:
    """Return every control of a design.

    Parameters
    ----------
    resolved
        The scenario as plain values, every default filled in.
    area
        As the source has it, before the scenario's changes.
    """
    return (
        Section(key="clusters", title="Clusters", controls=tuple(_clusters(resolved, area))),
        Section(key="sharing", title="How hours are shared", controls=tuple(_sharing(resolved))),
        Section(
            key="posts",
            title="Posts and vacancies",
            controls=tuple(_posts(resolved, area)),
            note="Whole-time equivalents (WTE) in the establishment, and how many are vacant.",
        ),
        Section(
            key="offer",
            title="Whom the offer is for",
            controls=tuple(_offer(resolved, area)),
            note="Settings outside the offer keep a line and move no figure.",
        ),
        Section(key="need", title="Need", controls=tuple(_need(resolved, area))),
        Section(key="visits", title="Visits", controls=tuple(_visits(resolved))),
        Section(
            key="year",
            title="The working year",
            controls=tuple(_year(resolved)),
            note="What one whole-time equivalent gives: an assumption where you do not know it.",
        ),
    )


def _words(registry: Any, *without: str) -> list[tuple[str, str]]:  # noqa: ANN401 - any registry
    return [(word, called(word)) for word in registry if word not in without]


def _at(resolved: Mapping[str, Any], *way: str) -> Any:  # noqa: ANN401 - plain values
    value: Any = resolved
    for key in way:
        if not isinstance(value, Mapping) or key not in value:
            return None
        value = value[key]
    return value


def _clusters(resolved: Mapping[str, Any], area: LocalArea) -> Iterator[Control]:
    method = str(_at(resolved, "clustering", "method"))
    known = CLUSTERING_METHODS.parameters(method)
    columns = tuple(sorted({name for setting in area.settings for name in setting.groups}))
    drawn = columns or _at(resolved, "clustering", "members") is not None
    without = ({"improve"} if drawn else {"improve", "drawn"}) - {method}
    yield Control(
        way=("clustering", "method"), label="How clusters are made", kind="choice", value=method,
        options=_words(CLUSTERING_METHODS, *without), columns=columns,
    )  # fmt: skip
    if "clusters" in known:
        yield Control(
            way=("clustering", "clusters"), label="Number of clusters", kind="whole",
            value=_at(resolved, "clustering", "clusters"), least=1,
            most=min(60, len(area.settings)), step=1,
        )  # fmt: skip
    if "balance" in known and method != "improve":
        yield Control(
            way=("clustering", "balance"), label="Need of a cluster from the mean, at most",
            kind="share", value=_at(resolved, "clustering", "balance"), most=100, step=1, unit="%",
        )  # fmt: skip
    if "max_moves" in known:
        yield Control(
            way=("clustering", "max_moves"), label="Settings moved at most", kind="whole",
            value=_at(resolved, "clustering", "max_moves"), most=len(area.settings), step=1,
        )  # fmt: skip
    if "column" in known and _at(resolved, "clustering", "members") is None:
        yield Control(
            way=("clustering", "column"), label="Column of settings", kind="choice",
            value=_at(resolved, "clustering", "column"), options=[(c, c) for c in columns],
        )  # fmt: skip
    if "effort" in known:
        yield Control(
            way=("clustering", "effort"), label="How hard to search", kind="choice",
            value=_at(resolved, "clustering", "effort"), options=list(EFFORT_WORDS.items()),
            hint="A draft may be some percent from the best there is; the page says how far.",
        )  # fmt: skip
    if "seed" in known:
        yield Control(
            way=("clustering", "seed"), label="Seed of the search", kind="whole",
            value=_at(resolved, "clustering", "seed"), step=1,
            hint="Another number may find other clusters; the same one finds the same.",
        )  # fmt: skip


def _sharing(resolved: Mapping[str, Any]) -> Iterator[Control]:
    method = _at(resolved, "allocation", "method")
    yield Control(
        way=("allocation", "method"), label="Hours are", kind="choice", value=method,
        options=_words(ALLOCATION_METHODS),
    )  # fmt: skip
    if method == "by_referral":
        yield Control(
            way=("allocation", "spread"), label="How far settings differ in asking", kind="number",
            value=_at(resolved, "allocation", "spread"), step=0.1,
            hint="An assumption; blank where settings have a column of referrals.",
        )  # fmt: skip
    if method != "optimise":
        return
    aims = [aim["objective"] for aim in resolved["objectives"]]
    for rank, word in enumerate(("First", "Then", "Then, third")):
        own = aims[rank] if rank < len(aims) else ""
        options = _words(OBJECTIVES)
        yield Control(
            way=("objectives", str(rank)), label=f"{word}, aim to", kind="choice", value=own,
            options=options if rank == 0 else [("", "nothing further"), *options],
        )  # fmt: skip
    reach = next((r["max_minutes"] for r in resolved["rules"] if r["rule"] == "reach"), None)
    yield Control(
        way=("rules", "reach"), label="Nobody drives further than", kind="number", value=reach,
        unit="minutes one way", step=5, hint="Blank for no limit.",
    )  # fmt: skip


def _posts(resolved: Mapping[str, Any], area: LocalArea) -> Iterator[Control]:
    stated: Mapping[str, Mapping[str, Any]] = resolved.get("teams") or {}
    known: dict[str, dict[str, Any]] = {
        team.id: {
            "profession": team.profession, "base": team.base, "wte": team.wte,
            "vacancy_rate": team.vacancy_rate,
        }
        for team in area.teams
    }  # fmt: skip
    # Teams that the scenario changes, and those that it adds.
    for id_ in dict.fromkeys((*known, *stated)):
        team = {"base": "", "vacancy_rate": 0.0} | known.get(id_, {}) | dict(stated.get(id_, {}))
        title = f"{profession_label(str(team['profession'])).capitalize()}, {team['base'] or id_}"
        if team["base"]:
            title += f" ({id_})"
        if id_ not in known:
            title += ", new here"
        yield Control(
            way=("teams", id_, "wte"), label=f"{title}: posts", kind="number",
            value=team["wte"], step=0.1, most=40, unit="WTE",
        )  # fmt: skip
        yield Control(
            way=("teams", id_, "vacancy_rate"), label=f"{title}: vacant", kind="share",
            value=team["vacancy_rate"], step=1, most=100, unit="%",
        )  # fmt: skip


def _offer(resolved: Mapping[str, Any], area: LocalArea) -> Iterator[Control]:
    there = {setting.phase for setting in area.settings}
    yield Control(
        way=("offer", "phases"), label="Phases", kind="phases",
        value=_at(resolved, "offer", "phases") or [phase.value for phase in Phase],
        options=[(phase.value, phase.label) for phase in Phase if phase in there],
    )  # fmt: skip


def _need(resolved: Mapping[str, Any], area: LocalArea) -> Iterator[Control]:
    for profession in dict.fromkeys((*(resolved.get("need") or {}), *area.professions)):
        model = _at(resolved, "need", profession, "model") or "by_child"
        label = profession_label(profession)
        yield Control(
            way=("need", profession, "model"), label=f"Need of {label}", kind="choice",
            value=model, options=_words(NEED_MODELS),
        )  # fmt: skip
        if model == "expected_days":
            expected = " and ".join(
                f"{days:g} days a year in the average {phase.label} school"
                for phase, days in EXPECTED_DAYS.items()
            )
            yield Control(
                way=("need", profession, "share"), label=f"Share of the days for {label}",
                kind="share", value=_at(resolved, "need", profession, "share"), most=100, step=0.5,
                unit="%", hint=f"Of {expected}, all professions together: an assumption.",
            )  # fmt: skip


def _visits(resolved: Mapping[str, Any]) -> Iterator[Control]:
    yield Control(
        way=("visits", "pattern"), label="How days fall", kind="choice",
        value=_at(resolved, "visits", "pattern") or "",
        options=[
            ("", "As usual: agreed in clusters, else each its own"),
            *_words(VISIT_PATTERNS),
        ],
    )  # fmt: skip
    for key, label, unit in (
        ("hours_per_visit", "Hours of a visit", "hours"),
        ("visits_per_day", "Visits in a day", "visits"),
        ("sign_in_minutes", "Signing in and finding the room", "minutes"),
    ):
        value = _at(resolved, "visits", key)
        if isinstance(value, Mapping):
            continue  # by phase: such a table is kept as the file has it
        yield Control(
            way=("visits", key), label=label, kind="number", value=value, unit=unit,
            step=1 if key != "hours_per_visit" else 0.5, hint="" if value is not None else "Usual",
        )  # fmt: skip


def _year(resolved: Mapping[str, Any]) -> Iterator[Control]:
    year = resolved["working_year"]
    yield Control(
        way=("working_year", "weeks"), label="Weeks", kind="number", value=year["weeks"],
        most=52, step=1,
    )  # fmt: skip
    yield Control(
        way=("working_year", "hours_per_week"), label="Hours a week", kind="number",
        value=year["hours_per_week"], most=48, step=0.5,
    )  # fmt: skip
    yield Control(
        way=("working_year", "direct_share"), label="For visits and the travel to them",
        kind="share", value=year["direct_share"], most=100, step=1, unit="%",
        hint="The rest is records, meetings, supervision and training.",
    )  # fmt: skip
