import { expect, test } from "vitest";
import { en } from "../src/i18n/en";
import { pl, type Message } from "../src/i18n/pl";
import { uk } from "../src/i18n/uk";

const dictionaries = { pl, en, uk } as Record<string, Record<string, Message>>;
const languages = Object.keys(dictionaries);

const texts = (message: Message | undefined): string[] =>
  typeof message === "string" ? [message] : Object.values(message ?? {});

const placeholders = (message: Message | undefined): string[] =>
  [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

test.each(languages)("%s has every text of Polish, with the same placeholders", (lang) => {
  const dictionary = dictionaries[lang] ?? {};

  expect(Object.keys(dictionary).sort()).toEqual(Object.keys(pl).sort());
  for (const [key, message] of Object.entries(pl)) {
    expect(placeholders(dictionary[key]), key).toEqual(placeholders(message));
    expect(texts(dictionary[key]).every(Boolean), key).toBe(true);
  }
});

test.each(languages)("%s has every plural form that its language needs", (lang) => {
  const needed = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;

  for (const [key, message] of Object.entries(dictionaries[lang] ?? {})) {
    if (typeof message === "string") continue;
    expect(Object.keys(message).sort(), key).toEqual([...needed].sort());
  }
});
