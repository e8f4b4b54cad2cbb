// The map as text: the cells in view, most reports first.
import type { App, Panel, State } from "../app";
import { fill, h } from "../dom";
import { number, t } from "../i18n";
import { classOf } from "../model/scale";
import { whereabouts } from "./place-words";
import { tilesTrouble } from "../shell/map-note";
import { emptiness, loading } from "../shell/states";

const LONGEST = 60;

export function listPanel(app: App): Panel {
  const list = h("div", {});
  const draw = (state: State): void => fill(list, contentOf(app, state));
  draw(app.store.get());
  const stop = app.store.watch(["summary", "tilesFailed", "places"], draw);
  return {
    title: t("list.title"),
    snap: "full",
    back: { name: "explore" },
    dispose: stop,
    content: h("div", { class: "list" }, h("p", { class: "lead" }, t("list.intro")), list),
  };
}

function contentOf(app: App, state: State): HTMLElement[] {
  const { summary, limits, tilesFailed } = state;
  if (tilesFailed) return [tilesTrouble(app)];
  if (!summary) return [loading()];
  if (summary.cells.length === 0) return [emptiness(t("explore.none"), t("cell.emptyHint"))];
  const shown = summary.cells.slice(0, LONGEST);
  const rest = summary.cells.length - shown.length;
  const step = (count: number): number =>
    limits.length ? 1 + Math.round((classOf(count, limits) * 5) / limits.length) : 3;
  const items = shown.map(({ cell, centre, count }) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "list-item", on: { click: () => app.go({ name: "cell", cell }) } },
        h("span", {
          class: "hex",
          vars: { "--swatch": `var(--map-ramp-${step(count)})` },
          "aria-hidden": "true",
        }),
        h("span", { class: "row-name" }, whereabouts(state, centre)),
        h("span", { class: "row-count", "aria-hidden": "true" }, number(count)),
        h("span", { class: "for-readers" }, t("list.count", { count })),
      ),
    ),
  );
  return [
    h("ol", { class: "cells" }, items),
    ...(rest > 0 ? [h("p", { class: "hint" }, t("list.more", { count: rest }))] : []),
  ];
}
