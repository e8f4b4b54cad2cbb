// The map on the page: moves the view, draws the layers, and takes the points and cells that people choose.
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import {
  LngLatBounds,
  Map as MapLibre,
  Marker,
  setWorkerUrl,
  type MapMouseEvent,
  type PaddingOptions,
} from "maplibre-gl";
import type { View } from "../model/address";
import type { Filters } from "../model/filters";
import type { LonLat } from "../model/places";
import { DEEPEST } from "../model/resolution";
import { Cells, type CellEvents } from "./cells";
import type { Basemap } from "./config";
import { baseStyle, CELLS, layers, sources, unitBorders, UNITS, UNITS_ZOOM, unitSource } from "./layers";
import { Pin } from "./pin";
import { mapTheme } from "./theme";

setWorkerUrl(workerUrl);

export const POLAND: [number, number, number, number] = [14.1, 49.0, 24.2, 54.9];
const AROUND_POLAND: [number, number, number, number] = [6, 45.5, 32, 58.5];
const CLOSE_UP = 12.5;
const CLOSEST = 17;

export interface MapEvents extends CellEvents {
  moved(view: View): void;
  cellPicked(cell: string | null): void;
  pointPicked(point: LonLat): void;
}

export class MapView {
  private readonly map: MapLibre;
  private readonly cells: Cells;
  private readonly pin: Pin;
  private covered = 0;
  private picking = false;
  private cellsShown = true;

  /** Throws where the browser can't draw (no WebGL). */
  constructor(
    container: HTMLElement,
    view: View | null,
    private readonly basemap: Basemap,
    private readonly events: MapEvents,
  ) {
    this.map = new MapLibre({
      container,
      style: baseStyle(basemap, mapTheme()),
      ...(view ? { center: [view.lon, view.lat], zoom: view.zoom } : { bounds: POLAND }),
      fitBoundsOptions: { padding: 24 },
      maxBounds: AROUND_POLAND,
      minZoom: 3.5,
      maxZoom: CLOSEST,
      // Beyond the last tiles no closer ones are cut out of them, which would cut hexagons too.
      zoomLevelsToOverscale: CLOSEST - DEEPEST,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.cells = new Cells(this.map, events);
    this.pin = new Pin(this.map, (point) => events.pointPicked(point));
    this.listen();
  }

  setLabel(label: string): void {
    this.canvas.setAttribute("aria-label", label);
  }

  /** `all` names the categories and statuses that an unfiltered half of the filters stands for. */
  setFilters(filters: Filters, all: Filters): void {
    this.cells.setFilters(filters, all);
  }

  /** Draws again in the colours of the present light or dark theme. */
  repaint(): void {
    this.map.setStyle(baseStyle(this.basemap, mapTheme()), { diff: false });
  }

  /** Asks for all tiles anew, after a report was placed. */
  refresh(): void {
    this.cells.source.refresh();
  }

  /** Asks again for what of the cells could not be had. */
  retry(): void {
    this.cells.retry();
  }

  zoomBy(step: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + step, padding: this.padding });
  }

  showPoland(): void {
    this.map.fitBounds(POLAND, { padding: 24 });
  }

  jumpTo({ lon, lat, zoom }: View): void {
    this.map.jumpTo({ center: [lon, lat], zoom });
  }

  flyTo({ lon, lat }: LonLat, zoom = CLOSE_UP): void {
    const closest = Math.max(zoom, this.map.getZoom());
    this.map.easeTo({ center: [lon, lat], zoom: closest, padding: this.padding, duration: 700 });
  }

  /** Keeps the middle of the view clear of a sheet that covers the map's lower part. */
  setCovered(bottom: number): void {
    if (bottom === this.covered) return;
    this.covered = bottom;
    this.map.easeTo({ padding: this.padding, duration: 220 });
  }

  centre(): LonLat {
    const { lng, lat } = this.map.getCenter();
    return { lon: lng, lat };
  }

  /** While picking, a tap chooses a point instead of a cell. */
  setPicking(picking: boolean): void {
    this.picking = picking;
    this.canvas.classList.toggle("is-picking", picking);
    if (!picking) this.placeMarker(null);
  }

  placeMarker(point: LonLat | null, element?: HTMLElement, draggable = true): void {
    this.pin.place(point, element, draggable);
  }

  /** Puts an element on the map, until the returned function is called. */
  mark({ lon, lat }: LonLat, element: HTMLElement): () => void {
    const mark = new Marker({ element, anchor: "bottom" }).setLngLat([lon, lat]).addTo(this.map);
    return () => mark.remove();
  }

  /** Brings all points into view. */
  fit(points: readonly LonLat[]): void {
    if (points.length === 0) return;
    const bounds = new LngLatBounds();
    for (const { lon, lat } of points) bounds.extend([lon, lat]);
    this.map.fitBounds(bounds, { padding: 60, maxZoom: 14 });
  }

  /** Pages with marks of their own go without hexagons, which are then neither seen nor picked. */
  showCells(shown: boolean): void {
    this.cellsShown = shown;
    this.cells.source.setWanted(shown);
  }

  /** Outlines the cell; answers its middle when the cell is among those in view. */
  select(cell: string | null): LonLat | null {
    return this.cells.select(cell);
  }

  /** Does at the middle of the view what a tap there would do. */
  pickCentre(): void {
    const { lng, lat } = this.map.getCenter();
    this.pick(this.map.project([lng, lat]), { lon: lng, lat });
  }

  private get padding(): PaddingOptions {
    return { top: 0, left: 0, right: 0, bottom: this.covered };
  }

  private get canvas(): HTMLCanvasElement {
    return this.map.getCanvas();
  }

  private listen(): void {
    this.map.on("style.load", () => this.addLayers());
    this.map.on("moveend", () => this.moved());
    this.map.on("click", ({ point, lngLat }) => this.pick(point, { lon: lngLat.lng, lat: lngLat.lat }));
    this.map.on("mousemove", CELLS, (event) => this.hover(String(event.features?.[0]?.id ?? "")));
    this.map.on("mouseleave", CELLS, () => this.hover(null));
  }

  private moved(): void {
    this.addUnitBorders();
    this.events.moved({ ...this.centre(), zoom: this.map.getZoom() });
  }

  private addUnitBorders(): void {
    if (this.map.getZoom() < UNITS_ZOOM || this.map.getSource(UNITS) || !this.map.getLayer(CELLS)) return;
    this.map.addSource(UNITS, unitSource(location.origin));
    this.map.addLayer(unitBorders(mapTheme()), "garrison-borders");
  }

  private addLayers(): void {
    for (const [id, source] of Object.entries(sources(location.origin, this.cells.source.layer)))
      this.map.addSource(id, source);
    for (const layer of layers(this.basemap, mapTheme())) this.map.addLayer(layer);
    this.addUnitBorders();
    this.cells.restarted();
  }

  private pick(point: MapMouseEvent["point"], at: LonLat): void {
    if (this.picking) {
      this.events.pointPicked(at);
      return;
    }
    if (!this.cellsShown) return;
    const feature = this.map.queryRenderedFeatures(point, { layers: [CELLS] })[0];
    this.events.cellPicked(feature ? String(feature.properties.cell) : null);
  }

  private hover(cell: string | null): void {
    this.cells.hover(this.picking ? null : cell);
  }
}
