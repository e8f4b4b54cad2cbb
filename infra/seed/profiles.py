"""How often each kind of threat is reported, where, when, and what comes of it.

Shares and confirmation rates follow public figures of the Polish Police where there are any (Mazowsze
2022, Małopolska 2023); the rest is filled in to look likely. They are made up, and no statistics.
"""

from dataclasses import dataclass
from enum import Enum

Months = tuple[float, ...]
Hours = tuple[float, ...]


class Setting(Enum):
    """The kind of ground on which a threat shows itself."""

    CENTRE = "centre"
    TOWN = "town"
    EDGE = "edge"
    COUNTRY = "country"
    ROAD = "road"
    WATER = "water"


EVEN: Months = (1.0,) * 12
WARM: Months = (0.6, 0.6, 0.8, 1.1, 1.3, 1.4, 1.4, 1.3, 1.1, 0.9, 0.7, 0.6)
SUMMER: Months = (0.3, 0.3, 0.5, 0.9, 1.4, 1.8, 2.0, 1.9, 1.2, 0.7, 0.4, 0.4)
BATHING: Months = (0.3, 0.3, 0.1, 0.2, 0.7, 2.2, 3.4, 2.8, 0.6, 0.2, 0.1, 0.2)
SPRING: Months = (0.1, 0.6, 3.4, 3.2, 0.8, 0.3, 0.3, 0.4, 0.4, 0.3, 0.1, 0.1)
AUTUMN: Months = (1.0, 0.8, 0.7, 0.8, 0.8, 0.6, 0.6, 0.7, 1.1, 1.8, 1.7, 1.3)
WINTER: Months = (2.2, 2.0, 1.4, 0.7, 0.4, 0.3, 0.3, 0.3, 0.5, 0.9, 1.5, 2.0)

# Weights of night (22–6), morning (6–12), afternoon (12–18) and evening (18–22).
ANY_TIME: Hours = (0.15, 0.30, 0.35, 0.20)
DAYLIGHT: Hours = (0.03, 0.45, 0.45, 0.07)
RUSH: Hours = (0.12, 0.33, 0.35, 0.20)
EVENINGS: Hours = (0.25, 0.05, 0.25, 0.45)
NIGHTS: Hours = (0.55, 0.05, 0.10, 0.30)


@dataclass(frozen=True, slots=True)
class Profile:
    """One category: its share of all reports, how it ends, how often at a known spot, where and when.

    `confirmed` is a part of the verified, `forwarded` a part of the confirmed, `weekend` how much
    busier Friday to Sunday are than the other days.
    """

    share: float
    confirmed: float
    forwarded: float
    recurring: float
    setting: Setting
    months: Months = EVEN
    hours: Hours = ANY_TIME
    weekend: float = 1.0


PROFILES = {
    "speeding": Profile(0.38, 0.57, 0.02, 0.50, Setting.ROAD, WARM, RUSH),
    "illegal_parking": Profile(0.23, 0.64, 0.04, 0.50, Setting.CENTRE, EVEN, DAYLIGHT, 0.7),
    "public_drinking": Profile(0.11, 0.38, 0.01, 0.45, Setting.TOWN, SUMMER, NIGHTS, 1.6),
    "road_infrastructure": Profile(0.09, 0.55, 0.45, 0.20, Setting.TOWN, EVEN, DAYLIGHT),
    "illegal_dump": Profile(0.03, 0.55, 0.25, 0.25, Setting.COUNTRY, WARM, DAYLIGHT, 1.2),
    "minors_at_risk": Profile(0.03, 0.25, 0.02, 0.40, Setting.TOWN, SUMMER, EVENINGS, 1.4),
    "traffic_organisation": Profile(0.0245, 0.50, 0.40, 0.20, Setting.TOWN, EVEN, RUSH, 0.7),
    "vandalism": Profile(0.020, 0.35, 0.02, 0.25, Setting.TOWN, WARM, NIGHTS, 1.4),
    "illegal_racing": Profile(0.015, 0.30, 0.01, 0.55, Setting.ROAD, SUMMER, NIGHTS, 2.0),
    "drug_use": Profile(0.012, 0.20, 0.01, 0.35, Setting.TOWN, EVEN, NIGHTS, 1.3),
    "stray_dogs": Profile(0.010, 0.30, 0.30, 0.20, Setting.EDGE, WARM, DAYLIGHT),
    "destruction_of_greenery": Profile(0.008, 0.45, 0.10, 0.20, Setting.TOWN, WARM, DAYLIGHT),
    "grass_burning": Profile(0.007, 0.45, 0.01, 0.20, Setting.COUNTRY, SPRING, DAYLIGHT, 1.3),
    "homeless_person_in_need": Profile(0.006, 0.50, 0.30, 0.30, Setting.CENTRE, WINTER, EVENINGS),
    "quads_in_forest": Profile(0.006, 0.35, 0.02, 0.45, Setting.COUNTRY, WARM, DAYLIGHT, 2.5),
    "dangerous_water": Profile(0.004, 0.50, 0.20, 0.45, Setting.WATER, BATHING, DAYLIGHT, 1.6),
    "forest_animal_collisions": Profile(0.003, 0.60, 0.25, 0.30, Setting.ROAD, AUTUMN, EVENINGS),
    "unguarded_track_crossing": Profile(0.003, 0.60, 0.35, 0.35, Setting.TOWN, EVEN, DAYLIGHT),
    "begging": Profile(0.003, 0.30, 0.05, 0.45, Setting.CENTRE, WARM, DAYLIGHT),
    "unguarded_level_crossing": Profile(0.002, 0.50, 0.35, 0.30, Setting.EDGE, EVEN, DAYLIGHT),
    "animal_cruelty": Profile(0.002, 0.25, 0.05, 0.05, Setting.EDGE, EVEN, DAYLIGHT),
    "illegal_logging": Profile(0.002, 0.35, 0.10, 0.20, Setting.COUNTRY, WINTER, DAYLIGHT),
    "dangerous_entertainment": Profile(0.0015, 0.20, 0.02, 0.35, Setting.CENTRE, EVEN, NIGHTS, 2.5),
    "poaching": Profile(0.001, 0.25, 0.02, 0.25, Setting.COUNTRY, AUTUMN, NIGHTS),
}
