import { expect, test } from "vitest";
import { Problem, Unreachable } from "../../src/api/client";
import { Acting } from "../../src/officer/acting";
import type { FullReport } from "../../src/officer/types";
import { reportWith } from "./builders";
import { FakeService } from "./fake-service";

async function given(report: FullReport = reportWith()) {
  const service = new FakeService(report);
  const acting = new Acting(
    service,
    { sub: "me", name: "krakow", role: "officer", unit: "1261" },
    await service.report(),
  );
  return { service, acting };
}

test("a wish is asked for by the version that was read", async () => {
  const { service, acting } = await given(reportWith({ version: 4 }));

  const outcome = await acting.ask({ status: "under_verification" });

  expect(outcome).toEqual({ kind: "done", status: "under_verification" });
  expect(service.asked).toEqual([[4, { status: "under_verification" }]]);
});

test("a photo that came between does not stand in the way", async () => {
  const { service, acting } = await given();
  service.add({ act: "photo_added" });

  const outcome = await acting.ask({ note: "Byłem" });

  expect(outcome.kind).toBe("done");
  expect(service.asked.map(([version]) => version)).toEqual([1, 2]);
});

test("what raises the version again and again is not run after for ever", async () => {
  const { service, acting } = await given();
  service.meanwhile = () => service.add({ act: "photo_added" });

  const outcome = await acting.ask({ note: "Byłem" });

  expect(outcome.kind).toBe("overtaken");
  expect(service.asked).toHaveLength(3);
});

test("whoever was faster is told of, and nothing is asked twice", async () => {
  const { service, acting } = await given();
  service.grant({ status: "under_verification" });

  const outcome = await acting.ask({ note: "Byłem" });

  expect(outcome).toEqual({ kind: "overtaken", report: service.stored });
  expect(service.asked).toHaveLength(1);
});

test("an act whose answer was lost is known again, and done once", async () => {
  const { service, acting } = await given();
  service.losesAnswers = true;
  await expect(acting.ask({ note: "Byłem" })).rejects.toThrow(Unreachable);
  service.losesAnswers = false;

  const outcome = await acting.ask({ note: "Byłem" });

  expect(outcome.kind).toBe("done");
  expect(service.stored.history.filter(({ note }) => note === "Byłem")).toHaveLength(1);
});

test("a report that went to another unit, though the answer was lost, was handed over", async () => {
  const { service, acting } = await given();
  const answers = [
    new Unreachable("timeout"),
    new Problem(403, "", [], { title: "Outside your scope" }),
    new Problem(403, "", [], { title: "Outside your scope" }),
  ];
  Object.assign(service, { change: () => Promise.reject(answers.shift() ?? new Error()) });
  const handOver = { unit: "1206", reason: "Nie nasz teren" };
  await expect(acting.ask(handOver)).rejects.toThrow(Unreachable);

  expect((await acting.ask(handOver)).kind).toBe("done");
  await expect(acting.ask({ note: "Byłem" })).rejects.toThrow(Problem);
});

test("a colleague's like act is no own one while every answer came", async () => {
  const { service, acting } = await given();
  service.grant({ status: "under_verification" });

  const outcome = await acting.ask({ status: "under_verification" });

  expect(outcome.kind).toBe("overtaken");
});

test("another's act after a lost question is another's", async () => {
  const { service, acting } = await given();
  const { change } = service;
  Object.assign(service, { change: () => Promise.reject(new Unreachable("network")) });
  await expect(acting.ask({ note: "Byłem" })).rejects.toThrow(Unreachable);
  Object.assign(service, { change });
  service.grant({ note: "Ja też" });

  const outcome = await acting.ask({ note: "Byłem" });

  expect(outcome.kind).toBe("overtaken");
});

test("a hand-over to another unit than the one that was lost is not said to be done", async () => {
  const { service, acting } = await given();
  const answers = [new Unreachable("timeout"), new Problem(403, "", [], { title: "Outside your scope" })];
  Object.assign(service, { change: () => Promise.reject(answers.shift() ?? new Error()) });
  await expect(acting.ask({ unit: "1206", reason: "Nie nasz teren" })).rejects.toThrow(Unreachable);

  await expect(acting.ask({ unit: "1209", reason: "Nie nasz teren" })).rejects.toThrow(Problem);
});
