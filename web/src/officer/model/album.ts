// What the page makes of a report's photos: which are still coming, and whether nothing else changed.
import type { FullReport, HistoryStep, Photo } from "../types";

const COMING_MS = 10 * 60_000;

/** Whether a photo may still become ready: later its file has been lost on the way. */
export const isComing = ({ stage, asked_at }: Photo, now = Date.now()): boolean =>
  stage === "awaited" && now - Date.parse(asked_at) < COMING_MS;

/** Whether two readings of a report differ by photos alone, so that what an officer writes still fits. */
export const differByPhotos = (before: FullReport, after: FullReport): boolean =>
  before.history.filter(notOfPhotos).length === after.history.filter(notOfPhotos).length;

const notOfPhotos = ({ act }: HistoryStep): boolean => !act.startsWith("photo_");
