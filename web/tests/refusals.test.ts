import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Problem, Unreachable } from "../src/api/client";
import { textFor } from "../src/i18n";
import { refusalWords } from "../src/refusals";

/** What no officer is answered, and what a page says in words of its own. */
const ELSEWHERE = [
  "Tracking token needed",
  "Link needed",
  "No such link",
  "Closed",
  "Too many tries",
  "Too many reports",
  "No such export",
  "No such tile",
  "No such publication",
];
const TABLE = readFileSync(new URL("../../chalicelib/api/problems.py", import.meta.url), "utf8");
const TITLES = [...TABLE.matchAll(/\(\d{3}, "([^"]+)"\)/g)].map(([, title = ""]) => title);

const problem = (status: number, title: string, faults: { field: string; message: string }[] = []): Problem =>
  new Problem(status, "Said in English.", faults, { title });

test("every refusal of the service's table has its words", () => {
  const wordless = TITLES.filter((title) => !textFor(`problem.${title}`));

  expect(new Set(wordless)).toEqual(new Set(ELSEWHERE));
});

test("a refusal is told in words of its own, not in the service's English", () => {
  expect(refusalWords(problem(409, "History full"))).toContain("Historia zgłoszenia jest pełna");
  expect(refusalWords(problem(403, "Coordinator needed"))).toContain("koordynator");
});

test("of a wrong field that the page knows it says what is wrong, once", () => {
  const faults = ["institution", "institution", "strange"].map((field) => ({ field, message: "English." }));

  expect(refusalWords(problem(422, "Invalid input", faults))).toBe(textFor("field.institution"));
  expect(refusalWords(problem(422, "Invalid input", faults.slice(2)))).toBe(textFor("problem.Invalid input"));
  expect(refusalWords(problem(422, "Reason needed", [{ field: "note", message: "English." }]))).toBe(
    textFor("problem.Reason needed"),
  );
});

test("what a newer service says is told as it says it; a broken one is not quoted", () => {
  expect(refusalWords(problem(409, "Unheard of"))).toBe("Said in English.");
  expect(refusalWords(problem(502, ""))).toBe(textFor("problem.Internal error"));
  expect(refusalWords(new Unreachable("network"))).toBe(textFor("state.offline"));
});
