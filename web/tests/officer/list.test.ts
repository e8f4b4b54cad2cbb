import { expect, test } from "vitest";
import {
  addressOf,
  changedIds,
  everythingOf,
  furtherFilters,
  queryOf,
  stepped,
  wantedFrom,
  type Wanted,
} from "../../src/officer/model/list";
import { lineWith } from "./builders";

const everything = everythingOf("1261");
const narrow: Wanted = {
  unit: "1261-K1",
  statuses: ["new", "confirmed"],
  categories: ["speeding"],
  sort: "deadline",
  assignee: "nobody",
  late: true,
  nearBorder: false,
  newerThan: 30,
  olderThan: 7,
  words: "Kowalski",
};

test("a list of everything asks for nothing but its unit", () => {
  expect(queryOf(everything, null).toString()).toBe("unit=1261");
});

test("every filter is asked for by the name that the API gives it", () => {
  expect(Object.fromEntries(queryOf(narrow, "c-1"))).toEqual({
    unit: "1261-K1",
    status: "new,confirmed",
    category: "speeding",
    sort: "deadline",
    assignee: "nobody",
    deadline: "late,thrice_late",
    near_border: "false",
    newer_than: "30",
    older_than: "7",
    text: "Kowalski",
    cursor: "c-1",
  });
});

test("the address brings all filters back but never keeps the words", () => {
  const address = addressOf(narrow).toString();

  expect(address).not.toContain("Kowalski");
  expect(wantedFrom(address, { ...everything, words: "Kowalski" })).toEqual(narrow);
});

test("an address that names nothing leaves the list as it was left", () => {
  expect(wantedFrom("", narrow)).toBe(narrow);
});

test("what no list understands is left out of an address", () => {
  const read = wantedFrom(
    "sort=up&near_border=maybe&newer_than=-3&older_than=x&category=%3Cb%3E",
    everything,
  );

  expect(read).toEqual(everything);
});

test("the filters behind the line are counted", () => {
  expect(furtherFilters({ ...everything, statuses: ["new"], sort: "oldest" })).toBe(0);
  expect(furtherFilters(narrow)).toBe(7);
});

test("a line is new or changed when its version was not there before", () => {
  const before = [lineWith({ id: "a", version: 1 }), lineWith({ id: "b", version: 1 })];
  const after = [
    lineWith({ id: "a", version: 2 }),
    lineWith({ id: "b", version: 1 }),
    lineWith({ id: "c", version: 1 }),
  ];

  expect(changedIds(before, after)).toEqual(["a", "c"]);
});

test("steps end where the list does", () => {
  const lines = ["a", "b"].map((id) => lineWith({ id }));

  expect(stepped(lines, null, 1)).toBe("a");
  expect(stepped(lines, "b", 1)).toBe("b");
  expect(stepped(lines, "b", -1)).toBe("a");
  expect(stepped([], null, 1)).toBeNull();
});
