// Sorts the catalogue into a few groups that people think in. A category unknown here lands in "other".
import type { Category } from "../api/types";

export type GroupName = "roads" | "order" | "people" | "nature" | "other";

const GROUPS: Record<Exclude<GroupName, "other">, readonly string[]> = {
  roads: [
    "speeding",
    "illegal_parking",
    "road_infrastructure",
    "traffic_organisation",
    "illegal_racing",
    "unguarded_level_crossing",
    "unguarded_track_crossing",
    "forest_animal_collisions",
  ],
  order: ["public_drinking", "vandalism", "drug_use", "dangerous_entertainment"],
  people: ["minors_at_risk", "homeless_person_in_need", "begging"],
  nature: [
    "illegal_dump",
    "stray_dogs",
    "destruction_of_greenery",
    "grass_burning",
    "quads_in_forest",
    "dangerous_water",
    "illegal_logging",
    "poaching",
    "animal_cruelty",
  ],
};

export interface Group {
  name: GroupName;
  categories: Category[];
}

export function grouped(categories: readonly Category[]): Group[] {
  const rest = new Map(categories.map((category) => [category.slug, category]));
  const groups: Group[] = Object.entries(GROUPS).map(([name, slugs]) => ({
    name: name as GroupName,
    categories: slugs.flatMap((slug) => take(rest, slug)),
  }));
  groups.push({ name: "other", categories: [...rest.values()] });
  return groups.filter((group) => group.categories.length > 0);
}

function take(rest: Map<string, Category>, slug: string): Category[] {
  const category = rest.get(slug);
  rest.delete(slug);
  return category ? [category] : [];
}
