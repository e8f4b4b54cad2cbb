import { expect, test } from "vitest";
import { isLayer, months, years } from "../src/model/period";

test("the months of two years end with the one that runs in Poland", () => {
  const newYear = months(new Date("2026-12-31T23:30:00Z"));

  expect(newYear[0]).toBe("2027-01");
  expect(newYear.at(-1)).toBe("2025-02");
  expect(new Set(newYear).size).toBe(24);
  expect(newYear.every(isLayer)).toBe(true);
});

test("years are told once, the newest first", () => {
  expect(years(new Date("2026-03-14T12:00:00Z"))).toEqual(["2026", "2025", "2024"]);
});

test.each(["", "unit-1261", "2026-13", "1999", "current.json"])("%s is no layer", (name) => {
  expect(isLayer(name)).toBe(false);
});
