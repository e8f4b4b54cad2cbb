// What tests of residents' pages are made of; they need a document.
import type { Receipt, Unit } from "../src/api/types";
import type { App, Clerk, State } from "../src/app";
import type { Page } from "../src/model/address";
import { emptyDraft, type Draft } from "../src/model/draft";
import { stateFromAddress } from "../src/router";
import { createStore } from "../src/store";

export const KRAKOW: Unit = {
  code: "1261",
  name: "KMP w Krakowie",
  type: "KMP",
  garrison: { code: "12", name: "Małopolska" },
  approximate: false,
};

export const RECEIPT: Receipt = {
  id: "r-1",
  tracking_token: "token-1",
  status: "new",
  category: "speeding",
  created_at: "2026-03-10T08:00:00Z",
  cell: "881e2659c3fffff",
  unit: KRAKOW,
  emergency: { number: "112", notice: { pl: "", en: "", uk: "" } },
};

export const draftWith = (parts: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(),
  category: "speeding",
  point: { lat: 50.06, lon: 19.94 },
  ...parts,
});

export const clerkWith = (parts: Partial<Clerk> = {}): Clerk => ({
  account: "anna",
  unit: "1261",
  away: null,
  note: () => "1261",
  place: () => Promise.resolve(RECEIPT),
  explain: () => null,
  ...parts,
});

/** An app without a map, unless `parts` brings one; `went` holds where it was led to. */
export function appWith(state: Partial<State> = {}, parts: Partial<App> = {}): App & { went: Page[] } {
  const went: Page[] = [];
  return {
    catalogue: { categories: [], statuses: [], emergency: RECEIPT.emergency },
    store: createStore<State>({ ...stateFromAddress(), ...state }),
    map: null,
    go: (page) => void went.push(page),
    show: () => undefined,
    reopen: () => undefined,
    announce: () => undefined,
    ...parts,
    went,
  };
}

/** Lets all that was promised by now come true. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
