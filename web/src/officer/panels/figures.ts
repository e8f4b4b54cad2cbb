// Writes the numbers of statistics: counts, shares and hours, in the reader's language.
import { language, number } from "../../i18n";
import type { Kind } from "../model/statistics";
import { o } from "../words";

/** A dash, where there is nothing to take a part of. */
export function figure(value: number | null, kind: Kind): string {
  if (value === null) return "–";
  if (kind === "count") return number(value);
  if (kind === "share") return percent(value);
  return o("statistics.hours", { hours: rounded(value) });
}

/** The same without its unit, for a drawing whose scale tells it. */
export function shortFigure(value: number, kind: Kind): string {
  if (kind === "share") return String(Math.round(value * 100));
  return kind === "hours" ? rounded(value) : number(value);
}

export const percent = (share: number): string =>
  new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 }).format(share);

/** One place behind the comma where it tells something. */
const rounded = (hours: number): string =>
  new Intl.NumberFormat(language(), { maximumFractionDigits: hours < 10 ? 1 : 0 }).format(hours);
