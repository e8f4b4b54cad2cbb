// Says where a cell or a point is, in words.
import type { State } from "../app";
import { t } from "../i18n";
import { largestPlace, nearestPlace, type LonLat, type Place } from "../model/places";
import { radiusAt } from "../model/resolution";

const AT_THE_PLACE_KM = 2;

/** A cell is known by the largest town in it, or else by the nearest one. */
export function whereabouts({ places, view }: Pick<State, "places" | "view">, centre: LonLat): string {
  const town = largestPlace(places, centre, radiusAt(view?.zoom ?? 5));
  return town ? t("cell.near", { place: town.name }) : pointWords(places, centre);
}

export function pointWords(places: readonly Place[], point: LonLat): string {
  const near = nearestPlace(places, point);
  if (!near) return coordinates(point);
  const place = near.place.name;
  if (near.kilometres < AT_THE_PLACE_KM) return t("cell.near", { place });
  const distance = Math.round(near.kilometres);
  return t("cell.away", { place, distance, direction: t(`direction.${near.direction}`) });
}

export const coordinates = ({ lat, lon }: LonLat): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
