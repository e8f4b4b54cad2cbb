// The report being written: what is missing in it, what of it is sent, and under which key.
import type { Category, NewReport, PartOfDay, Weekday } from "../api/types";
import type { LonLat } from "./places";

export const DESCRIPTION_LIMIT = 500;
export const PARTS_OF_DAY: readonly PartOfDay[] = ["morning", "afternoon", "evening", "night"];
export const WEEKDAYS: readonly Weekday[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];

export interface Draft {
  category: string | null;
  point: LonLat | null;
  description: string;
  /** As the browser's date and time field gives it: local time without an offset. */
  occurredAt: string;
  partOfDay: PartOfDay | null;
  weekdays: readonly Weekday[];
}

export type DetailFault = "missing" | "tooLong" | "future";

export const emptyDraft = (): Draft => ({
  category: null,
  point: null,
  description: "",
  occurredAt: "",
  partOfDay: null,
  weekdays: [],
});

/** A report begins with its category. */
export const isUnwritten = ({ category }: Draft): boolean => category === null;

export function detailFaults(draft: Draft, category: Category | undefined, now: Date): DetailFault[] {
  const text = draft.description.trim();
  const faults: DetailFault[] = [];
  if (category?.description_required && text === "") faults.push("missing");
  if (text.length > DESCRIPTION_LIMIT) faults.push("tooLong");
  if (draft.occurredAt !== "" && new Date(draft.occurredAt) > now) faults.push("future");
  return faults;
}

/** The body to send; throws when the draft has no category or no place yet. */
export function reportOf(draft: Draft): NewReport {
  if (!draft.category || !draft.point) throw new Error("A report needs a category and a place.");
  const description = draft.description.trim();
  return {
    category: draft.category,
    lat: rounded(draft.point.lat),
    lon: rounded(draft.point.lon),
    ...(description && { description }),
    ...(draft.occurredAt && { occurred_at: new Date(draft.occurredAt).toISOString() }),
    ...(draft.partOfDay && { part_of_day: draft.partOfDay }),
    ...(draft.weekdays.length > 0 && { weekdays: WEEKDAYS.filter((day) => draft.weekdays.includes(day)) }),
  };
}

export interface KeyKeeper {
  keyOf(report: NewReport): string;
  /** Called once the report is in: an equal one is then another one. */
  forget(): void;
}

/** Gives one report one key: kept until the report is in, new as soon as its body changes. */
export function keyKeeper(newKey: () => string): KeyKeeper {
  let lastBody = "";
  let key = "";
  return {
    keyOf(report) {
      const body = JSON.stringify(report);
      if (body !== lastBody) key = newKey();
      lastBody = body;
      return key;
    },
    forget() {
      lastBody = "";
    },
  };
}

/** 128 random bits, hexadecimal; unlike `crypto.randomUUID` also to be had without HTTPS. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
