"""The local area: everything a plan is made from, read once and never changed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, sealed
from experts_at_hand.domain.delivered import DeliveredHours
from experts_at_hand.domain.frozen import FrozenDict, freeze_fields
from experts_at_hand.domain.input_file import InputFile
from experts_at_hand.domain.map_frame import at_places
from experts_at_hand.domain.need import NeedTable, need_table
from experts_at_hand.domain.need_model import DEFAULT_NEED_MODELS, NeedModel, StatementOfNeed
from experts_at_hand.domain.settings import Place, Setting
from experts_at_hand.domain.workforce import Team, WorkingYear, profession_label
from experts_at_hand.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

    from experts_at_hand.domain.map_frame import GeoDataFrame

NOTHING = NeedModel(per_sen_support=0, per_setting=0, per_pupil=0)
"""What a count adds where every setting states its hours."""


@dataclass(frozen=True, kw_only=True)
class LocalArea:
    """Settings, teams and the assumptions that turn them into need and capacity.

    Parameters
    ----------
    name
        What people call the area.
    settings, teams
        In the order in which they were read; ids are unique across both.
    outside
        Settings that are in the tables and not part of the offer: they move no figure.
    delivered
        Contact hours that settings get today, as far as they are known.
    days_by_others
        Days a year at the average setting of a phase by professions that nobody plans here.
    need_models
        By profession. Professions that teams offer and that are not named here take
        `DEFAULT_NEED_MODELS`.
    working_year
        What one whole-time equivalent gives in a year.
    origin
        Where the data comes from, in a sentence; a synthetic area says that it is one.
    doubts
        What is possible in the data but looks wrong: shown before everything else.
    notes
        What a reader of the results should know about the data.
    inputs
        The files it was read from.
    placed
        How many rows were placed in which way, such as ``settings by postcode``.
    sources
        Where columns of the settings come from, where that is stated.
    """

    name: str
    settings: tuple[Setting, ...]
    teams: tuple[Team, ...]
    outside: tuple[Setting, ...] = ()
    delivered: tuple[DeliveredHours, ...] = ()
    days_by_others: Mapping[str, float] = field(default_factory=dict)
    need_models: Mapping[str, StatementOfNeed] = field(default_factory=dict)
    working_year: WorkingYear = field(default_factory=WorkingYear)
    origin: str = ""
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    inputs: tuple[InputFile, ...] = field(default=(), compare=False, repr=False)
    placed: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    sources: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        freeze_fields(self)
        seen: set[str] = set()
        for id_ in (*self.setting_ids, *self.team_ids):
            if id_ in seen:
                raise ValueError(f"id {id_!r} names two places; ids are unique in an area")
            seen.add(id_)

    def replace(self, **changes: Any) -> "LocalArea":  # noqa: ANN401 - fields of any type
        """Return the same area with some fields changed."""
        return replace(self, **changes)

    @cached_property
    def professions(self) -> tuple[str, ...]:
        """Professions that at least one team offers or the need models name: SALT and OT first."""
        words = {team.profession for team in self.teams} | set(self.need_models)
        order = {word: rank for rank, word in enumerate(DEFAULT_NEED_MODELS)}
        return tuple(sorted(words, key=lambda word: (order.get(word, len(order)), word)))

    @cached_property
    def need(self) -> NeedTable:
        """Hours a year each setting needs of each profession."""
        models = {p: self.need_model(p) for p in self.professions}
        return need_table(self.settings, models)

    def need_model(self, profession: str) -> StatementOfNeed:
        """Return the need model in force for a profession.

        Raises
        ------
        DataError
            If neither the scenario nor the library knows what a setting needs of it.
        """
        model = self.need_models.get(profession) or DEFAULT_NEED_MODELS.get(profession)
        if model is None and all(profession in setting.need_hours for setting in self.settings):
            return NOTHING  # every setting states its own hours: no model is asked
        if model is None:
            raise DataError(
                "the scenario",
                [
                    f"there is a team of profession {profession!r} but no statement of its need; "
                    f"add a [need.{profession}] table"
                ],
            )
        return model

    @cached_property
    def setting_ids(self) -> tuple[str, ...]:
        """Ids of all settings, in order."""
        return tuple(setting.id for setting in self.settings)

    @cached_property
    def team_ids(self) -> tuple[str, ...]:
        """Ids of all teams, in order."""
        return tuple(team.id for team in self.teams)

    @cached_property
    def setting_index(self) -> Mapping[str, int]:
        """Position of each setting by id."""
        return FrozenDict({id_: i for i, id_ in enumerate(self.setting_ids)})

    @cached_property
    def team_index(self) -> Mapping[str, int]:
        """Position of each team by id."""
        return FrozenDict({id_: i for i, id_ in enumerate(self.team_ids)})

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where each setting and each team's base stands, by id: settings first."""
        places = {setting.id: setting.place for setting in self.settings}
        return FrozenDict(places | {team.id: team.place for team in self.teams})

    @cached_property
    def capacity_hours(self) -> FloatArray:
        """Hours a year each team has for visits and the travel to them, one entry a team."""
        return sealed(np.array([self.working_year.capacity_hours(team) for team in self.teams]))

    def teams_of(self, profession: str) -> tuple[Team, ...]:
        """Return the teams of one profession, in order."""
        return tuple(team for team in self.teams if team.profession == profession)

    def to_frame(self) -> "pd.DataFrame":
        """Return the settings as a DataFrame: the columns of settings.csv, and hours of need."""
        import pandas as pd

        rows = []
        for at, s in enumerate(self.settings):
            row: dict[str, object] = {
                "setting_id": s.id,
                "name": s.name,
                "phase": s.phase.value,
                "easting": s.place.easting,
                "northing": s.place.northing,
                "pupils": s.pupils,
                "ehcp": s.ehcp,
                "sen_support": s.sen_support,
                "fsm": s.fsm,
                "idaci": s.idaci,
            }
            row |= {f"need_{p}_hours": float(self.need.of(p)[at]) for p in self.professions}
            rows.append(row | dict(s.groups))
        return pd.DataFrame(rows)

    def to_geodataframe(self) -> "GeoDataFrame":
        """Return `to_frame` with a point a setting, in EPSG:27700."""
        return at_places(self.to_frame(), self.places)

    def __repr__(self) -> str:
        staff = ", ".join(
            f"{sum(team.offer_wte for team in self.teams_of(p)):g} WTE of {profession_label(p)}"
            for p in self.professions
        )
        return (
            f"LocalArea {self.name!r}: {len(self.settings)} settings, {len(self.teams)} teams"
            f" ({staff})"
        )

    def _repr_html_(self) -> str:
        """Show what was read: origin, settings by phase, need and capacity by profession."""
        phases = Counter(setting.phase.label for setting in self.settings)
        rows = [("origin", self.origin), ("settings", str(len(self.settings)))]
        rows += [(f"settings, {label}", str(count)) for label, count in phases.items()]
        rows.append(("teams", str(len(self.teams))))
        for word in self.professions:
            hours = sum(self.working_year.capacity_hours(team) for team in self.teams_of(word))
            rows.append((f"capacity of {profession_label(word)}, hours a year", f"{hours:,.0f}"))
        promised = sum(team.statutory_wte for team in self.teams) * self.working_year.hours_per_wte
        if promised:
            rows.append(("promised in plans and ring-fenced, hours a year", f"{promised:,.0f}"))
        cells = "".join(
            f"<tr><th scope='row'>{escape(what)}</th><td>{escape(said)}</td></tr>"
            for what, said in rows
        )
        return f"<table><caption>{escape(self.name)}</caption>{cells}</table>"

    def check(self) -> None:
        """Refuse an area that no plan could be made for.

        Raises
        ------
        DataError
            If there is no setting, no team, a profession without a team, no capacity or no need.
        """
        problems = []
        if not self.settings:
            problems.append("settings: the table is empty; add a row for each setting")
        if not self.teams:
            problems.append("teams: the table is empty; add a row for each team")
        if not problems:
            problems = [p for word in self.professions for p in self._profession_problems(word)]
        if problems:
            raise DataError(self.name, problems)

    def _profession_problems(self, profession: str) -> list[str]:
        teams = self.teams_of(profession)
        if not teams:
            return [f"need of {profession} is stated but no team offers it; add a team or drop it"]
        problems = []
        if sum(self.working_year.capacity_hours(team) for team in teams) <= 0:
            problems.append(
                f"teams of {profession} have no capacity (WTE x filled share is 0); "
                "correct wte, vacancy_rate or statutory_share, or leave the profession out"
            )
        if float(self.need.of(profession).sum()) <= 0:
            problems.append(
                f"no setting needs any {profession}; correct the counts, "
                f"need_{profession}_hours or the [need.{profession}] table"
            )
        return problems
