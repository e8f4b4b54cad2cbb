// Says how large a cell is at a zoom: the contract of the tiles, and the H3 table of mean areas.

/** By the zoom of a tile, which is one deeper than the view's: tiles take 256 pixels. */
export const RESOLUTION_OF_TILE: Record<number, number> = {
  4: 3,
  5: 3,
  6: 4,
  7: 5,
  8: 5,
  9: 6,
  10: 7,
  11: 8,
  12: 9,
};

/** The zoom of the last tiles; what is closer stretches them. */
export const DEEPEST = 12;

const SQUARE_KILOMETRES: Record<number, number> = {
  3: 12_393,
  4: 1_770,
  5: 253,
  6: 36,
  7: 5.2,
  8: 0.74,
  9: 0.11,
};

export function resolutionAt(zoom: number): number {
  const level = Math.min(DEEPEST, Math.max(4, Math.floor(zoom) + 1));
  return RESOLUTION_OF_TILE[level] ?? 9;
}

export const areaAt = (zoom: number): number => SQUARE_KILOMETRES[resolutionAt(zoom)] ?? 0;

/** Of a circle as large as a cell, in kilometres. */
export const radiusAt = (zoom: number): number => Math.sqrt(areaAt(zoom) / Math.PI);
