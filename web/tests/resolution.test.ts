import { expect, test } from "vitest";
import contract from "../../chalicelib/data/openapi.json";
import { areaAt, DEEPEST, RESOLUTION_OF_TILE, resolutionAt } from "../src/model/resolution";

test("the page knows the resolution of the cells of each zoom as the contract states it", () => {
  const { description } = contract.paths["/v1/tiles/{layer}/{z}/{x}/{tile}"].get;
  const stated = Object.entries(RESOLUTION_OF_TILE).map((pair) => pair.join(":"));

  expect(description).toContain("of 256 pixels");
  expect(description).toContain(`Resolution of the cells at each zoom: ${stated.join(", ")}.`);
  expect(description).toContain(`Above zoom ${DEEPEST}, enlarge`);
});

test("cells shrink as one zooms in, and tiles are stretched beyond their last zoom", () => {
  expect([4, 5.9, 7.2, 10, 11, 16].map(resolutionAt)).toEqual([3, 4, 5, 8, 9, 9]);
  expect(areaAt(5)).toBeGreaterThan(areaAt(8));
});
