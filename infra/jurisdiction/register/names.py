"""Names of units as the register and the list may each write them, brought to one form."""

import re
import unicodedata

from chalicelib.domain.unit import UnitType

ABBREVIATIONS = {
    "kwp": "komenda wojewodzka policji",
    "ksp": "komenda stoleczna policji",
    "kmp": "komenda miejska policji",
    "kpp": "komenda powiatowa policji",
    "krp": "komenda rejonowa policji",
    "kp": "komisariat policji",
    "pp": "posterunek policji",
}
TYPES = {form: UnitType(short.upper()) for short, form in ABBREVIATIONS.items()}
SILENT = {"w", "we", "z", "ze", "siedziba"}
ROMAN = {
    str(n): roman
    for n, roman in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"], start=1)
}


def normalised(name: str) -> str:
    """Return a name without case, accents, punctuation, prepositions and abbreviations."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l"))
    words = re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    expanded = " ".join(ABBREVIATIONS.get(word, ROMAN.get(word, word)) for word in words)
    return " ".join(word for word in expanded.split() if word not in SILENT)


def type_of(name: str) -> UnitType | None:
    """Tell what a unit is by its name."""
    form = normalised(name)
    return next((kind for words, kind in TYPES.items() if _all_in_order(words.split(), form.split())), None)


def _all_in_order(wanted: list[str], words: list[str]) -> bool:
    """Tell whether words come in order, so that "Komisariat I Policji" is a "Komisariat Policji"."""
    rest = iter(words)
    return all(word in rest for word in wanted)
