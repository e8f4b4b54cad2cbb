// Why a request was not done, by the title of the problem that the API answers, in all three languages.
import type { Lang } from "../api/types";

const pl = {
  "problem.Sign-in needed": "Sesja się skończyła. Zaloguj się ponownie.",
  "problem.Outside your scope": "To należy do innej jednostki.",
  "problem.Coordinator needed": "To może zrobić tylko koordynator.",
  "problem.Not for your role": "Twoja rola na to nie pozwala.",
  "problem.Not found": "Już tego nie ma. Odśwież stronę.",
  "problem.No such report": "Nie ma takiego zgłoszenia.",
  "problem.No such unit": "Nie ma takiej jednostki.",
  "problem.No such institution": "Nie ma takiej instytucji.",
  "problem.No such photo": "Tego zdjęcia już nie ma. Odśwież stronę.",
  "problem.No such subscription": "Tego wpisu już nie ma. Odśwież stronę.",
  "problem.No such cell": "Nie ma takiego pola na mapie.",
  "problem.Move not allowed":
    "Zgłoszenie w obecnym stanie na to nie pozwala: jest zamknięte, połączone z innym albo już tak jest.",
  "problem.Changed meanwhile": "Ktoś zmienił to wcześniej. Odśwież stronę i zdecyduj jeszcze raz.",
  "problem.Already subscribed": "Ten adres dostaje już powiadomienia w tym garnizonie.",
  "problem.Not yet confirmed": "Nikt jeszcze nie potwierdził tego adresu.",
  "problem.Too many photos":
    "Zgłoszenie ma już tyle zdjęć, ile może mieć. Usuń takie, które nie jest potrzebne.",
  "problem.History full": "Historia zgłoszenia jest pełna. Doprowadź sprawę do końca.",
  "problem.Too many subscriptions":
    "Garnizon nie może mieć więcej adresów. Zakończ taki, który nie jest potrzebny.",
  "problem.Malformed body": "Ta strona jest starsza niż serwer. Odśwież ją.",
  "problem.Unsupported media type": "Ta strona jest starsza niż serwer. Odśwież ją.",
  "problem.Body too large": "Tego jest za dużo naraz. Skróć tekst.",
  "problem.Invalid input": "Serwer nie przyjął tych danych.",
  "problem.Reason needed": "Napisz, dlaczego.",
  "problem.No such officer":
    "Tej osobie nie można teraz przydzielić zgłoszenia: dawno nie logowała się w tej jednostce.",
  "problem.No such report to merge into": "Nie ma zgłoszenia o tym numerze. Sprawdź numer.",
  "problem.Outside the map": "To miejsce leży poza Polską.",
  "problem.Idempotency key reused":
    "Tego zgłoszenia nie można wysłać drugi raz z inną treścią. Zacznij od nowa.",
  "problem.Too many requests": "Za dużo zapytań naraz. Odczekaj chwilę.",
  "problem.Busy, try again": "Serwer jest teraz zajęty. Spróbuj za chwilę.",
  "problem.Internal error": "Serwer nie odpowiada, jak powinien. Spróbuj za chwilę.",
  "field.unit": "Ta jednostka nie prowadzi zgłoszeń. Wybierz inną.",
  "field.institution": "Ta instytucja nie przyjmuje takich zgłoszeń w tym miejscu. Wybierz inną.",
  "field.note": "Tekst jest za długi albo ma znaki, których nie da się zapisać.",
  "field.reason": "Tekst jest za długi albo ma znaki, których nie da się zapisać.",
} as const;

type Words = Record<keyof typeof pl, string>;

