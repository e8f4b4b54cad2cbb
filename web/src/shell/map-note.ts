// Says on the map itself what is wrong with it, and what one can do: nobody should take a failure for an empty map.
import type { App, State } from "../app";
import { fill, h } from "../dom";
import { t } from "../i18n";
import { icon } from "../icons";
import { focusTitle } from "./focus";

export function mapNote(app: App): HTMLElement {
  const box = h("div", { class: "map-notes", role: "status" });
  const draw = ({ tilesFailed, locationDenied }: State): void =>
    fill(box, tilesFailed && app.map && tilesTrouble(app), locationDenied && locationTrouble(app));
  draw(app.store.get());
  app.store.watch(["tilesFailed", "locationDenied", "lang"], draw);
  return box;
}

/** Also for where a panel covers the map. A browser that draws no maps has nothing to try again. */
export const tilesTrouble = (app: App): HTMLElement =>
  h(
    "div",
    { class: "map-note is-tiles" },
    icon("warning"),
    h("p", {}, t("map.tilesFailed")),
    app.map &&
      h(
        "button",
        { type: "button", class: "button", on: { click: leaving(() => app.map?.retry()) } },
        icon("retry"),
        t("state.retry"),
      ),
  );

const locationTrouble = ({ store }: App): HTMLElement =>
  h(
    "div",
    { class: "map-note" },
    icon("warning"),
    h("p", {}, t("map.denied")),
    h(
      "button",
      { type: "button", class: "button", on: { click: leaving(() => store.set({ locationDenied: false })) } },
      t("map.close"),
    ),
  );

/** A button that goes with its note leaves the focus to the panel. */
const leaving = (act: () => void) => (): void => {
  act();
  focusTitle();
};
