import { expect, test } from "vitest";
import { formatAddress, parseAddress, trackingOf, type Address } from "../src/model/address";
import { NO_FILTERS } from "../src/model/filters";

const plain: Address = { page: { name: "explore" }, view: null, filters: NO_FILTERS, query: "", lang: null };

test("an address comes back as it was written", () => {
  const address: Address = {
    page: { name: "cell", cell: "861f53cafffffff" },
    view: { zoom: 8.5, lat: 52.2, lon: 21.01 },
    filters: { categories: ["speeding", "illegal_parking"], statuses: ["confirmed"], layer: "2026-03" },
    query: "",
    lang: "uk",
  };

  expect(parseAddress(formatAddress(address))).toEqual(address);
});

test("a layer that there cannot be is the one of now", () => {
  expect(parseAddress("#/?layer=unit-1261").filters).toEqual(NO_FILTERS);
  expect(parseAddress("#/?layer=current").filters).toEqual(NO_FILTERS);
});

test("an empty fragment is the map without filters", () => {
  expect(parseAddress("")).toEqual(plain);
});

test("a tracking address carries no view and no filters", () => {
  const page = { name: "track", id: "r1", token: "t-1" } as const;
  const filters = { categories: ["speeding"], statuses: [] };

  const written = formatAddress({
    page,
    view: { zoom: 9, lat: 52, lon: 21 },
    filters,
    query: "",
    lang: null,
  });

  expect(written).toBe("#/track/r1/t-1");
});

test("an officers' page keeps its own query and no filters of the map", () => {
  const written = "#/officer/report/r1?status=new&unit=1261&lang=en";

  const read = parseAddress(written);

  expect(read).toEqual({
    ...plain,
    page: { name: "officer", path: "report/r1" },
    query: "status=new&unit=1261",
    lang: "en",
  });
  expect(formatAddress(read)).toBe(written);
});

test("the address of a letter keeps its token and nothing else", () => {
  const page = { name: "answer", token: "aZ-_0" } as const;
  const view = { zoom: 9, lat: 52, lon: 21 };

  const written = formatAddress({ page, view, filters: NO_FILTERS, query: "", lang: null });

  expect(written).toBe("#/answer/aZ-_0");
  expect(parseAddress(written).page).toEqual(page);
});

test.each(["z=five&lat=52&lon=21", "z=5&lat=152&lon=21", "lat=52&lon=21"])(
  "a view such as %s is left out",
  (query) => {
    expect(parseAddress(`#/?${query}`).view).toBeNull();
  },
);

test("what is no slug is no filter", () => {
  expect(parseAddress("#/?category=speeding,%3Cb%3E,Ab").filters.categories).toEqual(["speeding"]);
});

test("an unknown step of the report is its first", () => {
  expect(parseAddress("#/report/elsewhere").page).toEqual({ name: "report", step: "what" });
});

test("a tracking link is recognised wherever it was copied from", () => {
  expect(trackingOf(" https://map.example/#/track/abc/de-f?lang=pl ")).toEqual({ id: "abc", token: "de-f" });
  expect(trackingOf("https://map.example/#/report/what")).toBeNull();
});
