import { expect, test } from "vitest";
import type { Category } from "../src/api/types";
import { grouped } from "../src/model/groups";
import { areaAt, resolutionAt } from "../src/model/resolution";

const category = (slug: string) => ({ slug }) as Category;

test("every category is in exactly one group, an unknown one in the last", () => {
  const groups = grouped([category("new_kind"), category("speeding"), category("stray_dogs")]);

  expect(groups.map(({ name, categories }) => [name, categories.map(({ slug }) => slug)])).toEqual([
    ["roads", ["speeding"]],
    ["nature", ["stray_dogs"]],
    ["other", ["new_kind"]],
  ]);
});

test("cells shrink as one zooms in, and tiles are stretched beyond their last zoom", () => {
  expect([4, 5.9, 7.2, 12, 16].map(resolutionAt)).toEqual([3, 4, 5, 9, 9]);
  expect(areaAt(5)).toBeGreaterThan(areaAt(8));
});
