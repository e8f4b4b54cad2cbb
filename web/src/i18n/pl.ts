// Polish: the reference language. Every other dictionary has exactly these keys.
import { answering } from "./answering";
import { problems } from "./problems";

/** Text with `{placeholders}`, or one text per plural form (CLDR names) chosen by `{count}`. */
export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;

export const pl = {
  "app.name": "Mapa zagrożeń",
  "app.tagline": "Zobacz, co zgłaszają mieszkańcy",
  "app.skip": "Przejdź do treści",
  "app.language": "Język",
  "app.menu": "Menu",

  "nav.map": "Mapa",
  "nav.report": "Zgłoś zagrożenie",
  "nav.track": "Śledź zgłoszenie",
  "nav.about": "O mapie",
  "nav.officers": "Dla Policji",
  "nav.api": "API",

  "emergency.short": "Ktoś potrzebuje pomocy teraz?",
  "emergency.call": "Dzwoń {number}",
  "emergency.long": "Ta mapa nie służy do wzywania pilnej pomocy.",

  "panel.label": "Panel mapy",
  "panel.expand": "Rozwiń panel",
  "panel.collapse": "Zwiń panel",
  "panel.back": "Wróć do mapy",

  "map.label":
    "Mapa zgłoszeń. Strzałki przesuwają mapę, plus i minus zmieniają powiększenie, Enter wybiera pole pod celownikiem.",
  "map.zoomIn": "Przybliż",
  "map.zoomOut": "Oddal",
  "map.home": "Cała Polska",
  "map.locate": "Moje położenie",
  "map.failed": "Ta przeglądarka nie umie narysować mapy. Formularz i śledzenie zgłoszeń działają.",
  "map.tilesFailed": "Nie udało się wczytać mapy albo jej części.",
  "map.denied": "Przeglądarka nie udostępniła położenia.",
  "map.close": "Zamknij",
  "map.attribution": "Źródła danych mapy",

  "search.label": "Znajdź miejscowość",
  "search.placeholder": "Miejscowość",
  "search.none": "Brak takiej miejscowości",
  "search.found": {
    one: "{count} podpowiedź",
    few: "{count} podpowiedzi",
    many: "{count} podpowiedzi",
    other: "{count} podpowiedzi",
  },

  "explore.title": "Zgłoszenia w widoku",
  "explore.reports": { one: "zgłoszenie", few: "zgłoszenia", many: "zgłoszeń", other: "zgłoszenia" },
  "explore.cells": {
    one: "w {count} polu",
    few: "w {count} polach",
    many: "w {count} polach",
    other: "w {count} pola",
  },
  "explore.list": "Jako lista",
  "explore.none": "W tym widoku nie ma zgłoszeń pasujących do filtrów.",

  "layer.title": "Co pokazuje mapa",
  "layer.current": "Stan na teraz",
  "layer.last-12-months": "Ostatnie 12 miesięcy",
  "layer.sources": "Teraz, według źródła",
  "layer.residents": "Zgłoszenia mieszkańców",
  "layer.contact": "Z rozmów i spotkań",
  "layer.police": "Dane Policji",
  "layer.months": "Zgłoszone w miesiącu",
  "layer.years": "Zgłoszone w roku",
  "layer.history": "Wszystko, co zgłoszono w tym czasie, także sprawy już zakończone.",
  "filter.title": "Filtry",
  "filter.status": "Stan zgłoszenia",
  "filter.category": "Rodzaj zagrożenia",
  "filter.find": "Szukaj rodzaju",
  "filter.clear": "Wyczyść filtry",
  "filter.nothing": "Żaden rodzaj nie pasuje do „{text}”",
  "filter.group": "{group}: zaznacz wszystkie",
  "filter.active": {
    one: "{count} filtr",
    few: "{count} filtry",
    many: "{count} filtrów",
    other: "{count} filtru",
  },

  "group.roads": "Drogi i tory",
  "group.order": "Spokój i porządek",
  "group.people": "Ludzie w potrzebie",
  "group.nature": "Przyroda i zwierzęta",
  "group.other": "Inne",

  "sensitive.note":
    "Rodzaje oznaczone tarczą mogą dotyczyć ludzi w trudnym położeniu. Potwierdzone publikujemy miesiącami, w obszarach, w których jest co najmniej pięć takich zgłoszeń.",
  "sensitive.withheld": "Nigdy nie pokazujemy na mapie: {names}. Można je zgłosić.",
  "sensitive.mark":
    "po potwierdzeniu publikowane miesiącami, w obszarach z co najmniej pięcioma zgłoszeniami",

  "legend.title": "Zgłoszenia w polu",
  "legend.area": "Pole ma około {area} km²",
  "legend.below": "poniżej {value}",
  "legend.from": "{value} i więcej",
  "legend.empty": "Brak zgłoszeń w widoku",
  "legend.loading": "Wczytywanie mapy…",

  "cell.title": "Pole na mapie",
  "cell.near": "Okolice: {place}",
  "cell.away": "{distance} km na {direction} od: {place}",
  "cell.total": {
    one: "zgłoszenie w tym polu",
    few: "zgłoszenia w tym polu",
    many: "zgłoszeń w tym polu",
    other: "zgłoszenia w tym polu",
  },
  "cell.filtered": "Liczby obejmują wszystkie zgłoszenia, niezależnie od filtrów.",
  "cell.byStatus": "Według stanu",
  "cell.byCategory": "Według rodzaju",
  "cell.empty": "W tym polu nie ma zgłoszeń",
  "cell.emptyHint": "Mogły zostać zamknięte albo dotyczą rodzajów, których nie pokazujemy w małych polach.",
  "cell.unit": "Kto odpowiada",
  "cell.report": "Zgłoś zagrożenie w tej okolicy",

  "direction.n": "północ",
  "direction.ne": "północny wschód",
  "direction.e": "wschód",
  "direction.se": "południowy wschód",
  "direction.s": "południe",
  "direction.sw": "południowy zachód",
  "direction.w": "zachód",
  "direction.nw": "północny zachód",

  "list.title": "Pola w widoku",
  "list.intro": "To samo co na mapie, jako tekst. Od pola z największą liczbą zgłoszeń.",
  "list.more": {
    one: "i jeszcze {count} pole. Przybliż mapę, aby zawęzić listę.",
    few: "i jeszcze {count} pola. Przybliż mapę, aby zawęzić listę.",
    many: "i jeszcze {count} pól. Przybliż mapę, aby zawęzić listę.",
    other: "i jeszcze {count} pola. Przybliż mapę, aby zawęzić listę.",
  },
  "list.count": {
    one: "{count} zgłoszenie",
    few: "{count} zgłoszenia",
    many: "{count} zgłoszeń",
    other: "{count} zgłoszenia",
  },

  "state.loading": "Wczytywanie…",
  "state.offline": "Brak połączenia z internetem",
  "state.offlineHint": "Sprawdź sieć i spróbuj ponownie. Niczego nie tracisz.",
  "state.timeout": "Serwer nie odpowiedział na czas",
  "state.timeoutHint": "Spróbuj ponownie za chwilę.",
  "state.error": "Coś poszło nie tak",
  "state.errorHint": "To nasz błąd, nie Twój. Spróbuj ponownie za chwilę.",
  "state.notFound": "Nie ma takiego pola",
  "state.notFoundHint": "Wybierz pole na mapie albo z listy.",
  "state.retry": "Spróbuj ponownie",

  "report.title": "Zgłoś zagrożenie",
  "report.step": "Krok {step} z {steps}",
  "report.what": "Co się dzieje?",
  "report.where": "Gdzie?",
  "report.details": "Szczegóły",
  "report.review": "Sprawdź i wyślij",
  "report.next": "Dalej",
  "report.back": "Wstecz",
  "report.skipDetails": "Dalej",
  "report.discard": "Odrzuć to, co zaczęto",
  "report.anonymous": "Bez logowania i bez podawania nazwiska.",
  "report.urgent":
    "Zagrożone jest życie, zdrowie lub mienie? Nie wypełniaj formularza, zadzwoń od razu. Zgłoszenia z mapy nie są sprawdzane natychmiast.",
  "report.chooseCategory": "Wybierz rodzaj zagrożenia.",
  "report.withheldHint": "nie będzie widoczne na mapie",
  "report.needsDescription": "wymaga opisu",

  "where.help": "Dotknij mapy albo przeciągnij pinezkę w miejsce zagrożenia.",
  "where.closer": "Przybliż mapę, aby wskazać miejsce dokładnie.",
  "where.useLocation": "Użyj mojego położenia",
  "where.useCentre": "Ustaw w środku mapy",
  "where.coordinates": "Współrzędne",
  "where.coordinatesHint": "Szerokość i długość, np. 52,2297 21,0122",
  "where.set": "Ustaw",
  "where.badCoordinates": "Podaj dwie liczby: szerokość i długość geograficzną.",
  "where.choose": "Wskaż miejsce na mapie.",
  "where.outside": "To miejsce leży poza Polską. Wskaż punkt w granicach kraju.",
  "where.unit": "Zgłoszenie trafi do",
  "where.locating": "Sprawdzamy, kto odpowiada za to miejsce…",
  "where.approximate": "Przybliżenie: granice jednostek nie są tu znane dokładnie.",
  "where.near": "{metres} m stąd zaczyna się teren jednostki: {unit}.",
  "where.private":
    "Dokładne miejsce zobaczy policja i instytucja, której policja przekaże sprawę. Na mapie widać tylko pole, w którym ono leży.",
  "where.noUnit": "Nie udało się sprawdzić jednostki. Możesz iść dalej.",
  "where.denied": "Przeglądarka nie udostępniła położenia. Wskaż miejsce na mapie.",
  "where.marker": "Miejsce zagrożenia",

  "details.intro":
    "Wszystko na tej stronie jest nieobowiązkowe, ale pomaga trafić na miejsce o dobrej porze.",
  "details.introRequired": "Przy tym rodzaju zagrożenia potrzebny jest krótki opis.",
  "details.description": "Opis",
  "details.descriptionHint": "Przeczyta go tylko policja. Nie podawaj nazwisk ani numerów telefonów.",
  "details.required": "wymagane",
  "details.optional": "nieobowiązkowe",
  "details.left": {
    one: "Pozostał {count} znak",
    few: "Pozostały {count} znaki",
    many: "Pozostało {count} znaków",
    other: "Pozostało {count} znaku",
  },
  "details.tooLong": "Opis może mieć najwyżej {limit} znaków.",
  "details.missing": "Opisz krótko, na czym polega zagrożenie.",
  "details.occurredAt": "Kiedy to było?",
  "details.future": "Ta data jest w przyszłości.",
  "details.partOfDay": "Najczęściej o tej porze",
  "details.weekdays": "Najczęściej w te dni",

  "part.morning": "Rano",
  "part.afternoon": "Po południu",
  "part.evening": "Wieczorem",
  "part.night": "W nocy",

  "review.intro": "Tak zgłoszenie zobaczy policja.",
  "review.change": "Zmień",
  "review.changeOf": "Zmień: {what}",
  "review.place": "Miejsce",
  "review.when": "Kiedy",
  "review.none": "nie podano",
  "review.honest":
    "Pomyłka nic nie kosztuje. Świadome fałszywe zgłoszenie jest wykroczeniem (art. 66 Kodeksu wykroczeń).",
  "review.send": "Wyślij zgłoszenie",
  "review.sending": "Wysyłanie…",

  "fault.title": "Nie przyjęto zgłoszenia. Popraw zaznaczone pola:",
  "fault.other": "Nie przyjęto zgłoszenia",
  "fault.category": "Ten rodzaj zagrożenia nie jest już przyjmowany. Wybierz inny.",
  "fault.occurred_at": "Podaj prawidłową datę, nie z przyszłości.",
  "fault.part_of_day": "Wybierz porę dnia z listy.",
  "fault.weekdays": "Wybierz dni z listy.",
  "fault.unit": "Za to miejsce odpowiada inna jednostka.",
  "fault.quota": "Na dziś wystarczy",
  "fault.quotaHint":
    "Z tego połączenia przyjęto już dzienną liczbę zgłoszeń. Limit chroni mapę przed nadużyciami; zapomnimy o nim w ciągu dwóch dni. Jeśli sprawa jest pilna, zadzwoń pod 112.",
  "fault.unreachable":
    "Nie wiemy, czy zgłoszenie doszło. Wyślij je ponownie: to samo zgłoszenie nie zapisze się dwa razy.",

  "sent.title": "Dziękujemy, zgłoszenie przyjęte",
  "sent.unit": "Odpowiada za nie",
  "sent.link": "Twój link do śledzenia",
  "sent.linkHint":
    "Zapisz go teraz. Tylko z nim sprawdzisz, co dzieje się ze sprawą; nie umiemy go odtworzyć.",
  "sent.copy": "Kopiuj link",
  "sent.copied": "Skopiowano",
  "sent.copyFailed": "Zaznacz link i skopiuj go ręcznie.",
  "sent.open": "Otwórz stronę zgłoszenia",
  "sent.another": "Zgłoś coś innego",
  "sent.map": "Na mapie pole odświeży się za kilka sekund.",
  "sent.sensitive":
    "Na mapie bieżącej go nie będzie: potwierdzone zgłoszenia tego rodzaju publikujemy miesiącami, w większych obszarach.",
  "sent.withheld": "Zgłoszeń tego rodzaju nie pokazujemy na mapie.",
  "sent.later": "Na mapie pojawi się dopiero po potwierdzeniu.",

  "track.title": "Twoje zgłoszenie",
  "track.askTitle": "Śledź zgłoszenie",
  "track.ask": "Wklej link, który pokazaliśmy po wysłaniu zgłoszenia.",
  "track.link": "Link do śledzenia",
  "track.open": "Sprawdź",
  "track.badLink": "To nie wygląda na link do śledzenia. Powinien zawierać „#/track/”.",
  "track.missing": "Nie znaleźliśmy takiego zgłoszenia",
  "track.missingHint":
    "Sprawdź, czy link jest pełny. Ze względu na prywatność nie mówimy, która jego część się nie zgadza.",
  "track.merged":
    "To samo zagrożenie zgłosiło więcej osób. Policja prowadzi te zgłoszenia razem, a tutaj widać, co się z nimi dzieje.",
  "track.placed": "Zgłoszono {when}",
  "track.unit": "Odpowiada",
  "track.history": "Przebieg sprawy",
  "track.next": "Co dalej",
  "track.refresh": "Odśwież",
  "track.keep": "Zachowaj ten adres: tylko on prowadzi do tego zgłoszenia.",

  "about.title": "O mapie",
  "about.intro":
    "Mapa pokazuje, jakie zagrożenia zgłaszają mieszkańcy i co dzieje się z tymi zgłoszeniami. Każde trafia od razu do jednostki policji odpowiedzialnej za dane miejsce.",
  "about.statuses": "Co znaczą stany",
  "about.privacy": "Prywatność",
  "about.privacyText":
    "Nie pytamy, kim jesteś. Opis i porę widzi tylko policja: odpowiedzialna jednostka i jednostki nad nią. Dokładne miejsce widzi też instytucja, której policja przekaże sprawę. Mapa pokazuje wyłącznie liczby w sześciokątnych polach. Żartów i pomyłek nie pokazujemy.",
  "about.data": "Dane",
  "about.dataText":
    "Granice: © OpenStreetMap contributors, geoBoundaries. Miejscowości: GeoNames (CC BY 4.0).",
  "about.api": "Te same dane są dostępne dla programistów:",
  "about.apiLink": "opis API",

  "status.new": "Nikt jeszcze nie czytał tego zgłoszenia.",
  "status.under_verification": "Policja sprawdza, czy zagrożenie występuje.",
  "status.confirmed": "Zagrożenie potwierdzone i jeszcze nieusunięte.",
  "status.eliminated": "Zagrożenie usunięto. Znika z mapy po miesiącu.",
  "status.forwarded": "Sprawę przekazano instytucji, która może ją rozwiązać, na przykład zarządcy drogi.",
  "status.unconfirmed": "Podczas sprawdzania zagrożenia nie było. Znika z mapy po 7 dniach.",
  "status.joke_or_mistake": "Uznano za żart lub pomyłkę. Nie ma skutków dla zgłaszającego.",

  "next.new": "Koordynator w jednostce zapozna się ze zgłoszeniem, zwykle w ciągu 3 dni.",
  "next.under_verification": "Policjanci sprawdzą miejsce. Potem zgłoszenie zostanie potwierdzone lub nie.",
  "next.confirmed":
    "Policja usunie zagrożenie albo przekaże sprawę właściwej instytucji. Miejsce będzie sprawdzane do skutku.",
  "next.forwarded": "Czekamy na odpowiedź instytucji. Miejsce będzie sprawdzane ponownie.",
  "next.eliminated": "Sprawa jest zamknięta. Jeśli zagrożenie wróci, zgłoś je ponownie.",
  "next.unconfirmed":
    "Sprawa jest zamknięta. Jeśli zagrożenie się powtarza, zgłoś je ponownie i podaj, o jakiej porze występuje.",
  "next.joke_or_mistake": "Sprawa jest zamknięta.",

  ...answering.pl,
  ...problems.pl,
} as const satisfies Record<string, Message>;

export type Key = keyof typeof pl;
export type Dictionary = Record<Key, Message>;
