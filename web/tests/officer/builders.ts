// What tests of officers' pages are made of.
import type { App, State as Shared } from "../../src/app";
import type { Api } from "../../src/officer/api";
import type { Desk } from "../../src/officer/desk";
import type { Officer, Role } from "../../src/officer/model/claims";
import type { FullReport, HistoryStep, Line, Photo, State } from "../../src/officer/types";
import { createStore } from "../../src/store";
import { WorkList } from "../../src/officer/work-list";

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

export const stepWith = (parts: Partial<HistoryStep> = {}): HistoryStep => ({
  status: "new",
  at: "2026-03-10T08:00:00Z",
  act: "moved",
  by: null,
  note: null,
  unit: null,
  reason: null,
  assignee: null,
  report: null,
  institution: null,
  answer: null,
  repair_by: null,
  ...parts,
});

export const photoWith = (parts: Partial<Photo> = {}): Photo => ({
  id: "p-1",
  stage: "ready",
  flaw: null,
  asked_at: "2026-03-14T09:59:00Z",
  by: "officer@1261",
  removable: true,
  picture: "https://photos.example/p-1",
  thumbnail: "https://photos.example/p-1/thumbnail",
  ...parts,
});

export const reportWith = (parts: Partial<FullReport> = {}): FullReport => ({
  ...lineWith(),
  updated_at: "2026-03-10T08:00:00Z",
  unit: {
    code: "1261",
    name: "KMP w Krakowie",
    type: "KMP",
    garrison: { code: "12", name: "Małopolska" },
    approximate: false,
  },
  plane: "residents",
  description: null,
  occurred_at: null,
  part_of_day: null,
  weekdays: [],
  photos: [],
  history: [stepWith()],
  duplicates: [],
  allowed: ["under_verification"],
  needs_note: [],
  ...parts,
});

export const stateOf = ({ unit, ...report }: FullReport): State => ({ ...report, unit: unit.code });

/** A desk at which somebody of unit 1261 sits; `api` holds what the test lets the service answer. */
export function deskWith(api: object, role: Role = "officer"): Desk & { said: string[] } {
  const said: string[] = [];
  const officer: Officer = { sub: "me", name: "krakow", role, unit: "1261" };
  const app: Partial<App> = {
    catalogue: {
      categories: [],
      statuses: [],
      emergency: { number: "112", notice: { pl: "", en: "", uk: "" } },
    },
    map: null,
    store: createStore({ places: [], query: "" } as unknown as Shared),
    show: () => undefined,
    go: () => undefined,
    announce: (words) => void said.push(words),
  };
  return {
    app: app as App,
    api: api as Api,
    officer,
    list: new WorkList(api as Api, officer),
    signOut: () => undefined,
    said,
  };
}
