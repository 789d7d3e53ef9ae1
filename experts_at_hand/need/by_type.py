"""A proposal: how much each primary type of need weighs for each profession.

Nobody publishes such weights. These are an assumption to be talked over with therapists, written
down so that it can be: a child whose primary need is speech and language weighs most for speech and
language therapy, one with a physical disability most for occupational therapy.
"""

from collections.abc import Mapping, Sequence

from experts_at_hand.domain.workforce import OT, SALT

TYPES: Mapping[str, str] = {
    "slcn": "speech, language and communication",
    "asd": "autism",
    "hi": "hearing",
    "vi": "vision",
    "msi": "multi-sensory",
    "pd": "physical disability",
    "sld": "severe learning difficulty",
    "pmld": "profound and multiple learning difficulty",
    "mld": "moderate learning difficulty",
    "spld": "specific learning difficulty",
    "semh": "social, emotional and mental health",
    "oth": "another need",
    "nsa": "on SEN support, not yet assessed",
}
"""Primary types of need as the Department for Education shortens them, in words."""

PROPOSED: Mapping[str, Mapping[str, float]] = {
    SALT: {
        "slcn": 2.0, "asd": 1.5, "hi": 1.5, "msi": 1.5, "sld": 1.5, "pmld": 1.5, "mld": 0.9,
        "nsa": 0.9, "pd": 0.5, "semh": 0.5, "spld": 0.5, "oth": 0.5, "vi": 0.3,
    },
    OT: {
        "pd": 2.5, "pmld": 2.0, "asd": 1.5, "msi": 1.5, "sld": 1.5, "vi": 1.0, "mld": 0.7,
        "semh": 0.7, "spld": 0.7, "nsa": 0.7, "oth": 0.5, "slcn": 0.4, "hi": 0.3,
    },
}  # fmt: skip
"""Weights by profession and type, beside 0.9 that a child on SEN support weighs otherwise: an
assumption without a published source."""

FILE = "by-type-of-need.toml"


def types_among(columns: Sequence[str]) -> tuple[str, ...]:
    """Return the types of need that a table of settings counts, in the order of `TYPES`."""
    there = {column.strip().casefold() for column in columns}
    return tuple(word for word in TYPES if word in there)


def by_type_scenario(columns: Sequence[str]) -> str:
    """Return a scenario that weighs children by type of need; nothing where no type is counted.

    Parameters
    ----------
    columns
        Headings of the settings.
    """
    types = types_among(columns)
    if not types:
        return ""
    lines = [
        "# The weights are a proposal without a published source: talk them over with therapists.",
        "# Only their ratio counts. Types count children with plans and on SEN support together,",
        "# so that support by itself weighs nothing here.",
        'extends = "baseline.toml"',
        'title = "By need, children weighed by type of need"',
        'description = "As by need, but a child weighs by primary type of need: weights proposed, '
        'not published."',
    ]
    for profession, weights in PROPOSED.items():
        lines += ["", f"[need.{profession}]", "per_sen_support = 0.0", ""]
        lines += [f"[need.{profession}.per_count]"]
        lines += [f"{word} = {weights[word]:<5} # {TYPES[word]}" for word in types]
    return "\n".join(lines) + "\n"


def proposal_table() -> list[str]:
    """Return the proposal as lines of Markdown."""
    lines = ["| type of need | " + " | ".join(f"`{p}`" for p in PROPOSED) + " |"]
    lines.append("|---|" + "---|" * len(PROPOSED))
    for word, said in TYPES.items():
        figures = " | ".join(f"{weights[word]:g}" for weights in PROPOSED.values())
        lines.append(f"| `{word}` {said} | {figures} |")
    return lines
