// Which layer of the map is shown: what is public now, of all or of one source, or what was placed in some time.

export const NOW = "current";
export const LAST_YEAR = "last-12-months";
export const PLANES = ["residents", "contact", "police"] as const;
export type Plane = (typeof PLANES)[number];

const MONTHS_BACK = 24;
const LAYER = /^(current|last-12-months|residents|contact|police|20\d\d(-(0[1-9]|1[0-2]))?)$/;

export const isLayer = (name: string | null): name is string => name !== null && LAYER.test(name);

/** The months before and with that of `today` in Poland, the newest first, as `2026-03`. */
export function months(today: Date): string[] {
  const [year = 0, month = 1] = new Intl.DateTimeFormat("en-CA", {
    timeZone: "Europe/Warsaw",
    year: "numeric",
    month: "2-digit",
  })
    .format(today)
    .split("-")
    .map(Number);
  const count = year * 12 + month - 1;
  return Array.from({ length: MONTHS_BACK }, (_, back) => {
    const at = count - back;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
  });
}

/** The years of those months, the newest first. */
export const years = (today: Date): string[] => [...new Set(months(today).map((month) => month.slice(0, 4)))];
