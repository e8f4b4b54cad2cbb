// What a unit was told, newest first: every alert of 90 days with what became of it.
import { categoryOf, type App, type Panel } from "../../../app";
import { append, fill, h } from "../../../dom";
import { nameOf } from "../../../i18n";
import { categoryIcon, icon, type Control } from "../../../icons";
import { emptiness, failure, loadInto } from "../../../shell/states";
import type { Desk } from "../../desk";
import type { UnitApi } from "../../unit-api";
import type { AlertLine, AlertPage } from "../../unit-types";
import { o, wordsFor } from "../../words";
import { reportAddress } from "../line-list";
import { exactly } from "../times";
import { unitPage, whyNot } from "./unit-page";

const PICTURES: Record<AlertLine["outcome"], Control> = {
  told: "check",
  waiting: "calendar",
  sending: "retry",
  failed: "warning",
};

export const alertLogPage = (desk: Desk): Panel =>
  unitPage(desk, "alerts", (api) => {
    const place = h("div", {});
    const load = (): void =>
      void loadInto(
        place,
        () => api.alerts(null),
        (page) => contentOf(desk.app, api, page, load),
        whyNot,
      );
    load();
    return place;
  });

function contentOf(app: App, api: UnitApi, first: AlertPage, load: () => void): HTMLElement {
  const { name, code } = first.unit;
  const lines = h("ol", { class: "alerts", "aria-label": o("desk.alerts") });
  const end = h("div", { class: "list-end" });
  const add = ({ alerts, next }: AlertPage): void => {
    append(
      lines,
      alerts.map((alert) => lineOf(app, alert)),
    );
    fill(end, next && moreButton(() => void more(next)));
  };
  const more = async (cursor: string): Promise<void> => {
    const before = lines.lastElementChild;
    try {
      add(await api.alerts(cursor));
      before?.nextElementSibling?.querySelector("a")?.focus();
    } catch (error) {
      fill(
        end,
        failure(error, () => void more(cursor)),
      );
    }
  };
  add(first);
  return h(
    "article",
    { class: "unit-page" },
    h("h2", { lang: "pl" }, `${name} (${code})`),
    h(
      "div",
      { class: "list-status" },
      h("p", { class: "hint" }, o("alert.kept")),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": o("desk.refresh"), on: { click: load } },
        icon("retry"),
      ),
    ),
    first.alerts.length === 0 && !first.next && emptiness(o("alert.none"), o("alert.noneHint")),
    lines,
    end,
  );
}

const moreButton = (click: () => void): HTMLElement =>
  h("button", { type: "button", class: "button is-wide", on: { click } }, o("list.more"));

function lineOf(app: App, alert: AlertLine): HTMLElement {
  const { event, category, priority, at, outcome, report_id } = alert;
  return h(
    "li",
    { class: `alert is-${outcome}` },
    h(
      "p",
      { class: "alert-head" },
      h("strong", {}, wordsFor("event", event)),
      priority === "urgent" && h("span", { class: "tag" }, o("priority.urgent")),
    ),
    h("p", { class: "alert-kind" }, categoryIcon(category), nameOf(categoryOf(app, category), category)),
    h(
      "p",
      { class: "hint" },
      h("time", { datetime: at }, exactly(at)),
      " · ",
      h("a", { href: reportAddress(report_id) }, o("alert.report", { number: report_id.slice(0, 8) })),
    ),
    h("p", { class: "state-badge" }, icon(PICTURES[outcome]), h("span", {}, outcomeWords(alert))),
  );
}

function outcomeWords({ outcome, attempts, due, told_at, digest, failure: reason }: AlertLine): string {
  switch (outcome) {
    case "told":
      return o(digest ? "outcome.toldTogether" : "outcome.told", { when: told_at ? exactly(told_at) : "" });
    case "waiting":
      return o("outcome.waiting", { when: due ? exactly(due) : "" });
    case "sending":
      return o("outcome.sending", { count: attempts });
    case "failed":
      return o("outcome.failed", { count: attempts, why: reason ?? "" });
  }
}
