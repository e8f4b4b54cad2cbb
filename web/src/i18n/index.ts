// Chooses the language and turns keys, numbers and dates into its words.
import type { Lang, Names } from "../api/types";
import { en } from "./en";
import { pl, type Key, type Message } from "./pl";
import { uk } from "./uk";

export type { Key } from "./pl";

export const LANGUAGES: readonly { code: Lang; name: string }[] = [
  { code: "pl", name: "Polski" },
  { code: "en", name: "English" },
  { code: "uk", name: "Українська" },
];

const STORAGE_KEY = "language";

let current: Lang = "pl";

export const language = (): Lang => current;

/** The first of: the address, an earlier choice, the browser's wishes, Polish. */
export function preferredLanguage(fromAddress: string | null): Lang {
  const wishes = [fromAddress, remembered(), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wishes.find(isLang) ?? "pl";
}

export function useLanguage(lang: Lang): void {
  current = lang;
  document.documentElement.lang = lang;
}

export function rememberLanguage(lang: Lang): void {
  try {
    localStorage.setItem(STORAGE_KEY, lang);
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
  }
}

export function isLang(value: unknown): value is Lang {
  return LANGUAGES.some(({ code }) => code === value);
}

type Values = Record<string, string | number>;

/** Makes what gives the text of a key in the present language; a `count` picks the plural form. */
export function translator<K extends string>(dictionaries: Record<Lang, Record<K, Message>>) {
  return (key: K, values: Values = {}): string => {
    const message = dictionaries[current][key];
    const text = typeof message === "string" ? message : pluralForm(message, Number(values.count ?? 0));
    return text.replace(/\{(\w+)\}/g, (_, name: string) => shown(values[name] ?? ""));
  };
}

export const t = translator<Key>({ pl, en, uk });

/** The text of a key made from data; nothing when the data know more than this dictionary. */
export const textFor = (key: string): string => (key in pl ? t(key as Key) : "");

export const nameOf = (thing: { names: Names } | undefined, slug: string): string =>
  thing?.names[current] ?? slug;

/** "March 2026" of `2026-03`. */
export const monthName = (month: string): string =>
  new Intl.DateTimeFormat(current, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-15`),
  );

export const number = (value: number): string => new Intl.NumberFormat(current).format(value);

export const longDate = (iso: string): string =>
  new Intl.DateTimeFormat(current, { dateStyle: "long", timeStyle: "short" }).format(new Date(iso));

/** A day without its hour, such as 2026-04-10, which is the same day everywhere. */
export const longDay = (day: string): string =>
  new Intl.DateTimeFormat(current, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));

export const join = (words: string[]): string =>
  new Intl.ListFormat(current, { type: "conjunction" }).format(words);

/** "Monday" or "Mon" in the current language; 0 is Monday. */
export function weekdayName(index: number, weekday: "long" | "short"): string {
  const aMonday = Date.UTC(2024, 0, 1);
  const day = new Date(aMonday + index * 86_400_000);
  return new Intl.DateTimeFormat(current, { weekday, timeZone: "UTC" }).format(day);
}

function pluralForm(forms: Partial<Record<Intl.LDMLPluralRule, string>>, count: number): string {
  return forms[new Intl.PluralRules(current).select(count)] ?? forms.other ?? "";
}

function shown(value: string | number): string {
  return typeof value === "number" ? number(value) : value;
}

function remembered(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}
