// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { MapView } from "../../src/map/view";
import { reportPage } from "../../src/officer/panels/report";
import type { FullReport } from "../../src/officer/types";
import { deskWith, reportWith } from "./builders";
import { settled } from "./page";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a report that comes after its page was left is not put on the map", async () => {
  let answer: (report: FullReport) => void = () => undefined;
  const desk = deskWith({ report: () => new Promise((done) => (answer = done)) });
  const [marked, shown] = [vi.fn(), vi.fn()];
  desk.app.map = { mark: marked } as unknown as MapView;
  desk.app.show = shown;
  const page = reportPage(desk, "r-1");

  page.dispose?.();
  answer(reportWith());
  await settled();

  expect(marked).not.toHaveBeenCalled();
  expect(shown).not.toHaveBeenCalled();
});
