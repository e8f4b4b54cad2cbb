// Says that somebody else was faster: how the report stands now, and that nothing of what was written is lost.
import { h } from "../../dom";
import { icon } from "../../icons";
import { o, statusName } from "../words";
import { isOffered } from "./other-acts";
import type { Case } from "./report";

export function conflictNote({ desk: { app }, draft, report }: Case): HTMLElement {
  const waits = draft !== null && (report.allowed.includes(draft.act) || isOffered(draft.act, report));
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
