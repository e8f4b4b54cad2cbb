// The officers' words: a dictionary of their own, so that residents do not load it.
import { translator } from "../i18n";
import { en } from "./i18n/en";
import { pl, type OfficerKey } from "./i18n/pl";
import { uk } from "./i18n/uk";

export type { OfficerKey } from "./i18n/pl";
export { statusName } from "../app";

export const o = translator<OfficerKey>({ pl, en, uk });

/** The words of a key made from data, or the data themselves when this page is older than they are. */
export const wordsFor = (prefix: string, slug: string, values: Record<string, string> = {}): string =>
  `${prefix}.${slug}` in pl ? o(`${prefix}.${slug}` as OfficerKey, values) : slug;
