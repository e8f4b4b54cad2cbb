// Reads /config.json: which background lies under the hexagons. None is the default, and needs no other server.

export interface RasterBasemap {
  type: "raster";
  tiles: string[];
  tileSize?: number;
  attribution?: string;
}

export interface StyleBasemap {
  type: "style";
  url: string;
  attribution?: string;
}

export type Basemap = RasterBasemap | StyleBasemap | null;

export async function loadBasemap(): Promise<Basemap> {
  try {
    const response = await fetch("/config.json");
    const { basemap } = (await response.json()) as { basemap?: Basemap };
    return basemap ?? null;
  } catch {
    return null;
  }
}
