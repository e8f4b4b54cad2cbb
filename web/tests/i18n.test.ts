import { expect, test } from "vitest";
import { en } from "../src/i18n/en";
import { pl, type Message } from "../src/i18n/pl";
import { uk } from "../src/i18n/uk";
import { en as officerEn } from "../src/officer/i18n/en";
import { pl as officerPl } from "../src/officer/i18n/pl";
import { uk as officerUk } from "../src/officer/i18n/uk";

type Words = Record<string, Message>;

const residents: Record<string, Words> = { pl, en, uk };
const officers: Record<string, Words> = { pl: officerPl, en: officerEn, uk: officerUk };
const dictionaries = Object.keys(residents).flatMap((lang) => [
  { who: "residents", lang, dictionary: residents[lang] ?? {}, reference: pl },
  { who: "officers", lang, dictionary: officers[lang] ?? {}, reference: officerPl },
]);

const texts = (message: Message | undefined): string[] =>
  typeof message === "string" ? [message] : Object.values(message ?? {});

const placeholders = (message: Message | undefined): string[] =>
  [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

test.each(dictionaries)(
  "$who read in $lang every text of Polish, with the same placeholders",
  ({ dictionary, reference }) => {
    expect(Object.keys(dictionary).sort()).toEqual(Object.keys(reference).sort());
    for (const [key, message] of Object.entries(reference)) {
      expect(placeholders(dictionary[key]), key).toEqual(placeholders(message));
      expect(texts(dictionary[key]).every(Boolean), key).toBe(true);
    }
  },
);

test.each(dictionaries)("$who read in $lang every plural form of the language", ({ lang, dictionary }) => {
  const needed = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;

  for (const [key, message] of Object.entries(dictionary)) {
    if (typeof message === "string") continue;
    expect(Object.keys(message).sort(), key).toEqual([...needed].sort());
  }
});
