// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { factsOf } from "../../src/officer/panels/report-facts";
import { timeline } from "../../src/officer/panels/timeline";
import type { Act, HistoryStep } from "../../src/officer/types";
import { deskWith, reportWith, stepWith } from "./builders";

const toldOf = (...steps: Partial<HistoryStep>[]): string[] =>
  [...timeline(deskWith({}), reportWith({ history: steps.map(stepWith) })).children].map(
    ({ textContent }) => textContent,
  );

test("an institution's answer is told with its institution and the day of the repair", () => {
  const [, told] = toldOf(
    {},
    {
      status: "forwarded",
      act: "answered",
      by: "zdm-krakow",
      note: "Ekipa w maju",
      institution: "zdm-krakow",
      answer: "repair_date",
      repair_by: "2026-05-12",
    },
  );

  expect(told).toContain("Odpowiedź instytucji");
  expect(told).toContain("· instytucja zdm-krakow");
  expect(told).toContain("Instytucja podała termin naprawy");
  expect(told).toContain("Termin naprawy: 12 maja 2026");
  expect(told).toContain("Ekipa w maju");
});

test("a forwarding names to whom the report went, and silence who was silent", () => {
  const silence = { act: "moved", institution: "zdm-krakow", answer: "no_answer" } as const;

  const [, asked, silent] = toldOf(
    {},
    { status: "forwarded", by: "officer@1261", institution: "zdm-krakow" },
    silence,
  );

  expect(asked).toContain("Instytucja: zdm-krakow");
  expect(asked).toContain("Funkcjonariusz, 1261");
  expect(silent).toContain("Instytucja nie odpowiedziała");
  expect(silent).toContain("· mapa");
});

test("an act that this page is too old to know does not keep the report from opening", () => {
  expect(toldOf({ act: "unheard_of" as Act })[0]).toContain("unheard_of");
});

test.each([
  ["residents", null, "zgłaszający"],
  ["contact", null, "jednostka, z rozmowy"],
  ["contact", "officer@1261", "Funkcjonariusz, 1261"],
] as const)("the first step of a report of %s by %s was done by: %s", (plane, by, who) => {
  const report = reportWith({ plane, history: [stepWith({ by })] });

  expect(timeline(deskWith({}), report).textContent).toContain(`· ${who}`);
});

test("a report says where it comes from", () => {
  const file = { desk: deskWith({}), report: reportWith({ plane: "contact" }) };

  expect(factsOf(file).textContent).toContain("ŹródłoZ rozmów i spotkań");
});
