// Finds out what became of a report since it was read: nothing but photos, the officer's own act, or another's.
import { Problem } from "../../api/client";
import type { FullReport, HistoryStep, State, Wish } from "../types";
import type { Officer } from "./claims";

/** The report's state as a refusal tells it, when it is of another version; else the act itself was refused. */
export function otherState(error: unknown, version: number): State | null {
  if (!(error instanceof Problem) || error.status !== 409) return null;
  const current = error.body.current as State | undefined;
  return current && current.version !== version ? current : null;
}

/** Whether an officer would act on both alike: the map's own marks and photos raise a version too. */
export const isSameCase = (before: FullReport, after: FullReport): boolean =>
  JSON.stringify(actedOn(before)) === JSON.stringify(actedOn(after));

/** Whether what was wished has been done since, by an officer of this role and unit and in these words. */
export function isGranted(
  wish: Wish,
  { role, unit }: Officer,
  before: FullReport,
  after: FullReport,
): boolean {
  const wanted = Object.entries({ ...stepOf(wish), by: `${role}@${unit}` });
  return after.history
    .slice(before.history.length)
    .some((step) => wanted.every(([name, value]) => step[name as keyof HistoryStep] === value));
}

const actedOn = ({
  category,
  status,
  unit,
  assignee,
  location,
  duplicate_of,
  history,
}: FullReport): unknown => [
  [category, status, unit.code, assignee, location.lat, location.lon, duplicate_of],
  history.filter(({ act }) => !act.startsWith("photo_")).length,
];

/** What the history tells of a wish that was granted. */
function stepOf(wish: Wish): Partial<HistoryStep> {
  if ("status" in wish) return { act: "moved", note: null, ...wish };
  if ("unit" in wish) return { act: "handed_over", ...wish };
  if ("assignee" in wish) return { act: "assigned", note: null, ...wish };
  if (!("duplicate_of" in wish)) return { act: "noted", ...wish };
  const { duplicate_of: main, note = null } = wish;
  return main === null ? { act: "parted_from", note } : { act: "merged_into", report: main, note };
}
