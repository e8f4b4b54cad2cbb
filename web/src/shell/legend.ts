// Explains the colours: what the classes are, and how large a cell is at this zoom.
import type { App, State } from "../app";
import { fill, h } from "../dom";
import { number, t } from "../i18n";
import { rampFor } from "../model/scale";
import { areaAt } from "../model/resolution";

const STEPS = [1, 2, 3, 4, 5, 6];

export function legend(app: App): HTMLElement {
  const box = h("section", { class: "legend" });
  const draw = (state: State): void => {
    box.setAttribute("aria-label", t("legend.title"));
    box.hidden = state.tilesFailed;
    fill(box, contentOf(state));
  };
  draw(app.store.get());
  app.store.watch(["limits", "summary", "tilesFailed", "lang"], draw);
  return box;
}

function contentOf({ summary, limits, view }: State): HTMLElement[] {
  if (!summary) return [h("p", { class: "legend-title" }, t("legend.loading"))];
  if (summary.total === 0) return [h("p", { class: "legend-title" }, t("legend.empty"))];
  const steps = rampFor(STEPS, limits.length + 1);
  return [
    h("p", { class: "legend-title" }, t("legend.title")),
    h(
      "ol",
      { class: "ramp" },
      steps.map((step, index) =>
        h(
          "li",
          {},
          h("span", { class: "swatch", vars: { "--swatch": `var(--map-ramp-${step})` } }),
          h("span", { "aria-hidden": "true" }, index === 0 ? "1" : number(limits[index - 1] ?? 0)),
          h("span", { class: "for-readers" }, spoken(limits, index)),
        ),
      ),
    ),
    h("p", { class: "legend-note" }, t("legend.area", { area: number(areaAt(view?.zoom ?? 5)) })),
  ];
}

function spoken(limits: readonly number[], index: number): string {
  if (index === 0) return t("legend.below", { value: limits[0] ?? 2 });
  return t("legend.from", { value: limits[index - 1] ?? 0 });
}
