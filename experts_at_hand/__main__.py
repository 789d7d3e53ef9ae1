"""``python -m experts_at_hand`` is the program ``eah``."""

import sys

from experts_at_hand.cli import main

if __name__ == "__main__":
    sys.exit(main())
