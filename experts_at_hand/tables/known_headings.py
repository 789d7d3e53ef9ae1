"""A table's headings as words of the data contract, and what is missing or looks like a slip."""

from collections.abc import Sequence
from dataclasses import replace

from experts_at_hand.errors import nearest
from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.headings import Headings, alike, plain
from experts_at_hand.tables.table import Table


def with_known_headings(table: Table, headings: Headings, findings: Findings) -> Table:
    """Write headings as words of the contract, and say what is missing or looks like a slip.

    ``Setting ID`` becomes ``setting_id``; ``URN`` becomes it too, with a note.

    Parameters
    ----------
    table
        As it was read.
    headings
        The words of the contract.
    findings
        Where problems and notes go.
    """
    words = [plain(heading) for heading in table.header]
    taken: dict[str, str] = {}
    for word in headings.known:
        if word in words:
            continue
        meant = [w for w in dict.fromkeys(words) if headings.others.get(w) == word]
        if len(meant) > 1:
            findings.problem(
                table.file,
                row=table.heading_row,
                found=f"the headings {' and '.join(map(repr, meant))} may both stand for {word!r}",
                cure=f"call the one that is meant {word!r}",
            )
        if meant:
            taken[meant[0]] = word
    if taken:
        said = ", ".join(f"{table.header[words.index(old)]} as {new}" for old, new in taken.items())
        findings.note(f"{table.file}: headings were understood: {said}")
    header = tuple(taken.get(word, word) for word in words)
    for word in dict.fromkeys(header):
        alike_ = [h for h, p in zip(table.header, header, strict=True) if p == word]
        if len(set(alike_)) > 1:
            findings.problem(
                table.file,
                row=table.heading_row,
                column=word,
                found=f"the headings {', '.join(map(repr, alike_))} mean the same",
                cure="keep one of the columns",
            )
    _check_missing(table, header, headings, findings)
    return replace(table, header=header)


def _check_missing(
    table: Table, header: Sequence[str], headings: Headings, findings: Findings
) -> None:
    """Say which columns are missing, and which look like one that is missing."""
    further = [heading for heading in header if heading not in headings.known]
    for word in headings.known:
        if word in header:
            continue
        other = next((h for h in further if _means(h, word, headings.known)), None)
        if other is not None:
            findings.problem(
                table.file,
                row=table.heading_row,
                column=other,
                found=f"there is no column {word!r}, but this one",
                cure=f"rename it {word!r} if that is meant, or else give it a plainer name",
            )
        elif word in headings.required:
            findings.problem(
                table.file,
                row=table.heading_row,
                found=f"there is no column {word!r}",
                cure="add it, with a value in every row",
            )


def _means(heading: str, word: str, known: Sequence[str]) -> bool:
    """Whether a heading is probably a slip for the word."""
    return nearest(heading, known) == f"did you mean {word!r}?" and alike(heading, word)
