// The bodies of the officers' half of the HTTP contract, as /v1/openapi.json states them.
import type { PartOfDay, TrackedReport, Unit, Weekday } from "../api/types";

export interface Line {
  id: string;
  category: string;
  status: string;
  created_at: string;
  cell: string;
  version: number;
}

export interface WorkListPage {
  unit: Unit;
  reports: Line[];
  next: string | null;
}

/** How a report stands and where it may go. */
export interface State {
  id: string;
  version: number;
  status: string;
  unit: string;
  updated_at: string;
  assignee: string | null;
  duplicate_of: string | null;
  duplicates: string[];
  /** The moves that this officer may make now. */
  allowed: string[];
  /** Those of them that need a reason. */
  needs_note: string[];
}

export interface HistoryStep {
  status: string;
  at: string;
  act: string;
  by: string | null;
  note: string | null;
  unit: string | null;
  reason: string | null;
  assignee: string | null;
  report: string | null;
}

export interface FullReport extends Omit<TrackedReport, "history">, Omit<State, "unit"> {
  location: { lat: number; lon: number };
  description: string | null;
  occurred_at: string | null;
  part_of_day: PartOfDay | null;
  weekdays: Weekday[];
  history: HistoryStep[];
}

export type Wish = { status: string; note?: string } | { unit: string; reason: string } | { note: string };
