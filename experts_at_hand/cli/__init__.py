"""The command line: `app` holds the commands, `console` what they show.

`arguments` says what words mean, and `interrupt` sees to it that Ctrl-C is never lost.
"""

from experts_at_hand.cli.app import main

__all__ = ["main"]
