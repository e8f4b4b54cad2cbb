import { expect, test } from "vitest";
import { countOf, middleOf, summarise } from "../src/model/cells";
import { countedProperties, NO_FILTERS, toggled, toggledAll } from "../src/model/filters";

const all = { categories: ["speeding", "vandalism"], statuses: ["new", "confirmed"] };
const properties = { cell: "c", total: 6, "speeding.new": 1, "speeding.confirmed": 2, "vandalism.new": 3 };

test("without filters a cell counts its total", () => {
  expect(countOf(properties, countedProperties(NO_FILTERS, all))).toBe(6);
});

test("a chosen category counts all its statuses", () => {
  expect(countOf(properties, countedProperties({ categories: ["speeding"], statuses: [] }, all))).toBe(3);
});

test("a chosen status counts all categories", () => {
  expect(countOf(properties, countedProperties({ categories: [], statuses: ["new"] }, all))).toBe(4);
});

test("what is published without statuses counts unless a status is chosen", () => {
  const published = { cell: "c", total: 12, "begging.all": 9, "speeding.new": 3 };
  const catalogue = { ...all, categories: [...all.categories, "begging"] };
  const counted = (categories: string[], statuses: string[]): number =>
    countOf(published, countedProperties({ categories, statuses }, catalogue));

  expect(counted(["begging"], [])).toBe(9);
  expect(counted(["begging"], ["new"])).toBe(0);
  expect(counted([], ["new"])).toBe(3);
});

test("a sum counts one filter under the other", () => {
  const filters = { categories: ["speeding"], statuses: ["new"] };
  const cells = [{ cell: "c", centre: { lon: 21, lat: 52 }, properties, count: 1 }];

  const { total, byCategory, byStatus } = summarise(cells, filters);

  expect(total).toBe(1);
  expect(Object.fromEntries(byCategory)).toEqual({ speeding: 1, vandalism: 3 });
  expect(Object.fromEntries(byStatus)).toEqual({ new: 1, confirmed: 2 });
});

test("cells that the filters empty are not in the sum, and the fullest comes first", () => {
  const cell = (name: string, count: number) => ({
    cell: name,
    centre: { lon: 0, lat: 0 },
    properties,
    count,
  });

  const { cells } = summarise([cell("a", 1), cell("b", 0), cell("c", 9)], NO_FILTERS);

  expect(cells.map(({ cell: name }) => name)).toEqual(["c", "a"]);
});

test("the middle of a ring leaves out its closing point", () => {
  const square = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 0],
  ];

  expect(middleOf(square)).toEqual({ lon: 1, lat: 1 });
});

test("a choice toggles, and a group toggles as a whole", () => {
  expect(toggled(["a"], "b")).toEqual(["a", "b"]);
  expect(toggled(["a", "b"], "b")).toEqual(["a"]);
  expect(toggledAll(["a"], ["a", "b"])).toEqual(["a", "b"]);
  expect(toggledAll(["x", "a", "b"], ["a", "b"])).toEqual(["x"]);
});
