// The map's own panel: how much is in view, and the filters.
import type { App, Panel, State } from "../app";
import { fill, h } from "../dom";
import { number, t } from "../i18n";
import { icon } from "../icons";
import { isFiltering, NO_FILTERS } from "../model/filters";
import { placeSearch } from "../shell/place-search";
import { categoryFilter } from "./category-filter";
import { layerChoice } from "./layer-choice";
import { statusFilter } from "./status-filter";

export function explorePanel(app: App): Panel {
  const sums = h("div", { class: "sums" });
  const clear = h(
    "button",
    {
      type: "button",
      class: "button is-quiet",
      on: { click: () => app.store.set({ filters: NO_FILTERS }) },
    },
    icon("close"),
    t("filter.clear"),
  );
  const layer = layerChoice(app);
  const statuses = statusFilter(app);
  const categories = categoryFilter(app);
  const draw = (state: State): void => {
    fill(sums, sumsOf(state));
    clear.hidden = !isFiltering(state.filters) && !state.filters.layer;
    layer.draw(state);
    statuses.draw(state);
    categories.draw(state);
  };
  draw(app.store.get());
  const stop = app.store.watch(["summary", "tilesFailed", "filters"], draw);
  return {
    title: t("explore.title"),
    snap: "peek",
    dispose: stop,
    content: h(
      "div",
      { class: "explore" },
      sums,
      h(
        "a",
        { class: "button is-primary is-wide only-phone", href: "#/report/what" },
        icon("plus"),
        t("nav.report"),
      ),
      placeSearch(app, (place) => app.show(place, place.population > 200_000 ? 10 : 11.5)),
      h("div", { class: "filters-head" }, h("h2", {}, t("filter.title")), clear),
      layer.element,
      statuses.element,
      categories.element,
    ),
  };
}

function sumsOf({ summary, tilesFailed }: State): HTMLElement[] {
  if (tilesFailed) return [h("p", { class: "sums-note" }, t("map.tilesFailed"))];
  if (!summary) return [h("p", { class: "sums-note" }, t("state.loading"))];
  const { total, cells } = summary;
  if (total === 0) return [h("p", { class: "sums-note" }, t("explore.none"))];
  return [
    h(
      "p",
      { class: "sums-line" },
      h("strong", { class: "big-number" }, number(total)),
      h(
        "span",
        {},
        `${t("explore.reports", { count: total })} ${t("explore.cells", { count: cells.length })}`,
      ),
    ),
    h("a", { class: "button is-quiet", href: "#/list" }, icon("list"), t("explore.list")),
  ];
}
