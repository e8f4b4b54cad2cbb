// Lets MapLibre draw vector tiles of 256 pixels, which by itself it takes for pictures only.
import {
  addSourceType,
  VectorTileSource,
  type SourceClass,
  type Tile,
  type VectorSourceSpecification,
} from "maplibre-gl";

const TYPE = "small-vector";

class SmallTiles extends VectorTileSource {
  constructor(...given: ConstructorParameters<typeof VectorTileSource>) {
    super(...given);
    this.tileSize = 256;
  }

  /** How wide lines are drawn follows from how many pixels a tile takes where the view has the tile's zoom. */
  override loadTile(tile: Tile): ReturnType<VectorTileSource["loadTile"]> {
    tile.tileSize = 512 * tile.tileID.overscaleFactor();
    return super.loadTile(tile);
  }
}

void addSourceType(TYPE, SmallTiles as unknown as SourceClass);

/** A source of vector tiles of 256 pixels: a view takes them one zoom deeper than tiles of 512. */
export const smallTiles = (of: Omit<VectorSourceSpecification, "type">): VectorSourceSpecification =>
  ({ ...of, type: TYPE }) as unknown as VectorSourceSpecification;
