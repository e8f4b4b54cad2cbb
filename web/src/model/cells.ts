// Sums what the tiles in view say: how many reports, of which categories, in which cells.
import type { Filters } from "./filters";
import type { LonLat } from "./places";

export interface CellInView {
  cell: string;
  /** The count under the present filters. */
  count: number;
  centre: LonLat;
  properties: Readonly<Record<string, unknown>>;
}

export interface Summary {
  cells: CellInView[];
  total: number;
  /** What choosing each would count: categories under the status filter, statuses under the category filter. */
  byCategory: Map<string, number>;
  byStatus: Map<string, number>;
}

export function countOf(properties: Readonly<Record<string, unknown>>, counted: string[] | null): number {
  const names = counted ?? ["total"];
  return names.reduce((sum, name) => sum + numeric(properties[name]), 0);
}

export function summarise(cells: CellInView[], filters: Filters): Summary {
  const byCategory = new Map<string, number>();
  const byStatus = new Map<string, number>();
  for (const { properties } of cells) {
    for (const [name, value] of Object.entries(properties)) {
      const [category, status] = name.split(".");
      if (category === undefined || status === undefined) continue;
      if (passes(filters.statuses, status)) add(byCategory, category, numeric(value));
      if (passes(filters.categories, category)) add(byStatus, status, numeric(value));
    }
  }
  const counted = cells.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return { cells: counted, total: counted.reduce((sum, { count }) => sum + count, 0), byCategory, byStatus };
}

/** The middle of a ring of positions (its last one repeats the first). */
export function middleOf(ring: readonly (readonly number[])[]): LonLat {
  const corners = ring.slice(0, -1);
  const sum = (axis: number): number => corners.reduce((total, corner) => total + (corner[axis] ?? 0), 0);
  return { lon: sum(0) / corners.length, lat: sum(1) / corners.length };
}

const passes = (chosen: readonly string[], slug: string): boolean =>
  chosen.length === 0 || chosen.includes(slug);

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

function numeric(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
