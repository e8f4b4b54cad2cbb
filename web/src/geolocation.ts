// Asks the browser where it is, once and only when somebody wants it.
import type { LonLat } from "./model/places";

/** `null` when the browser can't or may not tell. */
export function whereAmI(): Promise<LonLat | null> {
  if (!("geolocation" in navigator)) return Promise.resolve(null);
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  });
}
