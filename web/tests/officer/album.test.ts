import { expect, test } from "vitest";
import { isComing, lookOf, pauseAfter } from "../../src/officer/model/album";
import { photoWith } from "./builders";

const NOW = Date.parse("2026-03-14T10:00:00Z");

test.each([
  ["awaited", "2026-03-14T09:59:00Z", true],
  ["awaited", "2026-03-14T09:49:59Z", false],
  ["ready", "2026-03-14T09:59:00Z", false],
  ["refused", "2026-03-14T09:59:00Z", false],
] as const)("a photo that is %s since %s is coming: %s", (stage, asked_at, coming) => {
  expect(isComing(photoWith({ stage, asked_at }), NOW)).toBe(coming);
});

test("photos look the same however often their addresses change", () => {
  const photos = [photoWith(), photoWith({ id: "p-2", stage: "awaited" })];
  const look = lookOf(photos, NOW);

  expect(lookOf([photoWith({ thumbnail: "https://photos.example/anew" }), ...photos.slice(1)], NOW)).toBe(
    look,
  );
  expect(lookOf([...photos].reverse(), NOW)).not.toBe(look);
  expect(lookOf([photos[0] ?? photoWith(), photoWith({ id: "p-2" })], NOW)).not.toBe(look);
  expect(lookOf(photos, NOW + 10 * 60_000)).not.toBe(look);
});

test("the page looks for a photo less and less often, and never gives it up", () => {
  expect([0, 1, 2, 3, 4, 90].map(pauseAfter)).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000]);
});
