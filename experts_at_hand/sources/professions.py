"""Words for professions, in the column of teams and in the headings of need."""

import re
from collections.abc import Mapping

from experts_at_hand.domain.workforce import PROFESSION_NAMES, profession_word
from experts_at_hand.sources.cells import Cells, alike, plain
from experts_at_hand.sources.findings import Findings
from experts_at_hand.sources.tables import Table

OTHER_WORDS: Mapping[str, str] = {
    **dict.fromkeys(
        ("slt", "salts", "slts", "speech", "speech_therapist", "speech_and_language",
         "speech_and_language_therapist", "speech_and_language_therapy"),
        "salt",
    ),
    **dict.fromkeys(("ots", "occupational_therapist", "occupational_therapy"), "ot"),
    **dict.fromkeys(("ep", "eps", "ed_psych", "edpsych"), "educational_psychologist"),
}  # fmt: skip
"""The profession meant, by the words that people write for it."""

_NEED = re.compile(r"need_(.+)_hours")


def read_professions(cells: Cells) -> list[str | None]:
    """Return the profession of every team; any plain word will do that is no slip for another."""
    found: list[str | None] = []
    for row, cell in zip(cells.table.numbers, cells.required("profession"), strict=True):
        word = plain(cell)
        cure = _cure(word)
        if cell and cure:
            cells.problem(row, "profession", found=f"found {cell!r}", cure=cure)
        found.append(None if cure or not cell else word)
    return found


def need_columns(table: Table, findings: Findings) -> dict[str, str]:
    """Return the columns that state hours of need, by profession."""
    columns: dict[str, str] = {}
    for heading in table.header:
        stated = _NEED.fullmatch(heading)
        if not stated:
            continue
        cure = _cure(stated[1])
        if cure:
            found = f"found the profession {stated[1]!r}"
            findings.problem(table.file, row=1, column=heading, found=found, cure=cure)
        columns[stated[1]] = heading
    return columns


def _cure(word: str) -> str:
    """Say how to mend a word that cannot be or is hardly meant; empty where it is well."""
    if word in PROFESSION_NAMES:
        return ""
    if word in OTHER_WORDS:
        return f"did you mean {OTHER_WORDS[word]!r}?"
    try:
        profession_word(word)
    except ValueError:
        return "write a plain word such as salt, ot or specialist_teacher"
    meant = next((known for known in PROFESSION_NAMES if alike(word, known)), None)
    return f"did you mean {meant!r}?" if meant else ""
