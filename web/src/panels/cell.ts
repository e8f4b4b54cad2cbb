// Tells all that is public about one cell: its counts per category and status, and who answers there.
import { getCell, locateUnit, Problem } from "../api/client";
import type { CellCounts } from "../api/types";
import { categoryOf, publicStatuses, type App, type Panel } from "../app";
import { fill, h } from "../dom";
import { nameOf, number, t } from "../i18n";
import { categoryIcon, icon, statusIcon } from "../icons";
import { isFiltering } from "../model/filters";
import { NOW } from "../model/period";
import type { LonLat } from "../model/places";
import { emptiness, loadInto } from "../shell/states";
import { whereabouts } from "./place-words";
import { unitCard } from "./unit-card";

export function cellPanel(app: App, cell: string): Panel {
  const counts = h("div", { "aria-live": "polite" });
  const place = h("p", { class: "lead" });
  const unit = h("div", {});
  void loadInto(
    counts,
    () => getCell(cell, app.store.get().filters.layer ?? NOW),
    (result) => countsOf(app, result),
    unknownCell,
  );

  let placed = false;
  const locate = (): void => {
    const middle = placed ? null : (app.map?.select(cell) ?? null);
    if (!middle) return;
    placed = true;
    place.textContent = whereabouts(app.store.get(), middle);
    void showUnit(unit, middle);
  };
  locate();
  // A cell that came with the address is outlined as soon as its tile is there.
  const stop = app.store.watch(["summary", "places"], locate);
  return {
    title: t("cell.title"),
    snap: "half",
    back: { name: "explore" },
    dispose: () => {
      stop();
      app.map?.select(null);
    },
    content: h(
      "div",
      { class: "cell" },
      place,
      counts,
      unit,
      h("a", { class: "button", href: "#/report/what" }, icon("plus"), t("cell.report")),
    ),
  };
}

function countsOf(app: App, { total, counts }: CellCounts): HTMLElement {
  if (total === 0) return emptiness(t("cell.empty"), t("cell.emptyHint"));
  return h(
    "div",
    {},
    h(
      "p",
      { class: "sums-line" },
      h("strong", { class: "big-number" }, number(total)),
      h("span", {}, t("cell.total", { count: total })),
    ),
    isFiltering(app.store.get().filters) && h("p", { class: "hint" }, t("cell.filtered")),
    statusBars(app, counts, total),
    categoryList(app, counts),
  );
}

function statusBars(app: App, counts: CellCounts["counts"], total: number): HTMLElement {
  const sums = publicStatuses(app)
    .map((status) => ({ status, count: sum(Object.values(counts).map((of) => of[status.slug] ?? 0)) }))
    .filter(({ count }) => count > 0);
  return h(
    "section",
    {},
    h("h2", {}, t("cell.byStatus")),
    h(
      "ul",
      { class: "bars" },
      sums.map(({ status, count }) =>
        h(
          "li",
          { class: `bar-row is-${status.slug}`, vars: { "--share": count / total } },
          statusIcon(status.slug),
          h("span", { class: "row-name" }, nameOf(status, status.slug)),
          h("span", { class: "row-count" }, number(count)),
        ),
      ),
    ),
  );
}

function categoryList(app: App, counts: CellCounts["counts"]): HTMLElement {
  const rows = Object.entries(counts)
    .map(([slug, of]) => ({ slug, of, total: sum(Object.values(of)) }))
    .sort((a, b) => b.total - a.total);
  return h(
    "section",
    {},
    h("h2", {}, t("cell.byCategory")),
    h(
      "ul",
      { class: "kinds" },
      rows.map(({ slug, of, total }) =>
        h(
          "li",
          {},
          h(
            "p",
            { class: "kind" },
            categoryIcon(slug),
            h("span", { class: "row-name" }, nameOf(categoryOf(app, slug), slug)),
            h("span", { class: "row-count" }, number(total)),
          ),
          statusLine(app, of),
        ),
      ),
    ),
  );
}

/** The statuses of one category: a small picture and a number each, and words for those who hear the page. */
const statusLine = (app: App, of: Record<string, number>): HTMLElement =>
  h(
    "p",
    { class: "status-line" },
    publicStatuses(app)
      .filter(({ slug }) => of[slug])
      .map((status) =>
        h(
          "span",
          { title: nameOf(status, status.slug) },
          statusIcon(status.slug),
          h("span", { class: "for-readers" }, `${nameOf(status, status.slug)}: `),
          number(of[status.slug] ?? 0),
        ),
      ),
  );

async function showUnit(place: HTMLElement, point: LonLat): Promise<void> {
  try {
    const { unit } = await locateUnit(point.lat, point.lon);
    fill(place, h("h2", {}, t("cell.unit")), unitCard(unit));
  } catch {
    // The middle of a border cell may lie abroad; the counts stand without a unit.
    fill(place);
  }
}

const unknownCell = (error: unknown): HTMLElement | null =>
  error instanceof Problem && error.status === 404
    ? emptiness(t("state.notFound"), t("state.notFoundHint"))
    : null;

const sum = (numbers: number[]): number => numbers.reduce((total, value) => total + value, 0);
