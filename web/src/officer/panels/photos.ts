// The photos of the site: those that there are, and one more from the phone's camera.
import { Problem } from "../../api/client";
import { fill, h, uniqueId } from "../../dom";
import { isComing, lookOf, pauseAfter } from "../model/album";
import { isSameCase } from "../model/case";
import type { Photo } from "../types";
import { o } from "../words";
import { photoAdder, sendPhoto } from "./photo-adder";
import { tellMissed } from "./missed";
import { Errands } from "./photo-errands";
import { photoTile } from "./photo-tile";
import { openPhoto } from "./photo-view";
import type { Case } from "./report";

/** Looking for photos that are coming: one at a time. */
const LOOKING = "looking";
const OPENING = "opening";
const RENEWING = "renewing";

/** The same element for as long as the page is open: what is being sent goes on in it when the rest is drawn anew. */
export class PhotoAlbum {
  readonly element: HTMLElement;
  private readonly tiles = h("ul", { class: "photos" });
  private readonly errands = new Errands();
  /** Thumbnails whose addresses have ended, by photo. */
  private readonly faded = new Map<string, HTMLImageElement>();
  private drawn = "";

  constructor(private file: Case) {
    this.element = h(
      "section",
      { class: "photo-section" },
      h("h2", {}, o("photo.title")),
      this.tiles,
      photoAdder((chosen) => this.add(chosen)),
      h("p", { class: "hint" }, o("photo.hint")),
      this.errands.element,
    );
    this.show(file);
  }

  /** Goes on with another reading of the report. */
  show(file: Case): void {
    this.file = file;
    this.draw(file.report.photos);
    if (this.isOneComing()) void this.errands.run(LOOKING, this.follow);
  }

  private add(chosen: File): void {
    const send = (line: HTMLElement): Promise<void> => {
      const bar = h("progress", { max: 1, value: 0, "aria-label": o("photo.sending") });
      fill(line, h("p", {}, o("photo.sending")), bar);
      return this.told(sendPhoto(this.file, chosen, (part) => (bar.value = part)));
    };
    const sent = (line: HTMLElement): void => fill(line, o("photo.sent"));
    void this.errands.run(
      uniqueId("sending"),
      send,
      () => void this.errands.run(LOOKING, sent, this.look, this.follow),
    );
  }

  private readonly look = async (): Promise<void> => {
    const { desk, report } = this.file;
    this.draw((await desk.api.photos(report.id)).photos);
  };

  /** Looks until no photo is on its way, then learns the report's new version; only while it is seen. */
  private readonly follow = async (line: HTMLElement): Promise<void> => {
    for (let looks = 0; this.isOneComing(); looks += 1) {
      await later(pauseAfter(looks));
      if (!this.errands.isLatest(LOOKING, line) || !this.element.isConnected) return;
      await this.look();
    }
    await this.catchUp();
  };

  private draw(photos: Photo[]): void {
    this.file.report.photos = photos;
    const look = lookOf(photos);
    if (look === this.drawn) return;
    this.drawn = look;
    const tiles = photos.map((photo) =>
      photoTile(photo, {
        // New addresses first: those of a page that was left open have ended.
        open: () => void this.errands.run(OPENING, this.look, () => this.open(photo)),
        remove: () => this.remove(photo),
        faded: (image) => this.renew(photo, image),
      }),
    );
    fill(this.tiles, tiles);
  }

  private open({ id }: Photo): void {
    const fresh = this.photo(id);
    if (!fresh || !this.element.isConnected) return;
    openPhoto(fresh, {
      remove: () => this.remove(fresh),
      closed: () => this.tiles.querySelector<HTMLElement>(`[data-photo="${id}"]`)?.focus(),
    });
  }

  private remove({ id }: Photo): void {
    const { desk, report } = this.file;
    const removed = async (): Promise<void> => {
      await this.told(desk.api.removePhoto(report.id, id).catch(unlessGone));
      desk.app.announce(o("photo.removed"));
    };
    void this.errands.run(id, removed, () => void this.errands.run(LOOKING, this.look, this.follow));
  }

  /** A failure is told in its line, or elsewhere when the page with the line was left. */
  private async told(deed: Promise<void>): Promise<void> {
    try {
      await deed;
    } catch (error) {
      if (!this.element.isConnected) tellMissed(this.file);
      throw error;
    }
  }

  /** Asks once for the new addresses of all that have ended by now. */
  private renew({ id }: Photo, image: HTMLImageElement): void {
    this.faded.set(id, image);
    if (this.faded.size > 1) return;
    void this.errands.run(RENEWING, this.look, () => {
      for (const [faded, tile] of this.faded) tile.src = this.photo(faded)?.thumbnail ?? tile.src;
      this.faded.clear();
    });
  }

  private photo(id: string): Photo | undefined {
    return this.file.report.photos.find((photo) => photo.id === id);
  }

  /** Takes over what photos alone have changed, so that the officer's next act still fits. */
  private async catchUp(): Promise<void> {
    const { file } = this;
    const fresh = await file.desk.api.report(file.report.id);
    if (file !== this.file || !isSameCase(file.report, fresh)) return;
    Object.assign(file.report, { version: fresh.version, history: fresh.history, photos: fresh.photos });
    file.photographed();
  }

  private isOneComing(): boolean {
    return this.file.report.photos.some((photo) => isComing(photo));
  }
}

/** The answer to an earlier try may have been lost: then the photo is gone already. */
function unlessGone(error: unknown): void {
  if (!(error instanceof Problem && error.title === "No such photo")) throw error;
}

const later = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
