// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Unreachable } from "../../src/api/client";
import type { MapView } from "../../src/map/view";
import { reportPage } from "../../src/officer/panels/report";
import type { FullReport } from "../../src/officer/types";
import { deskWith, reportWith } from "./builders";
import { FakeService } from "./fake-service";
import { button, field, openReport, press, settled } from "./page";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

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

test("an act that fails after its page was left is told of elsewhere", async () => {
  let fail: (error: Unreachable) => void = () => undefined;
  const change = () => new Promise((_, refuse) => (fail = refuse));
  const desk = deskWith({ ...new FakeService(reportWith()).answers(), change });
  const page = reportPage(desk, "r-1");
  document.body.append(page.content);
  await settled();
  await press("Przyjmij do weryfikacji");
  await press("Zatwierdź");

  page.dispose?.();
  page.content.remove();
  fail(new Unreachable("timeout"));
  await settled();

  expect(desk.app.store.get().notice).toContain("zgłoszenia r-1 mogła się nie zapisać");
});

test("whoever was overtaken goes on in the words that were kept", async () => {
  const service = new FakeService(reportWith());
  await openReport(service);
  await press("Dodaj notatkę");
  field("textarea").value = "Worki za garażem";
  service.grant({ note: "Już sprzątają" });
  button("Zatwierdź").focus();

  await press("Zatwierdź");

  expect(document.activeElement).toBe(field("textarea"));
});
