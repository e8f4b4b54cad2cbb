// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem, Unreachable } from "../../src/api/client";
import { photoWith, reportWith } from "./builders";
import { FakeService } from "./fake-service";
import { button, faults, field, one, openReport, press, settled } from "./page";

const NOW = Date.parse("2026-03-14T10:00:00Z");
const never = new Promise<never>(() => undefined);

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

const coming = photoWith({ id: "p-2", stage: "awaited", picture: null, thumbnail: null });
const seconds = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 1000);

async function choosePhoto(): Promise<void> {
  const input = field("input[type=file]");
  Object.defineProperty(input, "files", {
    configurable: true,
    value: [new File(["photo"], "IMG_1.jpg", { type: "image/jpeg" })],
  });
  input.dispatchEvent(new Event("change"));
  await settled();
}

test("the page looks for a photo that is coming ever less often", async () => {
  const service = new FakeService(reportWith({ photos: [coming] }));
  await openReport(service);

  const looks = [];
  for (const pause of [2, 4, 8, 16, 30]) {
    await seconds(pause - 0.001);
    looks.push(service.looks);
    await seconds(0.001);
  }

  expect(looks).toEqual([0, 1, 2, 3, 4]);
});

test("photos are drawn anew only when one came, went or became something else", async () => {
  const service = new FakeService(reportWith({ photos: [photoWith(), coming] }));
  await openReport(service);
  const first = one("[data-photo='p-1'] img");
  service.stored.photos = [photoWith({ thumbnail: "https://photos.example/anew" }), coming];

  await seconds(2);
  expect(one("[data-photo='p-1'] img")).toBe(first);

  service.stored.photos = [photoWith(), photoWith({ id: "p-2" })];
  await seconds(4);
  expect(one("[data-photo='p-2'] img")).toBeTruthy();
});

test("an act while the own photo is on its way is saved, and the sending goes on", async () => {
  const service = new FakeService(reportWith());
  await openReport(service, { addPhoto: () => never });
  await choosePhoto();
  const bar = one("progress");
  service.add({ act: "photo_added", by: "officer@1261" });
  await press("Przyjmij do weryfikacji");

  await press("Zatwierdź");

  expect(service.stored.status).toBe("under_verification");
  expect(document.body.textContent).not.toContain("Ktoś był szybszy");
  expect(one(".timeline").textContent).toContain("Dodano zdjęcie");
  expect(one("progress")).toBe(bar);
});

test("a photo that has come is told in the history without a reload", async () => {
  const service = new FakeService(reportWith({ photos: [coming] }));
  await openReport(service);
  service.add({ act: "photo_added", by: "officer@1261" });
  service.stored.photos = [photoWith({ id: "p-2" })];

  await seconds(2);

  expect(one(".timeline").textContent).toContain("Dodano zdjęcie");
});

test("with ten photos the service says that there are too many, in words", async () => {
  const photos = Array.from({ length: 10 }, (_, number) => photoWith({ id: `p-${number}` }));
  const service = new FakeService(reportWith({ photos }));
  const refused = service.refusal("Too many photos");
  await openReport(service, { addPhoto: () => Promise.reject(refused) });

  expect(field("input[type=file]").disabled).toBe(false);
  await choosePhoto();

  expect(faults()).toContain("ma już tyle zdjęć");
});

test("a photo that was not sent may be sent again whatever becomes of the next", async () => {
  const service = new FakeService(reportWith());
  const addPhoto = vi.fn(() => never).mockRejectedValueOnce(new Unreachable("network"));
  await openReport(service, { addPhoto });
  await choosePhoto();
  expect(button("Spróbuj ponownie")).toBeTruthy();

  await choosePhoto();

  expect(one("progress")).toBeTruthy();
  expect(button("Spróbuj ponownie")).toBeTruthy();
});

test("a failure to look is gone once looking succeeds", async () => {
  const service = new FakeService(reportWith({ photos: [coming] }));
  const photos = vi.fn(service.photos).mockRejectedValueOnce(new Unreachable("network"));
  await openReport(service, { photos });
  await seconds(2);
  service.stored.photos = [photoWith({ id: "p-2" })];

  await press("Spróbuj ponownie");
  await seconds(2);

  expect(one("[data-photo='p-2'] img")).toBeTruthy();
  expect(one(".photo-news").textContent).toBe("");
});

test("two taps open a photo once", async () => {
  const service = new FakeService(reportWith({ photos: [photoWith()] }));
  await openReport(service);

  one("[data-photo='p-1']").click();
  one("[data-photo='p-1']").click();
  await settled();

  expect(document.body.querySelectorAll("dialog")).toHaveLength(1);
});

test("a removal whose answer was lost is done when it is repeated", async () => {
  const lost = photoWith({ stage: "refused", flaw: "too_large", picture: null, thumbnail: null });
  const service = new FakeService(reportWith({ photos: [lost] }));
  const answers = [new Unreachable("timeout"), new Problem(404, "", [], { title: "No such photo" })];
  await openReport(service, { removePhoto: () => Promise.reject(answers.shift() ?? new Error()) });
  await press("Usuń");
  service.stored.photos = [];

  await press("Spróbuj ponownie");

  expect(faults()).toBe("");
  expect(document.body.querySelector(".photos li")).toBeNull();
});

test("small pictures whose addresses have ended get new ones, all by one look", async () => {
  const photos = [photoWith(), photoWith({ id: "p-2" })];
  const service = new FakeService(reportWith({ photos }));
  await openReport(service);
  const [anew, ended] = ["https://photos.example/anew", new Event("error")];
  service.stored.photos = photos.map((photo) => ({ ...photo, thumbnail: anew }));

  one("[data-photo='p-1'] img").dispatchEvent(ended);
  one("[data-photo='p-2'] img").dispatchEvent(ended);
  await settled();

  expect(one("[data-photo='p-1'] img").getAttribute("src")).toBe(anew);
  expect(one("[data-photo='p-2'] img").getAttribute("src")).toBe(anew);
  expect(service.looks).toBe(1);
});
