import { expect, test } from "vitest";
import type { Category } from "../src/api/types";
import { grouped } from "../src/model/groups";

const category = (slug: string) => ({ slug }) as Category;

test("every category is in exactly one group, an unknown one in the last", () => {
  const groups = grouped([category("new_kind"), category("speeding"), category("stray_dogs")]);

  expect(groups.map(({ name, categories }) => [name, categories.map(({ slug }) => slug)])).toEqual([
    ["roads", ["speeding"]],
    ["nature", ["stray_dogs"]],
    ["other", ["new_kind"]],
  ]);
});
