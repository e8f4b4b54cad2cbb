// Does something again and again: less often while it fails, not at all while nobody looks.

export interface Poller {
  start(): void;
  stop(): void;
  /** Does it at once, or once more where it is at work: what that finds may be older than the wish. */
  now(): void;
}

const USUAL_MS = 20_000;
const LONGEST_MS = 300_000;

/** `page` tells whether somebody looks; `task` may fail, and is never run twice at a time. */
export function createPoller(
  task: () => Promise<unknown>,
  page: Pick<Document, "hidden" | "addEventListener" | "removeEventListener"> = document,
): Poller {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = USUAL_MS;
  let running = false;
  let wanted = false;
  let again = false;

  const run = async (): Promise<void> => {
    again = running;
    if (running || !wanted) return;
    clearTimeout(timer);
    running = true;
    try {
      await task();
      wait = USUAL_MS;
    } catch {
      wait = Math.min(wait * 2, LONGEST_MS);
    }
    running = false;
    plan();
  };
  const plan = (): void => {
    clearTimeout(timer);
    if (wanted && !page.hidden) timer = setTimeout(() => void run(), again ? 0 : wait);
  };
  const seen = (): void => {
    if (page.hidden) clearTimeout(timer);
    else void run();
  };
  return {
    start() {
      if (wanted) return;
      wanted = true;
      page.addEventListener("visibilitychange", seen);
      void run();
    },
    stop() {
      wanted = false;
      clearTimeout(timer);
      page.removeEventListener("visibilitychange", seen);
    },
    now: () => void run(),
  };
}
