import { expect, test } from "vitest";
import { Problem, Unreachable } from "../../src/api/client";
import { hindrances, isPending } from "../../src/officer/model/subscription";

const problem = (status: number, ...fields: string[]): Problem =>
  new Problem(
    status,
    "",
    fields.map((field) => ({ field, message: "no" })),
  );

test("every field at fault has its words, an address those of its carrier", () => {
  const refusal = problem(422, "endpoint", "label", "categories", "priorities", "events");

  expect(hindrances(refusal, "sms", 10)).toEqual([
    { field: "endpoint", key: "wrong.sms" },
    { field: "label", key: "wrong.label" },
    { field: "filter", key: "wrong.filter" },
  ]);
});

test("an address that is written well can still be refused by who sends", () => {
  expect(hindrances(problem(422), "email", 10)).toEqual([{ field: "endpoint", key: "wrong.refused" }]);
});

test("a conflict is an address that is there already, or a garrison that is full", () => {
  expect(hindrances(problem(409), "email", 3)).toEqual([{ field: "endpoint", key: "wrong.taken" }]);
  expect(hindrances(problem(409), "email", 0)).toEqual([{ field: "endpoint", key: "wrong.full" }]);
});

test.each([problem(500), problem(403), problem(422, "unheard_of"), new Unreachable("offline")])(
  "a refusal about no field is said for itself: %s",
  (refusal) => {
    expect(hindrances(refusal, "email", 10)).toEqual([]);
  },
);

test("a conflict about what stands already means that its owner has not confirmed", () => {
  expect(isPending(problem(409))).toBe(true);
  expect(isPending(problem(404))).toBe(false);
});
