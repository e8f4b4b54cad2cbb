// The history of a report: what was done, by which role of which unit, with which words.
import { h } from "../../dom";
import { answerWords } from "../../panels/answer-words";
import { historyList } from "../../panels/history";
import type { Desk } from "../desk";
import type { FullReport, HistoryStep } from "../types";
import { o, statusName, wordsFor } from "../words";
import { signatureWords } from "./signature";

export const timeline = (desk: Desk, { history, plane }: FullReport): HTMLElement =>
  historyList(
    history.map((step, index) => ({
      status: step.status,
      at: step.at,
      title: titleOf(desk, step),
      by: step.by ? signatureWords(step.by) : wordsFor("by", index > 0 ? "system" : plane),
      more: [
        institutionWords(step).map((words) => h("p", { class: "timeline-more" }, words)),
        (step.note ?? step.reason) && h("p", { class: "quoted" }, step.note ?? step.reason),
      ],
    })),
  );

function titleOf({ app }: Desk, { act, status, unit, report, assignee }: HistoryStep): string {
  return wordsFor("act", act === "assigned" && assignee === null ? "unassigned" : act, {
    status: statusName(app, status),
    unit: unit ?? "",
    report: report?.slice(0, 8) ?? "",
  });
}

/** To whom the report went, what they answered, by when they repair. */
const institutionWords = ({ institution, ...said }: HistoryStep): string[] => [
  ...(institution ? [o("step.institution", { institution })] : []),
  ...answerWords(said),
];
