import { expect, test } from "vitest";
import { differByPhotos, isComing } from "../../src/officer/model/album";
import type { FullReport, HistoryStep, Photo } from "../../src/officer/types";

const NOW = Date.parse("2026-03-14T10:00:00Z");

const photo = (stage: Photo["stage"], asked_at: string): Photo => ({
  id: "1",
  stage,
  flaw: null,
  asked_at,
  by: "officer@1261",
  removable: true,
  picture: null,
  thumbnail: null,
});

const reportOf = (...acts: string[]): FullReport =>
  ({ history: acts.map((act) => ({ act }) as HistoryStep) }) as FullReport;

test.each([
  ["awaited", "2026-03-14T09:59:00Z", true],
  ["awaited", "2026-03-14T09:49:59Z", false],
  ["ready", "2026-03-14T09:59:00Z", false],
  ["refused", "2026-03-14T09:59:00Z", false],
] as const)("a photo that is %s since %s is coming: %s", (stage, at, coming) => {
  expect(isComing(photo(stage, at), NOW)).toBe(coming);
});

test("photos that came or went change nothing that an officer writes about", () => {
  expect(differByPhotos(reportOf("moved"), reportOf("moved", "photo_added", "photo_removed"))).toBe(true);
});

test("a note between two photos is somebody else's act", () => {
  expect(differByPhotos(reportOf("moved"), reportOf("moved", "photo_added", "noted"))).toBe(false);
});
