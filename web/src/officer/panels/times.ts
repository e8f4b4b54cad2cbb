// Says when something was: how long ago, and exactly.
import { language, longDate } from "../../i18n";

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "2 days ago", or "in 3 hours" of what is to come. */
export function ago(iso: string, now = Date.now()): string {
  const distance = Date.parse(iso) - now;
  const words = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  const [unit, length] = STEPS.find(([, step]) => Math.abs(distance) >= step) ?? ["minute", 60_000];
  return words.format(Math.round(distance / length), unit);
}

export const exactly = longDate;
