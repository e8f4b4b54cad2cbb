"""The planes of information: from whom the Police know of a threat."""

from enum import StrEnum


class Plane(StrEnum):
    """Where a report comes from; the value is the name of the plane's layer on the map."""

    POLICE = "police"
    """Data of the Police's own systems."""

    CONTACT = "contact"
    """Said in direct contact: talks with residents, local government, debates on safety."""

    RESIDENTS = "residents"
    """Placed on the map by residents themselves."""
