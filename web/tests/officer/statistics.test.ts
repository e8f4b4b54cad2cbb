import { expect, test } from "vitest";
import {
  fitted,
  lastMonths,
  MEASURES,
  monthsBefore,
  periodFrom,
  topOf,
} from "../../src/officer/model/statistics";
import type { Figures } from "../../src/officer/unit-types";

const TODAY = new Date("2026-03-15T12:00:00Z");

test("an address without months is of the twelve that end with this one", () => {
  expect(periodFrom("unit=1261", TODAY)).toEqual({ from: "2025-04", to: "2026-03" });
});

test("an address brings its months back", () => {
  expect(periodFrom("unit=1261&from=2025-11&to=2026-01", TODAY)).toEqual({ from: "2025-11", to: "2026-01" });
});

test.each(["from=2026-13&to=soon", "from=1999-01&to=2030-01"])(
  "months that cannot be chosen, as in %s, are as if left out",
  (query) => {
    expect(periodFrom(query, TODAY)).toEqual({ from: "2025-04", to: "2026-03" });
  },
);

test("no period is longer than an answer, or turned round: the end that was not chosen moves along", () => {
  expect(fitted({ from: "2024-05", to: "2026-03" }, "from")).toEqual({ from: "2024-05", to: "2025-04" });
  expect(fitted({ from: "2024-05", to: "2026-03" }, "to")).toEqual({ from: "2025-04", to: "2026-03" });
  expect(fitted({ from: "2026-02", to: "2025-12" }, "from")).toEqual({ from: "2026-02", to: "2026-02" });
  expect(fitted({ from: "2026-02", to: "2025-12" }, "to")).toEqual({ from: "2025-12", to: "2025-12" });
});

test("months are counted over the turn of a year, both ways", () => {
  expect(monthsBefore("2026-01", 2)).toBe("2025-11");
  expect(monthsBefore("2025-11", -2)).toBe("2026-01");
  expect(lastMonths(3, TODAY)).toEqual({ from: "2026-01", to: "2026-03" });
});

test("a scale ends with a round number that nothing exceeds, and shares with all", () => {
  expect(topOf([3, 17, null], "count")).toBe(20);
  expect(topOf([51], "hours")).toBe(100);
  expect(topOf([10], "count")).toBe(10);
  expect(topOf([], "count")).toBe(1);
  expect(topOf([0.2], "share")).toBe(1);
});

test("each measure reads its own number, and says what nine of ten do not exceed only of times", () => {
  const figures: Figures = {
    received: 7,
    by_status: {},
    by_category: {},
    confirmed_share: 0.5,
    late_share: null,
    hours_to_read: { median: 1, p90: 2 },
    hours_to_verify: { median: 3, p90: 4 },
  };

  expect(MEASURES.map(({ name, of, ninetieth }) => [name, of(figures), ninetieth?.(figures)])).toEqual([
    ["received", 7, undefined],
    ["confirmed", 0.5, undefined],
    ["late", null, undefined],
    ["read", 1, 2],
    ["verify", 3, 4],
  ]);
});
