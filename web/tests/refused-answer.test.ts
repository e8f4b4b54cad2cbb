import { expect, test } from "vitest";
import { Problem } from "../src/api/client";
import { t } from "../src/i18n";
import { faultWords, reasonOf } from "../src/panels/answer/refused";

const refusal = (status: number, title = "", field = ""): Problem =>
  new Problem(status, "In English.", field ? [{ field, message: "In English." }] : [], { title });

test.each([
  [401, "missing"],
  [404, "missing"],
  [409, "late"],
  [410, "closed"],
])("an institution that is answered with %i is told why", (status, reason) => {
  expect(reasonOf(refusal(status))).toBe(reason);
});

test("only spent tries are over for today", () => {
  expect(reasonOf(refusal(429, "Too many tries"))).toBe("often");
  expect(reasonOf(refusal(429, "Too many requests"))).toBeNull();
});

test("what may be tried again is no refusal", () => {
  expect(reasonOf(refusal(503))).toBeNull();
  expect(reasonOf(new Error("offline"))).toBeNull();
});

test("each fault is told of its own field", () => {
  expect(faultWords(refusal(422, "Invalid input", "note"))).toBe(t("field.note"));
  expect(faultWords(refusal(422, "Invalid input", "repair_by"))).toBe(t("answer.needsDay"));
  expect(faultWords(refusal(422, "Invalid input", "colour"))).toBe(t("problem.Invalid input"));
});

test("a fault without a field is that of a day that does not lie ahead", () => {
  expect(faultWords(refusal(422, "Invalid input"))).toBe(t("answer.needsDay"));
});

test("a refusal of another kind is no fault of the answer's", () => {
  expect(faultWords(refusal(410))).toBeNull();
});
