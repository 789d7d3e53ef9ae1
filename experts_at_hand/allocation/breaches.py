"""What is wrong with a plan, one thing at a time, and how exact a plan has to be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One thing that is wrong with a plan.

    Parameters
    ----------
    check
        What was checked.
    found
        What is wrong, with who, where and how much.
    """

    check: str
    found: str

    def __str__(self) -> str:
        return f"{self.check}: {self.found}"
