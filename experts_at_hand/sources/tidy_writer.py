"""An area back into the plain tables that `tidy` reads: for invented areas, and for imports."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from experts_at_hand.domain.local_area import LocalArea

COUNTS = ("pupils", "ehcp", "sen_support", "fsm", "idaci")


def write_tidy(area: LocalArea, folder: str | Path) -> tuple[Path, ...]:
    """Write settings.csv, teams.csv and about.toml, and delivered.csv where hours are known.

    Parameters
    ----------
    area
        What is written; need models and the working year belong to scenarios and are not.
    folder
        Made if it is not there; these files in it are replaced.

    Returns
    -------
    The files.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    _write(target / "settings.csv", *_settings_table(area))
    _write(target / "teams.csv", *_teams_table(area))
    written = [target / "settings.csv", target / "teams.csv"]
    if area.delivered:
        written.append(target / "delivered.csv")
        _write(written[-1], *_delivered_table(area))
    about = target / "about.toml"
    # A TOML basic string takes the escapes of JSON.
    said = (f"{key} = {json.dumps(v, ensure_ascii=False)}\n" for key, v in _about(area).items())
    about.write_text("".join(said), encoding="utf-8")
    return (*written, about)


def _settings_table(area: LocalArea) -> tuple[list[str], list[list[object]]]:
    stated = sorted({word for setting in area.settings for word in setting.need_hours})
    groups = list(dict.fromkeys(name for setting in area.settings for name in setting.groups))
    header = [
        "setting_id", "name", "phase", "easting", "northing", *COUNTS,
        *(f"need_{word}_hours" for word in stated), *groups,
    ]  # fmt: skip
    rows: list[list[object]] = [
        [
            s.id,
            s.name,
            s.phase.value,
            s.place.easting,
            s.place.northing,
            *(getattr(s, count) for count in COUNTS),
            *(s.need_hours.get(word) for word in stated),
            *(s.groups.get(name, "") for name in groups),
        ]
        for s in area.settings
    ]
    return header, rows


def _teams_table(area: LocalArea) -> tuple[list[str], list[list[object]]]:
    header = [
        "team_id", "profession", "band", "wte", "vacancy_rate", "base", "easting", "northing",
        "hourly_cost", "clusters",
    ]  # fmt: skip
    promised = any(team.statutory_share for team in area.teams)
    header += ["statutory_share"] if promised else []
    rows: list[list[object]] = [
        [
            t.id,
            t.profession,
            t.band,
            t.wte,
            t.vacancy_rate,
            t.base,
            t.place.easting,
            t.place.northing,
            t.hourly_cost,
            ";".join(t.clusters),
            *([t.statutory_share] if promised else []),
        ]
        for t in area.teams
    ]
    return header, rows


def _delivered_table(area: LocalArea) -> tuple[list[str], list[list[object]]]:
    header = ["setting_id", "profession", "hours", "team_id"]
    return header, [[getattr(item, name) for name in header] for item in area.delivered]


def _about(area: LocalArea) -> dict[str, str]:
    return {"name": area.name, "origin": area.origin}


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
