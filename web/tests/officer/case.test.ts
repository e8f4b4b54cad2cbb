import { expect, test } from "vitest";
import { Problem } from "../../src/api/client";
import { isGranted, isSameCase, otherState } from "../../src/officer/model/case";
import type { Officer } from "../../src/officer/model/claims";
import type { FullReport, HistoryStep, Wish } from "../../src/officer/types";
import { photoWith, reportWith, stateOf, stepWith } from "./builders";

const ME: Officer = { sub: "me", name: "krakow", role: "officer", unit: "1261" };
const BY = "officer@1261";

const grown = (before: FullReport, ...steps: Partial<HistoryStep>[]): FullReport => ({
  ...before,
  version: before.version + steps.length,
  history: [...before.history, ...steps.map(stepWith)],
});

test("photos and the map's own marks leave a report as an officer has it", () => {
  const read = reportWith();

  const now = {
    ...grown(read, { act: "photo_added" }, { act: "photo_removed" }),
    version: 9,
    photos: [photoWith()],
  };

  expect(isSameCase(read, now)).toBe(true);
});

test.each([
  ["a note", grown(reportWith(), { act: "photo_added" }, { act: "noted", note: "Byłem" })],
  ["another status", reportWith({ status: "under_verification" })],
  ["another account", reportWith({ assignee: "somebody" })],
  ["another unit", reportWith({ unit: { ...reportWith().unit, code: "1206" } })],
  ["another kind", reportWith({ category: "illegal_dump" })],
  ["another place", reportWith({ location: { lat: 50.07, lon: 19.94 } })],
  ["a merging", reportWith({ duplicate_of: "r-2" })],
])("%s is another's act", (_, now) => {
  expect(isSameCase(reportWith(), now)).toBe(false);
});

const ACTS: [Wish, Partial<HistoryStep>][] = [
  [{ status: "under_verification" }, { act: "moved", status: "under_verification" }],
  [
    { status: "unconfirmed", note: "Pusto" },
    { act: "moved", status: "unconfirmed", note: "Pusto" },
  ],
  [
    { status: "forwarded", institution: "zdm", note: "Proszę" },
    { act: "moved", status: "forwarded", institution: "zdm", note: "Proszę" },
  ],
  [
    { unit: "1206", reason: "Nie nasz" },
    { act: "handed_over", unit: "1206", reason: "Nie nasz" },
  ],
  [{ assignee: "me" }, { act: "assigned", assignee: "me" }],
  [
    { assignee: null, note: "Urlop" },
    { act: "assigned", assignee: null, note: "Urlop" },
  ],
  [{ duplicate_of: "r-2" }, { act: "merged_into", report: "r-2" }],
  [
    { duplicate_of: null, note: "Inne" },
    { act: "parted_from", report: "r-2", note: "Inne" },
  ],
  [{ note: "Byłem" }, { act: "noted", note: "Byłem" }],
];

test.each(ACTS)("the wish %j is known again in the history", (wish, step) => {
  const read = reportWith();

  const now = grown(read, { act: "photo_added" }, { ...step, by: BY });

  expect(isGranted(wish, ME, read, now)).toBe(true);
});

test.each(ACTS)("the wish %j was not granted by what stood before, nor by another's act", (wish, step) => {
  const read = grown(reportWith(), { ...step, by: BY });

  expect(isGranted(wish, ME, read, read)).toBe(false);
  expect(isGranted(wish, ME, read, grown(read, { ...step, by: "local_coordinator@1261" }))).toBe(false);
  expect(isGranted(wish, ME, read, grown(read, { act: "noted", note: "Inna", by: BY }))).toBe(false);
});

test("only a refusal that tells of another version is about the version", () => {
  const current = stateOf(reportWith({ version: 3 }));
  const refused = new Problem(409, "", [], { current });

  expect(otherState(refused, 2)).toEqual(current);
  expect(otherState(refused, 3)).toBeNull();
  expect(otherState(new Problem(409, "", [], {}), 3)).toBeNull();
  expect(otherState(new Error("other"), 3)).toBeNull();
});
