// The history of a report: what was done, by which role of which unit, with which words.
import { h } from "../../dom";
import { statusIcon } from "../../icons";
import type { Desk } from "../desk";
import type { FullReport, HistoryStep } from "../types";
import { o, statusName, wordsFor, type OfficerKey } from "../words";
import { exactly } from "./times";

export const timeline = (desk: Desk, { history }: FullReport): HTMLElement =>
  h(
    "ol",
    { class: "timeline" },
    history.map((step, index) =>
      h(
        "li",
        { class: `is-${step.status}`, ...(index === history.length - 1 && { "aria-current": "step" }) },
        statusIcon(step.status),
        h("span", { class: "timeline-name" }, titleOf(desk, step)),
        h("time", { datetime: step.at }, exactly(step.at), " · ", whoDid(step, index)),
        (step.note ?? step.reason) && h("p", { class: "quoted" }, step.note ?? step.reason),
      ),
    ),
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
