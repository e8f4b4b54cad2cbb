// Lets an officer place what somebody told in person, through the residents' own form.
import { Problem } from "../../api/client";
import type { Clerk, Explanation, State } from "../../app";
import { fill, h, uniqueId } from "../../dom";
import { icon } from "../../icons";
import { emptyDraft } from "../../model/draft";
import { endTurn } from "../../panels/report/turn";
import type { Store } from "../../store";
import type { Api } from "../api";
import { officerAddress, type Desk } from "../desk";
import type { Officer } from "../model/claims";
import { SessionEnded } from "../session";
import type { ListState } from "../work-list";
import { o } from "../words";

/** The officers' page that leads back to the form. */
export const RECORD = "record";

/** Leads to the residents' own form; what it sends goes in the name of the unit. */
export function recordButton(desk: Desk): { element: HTMLElement; draw: (state: ListState) => void } {
  const { app, api, officer } = desk;
  const hint = h("p", { class: "hint", id: uniqueId("hint") });
  let unit: string | null = null;
  const record = (): void => {
    if (unit === null) return;
    const { clerk, draft } = app.store.get();
    const begun = clerk?.account === officer.sub && clerk.unit === unit;
    app.store.set({ draft: begun ? draft : emptyDraft(), clerk: clerkOf(api, officer, unit) });
    app.go({ name: "report", step: "what" });
  };
  const button = h(
    "button",
    { type: "button", class: "button is-wide", "aria-describedby": hint.id, on: { click: record } },
    icon("plus"),
    o("record.begin"),
  );
  return {
    element: h("div", {}, button, hint),
    draw({ wanted }) {
      unit = wanted.unit;
      button.disabled = unit === null;
      fill(hint, unit === null && o("record.chooseUnit"));
    },
  };
}

export const clerkOf = (api: Pick<Api, "record">, { sub }: Pick<Officer, "sub">, unit: string): Clerk => ({
  account: sub,
  unit,
  away: null,
  note: () => o("record.note", { unit }),
  place: (report, key) => api.record(unit, report, key),
  explain,
});

type Begun = Store<Pick<State, "clerk" | "draft" | "receipt">>;

/** What an officer began to enter is nobody else's; `account` is whose turn it is now, if anybody's. */
export function keepDraftOf(account: string | null, store: Begun): void {
  const { clerk } = store.get();
  if (clerk?.account === account) store.set({ clerk: { ...clerk, away: null } });
  else endTurn(store);
}

/** Whoever uses the tab after a session that ended by itself need not be the officer. */
export function hideDraft(store: Begun): void {
  const { clerk } = store.get();
  if (clerk) store.set({ clerk: { ...clerk, away: sessionEnded } });
}

const sessionEnded = (): Explanation => ({
  title: o("record.ended"),
  hint: o("record.endedHint"),
  way: { words: o("signIn.submit"), href: officerAddress(RECORD) },
});

function explain(error: unknown): Explanation | null {
  if (error instanceof SessionEnded) return sessionEnded();
  if (error instanceof Problem && error.isSpent)
    return { title: o("record.quota"), hint: o("record.quotaHint") };
  return null;
}
