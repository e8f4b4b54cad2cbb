// What the page makes of a report's photos: which are still coming, how they look, when to look again.
import type { Photo } from "../types";

const COMING_MS = 10 * 60_000;
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 30_000;

/** Whether a photo may still become ready: later its file has been lost on the way. */
export const isComing = ({ stage, asked_at }: Photo, now = Date.now()): boolean =>
  stage === "awaited" && now - Date.parse(asked_at) < COMING_MS;

/** The same for photos that are drawn alike: their addresses, which are new each time, do not count. */
export const lookOf = (photos: readonly Photo[], now = Date.now()): string =>
  photos.map((photo) => `${photo.id} ${isComing(photo, now) ? "coming" : photo.stage}`).join();

/** How long to wait after so many looks: most photos are ready within seconds. */
export const pauseAfter = (looks: number): number => Math.min(FIRST_PAUSE_MS * 2 ** looks, LONGEST_PAUSE_MS);
