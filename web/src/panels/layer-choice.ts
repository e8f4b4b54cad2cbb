// Chooses what time, or whose reports, the map shows.
import type { App, State } from "../app";
import { h } from "../dom";
import { monthName, t } from "../i18n";
import { LAST_YEAR, months, NOW, PLANES, years } from "../model/period";
import type { FilterPart } from "./filter-row";

export function layerChoice(app: App, today = new Date()): FilterPart {
  const select = h(
    "select",
    {
      id: "layer",
      on: {
        change: () => {
          const { categories, statuses } = app.store.get().filters;
          const layer = select.value === NOW ? {} : { layer: select.value };
          app.store.set({ filters: { categories, statuses, ...layer } });
        },
      },
    },
    option(NOW, t("layer.current")),
    option(LAST_YEAR, t("layer.last-12-months")),
    group(
      t("layer.sources"),
      PLANES.map((plane) => option(plane, t(`layer.${plane}`))),
    ),
    group(
      t("layer.months"),
      months(today).map((month) => option(month, monthName(month))),
    ),
    group(
      t("layer.years"),
      years(today).map((year) => option(year, year)),
    ),
  );
  const note = h("p", { class: "hint" });
  return {
    element: h(
      "section",
      { class: "filter" },
      h("label", { class: "filter-title", for: "layer" }, t("layer.title")),
      select,
      note,
    ),
    draw({ filters }: State) {
      const layer = filters.layer ?? NOW;
      if (![...select.options].some(({ value }) => value === layer)) select.append(option(layer, layer));
      select.value = layer;
      note.textContent = /^20|^last/.test(layer) ? t("layer.history") : "";
      note.hidden = note.textContent === "";
    },
  };
}

const option = (value: string, name: string): HTMLOptionElement => h("option", { value }, name);

const group = (label: string, options: HTMLOptionElement[]): HTMLElement => h("optgroup", { label }, options);
