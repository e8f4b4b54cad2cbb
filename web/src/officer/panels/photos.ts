// The photos of the site: those that there are, and one more from the phone's camera.
import { Problem } from "../../api/client";
import { fill, h } from "../../dom";
import { refusalWords } from "../../refusals";
import { failure } from "../../shell/states";
import { isComing, lookOf, pauseAfter } from "../model/album";
import { isSameCase } from "../model/case";
import type { Photo } from "../types";
import { NotTaken } from "../upload";
import { o } from "../words";
import { photoAdder, sendPhoto } from "./photo-adder";
import { photoTile } from "./photo-tile";
import { openPhoto } from "./photo-view";
import type { Case } from "./report";

type Step = () => Promise<void>;

/** The same element for as long as the page is open: what is being sent goes on in it when the rest is drawn anew. */
export class PhotoAlbum {
  readonly element: HTMLElement;
  private readonly tiles = h("ul", { class: "photos" });
  private readonly sending = h("div", { class: "photo-news" });
  private readonly said = h("div", { class: "photo-news", role: "status" });
  private drawn = "";
  private following = 0;

  constructor(private file: Case) {
    this.element = h(
      "section",
      { class: "photo-section" },
      h("h2", {}, o("photo.title")),
      this.tiles,
      photoAdder((chosen) => void this.inTurn(() => this.send(chosen), this.look, this.follow)),
      h("p", { class: "hint" }, o("photo.hint")),
      this.sending,
      this.said,
    );
    this.show(file);
  }

  /** Goes on with another reading of the report. */
  show(file: Case): void {
    this.file = file;
    this.draw(file.report.photos);
    if (this.isOneComing()) void this.inTurn(this.follow);
  }

  /** One step after another; what fails is told, and may be tried again from there. */
  private async inTurn(...steps: Step[]): Promise<void> {
    const [step, ...further] = steps;
    if (!step) return;
    try {
      await step();
    } catch (error) {
      fill(this.said, refusal(error) ?? failure(error, () => void this.inTurn(...steps)));
      return;
    }
    await this.inTurn(...further);
  }

  private async send(chosen: File): Promise<void> {
    const bar = h("progress", { max: 1, value: 0, "aria-label": o("photo.sending") });
    const line = h("div", {}, h("p", {}, o("photo.sending")), bar);
    fill(this.said);
    this.sending.append(line);
    try {
      await sendPhoto(this.file, chosen, (part) => (bar.value = part));
    } finally {
      line.remove();
    }
    fill(this.said, o("photo.sent"));
  }

  private readonly look = async (): Promise<void> => {
    const { desk, report } = this.file;
    this.draw((await desk.api.photos(report.id)).photos);
  };

  /** Looks until no photo is on its way, then learns the report's new version; one at a time, while it is seen. */
  private readonly follow = async (): Promise<void> => {
    const mine = ++this.following;
    for (let looks = 0; this.isOneComing(); looks += 1) {
      await later(pauseAfter(looks));
      if (mine !== this.following || !this.element.isConnected) return;
      await this.look();
    }
    fill(this.said);
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
        open: () => void this.inTurn(this.look, () => this.open(photo)),
        remove: () => void this.remove(photo),
      }),
    );
    fill(this.tiles, tiles);
  }

  private open({ id }: Photo): Promise<void> {
    const fresh = this.file.report.photos.find((photo) => photo.id === id);
    if (fresh) {
      openPhoto(fresh, {
        remove: () => void this.remove(fresh),
        closed: () => this.tiles.querySelector<HTMLElement>(`[data-photo="${id}"]`)?.focus(),
      });
    }
    return Promise.resolve();
  }

  private remove({ id }: Photo): Promise<void> {
    const { desk, report } = this.file;
    const removed = async (): Promise<void> => {
      await desk.api.removePhoto(report.id, id);
      desk.app.announce(o("photo.removed"));
    };
    return this.inTurn(removed, this.look, this.follow);
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

/** What storage or the service said no to, in words; null for what may be tried again. */
function refusal(error: unknown): HTMLElement | null {
  const refused = error instanceof Problem && error.status < 500;
  if (!refused && !(error instanceof NotTaken)) return null;
  return h("p", { class: "fault", role: "alert" }, refused ? refusalWords(error) : o("photo.notTaken"));
}

const later = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
