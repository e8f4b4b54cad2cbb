import { expect, test } from "vitest";
import type { Category } from "../src/api/types";
import { detailFaults, emptyDraft, keyKeeper, randomKey, reportOf, type Draft } from "../src/model/draft";

const now = new Date("2026-05-01T12:00:00Z");
const written: Draft = { ...emptyDraft(), category: "speeding", point: { lat: 52.22972345, lon: 21.0122 } };
const demanding = { slug: "dangerous_entertainment", description_required: true } as Category;

test("a report holds only what was given", () => {
  expect(reportOf(written)).toEqual({ category: "speeding", lat: 52.229723, lon: 21.0122 });
});

test("days are sent in their order, text without its margins", () => {
  const report = reportOf({ ...written, weekdays: ["sunday", "monday"], description: "  loud  " });

  expect(report.weekdays).toEqual(["monday", "sunday"]);
  expect(report.description).toBe("loud");
});

test("local time is sent as an instant", () => {
  const report = reportOf({ ...written, occurredAt: "2026-04-30T20:15" });

  expect(report.occurred_at).toBe(new Date("2026-04-30T20:15").toISOString());
});

test("a report without a place cannot be made", () => {
  expect(() => reportOf({ ...written, point: null })).toThrow("a place");
});

test("a category may demand a description", () => {
  expect(detailFaults(written, demanding, now)).toEqual(["missing"]);
  expect(detailFaults({ ...written, description: "loud" }, demanding, now)).toEqual([]);
});

test("501 characters and a future date are faults", () => {
  const draft = { ...written, description: "x".repeat(501), occurredAt: "2026-06-01T10:00" };

  expect(detailFaults(draft, undefined, now)).toEqual(["tooLong", "future"]);
});

function keeper() {
  let made = 0;
  return keyKeeper(() => `key-${(made += 1)}`);
}

test("the same report keeps its key, a changed one gets another", () => {
  const keys = keeper();

  const first = keys.keyOf(reportOf(written));

  expect(keys.keyOf(reportOf(written))).toBe(first);
  expect(keys.keyOf(reportOf({ ...written, description: "more" }))).not.toBe(first);
});

test("two equal reports, one after the other, have a key each", () => {
  const keys = keeper();
  const first = keys.keyOf(reportOf(written));

  keys.forget();

  expect(keys.keyOf(reportOf(written))).not.toBe(first);
});

test("a key is 32 hexadecimal digits", () => {
  expect(randomKey()).toMatch(/^[0-9a-f]{32}$/);
});
