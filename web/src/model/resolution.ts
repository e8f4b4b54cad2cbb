// Says how large a cell is at a zoom: the contract of the tiles, and the H3 table of mean areas.

const RESOLUTION_OF_ZOOM: Record<number, number> = {
  4: 3,
  5: 4,
  6: 5,
  7: 5,
  8: 6,
  9: 7,
  10: 8,
  11: 8,
  12: 9,
};
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
  const level = Math.min(12, Math.max(4, Math.floor(zoom)));
  return RESOLUTION_OF_ZOOM[level] ?? 9;
}

export const areaAt = (zoom: number): number => SQUARE_KILOMETRES[resolutionAt(zoom)] ?? 0;

/** Of a circle as large as a cell, in kilometres. */
export const radiusAt = (zoom: number): number => Math.sqrt(areaAt(zoom) / Math.PI);
