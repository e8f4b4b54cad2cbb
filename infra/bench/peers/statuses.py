"""What made-up reports count as on the map: their category in a status, as the seed's reports end."""

import numpy as np
from numpy.typing import NDArray

from chalicelib.domain.status import Status
from infra.bench.peers.points import CATEGORIES, Points
from infra.seed.lives import ANSWERED, ELIMINATED, REFUSED
from infra.seed.profiles import PROFILES, Profile

PUBLIC = sorted(set(Status) - {Status.JOKE_OR_MISTAKE})
NAMES = [f"{category}.{status}" for category in CATEGORIES for status in PUBLIC]
"""The properties of hexagons, in alphabetical order."""

OPEN = 0.05
"""Part of the reports that nobody has read yet, and as large a part that is being verified."""


def properties(points: Points, seed: int) -> NDArray[np.int64]:
    """Return for each report the place of what it counts as in `NAMES`."""
    random = np.random.default_rng(seed)
    statuses = np.empty(len(points.categories), np.int64)
    for place, name in enumerate(CATEGORIES):
        here = points.categories == place
        shares = _shares(PROFILES[name])
        statuses[here] = random.choice(len(PUBLIC), here.sum(), p=[shares[status] for status in PUBLIC])
    return points.categories * len(PUBLIC) + statuses


def _shares(profile: Profile) -> dict[Status, float]:
    verified = 1 - 2 * OPEN
    confirmed, forwarded = verified * profile.confirmed, verified * profile.confirmed * profile.forwarded
    answered = forwarded * (ANSWERED + REFUSED)
    own = confirmed - forwarded
    return {
        Status.NEW: OPEN,
        Status.UNDER_VERIFICATION: OPEN,
        Status.UNCONFIRMED: verified - confirmed,
        Status.CONFIRMED: own * (1 - ELIMINATED),
        Status.FORWARDED: forwarded - answered,
        Status.ELIMINATED: own * ELIMINATED + answered,
    }
