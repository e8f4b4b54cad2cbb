// The life of the source of hexagons: which layer it is of, whether that could be had, and asking for it again.
import type { Map as MapLibre, VectorTileSource } from "maplibre-gl";
import { NOW } from "../model/period";
import { CELLS, HEXAGON_LAYERS, tilesOf } from "./layers";

export class CellSource {
  private shownLayer = NOW;
  private wanted = true;
  /** How the layer's TileJSON was answered, and its tiles after it. */
  private answer: "awaited" | "here" | "failed" = "awaited";
  /** Whether the tiles that the source holds are the layer's, not those of the one before. */
  private own = false;

  /** `failedToLoad` is told once of each time that the layer, or part of it, could not be had. */
  constructor(
    private readonly map: MapLibre,
    private readonly failedToLoad: () => void,
  ) {
    map.on("sourcedata", ({ sourceId, sourceDataType }) => {
      if (sourceId === CELLS && sourceDataType === "metadata") this.arrived();
    });
    map.on("error", (event) => {
      if ((event as { sourceId?: string }).sourceId === CELLS) this.fail();
    });
    map.on("moveend", () => this.retry());
  }

  get layer(): string {
    return this.shownLayer;
  }

  /** Whether what the source holds is the layer's, be it only a part. */
  get isOwn(): boolean {
    return this.wanted && this.own;
  }

  /** Whether what the source holds is all that the layer has in view; MapLibre itself takes a failure for emptiness. */
  get isWhole(): boolean {
    return this.wanted && this.answer === "here";
  }

  /** Takes another layer; the hexagons of the one before are gone at once. */
  show(layer: string): void {
    this.shownLayer = layer;
    this.own = false;
    this.draw();
    this.ask();
  }

  /** Asks again for what could not be had. */
  retry(): void {
    if (this.answer === "failed") this.ask();
  }

  /** Asks for all tiles anew. */
  refresh(): void {
    if (this.map.getSource(CELLS)) this.map.refreshTiles(CELLS);
  }

  setWanted(wanted: boolean): void {
    this.wanted = wanted;
    this.draw();
  }

  /** A new style holds the source anew. */
  restarted(): void {
    this.answer = "awaited";
    this.own = false;
    this.draw();
  }

  private ask(): void {
    this.answer = "awaited";
    this.map.getSource<VectorTileSource>(CELLS)?.setUrl(tilesOf(location.origin, this.shownLayer));
  }

  private arrived(): void {
    this.answer = "here";
    this.own = true;
    this.draw();
  }

  private fail(): void {
    if (this.answer === "failed") return;
    this.answer = "failed";
    this.failedToLoad();
  }

  private draw(): void {
    const visibility = this.isOwn ? "visible" : "none";
    for (const id of HEXAGON_LAYERS) {
      if (this.map.getLayer(id)) this.map.setLayoutProperty(id, "visibility", visibility);
    }
  }
}
