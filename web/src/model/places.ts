// Knows the towns: finds them by name and says near which one a point lies.
import type { FeatureCollection, Point } from "geojson";
import { folded } from "./text";

export interface LonLat {
  lon: number;
  lat: number;
}

export interface Place extends LonLat {
  name: string;
  population: number;
}

export type Direction = "n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "nw";

export interface Near {
  place: Place;
  kilometres: number;
  direction: Direction;
}

const DIRECTIONS: readonly Direction[] = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];
const KM_PER_DEGREE = 111.2;

/** Ordered by population, largest first. */
export function placesOf(collection: FeatureCollection<Point>): Place[] {
  return collection.features
    .map(({ geometry, properties }) => ({
      name: String(properties?.name ?? ""),
      population: Number(properties?.population ?? 0),
      lon: geometry.coordinates[0] ?? 0,
      lat: geometry.coordinates[1] ?? 0,
    }))
    .filter((place) => place.name !== "")
    .sort((a, b) => b.population - a.population);
}

export function findPlaces(places: readonly Place[], query: string, limit = 6): Place[] {
  const wanted = folded(query);
  if (wanted === "") return [];
  return places.filter((place) => folded(place.name).startsWith(wanted)).slice(0, limit);
}

export function nearestPlace(places: readonly Place[], point: LonLat): Near | null {
  let best: Near | null = null;
  for (const place of places) {
    const { east, north } = offset(place, point);
    const kilometres = Math.hypot(east, north);
    if (best && kilometres >= best.kilometres) continue;
    best = { place, kilometres, direction: directionOf(east, north) };
  }
  return best;
}

/** The largest town within `kilometres`; `places` are ordered by population. */
export function largestPlace(places: readonly Place[], point: LonLat, kilometres: number): Place | null {
  const within = (place: Place): boolean => {
    const { east, north } = offset(place, point);
    return Math.hypot(east, north) <= kilometres;
  };
  return places.find(within) ?? null;
}

/** Reads "52,2297 21,0122", "52.2297, 21.0122" and the like; `null` when these are not two coordinates. */
export function parseCoordinates(text: string): LonLat | null {
  const numbers = text.match(/-?\d+(?:[.,]\d+)?/g)?.map((part) => Number(part.replace(",", "."))) ?? [];
  const [lat, lon] = numbers;
  if (numbers.length !== 2 || lat === undefined || lon === undefined) return null;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

/** From a place to a point, in kilometres; exact enough over the few that matter here. */
function offset(place: LonLat, point: LonLat): { east: number; north: number } {
  const east = (point.lon - place.lon) * Math.cos((point.lat * Math.PI) / 180) * KM_PER_DEGREE;
  return { east, north: (point.lat - place.lat) * KM_PER_DEGREE };
}

function directionOf(east: number, north: number): Direction {
  const turn = Math.round(Math.atan2(east, north) / (Math.PI / 4));
  return DIRECTIONS[(turn + 8) % 8] ?? "n";
}
