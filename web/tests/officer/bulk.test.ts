import { expect, test } from "vitest";
import { Problem, Unreachable } from "../../src/api/client";
import { commonUnit, giveTo, oneByOne, TAKE_UP } from "../../src/officer/model/bulk";
import type { State, Wish } from "../../src/officer/types";
import { lineWith } from "./builders";

const silent = (): void => undefined;

function recorder(refusals: Record<string, Error> = {}) {
  const sent: [string, number, Wish][] = [];
  const change = (id: string, version: number, wish: Wish): Promise<State> => {
    sent.push([id, version, wish]);
    const refusal = refusals[id];
    return refusal ? Promise.reject(refusal) : Promise.resolve({ id, status: "new" } as State);
  };
  return { sent, change };
}

test("each report is changed by its own version, one after another", async () => {
  const { sent, change } = recorder();
  const counted: number[] = [];
  const lines = [lineWith({ id: "a", version: 3 }), lineWith({ id: "b", version: 5 })];

  const results = await oneByOne(lines, giveTo("s-1"), change, (done) => counted.push(done));

  expect(sent).toEqual([
    ["a", 3, { assignee: "s-1" }],
    ["b", 5, { assignee: "s-1" }],
  ]);
  expect(results.map(({ outcome }) => outcome.kind)).toEqual(["done", "done"]);
  expect(counted).toEqual([1, 2]);
});

test("what is as it is wanted is not touched", async () => {
  const { sent, change } = recorder();
  const lines = [lineWith({ id: "a", assignee: "s-1" })];

  const [given] = await oneByOne(lines, giveTo("s-1"), change, silent);
  const [taken] = await oneByOne([lineWith({ status: "confirmed" })], TAKE_UP, change, silent);

  expect(given?.outcome).toEqual({ kind: "left", why: "already" });
  expect(taken?.outcome).toEqual({ kind: "left", why: "notNew" });
  expect(sent).toEqual([]);
});

test.each([
  ["merged", { duplicate_of: "r-2" }],
  ["closed", { status: "unconfirmed" }],
] as const)("a report that is %s is given to nobody", async (why, parts) => {
  const { sent, change } = recorder();

  const [result] = await oneByOne([lineWith(parts)], giveTo("s-1"), change, silent);

  expect(result?.outcome).toEqual({ kind: "left", why });
  expect(sent).toEqual([]);
});

test("a merged report is not taken up, new as it is", async () => {
  const { sent, change } = recorder();

  const [result] = await oneByOne([lineWith({ duplicate_of: "r-2" })], TAKE_UP, change, silent);

  expect(result?.outcome).toEqual({ kind: "left", why: "merged" });
  expect(sent).toEqual([]);
});

test("what is refused for another reason than its version was not changed by somebody", async () => {
  const full = new Problem(409, "English.", [], {
    title: "History full",
    current: { version: 1, status: "new" },
  });

  const [result] = await oneByOne([lineWith({ id: "a" })], TAKE_UP, recorder({ a: full }).change, silent);

  expect(result?.outcome).toEqual({ kind: "failed", error: full });
});

test("a report that somebody changed meanwhile, or a dead line, keeps no other from its turn", async () => {
  const stale = new Problem(409, "Changed meanwhile", [], { current: { version: 2, status: "confirmed" } });
  const dead = new Unreachable("network");
  const { change } = recorder({ a: stale, b: dead });
  const lines = ["a", "b", "c"].map((id) => lineWith({ id }));

  const results = await oneByOne(lines, TAKE_UP, change, silent);

  expect(results.map(({ outcome }) => outcome)).toEqual([
    { kind: "changed", status: "confirmed" },
    { kind: "failed", error: dead },
    { kind: "done" },
  ]);
});

test("lines of one unit have its roster in common, lines of several have none", () => {
  expect(commonUnit([lineWith(), lineWith()])).toBe("1261");
  expect(commonUnit([lineWith(), lineWith({ unit: "1206" })])).toBeNull();
  expect(commonUnit([])).toBeNull();
});
