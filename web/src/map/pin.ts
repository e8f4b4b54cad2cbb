// The pin of a report's place: one at most, put there by the page or dragged by people.
import { Marker, type Map as MapLibre } from "maplibre-gl";
import type { LonLat } from "../model/places";

export class Pin {
  private marker: Marker | null = null;

  constructor(
    private readonly map: MapLibre,
    private readonly dragged: (point: LonLat) => void,
  ) {}

  /** `null` takes the pin away; `element` is what the next pin looks like. */
  place(point: LonLat | null, element?: HTMLElement, draggable = true): void {
    if (!point) {
      this.marker?.remove();
      this.marker = null;
      return;
    }
    const at: [number, number] = [point.lon, point.lat];
    if (this.marker) this.marker.setLngLat(at);
    else this.marker = this.made(element, draggable).setLngLat(at).addTo(this.map);
  }

  private made(element: HTMLElement | undefined, draggable: boolean): Marker {
    const marker = new Marker({ ...(element && { element }), draggable, anchor: "bottom" });
    marker.on("dragend", () => {
      const { lng, lat } = marker.getLngLat();
      this.dragged({ lon: lng, lat });
    });
    return marker;
  }
}
