"""Words for professions, in the column of teams and in the headings of need."""

import re
from collections.abc import Mapping

from experts_at_hand.domain.workforce import PROFESSION_NAMES, profession_word
from experts_at_hand.tables.cells import Cells
from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.headings import alike, plain
from experts_at_hand.tables.table import Table

OTHER_WORDS: Mapping[str, str] = {
    **dict.fromkeys(
        ("slt", "salts", "slts", "speech", "speech_therapist", "speech_therapy",
         "speech_and_language", "speech_and_language_therapist",
         "speech_and_language_therapists", "speech_and_language_therapy"),
        "salt",
    ),
    **dict.fromkeys(
        ("ots", "occupational_therapist", "occupational_therapists", "occupational_therapy"), "ot"
    ),
    **dict.fromkeys(
        ("ep", "eps", "ed_psych", "edpsych", "educational_psychology",
         "educational_psychologists"),
        "educational_psychologist",
    ),
    **dict.fromkeys(("specialist_teachers", "specialist_teaching"), "specialist_teacher"),
}  # fmt: skip
"""The profession meant, by the words that people write for it."""


def read_professions(cells: Cells) -> list[str | None]:
    """Return the profession of every team; any plain word will do that is no slip for another."""
    found: list[str | None] = []
    understood: dict[str, str] = {}
    for row, cell in zip(cells.table.numbers, cells.required("profession"), strict=True):
        written = plain(cell)
        word = OTHER_WORDS.get(written, written)
        cure = _cure(word)
        if cell and cure:
            cells.problem(row, "profession", found=f"found {cell!r}", cure=cure)
        elif word != written:
            understood.setdefault(cell, word)
        found.append(None if cure or not cell else word)
    if understood:
        said = ", ".join(f"{cell} as {word}" for cell, word in understood.items())
        cells.findings.note(f"{cells.table.file}, column profession: understood: {said}")
    return found


def hours_columns(table: Table, findings: Findings, kind: str) -> dict[str, str]:
    """Return the columns that state hours, by profession.

    Parameters
    ----------
    table
        Of settings; its headings are words of the contract.
    findings
        Where problems and notes go.
    kind
        ``need`` or ``delivered``, with which the headings begin.
    """
    pattern = re.compile(rf"{kind}_(.+)_hours")
    columns: dict[str, str] = {}
    for heading in table.header:
        stated = pattern.fullmatch(heading)
        if not stated:
            continue
        word = OTHER_WORDS.get(stated[1], stated[1])
        cure = _cure(word)
        if cure or word in columns:
            found = f"found the profession {stated[1]!r}"
            cure = cure or f"{columns[word]!r} means the same; keep one of the columns"
            findings.problem(
                table.file, row=table.heading_row, column=heading, found=found, cure=cure
            )
        elif word != stated[1]:
            findings.note(f"{table.file}: the heading {heading} was understood as hours of {word}")
        columns.setdefault(word, heading)
    return columns


def _cure(word: str) -> str:
    """Say how to mend a word that cannot be or is hardly meant; empty where it is well."""
    if word in PROFESSION_NAMES:
        return ""
    try:
        profession_word(word)
    except ValueError:
        return "write a plain word such as salt, ot or specialist_teacher"
    meant = next((known for known in PROFESSION_NAMES if alike(word, known)), None)
    return f"did you mean {meant!r}?" if meant else ""
