// Lets an officer place what somebody told in person, through the residents' own form.
import { h } from "../../dom";
import { icon } from "../../icons";
import { emptyDraft } from "../../model/draft";
import type { Desk } from "../desk";
import { o } from "../words";

/** Leads to the residents' own form; what it sends goes in the name of the unit. */
export function recordButton({ app, api, officer, list }: Desk): HTMLElement {
  const record = (): void => {
    const unit = list.store.get().wanted.unit ?? officer.unit;
    app.store.set({
      draft: emptyDraft(),
      clerk: { words: o("record.note", { unit }), place: (report, key) => api.record(unit, report, key) },
    });
    app.go({ name: "report", step: "what" });
  };
  return h(
    "button",
    { type: "button", class: "button is-wide", on: { click: record } },
    icon("plus"),
    o("record.begin"),
  );
}
