// The history of a report: what was done, by which role of which unit, with which words.
import { h } from "../../dom";
import { historyList } from "../../panels/history";
import type { Desk } from "../desk";
import type { FullReport, HistoryStep } from "../types";
import { o, statusName, wordsFor, type OfficerKey } from "../words";

export const timeline = (desk: Desk, { history }: FullReport): HTMLElement =>
  historyList(
    history.map((step, index) => ({
      status: step.status,
      at: step.at,
      title: titleOf(desk, step),
      by: whoDid(step, index),
      more: (step.note ?? step.reason) && h("p", { class: "quoted" }, step.note ?? step.reason),
    })),
  );

function titleOf({ app }: Desk, { act, status, unit, report, assignee }: HistoryStep): string {
  const key = act === "assigned" && assignee === null ? "act.unassigned" : (`act.${act}` as OfficerKey);
  return o(key, { status: statusName(app, status), unit: unit ?? "", report: report?.slice(0, 8) ?? "" });
}

/** "role@unit" of an officer; the first step is the reporter's, others without a signature the map's own. */
function whoDid({ by }: HistoryStep, index: number): string {
  if (!by) return o(index === 0 ? "by.resident" : "by.system");
  const [role = "", unit = ""] = by.split("@");
  return `${wordsFor("role", role)}, ${unit}`;
}
