"""The words of an area's tables: their columns, and what people write instead of them."""

from collections.abc import Mapping

from experts_at_hand.domain.settings import Phase
from experts_at_hand.sources.place_columns import PLACE_COLUMNS
from experts_at_hand.tables.headings import Headings

COUNTS = ("pupils", "ehcp", "sen_support", "fsm")
SETTING_COLUMNS = ("setting_id", "name", "phase")
TEAM_COLUMNS = ("team_id", "profession", "wte")
TEAM_OPTIONS = ("base", "band", "vacancy_rate", "hourly_cost", "clusters", "statutory_share")

PHASE_WORDS: Mapping[str, str] = {
    **{phase.value: phase.value for phase in Phase},
    **dict.fromkeys(
        ("nursery", "nursery_school", "day_nursery", "nurseries", "pre_school", "preschool",
         "playgroup", "childminder", "ey", "early_year", "eyfs"),
        "early_years",
    ),
    **dict.fromkeys(
        ("infant", "infants", "junior", "juniors", "first", "infant_school", "junior_school",
         "first_school", "primary_school", "infant_and_junior", "middle_deemed_primary"),
        "primary",
    ),
    **dict.fromkeys(
        ("upper", "high", "upper_school", "high_school", "secondary_school",
         "middle_deemed_secondary"),
        "secondary",
    ),
    **dict.fromkeys(
        ("college", "sixth_form", "sixth_form_college", "6th_form", "16_plus", "16+", "fe",
         "fe_college", "further_education", "further_education_college", "post16",
         "post_16_provision"),
        "post_16",
    ),
    **dict.fromkeys(
        ("pru", "pupil_referral_unit", "ap", "alternative_provision", "ap_academy"), "alternative"
    ),
    **dict.fromkeys(("special_school", "sen_school", "special_academy"), "special"),
    **dict.fromkeys(("through", "all_through_school", "allthrough"), "all_through"),
}  # fmt: skip
"""The phase meant, by the words that people write for it."""

OTHER_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("urn", "id", "school_id", "settingid", "setting_urn"), "setting_id"),
    **dict.fromkeys(
        ("school", "school_name", "setting_name", "establishmentname", "establishment_name",
         "setting"),
        "name",
    ),
    **dict.fromkeys(
        ("phaseofeducation", "phase_of_education", "school_phase", "phase_type"), "phase"
    ),
    **dict.fromkeys(("lon", "lng", "long"), "longitude"),
    **dict.fromkeys(
        ("nor", "roll", "number_on_roll", "numberofpupils", "number_of_pupils", "total_pupils"),
        "pupils",
    ),
    **dict.fromkeys(("ehcps", "ehc", "ehc_plans", "ehc_plan", "tsenelse"), "ehcp"),
    **dict.fromkeys(("senk", "sen_k", "sensupport", "tsenelk"), "sen_support"),
    **dict.fromkeys(("numfsm", "free_school_meals"), "fsm"),
    "lat": "latitude",
    "eastings": "easting",
    "northings": "northing",
    "post_code": "postcode",
    "idaci_score": "idaci",
}  # fmt: skip
"""The column of settings meant, by headings that other tables use for it."""

OTHER_TEAM_NAMES: Mapping[str, str] = {
    **{word: meant for word, meant in OTHER_NAMES.items() if meant in PLACE_COLUMNS},
    **dict.fromkeys(("id", "team", "team_name", "teamid"), "team_id"),
    **dict.fromkeys(("fte", "whole_time_equivalent", "whole_time_equivalents"), "wte"),
    **dict.fromkeys(("vacancy", "vacancies"), "vacancy_rate"),
    **dict.fromkeys(("statutory", "ring_fenced", "ehcp_share"), "statutory_share"),
    **dict.fromkeys(("service", "discipline"), "profession"),
    "base_name": "base",
}
"""The column of teams meant, by headings that other tables use for it."""

SETTING_HEADINGS = Headings(
    required=SETTING_COLUMNS, optional=(*COUNTS, "idaci", *PLACE_COLUMNS), others=OTHER_NAMES
)
TEAM_HEADINGS = Headings(
    required=TEAM_COLUMNS, optional=(*TEAM_OPTIONS, *PLACE_COLUMNS), others=OTHER_TEAM_NAMES
)
DELIVERED_HEADINGS = Headings(
    required=("setting_id", "profession", "hours"),
    optional=("team_id",),
    others={
        **{word: meant for word, meant in OTHER_NAMES.items() if meant == "setting_id"},
        **{word: meant for word, meant in OTHER_TEAM_NAMES.items() if meant == "profession"},
        "team": "team_id",
        "contact_hours": "hours",
        "hours_a_year": "hours",
    },
)
