// Chooses which statuses count: each with its shape, its word and its number.
import { publicStatuses, type App } from "../app";
import { h } from "../dom";
import { nameOf, t } from "../i18n";
import { statusIcon } from "../icons";
import { toggled } from "../model/filters";
import { drawRows, filterRow, type FilterPart } from "./filter-row";

export function statusFilter(app: App): FilterPart {
  const toggle = (slug: string): void => {
    const { filters } = app.store.get();
    app.store.set({ filters: { ...filters, statuses: toggled(filters.statuses, slug) } });
  };
  const rows = publicStatuses(app).map((status) =>
    filterRow(status.slug, nameOf(status, status.slug), statusIcon(status.slug), () => toggle(status.slug)),
  );
  return {
    element: h(
      "fieldset",
      { class: "filter" },
      h("legend", {}, t("filter.status")),
      rows.map(({ element }) => element),
    ),
    draw: ({ filters, summary }) => drawRows(rows, filters.statuses, summary?.byStatus ?? null),
  };
}
