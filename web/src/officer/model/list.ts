// What an officer wants to see in the work list: as the API asks for it, and as the address keeps it.
import type { Line } from "../types";

export interface Wanted {
  /** `null` while somebody above all units has not chosen one. */
  unit: string | null;
  statuses: readonly string[];
  sort: Sort;
  assignee: "me" | "nobody" | null;
  /** Only what is past its deadline. */
  late: boolean;
}

export const SORTS = ["newest", "oldest", "deadline"] as const;
export type Sort = (typeof SORTS)[number];

const LATE = "late,thrice_late";

export const everythingOf = (unit: string | null): Wanted => ({
  unit,
  statuses: [],
  sort: "newest",
  assignee: null,
  late: false,
});

export function queryOf(wanted: Wanted, cursor: string | null): URLSearchParams {
  const { unit, statuses, sort, assignee, late } = wanted;
  const query = new URLSearchParams();
  if (unit) query.set("unit", unit);
  if (statuses.length) query.set("status", statuses.join(","));
  if (sort !== "newest") query.set("sort", sort);
  if (assignee) query.set("assignee", assignee);
  if (late) query.set("deadline", LATE);
  if (cursor) query.set("cursor", cursor);
  return query;
}

/** What an address asks for; what it does not name stays as it is in `present`. */
export function wantedFrom(query: string, present: Wanted): Wanted {
  const params = new URLSearchParams(query);
  if (query === "") return present;
  const statuses = (params.get("status") ?? "").split(",").filter((slug) => /^[a-z_]+$/.test(slug));
  return {
    unit: params.get("unit") ?? present.unit,
    statuses,
    sort: SORTS.find((sort) => sort === params.get("sort")) ?? "newest",
    assignee: (["me", "nobody"] as const).find((who) => who === params.get("assignee")) ?? null,
    late: params.get("deadline") === LATE,
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