const en: Words = {
  "problem.Sign-in needed": "The session has ended. Sign in again.",
  "problem.Outside your scope": "This belongs to another unit.",
  "problem.Coordinator needed": "Only a coordinator can do this.",
  "problem.Not for your role": "Your role does not do this.",
  "problem.Not found": "It is not there any more. Refresh the page.",
  "problem.No such report": "There is no such report.",
  "problem.No such unit": "There is no such unit.",
  "problem.No such institution": "There is no such institution.",
  "problem.No such photo": "This photo is not there any more. Refresh the page.",
  "problem.No such subscription": "This entry is not there any more. Refresh the page.",
  "problem.No such cell": "There is no such cell on the map.",
  "problem.Move not allowed":
    "The report as it stands does not allow this: it is closed, merged into another, or is like this already.",
  "problem.Changed meanwhile": "Somebody changed it before. Refresh the page and decide once more.",
  "problem.Already subscribed": "This address hears alerts in this garrison already.",
  "problem.Not yet confirmed": "Nobody has confirmed this address yet.",
  "problem.Too many photos": "The report has as many photos as it takes. Remove one that is not needed.",
  "problem.History full": "The history of the report is full. Bring the case to its end.",
  "problem.Too many subscriptions": "The garrison takes no more addresses. End one that is not needed.",
  "problem.Malformed body": "This page is older than the service. Refresh it.",
  "problem.Unsupported media type": "This page is older than the service. Refresh it.",
  "problem.Body too large": "This is too much at once. Shorten the text.",
  "problem.Invalid input": "The service did not take these data.",
  "problem.Reason needed": "Write why.",
  "problem.No such officer":
    "This person cannot be given the report now: they have not signed in at this unit for long.",
  "problem.No such report to merge into": "There is no report with this number. Check the number.",
  "problem.Outside the map": "This place lies outside Poland.",
  "problem.Idempotency key reused": "This report cannot be sent again with other words. Start anew.",
  "problem.Too many requests": "Too many requests at once. Wait a moment.",
  "problem.Busy, try again": "The service is busy now. Try again in a moment.",
  "problem.Internal error": "The service does not answer as it should. Try again in a moment.",
  "field.unit": "This unit takes no reports. Choose another.",
  "field.institution": "This institution does not take such reports at this place. Choose another.",
  "field.note": "The text is too long, or has characters that cannot be kept.",
  "field.reason": "The text is too long, or has characters that cannot be kept.",
};

const uk: Words = {
  "problem.Sign-in needed": "Сеанс завершився. Увійдіть знову.",
  "problem.Outside your scope": "Це належить іншому підрозділу.",
  "problem.Coordinator needed": "Це може зробити лише координатор.",
  "problem.Not for your role": "Ваша роль цього не дозволяє.",
  "problem.Not found": "Цього вже немає. Оновіть сторінку.",
  "problem.No such report": "Такого повідомлення немає.",
  "problem.No such unit": "Такого підрозділу немає.",
  "problem.No such institution": "Такої установи немає.",
  "problem.No such photo": "Цієї світлини вже немає. Оновіть сторінку.",
  "problem.No such subscription": "Цього запису вже немає. Оновіть сторінку.",
  "problem.No such cell": "Такого поля на карті немає.",
  "problem.Move not allowed":
    "Теперішній стан повідомлення цього не дозволяє: його закрито, об’єднано з іншим або так уже є.",
  "problem.Changed meanwhile": "Хтось змінив це раніше. Оновіть сторінку та вирішіть ще раз.",
  "problem.Already subscribed": "Ця адреса вже отримує сповіщення в цьому гарнізоні.",
  "problem.Not yet confirmed": "Цю адресу ще ніхто не підтвердив.",
  "problem.Too many photos": "Повідомлення вже має стільки світлин, скільки може мати. Видаліть непотрібну.",
  "problem.History full": "Історія повідомлення заповнена. Доведіть справу до кінця.",
  "problem.Too many subscriptions": "Гарнізон не може мати більше адрес. Завершіть непотрібну.",
  "problem.Malformed body": "Ця сторінка старіша за сервер. Оновіть її.",
  "problem.Unsupported media type": "Ця сторінка старіша за сервер. Оновіть її.",
  "problem.Body too large": "Цього забагато водночас. Скоротіть текст.",
  "problem.Invalid input": "Сервер не прийняв цих даних.",
  "problem.Reason needed": "Напишіть, чому.",
  "problem.No such officer":
    "Цій особі зараз не можна призначити повідомлення: вона давно не входила в цьому підрозділі.",
  "problem.No such report to merge into": "Повідомлення з таким номером немає. Перевірте номер.",
  "problem.Outside the map": "Це місце лежить поза Польщею.",
  "problem.Idempotency key reused":
    "Це повідомлення не можна надіслати вдруге з іншим змістом. Почніть спочатку.",
  "problem.Too many requests": "Забагато запитів водночас. Зачекайте хвилину.",
  "problem.Busy, try again": "Сервер зараз зайнятий. Спробуйте за хвилину.",
  "problem.Internal error": "Сервер не відповідає як слід. Спробуйте за хвилину.",
  "field.unit": "Цей підрозділ не веде повідомлень. Виберіть інший.",
  "field.institution": "Ця установа не приймає таких повідомлень у цьому місці. Виберіть іншу.",
  "field.note": "Текст задовгий або має знаки, які неможливо зберегти.",
  "field.reason": "Текст задовгий або має знаки, які неможливо зберегти.",
};

export const problems: Record<Lang, Words> = { pl, en, uk };
