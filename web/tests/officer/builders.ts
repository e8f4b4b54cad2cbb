// What tests of officers' pages are made of.
import type { Line } from "../../src/officer/types";

export const lineWith = (parts: Partial<Line> = {}): Line => ({
  id: "r-1",
  category: "speeding",
  status: "new",
  created_at: "2026-03-10T08:00:00Z",
  due_at: null,
  lateness: null,
  cell: "881e2659c3fffff",
  location: { lat: 50.06, lon: 19.94 },
  near_border: null,
  unit: "1261",
  assignee: null,
  duplicate_of: null,
  version: 1,
  ...parts,
});
