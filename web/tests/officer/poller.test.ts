import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPoller } from "../../src/officer/poller";

const SECOND = 1000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function aPage() {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const show = (shown: boolean): void => {
    page.hidden = !shown;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  return { page: page as unknown as Document, show };
}

test("it asks at once and then every twenty seconds", async () => {
  const task = vi.fn(() => Promise.resolve());
  const poller = createPoller(task, aPage().page);

  poller.start();
  await vi.advanceTimersByTimeAsync(60 * SECOND);

  expect(task).toHaveBeenCalledTimes(4);
});

test("it asks less often while it fails, and as usual once it does not", async () => {
  let fails = true;
  const task = vi.fn(() => (fails ? Promise.reject(new Error("no")) : Promise.resolve()));
  const poller = createPoller(task, aPage().page);

  poller.start();
  await vi.advanceTimersByTimeAsync(120 * SECOND);
  expect(task).toHaveBeenCalledTimes(3);
  fails = false;
  await vi.advanceTimersByTimeAsync(160 * SECOND);
  expect(task).toHaveBeenCalledTimes(4);
  await vi.advanceTimersByTimeAsync(20 * SECOND);
  expect(task).toHaveBeenCalledTimes(5);
});

test("it rests while nobody looks and asks at once when somebody does again", async () => {
  const task = vi.fn(() => Promise.resolve());
  const { page, show } = aPage();
  const poller = createPoller(task, page);
  poller.start();
  await vi.advanceTimersByTimeAsync(0);

  show(false);
  await vi.advanceTimersByTimeAsync(3600 * SECOND);
  expect(task).toHaveBeenCalledTimes(1);
  show(true);
  expect(task).toHaveBeenCalledTimes(2);
});

test("it never asks twice at a time, and not at all once stopped", async () => {
  let answer: () => void = () => undefined;
  const task = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
  const poller = createPoller(task, aPage().page);

  poller.start();
  poller.now();
  expect(task).toHaveBeenCalledTimes(1);
  poller.stop();
  answer();
  await vi.advanceTimersByTimeAsync(3600 * SECOND);

  expect(task).toHaveBeenCalledTimes(1);
});

test("what is wished for while it asks is asked for once more, as soon as that is answered", async () => {
  const answers: (() => void)[] = [];
  const task = vi.fn(() => new Promise<void>((resolve) => void answers.push(resolve)));
  const poller = createPoller(task, aPage().page);

  poller.start();
  poller.now();
  poller.now();
  answers[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(task).toHaveBeenCalledTimes(2);
  answers[1]?.();
  await vi.advanceTimersByTimeAsync(19 * SECOND);

  expect(task).toHaveBeenCalledTimes(2);
});
