// Puts the page together: bar, panel and map around one shared state.
import type { Catalogue, Lang } from "./api/types";
import type { App, Panel, State } from "./app";
import { fill, h } from "./dom";
import { rememberLanguage, t, useLanguage } from "./i18n";
import type { Basemap } from "./map/config";
import { MapView } from "./map/view";
import { isUnwritten } from "./model/draft";
import type { Filters } from "./model/filters";
import { openPanel } from "./panels";
import { endTurn } from "./panels/report/turn";
import { loadPlaces } from "./places";
import { followAddress, go, stateFromAddress } from "./router";
import { emergencyStrip } from "./shell/emergency";
import { focusTitle } from "./shell/focus";
import { header } from "./shell/header";
import { legend } from "./shell/legend";
import { credits, crosshair, mapControls } from "./shell/map-controls";
import { mapNote } from "./shell/map-note";
import { noticeBox } from "./shell/notice";
import { createSheet, type Sheet } from "./shell/sheet";
import { createStore, type Store } from "./store";

export function openPage(root: HTMLElement, catalogue: Catalogue, basemap: Basemap): void {
  const store = createStore(stateFromAddress());
  // The first to hear of a new language, so that all the others already draw in it.
  store.watch(["lang"], ({ lang }) => lang && useLanguage(lang));
  const canvas = h("div", { class: "map-canvas" });
  const stage = h("section", { class: "stage", "aria-label": t("nav.map") }, canvas);
  const spoken = h("p", { class: "for-readers", role: "status" });
  const sheet = createSheet(() => uncover(app, sheet));
  const panels = { open: (): void => undefined };
  const app: App = {
    catalogue,
    store,
    map: null,
    go: (page) => go(store, page),
    show: (point, zoom) => app.map?.flyTo(point, zoom),
    reopen: () => panels.open(),
    announce: (text) => (spoken.textContent = text),
  };

  const [key, note, notice] = [legend(app), mapNote(app), noticeBox(app)];
  const drawFrame = (): void => {
    fill(stage, canvas, crosshair(), mapControls(app), key, note, credits(basemap));
    fill(
      root,
      skipLink(),
      emergencyStrip(catalogue.emergency.number),
      header(store.get().page.name, (lang) => chooseLanguage(store, lang)),
      h("main", { class: "layout" }, sheet.element, stage),
      notice,
      spoken,
    );
    sheet.element.setAttribute("aria-label", t("panel.label"));
    app.map?.setLabel(t("map.label"));
  };

  drawFrame();
  app.map = createMap(app, canvas, basemap);
  panels.open = showPanels(app, sheet);
  markCurrent(root, store.get());
  store.watch(["lang"], drawFrame);
  store.watch(["page"], () => markCurrent(root, store.get()));
  store.watch(["filters"], ({ filters }) => app.map?.setFilters(filters, everything(app)));
  followAddress(store, (view) => app.map?.jumpTo(view));
  void loadPlaces().then((places) => store.set({ places }));
}

function createMap(app: App, canvas: HTMLElement, basemap: Basemap): MapView | null {
  const { store } = app;
  const { view, filters } = store.get();
  try {
    const map = new MapView(canvas, view, basemap, {
      moved: (moved) => store.set({ view: moved }),
      summarised: (summary, limits) => store.set({ summary, limits, tilesFailed: false }),
      tilesFailed: () => store.set({ summary: null, tilesFailed: true }),
      cellPicked: (cell) => app.go(cell ? { name: "cell", cell } : { name: "explore" }),
      pointPicked: (point) => store.set({ draft: { ...store.get().draft, point } }),
    });
    map.setLabel(t("map.label"));
    map.setFilters(filters, everything(app));
    canvas.addEventListener("keydown", ({ key }) => key === "Enter" && map.pickCentre());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.repaint());
    return map;
  } catch {
    store.set({ tilesFailed: true });
    canvas.append(h("p", { class: "map-failed", role: "alert" }, t("map.failed")));
    return null;
  }
}

/** Opens the panel of the present page, now and whenever the page or the language changes, and when asked. */
function showPanels(app: App, sheet: Sheet): () => void {
  let panel: Panel | null = null;
  const open = (): void => {
    panel?.dispose?.();
    panel = openPanel(app, app.store.get().page);
    sheet.show(panel);
    document.title = panel.back ? `${panel.title} · ${t("app.name")}` : t("app.name");
  };
  open();
  app.store.watch(["lang"], open);
  app.store.watch(["page"], ({ page, draft }) => {
    if (page.name !== "report" && isUnwritten(draft)) endTurn(app.store);
    open();
    focusTitle();
  });
  app.store.watch(["receipt"], ({ receipt }) => {
    for (const wait of receipt ? [3_000, 9_000] : []) setTimeout(() => app.map?.refresh(), wait);
  });
  return open;
}

/** The map's middle is the middle of what the sheet leaves free. */
function uncover(app: App, sheet: Sheet): void {
  const covered = sheet.covered();
  document.documentElement.style.setProperty("--covered", `${covered}px`);
  app.map?.setCovered(covered);
}

/** What may be on the map at all. */
const everything = ({ catalogue }: App): Filters => ({
  categories: catalogue.categories.filter((category) => !category.withheld).map(({ slug }) => slug),
  statuses: catalogue.statuses.filter((status) => status.public).map(({ slug }) => slug),
});

function chooseLanguage(store: Store<State>, lang: Lang): void {
  rememberLanguage(lang);
  store.set({ lang });
}

function markCurrent(root: HTMLElement, { page }: State): void {
  document.documentElement.dataset.page = page.name;
  for (const link of root.querySelectorAll(".nav a")) {
    if (link.getAttribute("href") === `#/${page.name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

const skipLink = (): HTMLElement =>
  h("button", { type: "button", class: "skip", on: { click: focusTitle } }, t("app.skip"));
