// The bodies of the public HTTP contract, as /v1/openapi.json states them.

export type Lang = "pl" | "en" | "uk";
export type Names = Record<Lang, string>;

export interface Category {
  slug: string;
  names: Names;
  sensitive: boolean;
  withheld: boolean;
  description_required: boolean;
  public_from: "new" | "confirmed" | null;
  retired: boolean;
  priority: "urgent" | "normal";
}

export interface Status {
  slug: string;
  names: Names;
  public: boolean;
}

export interface Emergency {
  number: string;
  notice: Names;
}

export interface Catalogue {
  categories: Category[];
  statuses: Status[];
  emergency: Emergency;
}

export interface Unit {
  code: string;
  name: string;
  type: string;
  garrison: { code: string; name: string };
  approximate: boolean;
}

export interface Located {
  unit: Unit;
  near_border: { unit: Unit; metres: number } | null;
  attribution: string;
}

export interface CellCounts {
  cell: string;
  resolution: number;
  total: number;
  counts: Record<string, Record<string, number>>;
}

export type PartOfDay = "morning" | "afternoon" | "evening" | "night";
export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

export interface NewReport {
  category: string;
  lat: number;
  lon: number;
  description?: string;
  occurred_at?: string;
  part_of_day?: PartOfDay;
  weekdays?: Weekday[];
}

export interface Receipt {
  id: string;
  tracking_token: string;
  status: string;
  category: string;
  created_at: string;
  cell: string;
  unit: Unit;
  emergency: Emergency;
}

/** What everybody may know of an institution outside the Police. */
export interface Institution {
  code: string;
  kind: { slug: string; names: Names };
  names: Names;
}

export const SAID = ["accepted", "repair_date", "eliminated", "refused"] as const;
export type Said = (typeof SAID)[number];

export interface Forwarding {
  institution: Institution | null;
  unit: Unit;
  category: string;
  location: { lat: number; lon: number };
  note: string;
  asked_at: string;
  due_at: string;
  expires_at: string;
  closed: boolean;
  statements: { answer: Said; at: string; note: string | null; repair_by: string | null }[];
}

export interface NewAnswer {
  answer: Said;
  note?: string;
  repair_by?: string;
}

/** `institution`, `answer` and `repair_by` stand with the steps of a forwarding only. */
export interface Step {
  status: string;
  at: string;
  institution?: Institution | null;
  answer?: Said | "no_answer" | null;
  repair_by?: string | null;
}

export interface TrackedReport {
  id: string;
  category: string;
  status: string;
  created_at: string;
  updated_at: string;
  cell: string;
  unit: Unit;
  history: Step[];
  duplicate_of: string | null;
}

export interface Fault {
  field: string;
  message: string;
}
