import { expect, test } from "vitest";
import { classLimits, classOf, rampFor, recut } from "../src/model/scale";

const skewed = Array.from({ length: 500 }, (_, index) => Math.ceil(3 * 1.012 ** index));

test("limits ascend and are round", () => {
  const limits = classLimits(skewed);

  expect(limits).toEqual([...limits].sort((a, b) => a - b));
  expect(limits.every((limit) => Number(limit.toPrecision(2)) === limit)).toBe(true);
});

test("skewed counts fill every class, the darkest the least", () => {
  const limits = classLimits(skewed);

  const sizes = [0, 1, 2, 3, 4, 5].map(
    (index) => skewed.filter((count) => classOf(count, limits) === index).length,
  );

  expect(Math.min(...sizes)).toBeGreaterThan(0);
  expect(sizes.at(-1)).toBe(Math.min(...sizes));
});

test("equal counts make one class", () => {
  expect(classLimits([1, 1, 1])).toEqual([]);
});

test("no counts make no limits", () => {
  expect(classLimits([])).toEqual([]);
});

test("limits stay while the highest changes little", () => {
  const present = classLimits(skewed);

  expect(recut(present, skewed.slice(0, 480))).toBe(present);
});

test("limits are cut anew once they no longer fit", () => {
  const present = classLimits(skewed);

  expect(recut(present, [1, 2, 3, 4, 5])).not.toBe(present);
});

test("fewer classes still end in the darkest colour", () => {
  const ramp = ["a", "b", "c", "d", "e", "f"];

  expect(rampFor(ramp, 3)).toEqual(["a", "d", "f"]);
  expect(rampFor(ramp, 6)).toEqual(ramp);
  expect(rampFor(ramp, 1)).toEqual(["c"]);
});
