// How a unit works, in numbers: the period as a whole beside the garrison, then month by month.
import { categoryOf, statusName, type Panel } from "../../../app";
import { fill, h } from "../../../dom";
import { monthName, nameOf } from "../../../i18n";
import { categoryIcon, statusIcon } from "../../../icons";
import { emptiness, loadInto } from "../../../shell/states";
import type { Desk } from "../../desk";
import { officerIcon } from "../../icons";
import { MEASURES, periodFrom, type Period } from "../../model/statistics";
import { refusalWords } from "../../../refusals";
import type { UnitApi } from "../../unit-api";
import type { Figures, Statistics } from "../../unit-types";
import { o } from "../../words";
import { saveAs } from "../download";
import { figure } from "../figures";
import { exactly } from "../times";
import { chart } from "./chart";
import { periodChoice } from "./period-choice";
import { shareTable, type Part } from "./shares";
import { unitPage, whyNot } from "./unit-page";

export const statisticsPage = (desk: Desk): Panel =>
  unitPage(desk, "statistics", (api) => {
    const { app } = desk;
    const today = new Date();
    const period = periodFrom(app.store.get().query, today);
    const place = h("div", { class: "unit-page" });
    const change = ({ from, to }: Period): void => {
      app.store.set({ query: new URLSearchParams({ unit: api.unit, from, to }).toString() });
      app.reopen();
    };
    void loadInto(
      place,
      () => api.statistics(period),
      (statistics) => contentOf(desk, api, statistics, period),
      whyNot,
    );
    return h("div", { class: "unit-page" }, periodChoice(period, today, change), place);
  });

function contentOf(desk: Desk, api: UnitApi, statistics: Statistics, period: Period): HTMLElement {
  const { unit, from, to, at, total, garrison } = statistics;
  if (total.received === 0) {
    return h("div", {}, unitHeading(statistics), emptiness(o("statistics.none"), o("statistics.noneHint")));
  }
  return h(
    "article",
    { class: "unit-page" },
    unitHeading(statistics),
    h(
      "p",
      { class: "hint" },
      o("statistics.asOf", { from: monthName(from), to: monthName(to), when: exactly(at) }),
    ),
    summaryTable(total, garrison.figures),
    saveButton(api, period),
    h(
      "div",
      { class: "charts" },
      MEASURES.map((measure) => chart(measure, statistics)),
    ),
    h("h2", {}, o("statistics.byStatus")),
    shareTable(o("list.status"), statusParts(desk, total, garrison.figures)),
    h("h2", {}, o("statistics.byCategory")),
    shareTable(o("statistics.category"), categoryParts(desk, total, garrison.figures)),
    h("p", { class: "hint" }, o("statistics.notes", { unit: unit.code })),
  );
}

const unitHeading = ({ unit }: Statistics): HTMLElement =>
  h("h2", { lang: "pl" }, `${unit.name} (${unit.code})`);

function summaryTable(total: Figures, garrison: Figures): HTMLElement {
  const rows = MEASURES.flatMap(({ name, kind, of, ninetieth }) => [
    { words: o(`measure.${name}`), kind, of },
    ...(ninetieth ? [{ words: o("statistics.ninetiethOf"), kind, of: ninetieth }] : []),
  ]);
  const heads = [o("statistics.measure"), o("list.unit"), o("statistics.garrison")];
  return h(
    "table",
    { class: "numbers is-summary" },
    h("caption", { class: "for-readers" }, o("statistics.summary")),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        heads.map((words) => h("th", { scope: "col" }, words)),
      ),
    ),
    h(
      "tbody",
      {},
      rows.map(({ words, kind, of }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, words),
          h("td", {}, figure(of(total), kind)),
          h("td", {}, figure(of(garrison), kind)),
        ),
      ),
    ),
  );
}

const statusParts = ({ app }: Desk, total: Figures, garrison: Figures): Part[] =>
  partsOf(total.by_status, garrison.by_status, (slug) => [statusIcon(slug), statusName(app, slug)]);

const categoryParts = ({ app }: Desk, total: Figures, garrison: Figures): Part[] =>
  partsOf(total.by_category, garrison.by_category, (slug) => [
    categoryIcon(slug),
    nameOf(categoryOf(app, slug), slug),
  ]);

const partsOf = (
  own: Record<string, number>,
  garrison: Record<string, number>,
  nameFor: (slug: string) => Part["name"],
): Part[] =>
  [...new Set([...Object.keys(own), ...Object.keys(garrison)])].map((slug) => ({
    name: nameFor(slug),
    count: own[slug] ?? 0,
    garrison: garrison[slug] ?? 0,
  }));

function saveButton(api: UnitApi, period: Period): HTMLElement {
  const fault = h("p", { class: "fault", role: "alert" });
  const save = async (): Promise<void> => {
    fill(fault);
    try {
      saveAs(await api.statisticsTable(period), `${api.unit}_${period.from}_${period.to}.csv`);
    } catch (error) {
      fill(fault, refusalWords(error));
    }
  };
  return h(
    "div",
    {},
    h(
      "button",
      { type: "button", class: "button", on: { click: () => void save() } },
      officerIcon("download"),
      o("statistics.save"),
    ),
    fault,
  );
}
