// The buttons over the map, the crosshair for keyboards, and the credits that must stay visible.
import type { App } from "../app";
import { h } from "../dom";
import { t } from "../i18n";
import { icon, type Control } from "../icons";
import { whereAmI } from "../geolocation";
import type { Basemap } from "../map/config";

const CREDITS = "© OpenStreetMap contributors, geoBoundaries · GeoNames";

export function mapControls(app: App): HTMLElement {
  const locate = async (): Promise<void> => {
    const here = await whereAmI();
    app.store.set({ locationDenied: here === null });
    if (here) app.show(here);
  };
  return h(
    "div",
    { class: "map-controls" },
    control("plus", t("map.zoomIn"), () => app.map?.zoomBy(1)),
    control("minus", t("map.zoomOut"), () => app.map?.zoomBy(-1)),
    control("home", t("map.home"), () => app.map?.showPoland()),
    control("locate", t("map.locate"), () => void locate()),
  );
}

export const crosshair = (): HTMLElement => h("div", { class: "crosshair", "aria-hidden": "true" });

export const credits = (basemap: Basemap): HTMLElement =>
  h(
    "p",
    { class: "credits", "aria-label": t("map.attribution") },
    [basemap?.attribution, CREDITS].filter(Boolean).join(" · "),
  );

const control = (name: Control, label: string, click: () => void): HTMLElement =>
  h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click } },
    icon(name),
  );
