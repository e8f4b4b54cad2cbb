// Says that somebody else was faster: how the report stands now, and that nothing of what was written is lost.
import { h } from "../../dom";
import { icon } from "../../icons";
import { o, statusName } from "../words";
import type { Case } from "./report";

const ELSEWHERE = ["note", "assign", "hand_over", "merge", "part"];

export function conflictNote({ desk: { app }, draft, report }: Case): HTMLElement {
  const waits = draft !== null && [...report.allowed, ...ELSEWHERE].includes(draft.act);
  return h(
    "div",
    { class: "refusal", role: "alert" },
    h("p", { class: "refusal-title" }, icon("warning"), o("conflict.title")),
    h("p", {}, o("conflict.text", { status: statusName(app, report.status) })),
    draft?.text &&
      (waits
        ? h("p", {}, o("conflict.keep"))
        : [h("p", {}, o("conflict.unsaved")), h("p", { class: "quoted" }, draft.text)]),
  );
}
