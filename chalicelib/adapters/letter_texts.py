"""A letter to an institution in words: Polish, plain, with all that an answer needs."""

from datetime import datetime, timedelta

from chalicelib.domain.calendar import WARSAW
from chalicelib.domain.letter import Letter


def subject_of(letter: Letter) -> str:
    """Return the subject; a reminder says so first."""
    what = f"{letter.category.names.pl} – prosimy o odpowiedź do {_day(letter.forwarding.due_at)}"
    return f"Przypomnienie: {what}" if letter.reminds else f"Zagrożenie do usunięcia: {what}"


def text_of(letter: Letter, map_url: str) -> str:
    """Return the text; `map_url` is the address of the map, without a slash at its end."""
    asked, place = letter.forwarding, letter.forwarding.location
    return "\n".join(
        [
            "Szanowni Państwo,",
            "",
            _opening(letter),
            "",
            f"Rodzaj zagrożenia: {letter.category.names.pl}",
            f"Miejsce: {place.lat:.6f}, {place.lon:.6f} (mapa jest pod odnośnikiem)",
            f"Przekazuje: {letter.unit.name}, dnia {_day(asked.asked_at)}",
            "Treść prośby:",
            *(f"    {line}" for line in asked.note.splitlines()),
            *_promise(letter),
            "",
            "Odpowiedzieć można bez logowania: przyjąć sprawę, podać termin naprawy, zgłosić usunięcie",
            "zagrożenia albo odmówić, podając powód:",
            "",
            f"{map_url}/#/answer/{letter.token}",
            "",
            f"Odnośnik jest tylko dla: {letter.institution.names.pl}. Działa do {_day(asked.expires_at)}.",
            "Kto go zna, może odpowiedzieć w Państwa imieniu. Ta skrzynka nie przyjmuje poczty.",
            "Gdy zagrożone jest życie, zdrowie lub mienie, prosimy dzwonić pod 112.",
            "",
            f"Numer pisma: {letter.id}",
            "",
        ]
    )


def _opening(letter: Letter) -> str:
    name, due = letter.institution.names.pl, _day(letter.forwarding.due_at)
    if letter.reminds:
        forwarded = f"przypominamy o zagrożeniu przekazanym do: {name}."
        return f"{forwarded} Bez odpowiedzi do {due} sprawa wróci do Policji."
    return f"Policja potwierdziła zagrożenie i przekazuje je do: {name}. Prosimy o odpowiedź do {due}."


def _promise(letter: Letter) -> list[str]:
    days = [said.saying.repair_by for said in letter.forwarding.statements if said.saying.repair_by]
    return [f"Podany termin naprawy: {days[-1]:%d.%m.%Y}"] if days else []


def _day(moment: datetime) -> str:
    """Write the last whole day before a moment, by Polish time."""
    return f"{(moment - timedelta(microseconds=1)).astimezone(WARSAW):%d.%m.%Y}"
