"""Published files made of a few lines, for tests of what reads them."""

from collections.abc import Sequence
from pathlib import Path

from experts_at_hand.domain.input_file import input_file
from experts_at_hand.sources.published_file import Contract, PublishedFile


def published(contract: Contract, *lines: Sequence[str], name: str = "file.csv") -> PublishedFile:
    """Return a file of such a contract; the first line holds its headings."""
    positions = contract.positions(lines[0])
    assert positions is not None, "the headings are not those of the contract"
    return PublishedFile(
        name=name,
        contract=contract,
        positions=positions,
        rows=list(enumerate(lines[1:], start=2)),
        input=input_file(Path(name), b""),
    )
