"""Need by child: so many hours a year for each, as a scenario or the library states."""

from experts_at_hand.domain.need_model import NeedModel
from experts_at_hand.registry.protocols import NEED_MODELS

__all__ = ["NeedModel"]

NEED_MODELS.register("by_child")(NeedModel)
