import { expect, test } from "vitest";
import { findPlaces, largestPlace, nearestPlace, parseCoordinates, placesOf } from "../src/model/places";
import { matches } from "../src/model/text";

const point = (name: string, population: number, lon: number, lat: number) => ({
  type: "Feature" as const,
  properties: { name, population },
  geometry: { type: "Point" as const, coordinates: [lon, lat] },
});
const places = placesOf({
  type: "FeatureCollection",
  features: [
    point("Łódź", 640_000, 19.47, 51.77),
    point("Warszawa", 1_700_000, 21.01, 52.23),
    point("Łomianki", 17_000, 20.89, 52.33),
  ],
});

test("towns are ordered by population", () => {
  expect(places.map(({ name }) => name)).toEqual(["Warszawa", "Łódź", "Łomianki"]);
});

test("a town is found without Polish letters", () => {
  expect(findPlaces(places, "lod").map(({ name }) => name)).toEqual(["Łódź"]);
  expect(findPlaces(places, " ")).toEqual([]);
});

test("a point is told from its nearest town", () => {
  const near = nearestPlace(places, { lon: 21.01, lat: 52.14 });

  expect(near?.place.name).toBe("Warszawa");
  expect(near?.direction).toBe("s");
  expect(near?.kilometres).toBeCloseTo(10, 0);
});

test("a large cell is known by its largest town", () => {
  expect(largestPlace(places, { lon: 20.89, lat: 52.33 }, 20)?.name).toBe("Warszawa");
  expect(largestPlace(places, { lon: 20.89, lat: 52.33 }, 3)?.name).toBe("Łomianki");
  expect(largestPlace(places, { lon: 16, lat: 54 }, 3)).toBeNull();
});

test.each([
  ["52.2297, 21.0122", { lat: 52.2297, lon: 21.0122 }],
  ["52,2297 21,0122", { lat: 52.2297, lon: 21.0122 }],
  ["52.2297;21.0122", { lat: 52.2297, lon: 21.0122 }],
  ["52.2297", null],
  ["Warszawa", null],
  ["152 21", null],
])("%s is read as a place", (text, expected) => {
  expect(parseCoordinates(text)).toEqual(expected);
});

test("a category is found by the beginning of any of its words", () => {
  expect(matches("Przekraczanie dozwolonej prędkości", "predk")).toBe(true);
  expect(matches("Zła organizacja ruchu drogowego", "ruch zla")).toBe(true);
  expect(matches("Wypalanie traw", "alanie")).toBe(false);
});
