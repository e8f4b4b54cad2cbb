import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { textFor } from "../../src/i18n";
import { PLANES } from "../../src/model/period";
import { ACTS } from "../../src/officer/types";
import { wordsFor } from "../../src/officer/words";

const CONTRACT = JSON.parse(
  readFileSync(new URL("../../../chalicelib/data/openapi.json", import.meta.url), "utf8"),
) as { components: { schemas: Record<"Act" | "Answered", { enum: string[] }> } };
const { Act, Answered } = CONTRACT.components.schemas;

test("the page knows every act of the contract, and has words for each", () => {
  expect(new Set(ACTS)).toEqual(new Set(Act.enum));
  expect(ACTS.filter((act) => wordsFor("act", act) === act)).toEqual([]);
});

test("every answer of an institution and every source of a report has its words", () => {
  expect(Answered.enum.filter((answer) => !textFor(`answered.${answer}`))).toEqual([]);
  expect(PLANES.filter((plane) => wordsFor("by", plane) === plane)).toEqual([]);
});

test("a word that this page does not know is shown as it is", () => {
  expect(wordsFor("act", "unheard_of")).toBe("unheard_of");
});
