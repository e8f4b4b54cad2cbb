// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { Problem } from "../../src/api/client";
import type { Receipt } from "../../src/api/types";
import type { State } from "../../src/app";
import { emptyDraft } from "../../src/model/draft";
import { clerkOf, hideDraft, keepDraftOf, recordButton } from "../../src/officer/panels/record";
import { SessionEnded } from "../../src/officer/session";
import { o } from "../../src/officer/words";
import { openPanel } from "../../src/panels";
import { endTurn } from "../../src/panels/report/turn";
import { createStore } from "../../src/store";
import { appWith, clerkWith, draftWith, RECEIPT } from "../builders";
import { deskWith } from "./builders";

const clerk = clerkOf({ record: () => Promise.resolve({} as Receipt) }, { sub: "anna" }, "1261");
const written = () =>
  createStore<Pick<State, "clerk" | "draft" | "receipt">>({
    clerk,
    draft: { ...emptyDraft(), category: "speeding" },
    receipt: null,
  });

test("a report is placed in the name of the unit that was chosen", async () => {
  const units: string[] = [];
  const record = (unit: string): Promise<Receipt> => {
    units.push(unit);
    return Promise.resolve({} as Receipt);
  };

  await clerkOf({ record }, { sub: "anna" }, "1206").place(
    { category: "speeding", lat: 50, lon: 20 },
    "key-1",
  );

  expect(units).toEqual(["1206"]);
});

test("a session that ended while sending leads to the sign-in and back", () => {
  const explained = clerk.explain(new SessionEnded());

  expect(explained).toEqual({
    title: o("record.ended"),
    hint: o("record.endedHint"),
    way: { words: o("signIn.submit"), href: "#/officer/record" },
  });
});

test("a spent quota is the account's, not that of a connection", () => {
  const spent = new Problem(429, "", [], { title: "Too many reports" });

  expect(clerk.explain(spent)?.title).toBe(o("record.quota"));
});

test("whatever else is refused is told as to residents", () => {
  expect(clerk.explain(new Problem(422, "", []))).toBeNull();
  expect(clerk.explain(new Problem(429, "", [], { title: "Too many requests" }))).toBeNull();
});

test("who signs in again finds the draft as it was", () => {
  const store = written();

  keepDraftOf("anna", store);

  expect(store.get()).toMatchObject({ clerk, draft: { category: "speeding" } });
});

test.each([
  ["another account", "piotr"],
  ["nobody", null],
])("%s finds no draft of an officer's", (_, account) => {
  const store = written();

  keepDraftOf(account, store);

  expect(store.get()).toEqual({ clerk: null, draft: emptyDraft(), receipt: null });
});

test("a resident's draft is no officer's business", () => {
  const store = written();
  store.set({ clerk: null });

  keepDraftOf("anna", store);

  expect(store.get().draft.category).toBe("speeding");
});

test("whoever has no list of their own chooses a unit first", () => {
  const desk = deskWith({}, "national_admin");
  const { element, draw } = recordButton(desk);
  const button = element.querySelector("button");

  draw(desk.list.store.get());
  expect(button?.disabled).toBe(true);
  expect(element.textContent).toContain(o("record.chooseUnit"));
  const { wanted } = desk.list.store.get();
  draw({ ...desk.list.store.get(), wanted: { ...wanted, unit: "1206" } });

  expect(button?.disabled).toBe(false);
  expect(element.textContent).not.toContain(o("record.chooseUnit"));
});

test.each([
  ["goes on with what was begun in the unit's name", "1261", "speeding"],
  ["begins anew in another unit's name", "1206", null],
])("the button %s", (_, unit, category) => {
  const desk = deskWith({});
  desk.app.store.set({ clerk: clerkWith({ account: "me", unit: "1261" }), draft: draftWith() });
  const { element, draw } = recordButton(desk);
  const { wanted } = desk.list.store.get();
  draw({ ...desk.list.store.get(), wanted: { ...wanted, unit } });

  element.querySelector("button")?.click();

  expect(desk.app.store.get().draft.category).toBe(category);
  expect(desk.app.store.get().clerk?.unit).toBe(unit);
});

test("an officer's receipt goes with the officer, a resident's stays", () => {
  const [officers, residents] = [appWith({ clerk, receipt: RECEIPT }), appWith({ receipt: RECEIPT })];

  endTurn(officers.store);
  endTurn(residents.store);

  expect(officers.store.get().receipt).toBeNull();
  expect(residents.store.get().receipt).toBe(RECEIPT);
});

test("after a session that ended by itself the form shows only the ways to sign in and to discard", () => {
  const reopened = vi.fn();
  const app = appWith({ clerk, draft: draftWith({ description: "Z narady" }) }, { reopen: reopened });
  hideDraft(app.store);

  const { content } = openPanel(app, { name: "report", step: "details" });

  expect(content.querySelector("a")?.getAttribute("href")).toBe("#/officer/record");
  expect(content.querySelector("textarea")).toBeNull();
  expect(content.textContent).not.toContain("Z narady");
  content.querySelector("button")?.click();
  expect(app.store.get()).toMatchObject({ clerk: null, draft: emptyDraft() });
  expect(reopened).toHaveBeenCalled();
});

test("the same account finds what was hidden when it signs in again", () => {
  const store = written();
  hideDraft(store);

  keepDraftOf("anna", store);

  expect(store.get()).toMatchObject({ clerk: { away: null }, draft: { category: "speeding" } });
});
