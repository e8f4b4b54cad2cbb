// Chooses which statuses count: one toggle each, with shape, word and number.
import { publicStatuses, type App, type State } from "../app";
import { h } from "../dom";
import { nameOf, number, t } from "../i18n";
import { statusIcon } from "../icons";
import { toggled } from "../model/filters";

export interface FilterPart {
  element: HTMLElement;
  draw(state: State): void;
}

export function statusFilter(app: App): FilterPart {
  const toggle = (slug: string): void => {
    const { filters } = app.store.get();
    app.store.set({ filters: { ...filters, statuses: toggled(filters.statuses, slug) } });
  };
  const chips = publicStatuses(app).map((status) => {
    const count = h("span", { class: "chip-count" });
    const button = h(
      "button",
      { type: "button", class: "chip", "data-status": status.slug, on: { click: () => toggle(status.slug) } },
      statusIcon(status.slug),
      h("span", {}, nameOf(status, status.slug)),
      count,
    );
    return { slug: status.slug, button, count };
  });
  return {
    element: h(
      "fieldset",
      { class: "filter" },
      h("legend", {}, t("filter.status")),
      h("div", { class: "chips" }, chips.map(({ button }) => button)),
    ),
    draw({ filters, summary }) {
      for (const { slug, button, count } of chips) {
        button.setAttribute("aria-pressed", String(filters.statuses.includes(slug)));
        count.textContent = summary ? number(summary.byStatus.get(slug) ?? 0) : "";
      }
    },
  };
}
