import { expect, test } from "vitest";
import { Counting } from "../../src/officer/model/counting";

function counted() {
  const clock = { now: 1_000_000 };
  const counting = new Counting(() => clock.now);
  counting.done("1261");
  return { counting, clock };
}

test("counts that nobody has are asked for", () => {
  expect(new Counting().isDue("1261")).toBe(true);
});

test("looks that find nothing new do not ask again", () => {
  const { counting, clock } = counted();
  clock.now += 280_000;

  expect(counting.isDue("1261")).toBe(false);
});

test("another unit, a change and five minutes each ask again, once", () => {
  const { counting, clock } = counted();

  expect(counting.isDue("12")).toBe(true);
  counting.want();
  expect(counting.isDue("1261")).toBe(true);
  counting.done("1261");
  expect(counting.isDue("1261")).toBe(false);
  clock.now += 300_000;
  expect(counting.isDue("1261")).toBe(true);
});
