// What stands at the head of a report, for residents and officers alike: its kind, and how it stands.
import type { TrackedReport } from "../api/types";
import { categoryOf, statusName, type App } from "../app";
import { h } from "../dom";
import { nameOf, textFor } from "../i18n";
import { categoryIcon, statusIcon } from "../icons";

export const reportHead = (
  app: App,
  { category, status }: Pick<TrackedReport, "category" | "status">,
): HTMLElement =>
  h(
    "div",
    { class: "report-head" },
    h(
      "p",
      { class: "report-kind" },
      categoryIcon(category),
      h("span", {}, nameOf(categoryOf(app, category), category)),
    ),
    h(
      "div",
      { class: `status-card is-${status}` },
      statusIcon(status),
      h(
        "div",
        {},
        h("p", { class: "status-name" }, statusName(app, status)),
        h("p", {}, textFor(`status.${status}`)),
      ),
    ),
  );
