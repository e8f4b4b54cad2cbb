// The history of a report as a list; what a step says to whom is decided by whoever shows it.
import { h, type Child } from "../dom";
import { longDate } from "../i18n";
import { statusIcon } from "../icons";

export interface ToldStep {
  status: string;
  at: string;
  title: string;
  /** Who did it, when that is told. */
  by?: string;
  /** What else is told of it. */
  more: Child;
}

export const historyList = (steps: readonly ToldStep[]): HTMLElement =>
  h(
    "ol",
    { class: "timeline" },
    steps.map(({ status, at, title, by, more }, index) =>
      h(
        "li",
        { class: `is-${status}`, ...(index === steps.length - 1 && { "aria-current": "step" }) },
        statusIcon(status),
        h("span", { class: "timeline-name" }, title),
        h("time", { datetime: at }, longDate(at), by && ` · ${by}`),
        more,
      ),
    ),
  );
