"""Hours that settings get today, as somebody counted them: what every design is compared with."""

from dataclasses import dataclass

from experts_at_hand.domain.settings import is_number


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredHours:
    """Contact hours of one profession that a setting gets in a year, as stated.

    Parameters
    ----------
    setting_id, profession
        Where, and what for.
    hours
        Contact hours a year, >= 0; that nothing is known is said by leaving the record out.
    team_id
        Which team brings them; empty where that is not said.
    """

    setting_id: str
    profession: str
    hours: float
    team_id: str = ""

    def __post_init__(self) -> None:
        if not (is_number(self.hours) and self.hours >= 0):
            raise ValueError(
                f"setting {self.setting_id}: {self.hours!r} hours of {self.profession} are "
                "delivered, expected 0 or more"
            )
