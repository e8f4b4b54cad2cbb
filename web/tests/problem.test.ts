import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Problem, QUOTAS } from "../src/api/client";

const source = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const answered = (status: number, title: string): Problem => new Problem(status, "", [], { title });

test("the quotas that the page knows are those of the service", () => {
  const titles = [...source("chalicelib/api/problems.py").matchAll(/\(429, "([^"]+)"\)/g)];

  expect(titles.map(([, title]) => title)).toEqual(QUOTAS);
});

test("a gateway that is asked too often has spent nobody's quota", () => {
  const [, title = ""] = /"title":"([^"]+)","status":429/.exec(source("template.yaml")) ?? [];

  expect(title).not.toBe("");
  expect(answered(429, title).isSpent).toBe(false);
});

test("a quota is spent by its own answer only", () => {
  expect(answered(429, "Too many reports").isSpent).toBe(true);
  expect(answered(409, "Changed meanwhile").isSpent).toBe(false);
});
