// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import type { Forwarding } from "../src/api/types";
import type { MapView } from "../src/map/view";
import { answerPanel } from "../src/panels/answer";
import { appWith, KRAKOW, settled } from "./builders";

const ASKED: Forwarding = {
  institution: null,
  unit: KRAKOW,
  category: "speeding",
  location: { lat: 50.06, lon: 19.94 },
  note: "Proszę o barierę",
  asked_at: "2026-03-10T08:00:00Z",
  due_at: "2026-03-20T08:00:00Z",
  expires_at: "2026-04-10T08:00:00Z",
  closed: false,
  statements: [],
};

test.each([
  ["is put on the map", false, [ASKED.location]],
  ["is not put on the map once the page was left", true, [null]],
])("the place an institution is asked about %s", async (_, left, pins) => {
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal("fetch", () => new Promise((done) => (answer = done)));
  const placed: unknown[] = [];
  const map: Partial<MapView> = { placeMarker: (place) => void placed.push(place) };
  const panel = answerPanel(appWith({}, { map: map as MapView }), "token-1");

  if (left) panel.dispose?.();
  answer(Response.json(ASKED));
  await vi.waitFor(() => expect(panel.content.textContent).toContain("Proszę o barierę"));
  await settled();

  expect(placed).toEqual(pins);
});
