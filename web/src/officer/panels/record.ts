// Lets an officer place what somebody told in person, through the residents' own form.
import { Problem } from "../../api/client";
import type { Clerk, Explanation, State } from "../../app";
import { fill, h, uniqueId } from "../../dom";
import { icon } from "../../icons";
import { emptyDraft } from "../../model/draft";
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
    app.store.set({ draft: emptyDraft(), clerk: clerkOf(api, officer, unit) });
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
  note: () => o("record.note", { unit }),
  place: (report, key) => api.record(unit, report, key),
  explain,
});

/** What an officer began to enter is nobody else's; `account` is whose turn it is now, if anybody's. */
export function keepDraftOf(account: string | null, store: Store<Pick<State, "clerk" | "draft">>): void {
  const { clerk } = store.get();
  if (clerk && clerk.account !== account) store.set({ clerk: null, draft: emptyDraft() });
}

function explain(error: unknown): Explanation | null {
  if (error instanceof SessionEnded) {
    const way = { words: o("signIn.submit"), href: officerAddress(RECORD) };
    return { title: o("record.ended"), hint: o("record.endedHint"), way };
  }
  if (error instanceof Problem && error.isSpent)
    return { title: o("record.quota"), hint: o("record.quotaHint") };
  return null;
}
