"""The register of all England, imported: 50,000 rows under the exact headings, 135 columns.

``python -m benchmarks.register`` makes one up and imports every council of it as one area.
"""

import csv
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.machine import finish
from experts_at_hand.sources.councils import SUCCESSORS, councils
from experts_at_hand.sources.import_area import import_area

ROWS, COLUMNS = 50_000, 135

HEADER = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName",
    "TypeOfEstablishment (code)", "TypeOfEstablishment (name)", "EstablishmentStatus (code)",
    "EstablishmentStatus (name)", "CloseDate", "PhaseOfEducation (name)", "StatutoryLowAge",
    "StatutoryHighAge", "NumberOfPupils", "PercentageFSM", "Trusts (name)", "Postcode",
    "TelephoneNum", "HeadFirstName", "HeadLastName", "Easting", "Northing", "LSOA (code)",
    "AdministrativeWard (name)",
)  # fmt: skip


def written_register(path: Path) -> list[str]:
    """Write a register, and return the councils in it.

    Parameters
    ----------
    path
        Of the file.
    """
    rng = np.random.default_rng(1)
    known = [council for code, council in councils().items() if code not in SUCCESSORS]
    rest = [f"Further column {at}" for at in range(COLUMNS - len(HEADER))]
    filler = ["something or other"] * len(rest)
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*HEADER, *rest])
        for row in range(ROWS):
            council = known[row % len(known)]
            east, north = rng.integers(350_000, 450_000), rng.integers(150_000, 450_000)
            closed = row % 2
            writer.writerow(
                [100_000 + row, council.code, council.name, 2000 + row // len(known),
                 f"School {row} of the Caf\u00e9", 1, "Community school", 2 if closed else 1,
                 "Closed" if closed else "Open", "31-08-2015" if closed else "", "Primary", 4, 11,
                 int(rng.integers(50, 600)), 12.5, "A trust", "BA1 1AA", "01225", "Ann", "Head",
                 east, north, f"E0101{row % 9999:04d}", "A ward", *filler]
            )  # fmt: skip
    return [council.name for council in known]


def main() -> None:
    """Print seconds and memory of an import of everything."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "edubasealldata.csv"
        names = written_register(file)
        size = file.stat().st_size / 1e6
        start = time.perf_counter()
        found = import_area([file], names, Path(folder) / "area")
        seconds = time.perf_counter() - start
    memory = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(
        f"{ROWS:,} rows, {COLUMNS} columns, {size:.0f} MB: {found.settings:,} settings of "
        f"{len(names)} councils in {seconds:.1f} s, {memory:,} MB"
    )
    finish("register", {"seconds": seconds, "memory_mb": memory, "settings": found.settings})


if __name__ == "__main__":
    main()
