// Gives a report to somebody: to oneself, to nobody, and for coordinators to any account on the unit's roster.
import { o } from "../words";
import { actForm } from "./act-form";
import type { Case } from "./report";
import { rosterField } from "./roster-field";

export function assignForm(file: Case, cancel: () => void): HTMLElement {
  const { desk, report, draft } = file;
  const kept = draft && "assignee" in draft.wish ? draft.wish.assignee : undefined;
  const roster = rosterField(desk, report.unit.code, report.assignee !== null, kept);
  return actForm(file, {
    act: "assign",
    title: o("assign.title"),
    label: o("move.note"),
    required: false,
    content: roster.element,
    wish(note) {
      const assignee = roster.account();
      return assignee === undefined ? null : { assignee, ...(note && { note }) };
    },
    missing: () => roster.missing(),
    done: () => o("move.saved"),
    cancel,
  });
}
