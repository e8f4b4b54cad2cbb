// Which months statistics are of, and what is drawn of them: pure numbers, no words.
import { months } from "../../model/period";
import type { Figures, Spread } from "../unit-types";

/** Months such as `2026-03`, both in it. */
export interface Period {
  from: string;
  to: string;
}

/** Months of one answer of the API. */
export const LONGEST = 12;

/** The period of an address; what it does not name well is the twelve months that end with this one. */
export function periodFrom(query: string, today: Date): Period {
  const params = new URLSearchParams(query);
  const offered = months(today);
  const known = (name: string): string | undefined => offered.find((month) => month === params.get(name));
  const to = known("to") ?? lastOf(offered);
  const from = known("from") ?? monthsBefore(to, LONGEST - 1);
  return fitted({ from, to }, "to");
}

/** The last so many months, this one among them. */
export function lastMonths(count: number, today: Date): Period {
  const to = lastOf(months(today));
  return { from: monthsBefore(to, count - 1), to };
}

/** The period with the other end moved along when it is turned round or longer than an answer may be. */
export function fitted({ from, to }: Period, kept: keyof Period): Period {
  const [earliest, latest] = [monthsBefore(to, LONGEST - 1), monthsBefore(from, 1 - LONGEST)];
  if (kept === "to") return { from: from > to ? to : from < earliest ? earliest : from, to };
  return { from, to: to < from ? from : to > latest ? latest : to };
}

/** `2026-01`, 2 is `2025-11`; a negative count goes on. */
export function monthsBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const at = year * 12 + number - 1 - count;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}

export type Kind = "count" | "share" | "hours";

export interface Measure {
  name: "received" | "confirmed" | "late" | "read" | "verify";
  kind: Kind;
  of: (figures: Figures) => number | null;
  /** What nine of ten do not exceed, where that is told. */
  ninetieth?: (figures: Figures) => number | null;
}

const timed = (name: Measure["name"], spread: (figures: Figures) => Spread): Measure => ({
  name,
  kind: "hours",
  of: (figures) => spread(figures).median,
  ninetieth: (figures) => spread(figures).p90,
});

export const MEASURES: readonly Measure[] = [
  { name: "received", kind: "count", of: ({ received }) => received },
  { name: "confirmed", kind: "share", of: ({ confirmed_share }) => confirmed_share },
  { name: "late", kind: "share", of: ({ late_share }) => late_share },
  timed("read", ({ hours_to_read }) => hours_to_read),
  timed("verify", ({ hours_to_verify }) => hours_to_verify),
];

/** A round number of the form 1, 2 or 5 times a power of ten, not below any of `values`; a share's top is 1. */
export function topOf(values: readonly (number | null)[], kind: Kind): number {
  if (kind === "share") return 1;
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const power = 10 ** Math.floor(Math.log10(most));
  return power * ([1, 2, 5, 10].find((step) => step * power >= most) ?? 10);
}

const lastOf = (offered: readonly string[]): string => offered[0] ?? "";
