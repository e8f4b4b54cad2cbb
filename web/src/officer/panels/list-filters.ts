// What the list shows: which statuses, and for those above units, which unit; the rest behind a line that opens.
import { fill, h, uniqueId } from "../../dom";
import { number } from "../../i18n";
import { statusIcon } from "../../icons";
import { toggled } from "../../model/filters";
import type { Desk } from "../desk";
import { everythingOf, furtherFilters, type Wanted } from "../model/list";
import type { ListState } from "../work-list";
import { o, statusName } from "../words";
import { categoryBoxes } from "./category-boxes";
import { orderFields } from "./order-fields";
import { unitChoice } from "./unit-field";
import { wordsField } from "./words-field";

export interface FilterPart {
  element: HTMLElement;
  draw(state: ListState): void;
}

export function listFilters(desk: Desk): FilterPart {
  const { app, list } = desk;
  const change = (part: Partial<Wanted>): void => list.want({ ...list.store.get().wanted, ...part });
  const statuses = statusChips(desk, change);
  const categories = categoryBoxes(app, (chosen) => change({ categories: chosen }));
  const words = wordsField((text) => change({ words: text }));
  const order = orderFields(change);
  const summary = h("summary", {});
  const clear = (): void => list.want(everythingOf(list.store.get().wanted.unit));
  const clearButton = h(
    "button",
    { type: "button", class: "button is-quiet", on: { click: clear } },
    o("list.clearFilters"),
  );
  const further = h(
    "details",
    { class: "typed" },
    summary,
    h("div", { class: "further" }, order.element, words.element, categories.element, clearButton),
  );
  return {
    element: h(
      "div",
      { class: "list-filters" },
      unitChoice(desk, (unit) => change({ unit })),
      statuses.element,
      further,
    ),
    draw(state) {
      const { wanted } = state;
      const set = furtherFilters(wanted);
      statuses.draw(state);
      categories.draw(wanted.categories);
      words.draw(wanted.words);
      order.draw(wanted);
      fill(summary, o("list.filters"), set > 0 && ` (${o("list.filtersSet", { count: set })})`);
      clearButton.hidden = set === 0;
    },
  };
}

function statusChips({ app, list }: Desk, change: (part: Partial<Wanted>) => void): FilterPart {
  const id = uniqueId("statuses");
  const chips = app.catalogue.statuses.map(({ slug }) => {
    const click = (): void => change({ statuses: toggled(list.store.get().wanted.statuses, slug) });
    const count = h("span", { class: "row-count" });
    const element = h(
      "button",
      { type: "button", class: "chip", on: { click } },
      statusIcon(slug),
      statusName(app, slug),
      count,
    );
    return { slug, element, count };
  });
  return {
    element: h(
      "div",
      { class: "status-chips" },
      h("p", { class: "filter-title", id }, o("list.status")),
      h(
        "div",
        { class: "chips", role: "group", "aria-labelledby": id },
        chips.map(({ element }) => element),
      ),
    ),
    draw({ wanted, counts }) {
      for (const { slug, element, count } of chips) {
        count.textContent = counts ? number(counts[slug] ?? 0) : "";
        element.setAttribute("aria-pressed", String(wanted.statuses.includes(slug)));
      }
    },
  };
}
