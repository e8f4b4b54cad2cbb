"""A thing's name in the three languages of the map."""

from dataclasses import dataclass

from chalicelib.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class Names:
    """Polish, English and Ukrainian text; none may be empty."""

    pl: str
    en: str
    uk: str

    def __post_init__(self) -> None:
        if not (self.pl and self.en and self.uk):
            raise InvalidValue("A name is needed in Polish, English and Ukrainian.")
