// The map on the page: draws cells, reports what is in view, and takes the points people choose.
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import {
  LngLatBounds,
  Map as MapLibre,
  Marker,
  setWorkerUrl,
  type GeoJSONSource,
  type MapGeoJSONFeature,
  type MapMouseEvent,
  type PaddingOptions,
  type VectorTileSource,
} from "maplibre-gl";
import type { View } from "../model/address";
import { countOf, middleOf, summarise, type CellInView, type Summary } from "../model/cells";
import { countedProperties, NO_FILTERS, type Filters } from "../model/filters";
import { NOW } from "../model/period";
import type { LonLat } from "../model/places";
import { recut } from "../model/scale";
import { DEEPEST, resolutionAt } from "../model/resolution";
import type { Basemap } from "./config";
import { colourExpression, hasReports } from "./expressions";
import {
  baseStyle,
  CELLS,
  HEXAGON_LAYERS,
  layers,
  SELECTED,
  sources,
  tilesOf,
  unitBorders,
  UNITS,
  UNITS_ZOOM,
  unitSource,
} from "./layers";
import { mapTheme } from "./theme";

setWorkerUrl(workerUrl);

export const POLAND: [number, number, number, number] = [14.1, 49.0, 24.2, 54.9];
const AROUND_POLAND: [number, number, number, number] = [6, 45.5, 32, 58.5];
const CLOSE_UP = 12.5;
const CLOSEST = 17;

export interface MapEvents {
  moved(view: View): void;
  /** What is in view changed: the map moved, the filters did, or fresh tiles came. */
  summarised(summary: Summary, limits: readonly number[]): void;
  cellPicked(cell: string | null): void;
  pointPicked(point: LonLat): void;
  tilesFailed(): void;
}

