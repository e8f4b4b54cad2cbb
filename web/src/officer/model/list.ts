// What an officer wants to see in the work list: as the API asks for it, and as the address keeps it.
import type { Line } from "../types";

export interface Wanted {
  /** `null` while somebody above all units has not chosen one. */
  unit: string | null;
  statuses: readonly string[];
  categories: readonly string[];
  sort: Sort;
  assignee: "me" | "nobody" | null;
  /** Only what is past its deadline. */
  late: boolean;
  /** Only what lies near another unit's area, or only what does not. */
  nearBorder: boolean | null;
  /** Days since the placing, at most and at least. */
  newerThan: number | null;
  olderThan: number | null;
  /** What the texts of a report hold; "" for whatever they hold. */
  words: string;
}

export const SORTS = ["newest", "oldest", "deadline"] as const;
export type Sort = (typeof SORTS)[number];

/** Fewer characters of a word are not looked for. */
export const FEWEST_CHARACTERS = 3;

const LATE = "late,thrice_late";

export const everythingOf = (unit: string | null): Wanted => ({
  unit,
  statuses: [],
  categories: [],
  sort: "newest",
  assignee: null,
  late: false,
  nearBorder: null,
  newerThan: null,
  olderThan: null,
  words: "",
});

/** How many filters are set beside unit, status and order. */
export const furtherFilters = (wanted: Wanted): number =>
  [
    wanted.categories.length > 0,
    wanted.assignee !== null,
    wanted.late,
    wanted.nearBorder !== null,
    wanted.newerThan !== null,
    wanted.olderThan !== null,
    wanted.words !== "",
  ].filter(Boolean).length;

export function queryOf(wanted: Wanted, cursor: string | null): URLSearchParams {
  const query = addressOf(wanted);
  if (wanted.words) query.set("text", wanted.words);
  if (cursor) query.set("cursor", cursor);
  return query;
}

/** The wish as the address keeps it: without words, which may be names and have no place in a browser's history. */
export function addressOf(wanted: Wanted): URLSearchParams {
  const given: Record<string, string | number | boolean | null> = {
    unit: wanted.unit,
    status: wanted.statuses.join(","),
    category: wanted.categories.join(","),
    sort: wanted.sort === "newest" ? null : wanted.sort,
    assignee: wanted.assignee,
    deadline: wanted.late ? LATE : null,
    near_border: wanted.nearBorder,
    newer_than: wanted.newerThan,
    older_than: wanted.olderThan,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) {
    if (value !== null && value !== "") query.set(name, String(value));
  }
  return query;
}

/** What an address asks for; what it does not name of unit and words stays as it is in `present`. */
export function wantedFrom(query: string, present: Wanted): Wanted {
  const params = new URLSearchParams(query);
  if (query === "") return present;
  return {
    unit: params.get("unit") ?? present.unit,
    statuses: slugs(params.get("status")),
    categories: slugs(params.get("category")),
    sort: SORTS.find((sort) => sort === params.get("sort")) ?? "newest",
    assignee: (["me", "nobody"] as const).find((who) => who === params.get("assignee")) ?? null,
    late: params.get("deadline") === LATE,
    nearBorder: truth(params.get("near_border")),
    newerThan: days(params.get("newer_than")),
    olderThan: days(params.get("older_than")),
    words: present.words,
  };
}

export const isSame = (one: Wanted, other: Wanted): boolean =>
  queryOf(one, null).toString() === queryOf(other, null).toString();

/** The lines that were not there before, or were there in another version. */
export function changedIds(before: readonly Line[], after: readonly Line[]): string[] {
  const versions = new Map(before.map(({ id, version }) => [id, version]));
  return after.filter(({ id, version }) => versions.get(id) !== version).map(({ id }) => id);
}

/** The id `step` lines from `selected`; the first line when none is selected, and never past the ends. */
export function stepped(lines: readonly Line[], selected: string | null, step: number): string | null {
  const at = lines.findIndex(({ id }) => id === selected);
  const to = at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + step));
  return lines[to]?.id ?? null;
}

const slugs = (list: string | null): string[] =>
  (list ?? "").split(",").filter((slug) => /^[a-z_]+$/.test(slug));

const truth = (text: string | null): boolean | null =>
  text === "true" || text === "false" ? text === "true" : null;

const days = (text: string | null): number | null => (text && /^\d{1,3}$/.test(text) ? Number(text) : null);
