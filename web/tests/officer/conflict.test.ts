// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Institution, RosterMember } from "../../src/officer/types";
import { reportWith } from "./builders";
import { FakeService } from "./fake-service";
import { faults, field, openReport, press } from "./page";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const names = (pl: string): Institution["names"] => ({ pl, en: pl, uk: pl });
const institution = (code: string): Institution => ({
  code,
  kind: { slug: "roads", names: names("Drogi") },
  names: names(code),
  email: `${code}@example.org`,
});
const nowak: RosterMember = { id: "s-2", name: "nowak", role: "officer", unit: "1261" };

test("a forwarding that was overtaken still goes to the institution that was chosen", async () => {
  const service = new FakeService(reportWith({ status: "confirmed", allowed: ["forwarded"] }));
  const institutions = [institution("zdmk"), institution("gddkia")];
  await openReport(service, { institutions: () => Promise.resolve({ institutions }) });
  await press("Przekaż poza Policję");
  field("select").value = "gddkia";
  field("textarea").value = "Proszę o barierę";
  service.grant({ note: "Byłem" });

  await press("Zatwierdź");
  expect(document.body.textContent).toContain("Ktoś był szybszy");
  await press("Zatwierdź");

  expect(service.asked.at(-1)?.[1]).toMatchObject({ institution: "gddkia", note: "Proszę o barierę" });
});

test("an assignment that was overtaken is still the colleague's", async () => {
  const service = new FakeService(reportWith());
  await openReport(service, { roster: () => Promise.resolve({ officers: [nowak] }) }, "local_coordinator");
  await press("Przydziel");
  field("select").value = "s-2";
  service.grant({ note: "Byłem" });

  await press("Zatwierdź");
  await press("Zatwierdź");

  expect(service.asked.at(-1)?.[1]).toEqual({ assignee: "s-2" });
});

test("whoever left the roster meanwhile is not replaced by the one who assigns", async () => {
  const service = new FakeService(reportWith());
  const rosters = [[nowak], []];
  const roster = () => Promise.resolve({ officers: rosters.shift() });
  await openReport(service, { roster }, "local_coordinator");
  await press("Przydziel");
  field("select").value = "s-2";
  service.grant({ note: "Byłem" });

  await press("Zatwierdź");
  await press("Zatwierdź");

  expect(service.asked).toEqual([[1, { assignee: "s-2" }]]);
  expect(faults()).toContain("Wybierz, komu przydzielić");
});

test("words for an act that cannot be done any more are shown as unsaved", async () => {
  const service = new FakeService(reportWith({ duplicate_of: "r-0" }));
  await openReport(service);
  await press("Odłącz od głównego");
  field("textarea").value = "Inna ulica";
  service.grant({ duplicate_of: null, note: "Pomyłka" });
  service.stored.duplicate_of = null;

  await press("Zatwierdź");

  expect(document.body.textContent).toContain("Napisano, a nie zapisano:Inna ulica");
  expect(document.body.querySelector("textarea")).toBeNull();
});
