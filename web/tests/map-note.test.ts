// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { t } from "../src/i18n";
import type { MapView } from "../src/map/view";
import { explorePanel } from "../src/panels/explore";
import { listPanel } from "../src/panels/list";
import { legend } from "../src/shell/legend";
import { mapNote } from "../src/shell/map-note";
import { appWith } from "./builders";

const NOTHING = { cells: [], total: 0, byCategory: new Map(), byStatus: new Map() };

function given() {
  const asked: string[] = [];
  const map: Partial<MapView> = { retry: () => void asked.push("retry") };
  return { app: appWith({}, { map: map as MapView }), asked };
}

const press = (place: HTMLElement, name: string): void =>
  [...place.querySelectorAll("button")].find(({ textContent }) => textContent === name)?.click();

test("a map that loads has nothing to say", () => {
  const { app } = given();

  expect(mapNote(app).textContent).toBe("");
});

test("tiles that could not be had are told on the map, with a way to ask again", () => {
  const { app, asked } = given();
  const note = mapNote(app);

  app.store.set({ summary: null, tilesFailed: true });
  expect(note.textContent).toContain(t("map.tilesFailed"));
  press(note, t("state.retry"));
  expect(asked).toEqual(["retry"]);
  app.store.set({ summary: NOTHING, tilesFailed: false });

  expect(note.textContent).toBe("");
});

test("a failure is nowhere taken for a view without reports", () => {
  const { app } = given();
  const places = [explorePanel(app).content, listPanel(app).content, legend(app)];

  app.store.set({ summary: null, tilesFailed: true });

  const told = places.filter(({ hidden }) => !hidden).map(({ textContent }) => textContent);
  expect(told).toHaveLength(2);
  for (const words of told) {
    expect(words).toContain(t("map.tilesFailed"));
    expect(words).not.toContain(t("explore.none"));
  }
});

test("a location that the browser does not tell is told on the map, until somebody closes it", () => {
  const { app } = given();
  const note = mapNote(app);

  app.store.set({ locationDenied: true });
  expect(note.textContent).toContain(t("map.denied"));
  press(note, t("map.close"));

  expect(note.textContent).toBe("");
});

test("a browser that draws no maps is not asked to try again", () => {
  const app = appWith({ tilesFailed: true });

  expect(mapNote(app).textContent).toBe("");
  expect(listPanel(app).content.querySelector("button")).toBeNull();
});

test("a note that goes leaves the focus to the panel", () => {
  const { app } = given();
  const title = document.createElement("h1");
  title.className = "panel-title";
  title.tabIndex = -1;
  document.body.append(title, mapNote(app));
  app.store.set({ locationDenied: true });

  press(document.body, t("map.close"));

  expect(document.activeElement).toBe(title);
});
