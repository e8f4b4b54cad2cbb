// Says where a point is, in words.
import { t } from "../i18n";
import { nearestPlace, type LonLat, type Place } from "../model/places";

const AT_THE_PLACE_KM = 2;

export function whereabouts(places: readonly Place[], point: LonLat): string {
  const near = nearestPlace(places, point);
  if (!near) return coordinates(point);
  const place = near.place.name;
  if (near.kilometres < AT_THE_PLACE_KM) return t("cell.near", { place });
  const distance = Math.round(near.kilometres);
  return t("cell.away", { place, distance, direction: t(`direction.${near.direction}`) });
}

export const coordinates = ({ lat, lon }: LonLat): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
