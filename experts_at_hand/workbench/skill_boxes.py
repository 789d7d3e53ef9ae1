"""The boxes for a skill mix: levels of need, and what each band delivers, takes and gives at most.

They stand where an area's teams have bands. All of them together are one rule of the scenario, and
without a word in any of them there is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.pay import plain_band
from experts_at_hand.workbench.controls import Control, Section

RULE = "skill_mix"

LEVELS = {
    "universal": "universal, for whole classes",
    "targeted": "targeted, for groups",
    "targeted_plus": "targeted plus, for some children",
    "specialist": "specialist, for one child",
}
"""Levels of need from the most general, as people call them."""


def skill_section(resolved: Mapping[str, Any], area: LocalArea) -> tuple[Section, ...]:
    """Return the controls of a skill mix; none where teams have no bands, or rules are several.

    Parameters
    ----------
    resolved
        The scenario as plain values, every default filled in.
    area
        As the source has it.
    """
    stated = [rule for rule in resolved["rules"] if rule["rule"] == RULE]
    bands = sorted({plain_band(team.band) for team in area.teams} - {""})
    if len(stated) > 1 or not (stated or len(bands) > 1):
        return ()
    rule = stated[0] if stated else {}
    return (
        Section(
            key="skills",
            title="Skill mix",
            controls=(*_levels(rule), *_bands(rule, bands)),
            note="Shares of need by level are a local assumption, and 100% together; nobody "
            "publishes any. Without any box filled in every band delivers everything.",
        ),
    )


def _shown_levels(rule: Mapping[str, Any]) -> dict[str, str]:
    """Return levels with what they are called: the usual four, unless others are stated."""
    stated = rule.get("levels") or {}
    if set(stated) <= set(LEVELS):
        return LEVELS
    return {word: LEVELS.get(word, word.replace("_", " ")) for word in stated}


def _levels(rule: Mapping[str, Any]) -> Iterator[Control]:
    stated = rule.get("levels") or {}
    for word, called in _shown_levels(rule).items():
        yield Control(
            way=("rules", RULE, "levels", word), label=f"Need that is {called}", kind="share",
            value=stated.get(word), most=100, step=5, unit="%",
        )  # fmt: skip


def _bands(rule: Mapping[str, Any], bands: Sequence[str]) -> Iterator[Control]:
    words = [(word, called.split(",")[0]) for word, called in _shown_levels(rule).items()]
    for band in bands:
        yield Control(
            way=("rules", RULE, "up_to", band), label=f"Band {band} delivers up to", kind="choice",
            value=_of(rule, "up_to", band) or "", options=[("", "every level"), *words],
        )  # fmt: skip
        yield Control(
            way=("rules", RULE, "supervision", band), label=f"Supervision that band {band} takes",
            kind="share", value=_of(rule, "supervision", band), most=500, step=5,
            unit="% of its contact hours",
        )  # fmt: skip
        yield Control(
            way=("rules", RULE, "most", band), label=f"Band {band} gives at most", kind="share",
            value=_of(rule, "most", band), most=100, step=5, unit="% of all hours",
        )  # fmt: skip


def _of(rule: Mapping[str, Any], key: str, band: str) -> Any:  # noqa: ANN401 - plain values
    """Return what a rule says of a band, however it writes it."""
    said = {plain_band(word): value for word, value in (rule.get(key) or {}).items()}
    return said.get(band)


def set_skill(rules: list[dict[str, Any]], way: Sequence[str], value: Any) -> None:  # noqa: ANN401
    """Set one box of the rule, add the rule where there is none, and take away an empty one.

    Parameters
    ----------
    rules
        Of the scenario; changed in place.
    way
        To the value: rules, the rule, the key, the level or the band.
    value
        What it is now; nothing takes it away.
    """
    at = next((i for i, rule in enumerate(rules) if rule["rule"] == RULE), len(rules))
    rule: dict[str, Any] = rules[at] if at < len(rules) else {"rule": RULE}
    key, word = way[2], way[3]
    same = [own for own in rule.get(key) or {} if own == word or plain_band(own) == word]
    table = {own: said for own, said in (rule.get(key) or {}).items() if own not in same}
    if value not in (None, ""):
        table[same[0] if same else word] = value
    if key == "levels":  # from the most general to the most special, as the rule reads them
        order = [*_shown_levels(rule)]
        table = {own: table[own] for own in order if own in table}
    rule = {k: v for k, v in rule.items() if k != key} | ({key: table} if table else {})
    rules[at : at + 1] = [rule] if set(rule) - {"rule", "profession"} else []
