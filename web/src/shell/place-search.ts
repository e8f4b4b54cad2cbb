// Finds a town by name without asking any server: suggestions from the towns that the map already knows.
import type { App } from "../app";
import { t } from "../i18n";
import { icon } from "../icons";
import { findPlaces, type Place } from "../model/places";
import { combobox } from "./combobox";

export const placeSearch = (app: App, chosen: (place: Place) => void): HTMLElement =>
  combobox<Place>({
    label: t("search.label"),
    placeholder: t("search.placeholder"),
    none: t("search.none"),
    found: (count) => t("search.found", { count }),
    find: (query) => findPlaces(app.store.get().places, query),
    name: ({ name }) => name,
    draw: ({ name }) => [icon("pin"), name],
    chosen,
    announce: (text) => app.announce(text),
  });
