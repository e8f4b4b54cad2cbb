// Which reports the map counts: any number of categories and statuses, none chosen meaning all.

export interface Filters {
  readonly categories: readonly string[];
  readonly statuses: readonly string[];
  /** The layer of the map; left out, what is public now. */
  readonly layer?: string;
}

export const NO_FILTERS: Filters = { categories: [], statuses: [] };

export const isFiltering = ({ categories, statuses }: Filters): boolean =>
  categories.length + statuses.length > 0;

/** `list` with `slug` in it if it was not, and without it if it was. */
export function toggled(list: readonly string[], slug: string): string[] {
  return list.includes(slug) ? list.filter((other) => other !== slug) : [...list, slug];
}

/** `list` with all of `slugs`, or with none of them when all were there. */
export function toggledAll(list: readonly string[], slugs: readonly string[]): string[] {
  const all = slugs.every((slug) => list.includes(slug));
  const others = list.filter((slug) => !slugs.includes(slug));
  return all ? others : [...others, ...slugs];
}

/** Stands for the status in the numbers of kinds that are published by month: no statuses are told apart. */
const ALL = "all";

/** The tile properties whose sum is the count of a cell; `null` when that is simply its `total`. */
export function countedProperties(filters: Filters, all: Filters): string[] | null {
  if (!isFiltering(filters)) return null;
  const categories = filters.categories.length ? filters.categories : all.categories;
  const statuses = filters.statuses.length ? filters.statuses : [...all.statuses, ALL];
  return categories.flatMap((category) => statuses.map((status) => `${category}.${status}`));
}
