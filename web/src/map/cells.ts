// The hexagons on the map: what of them is in view, in which colours, and which one is chosen or under the pointer.
import type { GeoJSONSource, Map as MapLibre, MapGeoJSONFeature } from "maplibre-gl";
import { countOf, middleOf, summarise, type CellInView, type Summary } from "../model/cells";
import { countedProperties, NO_FILTERS, type Filters } from "../model/filters";
import { NOW } from "../model/period";
import type { LonLat } from "../model/places";
import { resolutionAt } from "../model/resolution";
import { recut } from "../model/scale";
import { CellSource } from "./cell-source";
import { colourExpression, hasReports } from "./expressions";
import { CELLS, SELECTED } from "./layers";
import { mapTheme } from "./theme";

export interface CellEvents {
  /** What is in view changed: the map moved, the filters did, or fresh tiles came. `null`: it is on its way. */
  summarised(summary: Summary | null, limits: readonly number[]): void;
  /** The layer, or part of it, could not be had: nobody knows what is in view. */
  tilesFailed(): void;
}

export class Cells {
  readonly source: CellSource;
  private filters: Filters = NO_FILTERS;
  private counted: string[] | null = null;
  private limits: readonly number[] = [];
  private limitsFor = "";
  private hovered: string | null = null;
  private selected: string | null = null;

  constructor(
    private readonly map: MapLibre,
    private readonly events: CellEvents,
  ) {
    this.source = new CellSource(map, () => this.events.tilesFailed());
    map.on("idle", () => this.summariseNow());
  }

  /** `all` names the categories and statuses that an unfiltered half of the filters stands for. */
  setFilters(filters: Filters, all: Filters): void {
    const layer = filters.layer ?? NOW;
    this.filters = filters;
    this.counted = countedProperties(filters, all);
    if (layer === this.source.layer) this.summariseNow();
    else this.take(layer);
  }

  /** Asks again for what could not be had. */
  retry(): void {
    this.events.summarised(null, []);
    this.source.retry();
  }

  /** A new style holds source and layers anew. */
  restarted(): void {
    this.limitsFor = "";
    this.source.restarted();
    if (this.selected) this.select(this.selected);
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

  hover(cell: string | null): void {
    const set = (id: string, hover: boolean): void => {
      this.map.setFeatureState({ source: CELLS, sourceLayer: "cells", id }, { hover });
    };
    if (cell === this.hovered) return;
    if (this.hovered) set(this.hovered, false);
    if (cell) set(cell, true);
    this.hovered = cell;
    this.map.getCanvas().classList.toggle("is-over-cell", Boolean(cell));
  }

  private take(layer: string): void {
    this.limitsFor = "";
    this.events.summarised(null, []);
    this.source.show(layer);
  }

  private summariseNow(): void {
    if (!this.map.getLayer(CELLS) || !this.source.isOwn) return;
    const summary = summarise(this.cellsInView(), this.filters);
    this.cutClasses(summary.cells.map(({ count }) => count));
    // A part is drawn, but no sum: nobody knows what the missing tiles hold.
    if (this.source.isWhole) this.events.summarised(summary, this.limits);
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
}

function outerRing(feature: MapGeoJSONFeature): number[][] {
  return feature.geometry.type === "Polygon" ? (feature.geometry.coordinates[0] ?? []) : [];
}
