"""How many examples a law is tried with: more of them where somebody hunts."""

import os


def examples(usual: int) -> int:
    """Return the number of examples: `HUNT=35 pytest ...` tries 35 times as many."""
    return usual * int(os.environ.get("HUNT", "1"))
