// The bodies of the officers' half of the HTTP contract, as /v1/openapi.json states them.
import type { Names, PartOfDay, Step, TrackedReport, Unit, Weekday } from "../api/types";
import type { Plane } from "../model/period";

export interface Line {
  id: string;
  category: string;
  status: string;
  created_at: string;
  /** `null` where nothing is promised. */
  due_at: string | null;
  lateness: Lateness | null;
  cell: string;
  location: { lat: number; lon: number };
  near_border: boolean | null;
  unit: string;
  assignee: string | null;
  duplicate_of: string | null;
  version: number;
}

export type Lateness = "on_time" | "due_soon" | "late" | "thrice_late";

export interface WorkListPage {
  unit: Unit;
  /** All reports of the unit by status; only on the first page. */
  counts: Record<string, number> | null;
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

export const ACTS = [
  "moved",
  "handed_over",
  "noted",
  "assigned",
  "merged_into",
  "took_in",
  "parted_from",
  "let_go",
  "photo_added",
  "photo_removed",
  "answered",
] as const;
export type Act = (typeof ACTS)[number];

export interface HistoryStep {
  status: string;
  at: string;
  act: Act;
  /** "role@unit" of an officer, the code of an institution; `null` for a resident and the map itself. */
  by: string | null;
  note: string | null;
  unit: string | null;
  reason: string | null;
  assignee: string | null;
  report: string | null;
  /** The code of whom the report was forwarded to, and what they said. */
  institution: string | null;
  answer: NonNullable<Step["answer"]> | null;
  repair_by: string | null;
}

/** A photo of the site; addresses open for some minutes, and only of one that is ready. */
export interface Photo {
  id: string;
  stage: "awaited" | "ready" | "refused";
  flaw: string | null;
  asked_at: string;
  by: string;
  removable: boolean;
  picture: string | null;
  thumbnail: string | null;
}

/** Where a file is posted to: these fields first, then the file. */
export interface UploadForm {
  url: string;
  fields: Record<string, string>;
  most_bytes: number;
}

export interface FullReport extends Omit<TrackedReport, "history">, Omit<State, "unit"> {
  location: { lat: number; lon: number };
  near_border: boolean | null;
  due_at: string | null;
  plane: Plane;
  description: string | null;
  occurred_at: string | null;
  part_of_day: PartOfDay | null;
  weekdays: Weekday[];
  photos: Photo[];
  history: HistoryStep[];
}

export type Wish =
  | { status: string; note?: string }
  | { status: "forwarded"; institution: string; note: string }
  | { unit: string; reason: string }
  | { assignee: string | null; note?: string }
  | { duplicate_of: string | null; note?: string }
  | { note: string };

export interface Institution {
  code: string;
  kind: { slug: string; names: Names };
  names: Names;
  email: string;
}

/** An account that signed on in the unit, or in one above it. */
export interface RosterMember {
  id: string;
  name: string;
  role: string;
  unit: string;
}

export interface Likely {
  id: string;
  status: string;
  created_at: string;
  metres: number;
}