export class MapView {
  private readonly map: MapLibre;
  private filters: Filters = NO_FILTERS;
  private counted: string[] | null = null;
  private limits: readonly number[] = [];
  private limitsFor = "";
  private covered = 0;
  private picking = false;
  private marker: Marker | null = null;
  private cellsShown = true;
  private hovered: string | null = null;
  private selected: string | null = null;

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
    this.listen();
  }

  setLabel(label: string): void {
    this.canvas.setAttribute("aria-label", label);
  }

  /** `all` names the categories and statuses that an unfiltered half of the filters stands for. */
  setFilters(filters: Filters, all: Filters): void {
    if (filters.layer !== this.filters.layer) this.show(filters.layer ?? NOW);
    this.filters = filters;
    this.counted = countedProperties(filters, all);
    this.summariseNow();
  }

  /** Draws again in the colours of the present light or dark theme. */
  repaint(): void {
    this.map.setStyle(baseStyle(this.basemap, mapTheme()), { diff: false });
  }

  /** Asks for all tiles anew, after a report was placed. */
  refresh(): void {
    if (this.map.getSource(CELLS)) this.map.refreshTiles(CELLS);
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

  resize(): void {
    this.map.resize();
  }

  /** While picking, a tap chooses a point instead of a cell. */
  setPicking(picking: boolean): void {
    this.picking = picking;
    this.canvas.classList.toggle("is-picking", picking);
    if (!picking) this.placeMarker(null);
  }

  placeMarker(point: LonLat | null, element?: HTMLElement, draggable = true): void {
    if (!point) {
      this.marker?.remove();
      this.marker = null;
      return;
    }
    if (!this.marker) {
      const marker = new Marker({ ...(element && { element }), draggable, anchor: "bottom" });
      marker.on("dragend", () => {
        const { lng, lat } = marker.getLngLat();
        this.events.pointPicked({ lon: lng, lat });
      });
      this.marker = marker.setLngLat([point.lon, point.lat]).addTo(this.map);
    }
    this.marker.setLngLat([point.lon, point.lat]);
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
    for (const id of HEXAGON_LAYERS) {
      if (this.map.getLayer(id)) this.map.setLayoutProperty(id, "visibility", shown ? "visible" : "none");
    }
  }

  /** Outlines the cell; answers its middle when the cell is among those in view. */
  select(cell: string | null): LonLat | null {
    this.selected = cell;
    const source = this.map.getSource<GeoJSONSource>(SELECTED);
    const feature = cell === null ? undefined : this.features().get(cell);
    if (source && (feature || cell === null)) {
      void source.setData(
        feature
          ? { type: "Feature", properties: {}, geometry: feature.geometry }
          : { type: "FeatureCollection", features: [] },
      );
    }
    return feature ? middleOf(outerRing(feature)) : null;
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
    this.map.on("idle", () => this.summariseNow());
    this.map.on("click", ({ point, lngLat }) => this.pick(point, { lon: lngLat.lng, lat: lngLat.lat }));
    this.map.on("mousemove", CELLS, (event) => this.hover(String(event.features?.[0]?.id ?? "")));
    this.map.on("mouseleave", CELLS, () => this.hover(null));
    this.map.on("error", (event) => {
      if ((event as { sourceId?: string }).sourceId === CELLS) this.events.tilesFailed();
    });
  }

  private show(layer: string): void {
    this.limitsFor = "";
    this.map.getSource<VectorTileSource>(CELLS)?.setUrl(tilesOf(location.origin, layer));
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
    for (const [id, source] of Object.entries(sources(location.origin, this.filters.layer ?? NOW)))
      this.map.addSource(id, source);
    for (const layer of layers(this.basemap, mapTheme())) this.map.addLayer(layer);
    this.addUnitBorders();
    this.limitsFor = "";
    if (!this.cellsShown) this.showCells(false);
    if (this.selected) this.select(this.selected);
  }

  private summariseNow(): void {
    if (!this.map.getLayer(CELLS)) return;
    const summary = summarise(this.cellsInView(), this.filters);
    this.cutClasses(summary.cells.map(({ count }) => count));
    this.events.summarised(summary, this.limits);
  }

  /** Classes change with the filters and with the size of cells, and else only when they no longer fit. */
  private cutClasses(counts: number[]): void {
    const key = JSON.stringify([resolutionAt(this.map.getZoom()), this.counted]);
    const limits = recut(key === this.limitsFor ? this.limits : null, counts);
    if (key === this.limitsFor && limits === this.limits) return;
    this.limits = limits;
    this.limitsFor = counts.length ? key : "";
    const opacity = (this.map.getLayer(CELLS)?.metadata as { opacity: number }).opacity;
    this.map.setPaintProperty(CELLS, "fill-color", colourExpression(this.counted, limits, mapTheme().ramp));
    this.map.setPaintProperty(CELLS, "fill-opacity", opacity);
    for (const layer of [CELLS, "cell-edges"]) this.map.setFilter(layer, hasReports(this.counted));
  }

  private cellsInView(): CellInView[] {
    const bounds = this.map.getBounds();
    return [...this.features()].flatMap(([cell, feature]) => {
      const centre = middleOf(outerRing(feature));
      if (!bounds.contains([centre.lon, centre.lat])) return [];
      const { properties } = feature;
      return [{ cell, centre, properties, count: countOf(properties, this.counted) }];
    });
  }

  /** Whole hexagons are in every tile they touch, so any copy of a cell will do. */
  private features(): Map<string, MapGeoJSONFeature> {
    if (!this.map.getSource(CELLS)) return new Map();
    const found = this.map.querySourceFeatures(CELLS, { sourceLayer: "cells" });
    return new Map(found.map((feature) => [String(feature.properties.cell), feature as MapGeoJSONFeature]));
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
    const set = (id: string, hover: boolean): void => {
      this.map.setFeatureState({ source: CELLS, sourceLayer: "cells", id }, { hover });
    };
    if (this.picking) cell = null;
    if (cell === this.hovered) return;
    if (this.hovered) set(this.hovered, false);
    if (cell) set(cell, true);
    this.hovered = cell;
    this.canvas.classList.toggle("is-over-cell", Boolean(cell));
  }
}

function outerRing(feature: MapGeoJSONFeature): number[][] {
  return feature.geometry.type === "Polygon" ? (feature.geometry.coordinates[0] ?? []) : [];
}
