// @vitest-environment happy-dom
import type { Map as MapLibre } from "maplibre-gl";
import { expect, test } from "vitest";
import { CellSource } from "../src/map/cell-source";
import { CELLS, HEXAGON_LAYERS } from "../src/map/layers";

/** A map that tells its listeners what a test says, and remembers what was asked of the source. */
function given() {
  const listeners = new Map<string, (event: object) => void>();
  const visible = new Map(HEXAGON_LAYERS.map((id) => [id, true]));
  const asked: string[] = [];
  const map = {
    on: (event: string, listener: (event: object) => void) => listeners.set(event, listener),
    getSource: () => ({ setUrl: (url: string) => asked.push(new URL(url).pathname) }),
    getLayer: (id: string) => visible.has(id),
    setLayoutProperty: (id: string, _: string, value: string) => visible.set(id, value === "visible"),
  };
  let failures = 0;
  const source = new CellSource(map as unknown as MapLibre, () => (failures += 1));
  return {
    source,
    asked,
    tileJsonCame: () => listeners.get("sourcedata")?.({ sourceId: CELLS, sourceDataType: "metadata" }),
    fails: (sourceId: string = CELLS) => listeners.get("error")?.({ sourceId }),
    moved: () => listeners.get("moveend")?.({}),
    drawn: () => [...visible.values()].every(Boolean),
    hidden: () => ![...visible.values()].some(Boolean),
    failures: () => failures,
  };
}

test("a layer is whole once its TileJSON is there", () => {
  const { source, tileJsonCame, drawn } = given();
  expect(source.isWhole).toBe(false);

  tileJsonCame();

  expect(source.isWhole).toBe(true);
  expect(drawn()).toBe(true);
});

test("a TileJSON that could not be had is a failure, not an empty layer", () => {
  const { source, fails, failures } = given();

  fails();

  expect(source.isWhole).toBe(false);
  expect(failures()).toBe(1);
});

test("the hexagons of one layer are never shown for another", () => {
  const { source, tileJsonCame, fails, asked, hidden, drawn } = given();
  tileJsonCame();

  source.show("2026-03");
  expect(hidden()).toBe(true);
  fails();
  expect(hidden()).toBe(true);
  expect(source.isWhole).toBe(false);

  source.retry();
  tileJsonCame();
  expect(asked).toEqual(["/v1/tiles/2026-03.json", "/v1/tiles/2026-03.json"]);
  expect(drawn()).toBe(true);
  expect(source.isWhole).toBe(true);
});

test("a tile that fails leaves the others drawn, and is told once", () => {
  const { source, tileJsonCame, fails, drawn, failures } = given();
  tileJsonCame();

  fails();
  fails();

  expect(drawn()).toBe(true);
  expect(source.isWhole).toBe(false);
  expect(failures()).toBe(1);
});

test("whoever moves the map asks again for what failed, and for nothing else", () => {
  const { source, fails, moved, asked, tileJsonCame, failures } = given();
  tileJsonCame();

  moved();
  expect(asked).toEqual([]);
  fails();
  moved();
  expect(asked).toEqual(["/v1/tiles/current.json"]);
  expect(source.isWhole).toBe(false);
  fails();

  expect(failures()).toBe(2);
});

test("another source's failure is not the layer's", () => {
  const { source, tileJsonCame, fails } = given();
  tileJsonCame();

  fails("places");

  expect(source.isWhole).toBe(true);
});

test("hexagons that a page goes without stay away when their TileJSON comes", () => {
  const { source, tileJsonCame, hidden, drawn } = given();

  source.setWanted(false);
  tileJsonCame();
  expect(hidden()).toBe(true);
  expect(source.isWhole).toBe(false);
  source.setWanted(true);

  expect(drawn()).toBe(true);
  expect(source.isWhole).toBe(true);
});

test("a new style asks for the layer by itself, whatever failed before", () => {
  const { source, tileJsonCame, fails } = given();
  fails();

  source.restarted();
  tileJsonCame();

  expect(source.isWhole).toBe(true);
});
