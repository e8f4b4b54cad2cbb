"""Every refusal of the domain: one small class each, its text a sentence for whoever asked."""

from dataclasses import dataclass


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a failure of the program
    """The request cannot be done as asked; the text says why and holds nothing private."""


class InvalidValue(Refused):
    """A value breaks a rule of its own type."""


class OutsideCoverage(Refused):
    """No unit answers for the point."""

    def __init__(self) -> None:
        super().__init__("The point lies outside Poland.")


class UnknownReport(Refused):
    """No report has this id, or the caller may not know that one does."""

    def __init__(self) -> None:
        super().__init__("There is no such report, or the token is not its own.")


class UnknownPhoto(Refused):
    """The report has no such photo, or not any more."""

    def __init__(self) -> None:
        super().__init__("The report has no photo with this id.")


class AlbumFull(Refused):
    """The report has as many photos as it takes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"A report has {most} photos at most: remove one that is not needed.")


class HistoryFull(Refused):
    """The history of the report takes no more of this kind."""

    def __init__(self) -> None:
        super().__init__("The history of the report is full: bring the report to its end.")


class UnknownMain(Refused):
    """The report that another is to be merged into does not exist."""

    def __init__(self) -> None:
        super().__init__("There is no report with this id to merge into.")


class UnknownOfficer(Refused):
    """Nobody with this account may be given the report."""

    def __init__(self) -> None:
        super().__init__("Nobody with this account has signed on in the unit or above it.")


class OutsideScope(Refused):
    """The report or the unit is not the officer's."""

    def __init__(self) -> None:
        super().__init__("An officer acts for the own unit and the units below it only.")


class UnknownUnit(Refused):
    """No unit has this code."""

    def __init__(self) -> None:
        super().__init__("There is no unit with this code.")


class UnknownInstitution(Refused):
    """No institution has this code, or it takes nothing any more."""

    def __init__(self) -> None:
        super().__init__("There is no institution with this code that takes reports.")


class UnknownLink(Refused):
    """No forwarding is opened by this token."""

    def __init__(self) -> None:
        super().__init__("This link opens nothing; take it whole from the letter.")


class LinkClosed(Refused):
    """The forwarding is over: answered, given back, or too old."""

    def __init__(self) -> None:
        super().__init__(
            "This matter is closed, or the link is too old. Ask the Police unit for a new letter."
        )


class TooManyTries(Refused):
    """The link or the origin has asked too often today."""

    def __init__(self) -> None:
        super().__init__("That was too often for one day; try again tomorrow.")


class RoleNeeded(Refused):
    """The officer's role does not do this."""

    def __init__(self) -> None:
        super().__init__("Institutions are kept by coordinators of garrisons and by national administrators.")


class UnknownSubscription(Refused):
    """The unit has no such subscription."""

    def __init__(self) -> None:
        super().__init__("The unit has no subscription with this id.")


class AlreadySubscribed(Refused):
    """The address hears alerts of this garrison already, for another unit or by another filter."""

    def __init__(self) -> None:
        super().__init__("This address has a subscription in the garrison already: change or end that one.")


class SubscriptionsFull(Refused):
    """The topic of the garrison takes no more subscriptions."""

    def __init__(self) -> None:
        super().__init__(
            "The garrison has as many subscriptions as its topic takes: end one that is not needed."
        )


class StillPending(Refused):
    """Nobody has confirmed the subscription, and SNS neither changes nor ends such ones."""

    def __init__(self) -> None:
        super().__init__("Nobody has confirmed the subscription yet; if nobody does, it ends after two days.")


class UnknownCell(Refused):
    """The text is no cell that the map counts."""

    def __init__(self) -> None:
        super().__init__("There is no such cell on the map.")


class UnknownExport(Refused):
    """There is no such file to download, or not any more."""

    def __init__(self) -> None:
        super().__init__("There is no such export; GET /v1/exports lists them.")


class UnknownLayer(Refused):
    """There is no such layer, zoom or tile."""

    def __init__(self) -> None:
        super().__init__("There is no such layer or tile.")


class UnknownPublication(Refused):
    """No publication of this month stands."""

    def __init__(self) -> None:
        super().__init__("There is no publication of this month, or not yet.")


class QuotaExceeded(Refused):
    """The origin has used up its reports for today."""

    def __init__(self, scope: str) -> None:
        super().__init__(f"Today's number of reports {scope} is used up.")


class KeyReused(Refused):
    """An idempotency key came back with another body."""

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for a different report.")


class IllegalMove(Refused):
    """The table of moves does not lead from one status to the other."""


class ReasonNeeded(Refused):
    """The move asks for a reason in words."""


class CoordinatorNeeded(Refused):
    """The act is a coordinator's."""

    def __init__(self) -> None:
        super().__init__("A coordinator of the unit does this.")


class StaleVersion(Refused):
    """Somebody else changed the thing first, mostly a report."""

    def __init__(self, what: str = "report") -> None:
        super().__init__(f"The {what} has changed since it was read.")


class MalformedRow(Exception):  # noqa: N818 - named for what it is
    """A stored row or message that no report can be read from: a poison record."""


class Undeliverable(Exception):  # noqa: N818 - named for what it is
    """A message that no retry will deliver, such as one to a topic that does not exist."""


class Unsent(Exception):  # noqa: N818 - named for what it is
    """A message that could not be sent now; the same may succeed later."""


class Busy(Exception):  # noqa: N818 - named for what it is
    """The store could not take the write now; the same call may succeed later."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: the field it concerns and a sentence."""

    field: str
    message: str


class InvalidInput(Refused):
    """An input with one fault or more, all of them named at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("The request has faults.")
        self.faults = faults
