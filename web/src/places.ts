// Loads the towns, once.
import type { FeatureCollection, Point } from "geojson";
import { placesOf, type Place } from "./model/places";

/** An empty list when they cannot be had: the map then does without names and search. */
export async function loadPlaces(): Promise<Place[]> {
  try {
    const response = await fetch("/boundaries/places.geojson");
    return placesOf((await response.json()) as FeatureCollection<Point>);
  } catch {
    return [];
  }
}
