"""Everything -> Scorecard: access, equity and effort, each figure with unit and better direction.

`samples` prepares what all measure, `access` and `equity` look at shares of need met, `effort` at
visits, travel, miles and money, `days` at the national planning expectation.
"""

from experts_at_hand.metrics.scorecard import measure

__all__ = ["measure"]
