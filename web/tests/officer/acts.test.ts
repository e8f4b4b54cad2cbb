// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Unreachable } from "../../src/api/client";
import type { Unit } from "../../src/api/types";
import { bulkBar } from "../../src/officer/panels/bulk";
import type { RosterMember, WorkListPage } from "../../src/officer/types";
import { deskWith, lineWith, reportWith } from "./builders";
import { FakeService } from "./fake-service";
import { button, faults, field, one, openReport, press, settled } from "./page";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const colleague: RosterMember = { id: "s-2", name: "nowak", role: "officer", unit: "1261" };

test("a report is taken from nobody while it is not known who could have it", async () => {
  const service = new FakeService(reportWith({ assignee: "s-2" }));
  let answer: (roster: { officers: RosterMember[] }) => void = () => undefined;
  await openReport(service, { roster: () => new Promise((done) => (answer = done)) }, "local_coordinator");
  await press("Przydziel");

  await press("Zatwierdź");

  expect(service.asked).toEqual([]);
  expect(faults()).toContain("Nie wiadomo jeszcze");
  answer({ officers: [colleague] });
  await settled();
  document.body
    .querySelector("select")
    ?.querySelector<HTMLOptionElement>("[value='']")
    ?.setAttribute("selected", "");
  await press("Zatwierdź");
  expect(service.asked).toEqual([[1, { assignee: null }]]);
});

test("several reports are given to nobody while it is not known who could have them", async () => {
  const change = vi.fn();
  const desk = deskWith(
    {
      change,
      roster: () => Promise.reject(new Unreachable("network")),
      workList: (): Promise<WorkListPage> =>
        Promise.resolve({ unit: reportWith().unit, counts: null, reports: [lineWith()], next: null }),
    },
    "local_coordinator",
  );
  desk.list.start();
  await settled();
  desk.list.tick("r-1", true);
  document.body.append(bulkBar(desk).element);
  await press("Przydziel komuś…");

  await press("Przydziel");

  expect(change).not.toHaveBeenCalled();
  expect(faults()).toContain("Nie wiadomo jeszcze");
  desk.list.stop();
});

const wola: Unit = { ...reportWith().unit, code: "1206", name: "KPP w Wieliczce" };

test("a unit that was chosen and then written over is not handed the report", async () => {
  const service = new FakeService(reportWith());
  await openReport(service, { units: () => Promise.resolve({ units: [wola] }) });
  await press("Przekaż innej jednostce");
  const name = field("[role=combobox]");
  const type = (text: string): void => {
    name.value = text;
    name.dispatchEvent(new Event("input"));
  };
  name.dispatchEvent(new Event("focusin", { bubbles: true }));
  await settled();
  type("Wieli");
  one("[role=option]").dispatchEvent(new Event("pointerdown", { cancelable: true }));
  expect(name.value).toBe("KPP w Wieliczce");

  type("KPP w Bochni");
  field("textarea").value = "Nie nasz teren";
  await press("Zatwierdź");

  expect(service.asked).toEqual([]);
  expect(faults()).toContain("Wybierz jednostkę z podpowiedzi");
});

test("an act that is done cannot be asked for again before the page is drawn anew", async () => {
  const service = new FakeService(reportWith());
  const readings = [service.report(), new Promise(() => undefined)];
  await openReport(service, { report: () => readings.shift() });
  await press("Przyjmij do weryfikacji");

  await press("Zatwierdź");

  expect(service.stored.status).toBe("under_verification");
  expect(button("Zatwierdź").disabled).toBe(true);
});

test("a refusal is told beside the form, which may be sent again", async () => {
  const service = new FakeService(reportWith());
  const refused = service.refusal("History full");
  await openReport(service, { change: () => Promise.reject(refused) });
  await press("Przyjmij do weryfikacji");

  await press("Zatwierdź");

  expect(faults()).toContain("Nie zapisano: Historia zgłoszenia jest pełna");
  expect(button("Zatwierdź").disabled).toBe(false);
});

test("who was slower sees how the report stands, with the own words in the field", async () => {
  const service = new FakeService(reportWith({ allowed: [] }));
  await openReport(service);
  await press("Dodaj notatkę");
  field("textarea").value = "Worki za garażem";
  service.grant({ note: "Już sprzątają" });

  await press("Zatwierdź");

  expect(document.body.textContent).toContain("Ktoś był szybszy");
  expect(document.body.textContent).toContain("Już sprzątają");
  expect(field("textarea").value).toBe("Worki za garażem");
  await press("Zatwierdź");
  expect(service.stored.history.at(-1)?.note).toBe("Worki za garażem");
});
