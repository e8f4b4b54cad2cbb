// Lists what is drawn, from the ground up: land, hexagons, borders, the chosen cell, names of towns.
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { GeoJSON } from "geojson";
import type { Basemap } from "./config";
import { smallTiles } from "./small-tiles";
import type { MapTheme } from "./theme";

export const CELLS = "cells";
export const SELECTED = "selected";
export const HEXAGON_LAYERS = [CELLS, "cell-edges", "cell-hover"];
const NOTHING: GeoJSON = { type: "FeatureCollection", features: [] };

/** The style under our layers: plain ground, raster tiles, or the address of somebody's style. */
export function baseStyle(basemap: Basemap, theme: MapTheme): StyleSpecification | string {
  if (basemap?.type === "style") return basemap.url;
  const ground: LayerSpecification = {
    id: "ground",
    type: "background",
    paint: { "background-color": theme.outside },
  };
  if (!basemap) return { version: 8, sources: {}, layers: [ground] };
  const { tiles, tileSize = 256 } = basemap;
  return {
    version: 8,
    sources: { basemap: { type: "raster", tiles, tileSize } },
    layers: [ground, { id: "basemap", type: "raster", source: "basemap" }],
  };
}

export const tilesOf = (origin: string, layer: string): string => `${origin}/v1/tiles/${layer}.json`;

export const sources = (origin: string, layer: string): Record<string, SourceSpecification> => ({
  country: { type: "geojson", data: `${origin}/boundaries/country.geojson` },
  garrisons: { type: "geojson", data: `${origin}/boundaries/garrisons.geojson` },
  places: { type: "geojson", data: `${origin}/boundaries/places.geojson` },
  [CELLS]: smallTiles({ url: tilesOf(origin, layer), promoteId: { cells: "cell" } }),
  [SELECTED]: { type: "geojson", data: NOTHING },
});

export function layers(basemap: Basemap, theme: MapTheme): LayerSpecification[] {
  const plain = basemap === null;
  return [
    ...(plain ? [land(theme)] : []),
    ...hexagons(theme, plain ? 0.92 : 0.62),
    ...borders(theme),
    ...selection(theme),
    ...(basemap?.type === "style" ? [] : [towns(theme)]),
  ];
}

const land = (theme: MapTheme): LayerSpecification => ({
  id: "land",
  type: "fill",
  source: "country",
  paint: { "fill-color": theme.land, "fill-antialias": false },
});

const hexagons = (theme: MapTheme, opacity: number): LayerSpecification[] => [
  {
    id: CELLS,
    type: "fill",
    source: CELLS,
    "source-layer": "cells",
    // Transparent until the first counts are in and the classes are cut.
    paint: { "fill-color": theme.land, "fill-opacity": 0, "fill-antialias": false },
    metadata: { opacity },
  },
  {
    id: "cell-edges",
    type: "line",
    source: CELLS,
    "source-layer": "cells",
    paint: { "line-color": theme.land, "line-width": 0.6 },
  },
  {
    id: "cell-hover",
    type: "line",
    source: CELLS,
    "source-layer": "cells",
    layout: { "line-join": "round" },
    paint: {
      "line-color": theme.hover,
      "line-width": 2,
      "line-opacity": ["case", ["boolean", ["feature-state", "hover"], false], 1, 0],
    },
  },
];

const borders = (theme: MapTheme): LayerSpecification[] => [
  {
    id: "garrison-borders",
    type: "line",
    source: "garrisons",
    paint: {
      "line-color": theme.border,
      "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.5, 8, 1.1, 12, 1.6],
      "line-dasharray": [3, 2],
    },
  },
  {
    id: "country-outline",
    type: "line",
    source: "country",
    paint: {
      "line-color": theme.coast,
      "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.9, 10, 1.8],
    },
  },
];

/** Where the counties' units meet; added only close up, for they weigh as much as all else together. */
export const UNITS = "units";
export const UNITS_ZOOM = 8;

export const unitSource = (origin: string): SourceSpecification => ({
  type: "geojson",
  data: `${origin}/boundaries/units.geojson`,
});

export const unitBorders = (theme: MapTheme): LayerSpecification => ({
  id: UNITS,
  type: "line",
  source: UNITS,
  minzoom: UNITS_ZOOM,
  paint: {
    "line-color": theme.border,
    "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.5, 12, 1.1],
    "line-opacity": 0.8,
  },
});

const selection = (theme: MapTheme): LayerSpecification[] => [
  {
    id: "selected-casing",
    type: "line",
    source: SELECTED,
    layout: { "line-join": "round" },
    paint: { "line-color": theme.labelHalo, "line-width": 6 },
  },
  {
    id: "selected-line",
    type: "line",
    source: SELECTED,
    layout: { "line-join": "round" },
    paint: { "line-color": theme.selected, "line-width": 3 },
  },
];

const towns = (theme: MapTheme): LayerSpecification => ({
  id: "towns",
  type: "symbol",
  source: "places",
  filter: [
    ">=",
    ["get", "population"],
    ["step", ["zoom"], 240_000, 6, 90_000, 7, 35_000, 8, 15_000, 9, 5_000, 10, 0],
  ],
  layout: {
    "text-field": ["get", "name"],
    // No glyph server: MapLibre draws the letters from the page's own web font.
    "text-font": ["Libre Franklin Variable"],
    "text-size": ["interpolate", ["linear"], ["get", "population"], 1_000, 11, 60_000, 13, 600_000, 16],
    "text-padding": 6,
    "text-max-width": 8,
    "symbol-sort-key": ["-", 0, ["get", "population"]],
  },
  paint: { "text-color": theme.label, "text-halo-color": theme.labelHalo, "text-halo-width": 1.6 },
});
