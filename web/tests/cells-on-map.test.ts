// @vitest-environment happy-dom
import type { Map as MapLibre } from "maplibre-gl";
import { expect, test } from "vitest";
import { Cells } from "../src/map/cells";
import { CELLS } from "../src/map/layers";
import { NO_FILTERS } from "../src/model/filters";

const all = { categories: ["speeding", "vandalism"], statuses: ["new"] };
const square = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
  [0, 0],
];
const cell = {
  properties: { cell: "c", total: 3, "speeding.new": 3 },
  geometry: { type: "Polygon", coordinates: [square] },
};

/** A map with one hexagon in view, that tells its listeners what a test says. */
function given() {
  const listeners: [event: string, listener: (event: object) => void][] = [];
  const tell = (told: string, event: object = {}): void =>
    listeners.filter(([name]) => name === told).forEach(([, listener]) => listener(event));
  const painted = new Map<string, unknown>();
  const filtered = new Map<string, unknown>();
  const map = {
    on: (event: string, listener: (event: object) => void) => listeners.push([event, listener]),
    getSource: () => ({ setUrl: () => undefined }),
    getLayer: () => ({ metadata: { opacity: 0.7 } }),
    getZoom: () => 12,
    getBounds: () => ({ contains: () => true }),
    querySourceFeatures: () => [cell],
    setLayoutProperty: () => undefined,
    setPaintProperty: (_: string, name: string, value: unknown) => painted.set(name, value),
    setFilter: (layer: string, filter: unknown) => filtered.set(layer, filter),
  };
  const totals: (number | undefined)[] = [];
  const cells = new Cells(map as unknown as MapLibre, {
    summarised: (summary) => totals.push(summary?.total),
    tilesFailed: () => undefined,
  });
  const tileJsonCame = (): void => tell("sourcedata", { sourceId: CELLS, sourceDataType: "metadata" });
  return { cells, painted, filtered, totals, tell, tileJsonCame };
}

test("hexagons that came are painted though others could not be had, but nobody is told a sum", () => {
  const { cells, painted, totals, tell, tileJsonCame } = given();
  cells.setFilters(NO_FILTERS, all);
  tileJsonCame();

  tell("error", { sourceId: CELLS });
  tell("idle");

  expect(painted.get("fill-opacity")).toBe(0.7);
  expect(totals).toEqual([]);
});

test("filters hold for the hexagons that came while others cannot be had", () => {
  const { cells, filtered, totals, tell, tileJsonCame } = given();
  tileJsonCame();
  tell("error", { sourceId: CELLS });
  tell("idle");

  cells.setFilters({ categories: ["vandalism"], statuses: [] }, all);

  expect(JSON.stringify(filtered.get(CELLS))).toContain("vandalism.new");
  expect(totals).toEqual([]);
});

test("hexagons of the layer before are neither painted nor summed for another", () => {
  const { cells, painted, tell, tileJsonCame, totals } = given();
  tileJsonCame();

  cells.setFilters({ ...NO_FILTERS, layer: "2026-03" }, all);
  tell("idle");

  expect(painted.size).toBe(0);
  expect(totals).toEqual([undefined]);
});
